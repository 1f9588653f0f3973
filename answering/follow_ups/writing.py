"""A follow-up with what it leaves out put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.follow_ups.leaning import leaning, own_words
from answering.follow_ups.words import (
    ARTICLES,
    INTERROGATIVES,
    KINDS_OF_PLACE,
    OPPOSITES,
    PREPOSITIONS,
    SUBJECT_OF,
    VERBS_FIRST,
)
from answering.models import Answer, Exchange
from vectorstore.analysis import content_words, words
from vectorstore.search import LONGEST_QUESTION

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_WHY = re.compile(r"(?:hvorfor|kvifor|why|warum|wieso|weshalb)\b", re.IGNORECASE)
_BEHIND = re.compile(r" – [^–]+$")
# Two words of one pattern: Frühschicht and Spätschicht, motorsykkel and sykkel.
_SHARED = 5
# What a question begins and ends with that does not tell its subject.
_BEGINNINGS = INTERROGATIVES | VERBS_FIRST | frozenset(
    "mange mye lenge lang langt viel viele lange many much long often".split()
)  # fmt: skip
_ENDINGS = frozenset("be have ha bli sein haben werden".split())


@dataclass(frozen=True)
class FollowUp:
    """A question that leans on an earlier one.

    `question` is what is meant, `own` the words that are new in it and say what is asked for,
    `asked` the follow-up without thanks and what opens it, `earlier` the answer that it
    follows. Where it is not `sure`, the question may as well stand for itself.
    """

    question: str
    asked: str
    own: tuple[str, ...]
    earlier: Answer
    sure: bool


def written_out(question: str, before: Sequence[Exchange]) -> FollowUp | None:
    """The question as it is meant after what was asked `before`, the oldest first; None
    where it stands for itself, or is too long to be asked so."""
    exchanges = [exchange for exchange in before if not exchange.answer.small_talk]
    if not exchanges:
        return None
    lean = leaning(question)
    if lean is None:
        return None
    last = exchanges[-1]
    earlier = last.answer.full_question or last.question
    if lean.kind == "piece":
        full = _with_piece(earlier, lean.rest)
    else:
        # A reason is asked of all that was said, not of a subject.
        of = earlier.rstrip("?!. ") if _WHY.match(lean.rest) else _subject(earlier)
        full = f"{lean.rest[:1].upper()}{lean.rest[1:]} ({_IN_BRACKETS.sub('', of).strip()})?"
    if len(full) > LONGEST_QUESTION:
        return None
    known = set(words(earlier))
    own = tuple(word for word in own_words(lean.rest) if word not in known)
    return FollowUp(full, lean.rest, own, last.answer, lean.sure)


def _subject(earlier: str) -> str:
    """What a question is about: without its question words and who asks."""
    bare = earlier.rstrip("?!. ")
    inside = _IN_BRACKETS.search(bare)
    if inside:
        return inside[1]
    bare = SUBJECT_OF.sub("", bare)
    told = bare.split()
    while told and _bare(told[0]) in _BEGINNINGS:
        told = told[1:]
    while told and _bare(told[-1]) in _ENDINGS:
        told = told[:-1]
    subject = " ".join(told)
    return subject if content_words(subject) else bare


def _with_piece(earlier: str, piece: str) -> str:
    """The earlier question, the piece in the place of what it replaces, or behind it."""
    bare = earlier.rstrip("?!. ")
    inside = _IN_BRACKETS.search(bare)
    head = bare[: inside.start()].rstrip() if inside else bare
    tail = f" {inside[0]}" if inside else ""
    for replaced in (_year, _opposite, _same_place, _same_pattern, _after_for):
        new = replaced(bare, piece)
        if new:
            return f"{new}?"
    told = words(piece)
    if told and told[0] in PREPOSITIONS:
        return f"{head} {piece}{tail}?"
    # What was put behind earlier gives way: "– apprentices", then "and interns?".
    return f"{_BEHIND.sub('', head)} – {piece}{tail}?"


def _year(earlier: str, piece: str) -> str | None:
    new = _YEAR.findall(piece)
    if len(new) == 1 and len(own_words(_YEAR.sub("", piece))) == 0 and _YEAR.search(earlier):
        return _YEAR.sub(new[0], earlier)
    return None


def _opposite(earlier: str, piece: str) -> str | None:
    other = OPPOSITES.get(piece.strip().casefold())
    if other and re.search(rf"\b{other}\b", earlier, re.IGNORECASE):
        return re.sub(rf"\b{other}\b", piece.strip(), earlier, count=1, flags=re.IGNORECASE)
    return None


def _same_place(earlier: str, piece: str) -> str | None:
    """ "bei vier Tagen" for "bei drei Tagen"; "outside Europe" for "in Norway"."""
    told = piece.split()
    kind = next((k for k in KINDS_OF_PLACE if told and _bare(told[0]) in k), None)
    if kind is None or len(told) < 2:
        return None
    old = earlier.split()
    places = [
        n
        for n, word in enumerate(old)
        if _bare(word) in kind
        and n + 1 < len(old)
        # In English it is who asks; in Norwegian "in", and small but at the beginning.
        and not (n and word == "I")
    ]
    same = [n for n in places if _bare(old[n]) == _bare(told[0])]
    for start in (same or places)[::-1]:
        end = start + 1
        while end < len(old) and _bare(old[end]) not in PREPOSITIONS | VERBS_FIRST | {"–"}:
            end += 1
            if old[end - 1].endswith((",", ";", ":")):
                break
        # "to the VPN", "in a week" are no place that another one could take.
        if own_words(" ".join(old[start:end])):
            return " ".join([*old[:start], *told, *old[end:]])
    return None


def _same_pattern(earlier: str, piece: str) -> str | None:
    """ "die Frühschicht" for "die Spätschicht": words that end alike."""
    new = own_words(piece)
    if len(new) != 1:
        return None
    for old in re.findall(r"[^\W_]+", earlier):
        shared = 0
        pairs = zip(reversed(old.casefold()), reversed(new[0]), strict=False)
        for one, other in pairs:
            if one != other:
                break
            shared += 1
        if shared >= _SHARED and shared < len(new[0]):
            told = piece.split()
            while told and _bare(told[0]) in ARTICLES:
                told = told[1:]
            return earlier.replace(old, " ".join(told), 1)
    return None


def _after_for(earlier: str, piece: str) -> str | None:
    """ "motorcycles" for "cars", where the earlier question ends in "for cars"."""
    found = re.search(r"\b(for|für|towards) ((?:(?!\bfor\b|\bfür\b)[^,;])+)$", earlier)
    told = words(piece)
    if not found or not told or told[0] in PREPOSITIONS:
        return None
    object_ = found[2].split()
    if len(object_) > 4 or any(_bare(word) in PREPOSITIONS for word in object_):
        return None
    return f"{earlier[: found.start(2)]}{piece}"


def _bare(word: str) -> str:
    return word.strip("«»\"',.;:()").casefold()
