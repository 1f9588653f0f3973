"""Phrases and model together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answering.urgency.phrases import REASONS, find, folded_words
from answering.urgency.rules import Signs, signs
from answering.urgency.situations import Nearness, nearness
from config import LANGUAGES
from vectorstore.language import detect

if TYPE_CHECKING:
    from vectorstore import Embedder

# In log odds, beside the model's. Chosen on the half of the messages for development.
_SURE, _ASKED, _HINT, _SHOUTED = 2.5, 0.5, 0.4, 0.4
_MOST_HINTS = 3
_AGAINST = {"settled": 2.5, "no_hurry": 2.0, "past": 1.0, "hypothetical": 1.0, "about": 0.7}
_NOT_ENDED_BY_TIME = ("self_harm", "harassment", "fraud", "breach")
# What a message has to begin with where there is no model to ask.
_UNKNOWN = -1.2
_ENOUGH = -0.3
_PERSONAL_ENOUGH = -0.6
_PERSONAL_PHRASES, _RULES = 1.5, 1.5
# A long message is read in pieces: one sentence in a page would be lost in the mean.
_PIECE, _MOST_PIECES = 300, 6
_A_PIECE = 0.5
_EVIDENCE = 120
_PERSONAL_REASONS = ("self_harm", "injury", "harassment")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅÄÖÜ][a-zæøåäöüß]{2,}")


@dataclass(frozen=True)
class Urgency:
    """Why a message cannot wait: a key of REASONS, and the words that show it."""

    reason: str
    evidence: str


def urgency(text: str, embedder: Embedder | None = None) -> Urgency | None:
    """Why `text` goes first; None if it can wait.

    Without an embedder, or with another than the built-in model, phrases alone decide.
    """
    text = text.strip()
    if not text:
        return None
    read = signs(text)
    near, piece = _nearest(text, embedder)
    if _score(read, near) < _ENOUGH:
        return None
    return Urgency(reason := _reason(read, near), _evidence(read, reason, piece))


def personal(text: str, embedder: Embedder | None = None) -> bool:
    """Whether `text` concerns a person's health, conduct or pay, not the rules about them.

    In doubt it does: what is kept back by mistake can be asked again.
    """
    urgent = urgency(text, embedder)
    if urgent and urgent.reason in _PERSONAL_REASONS:
        return True
    near = nearness(text[:_PIECE], embedder)
    odds = near.personal if near else _UNKNOWN
    return odds + _of_a_person(text) > _PERSONAL_ENOUGH


def _score(read: Signs, near: Nearness | None) -> float:
    score = near.urgent if near else _UNKNOWN
    hints = sum(len(words) for words in read.hints.values())
    score += _SURE * bool(read.sure) + _ASKED * bool(read.asked)
    score += _HINT * min(hints, _MOST_HINTS) + _SHOUTED * read.shouted
    lasting = any(reason in read.sure for reason in _NOT_ENDED_BY_TIME)
    for kind in read.against:
        if not (kind == "past" and lasting):
            score -= _AGAINST[kind]
    return score


def _reason(read: Signs, near: Nearness | None) -> str:
    def weight(reason: str) -> float:
        rules = 2.0 * (reason in read.sure) + 1.0 * (reason in read.asked)
        hints = 0.5 * min(len(read.hints.get(reason, ())), 2)
        return rules + hints + (near.reasons[reason] if near else 0.0)

    # The first of equals: the most serious.
    return max(REASONS, key=weight)


def _nearest(text: str, embedder: Embedder | None) -> tuple[Nearness | None, str]:
    """What the model makes of the most urgent piece of a text, and that piece."""
    pieces = list(_pieces(text))
    found = [(nearness(piece, embedder), piece) for piece in pieces]
    best, piece = max(found, key=lambda pair: pair[0].urgent if pair[0] else 0.0)
    if best and len(pieces) > 1:
        best = Nearness(best.urgent - _A_PIECE, best.personal, best.reasons)
    return best, piece


def _pieces(text: str) -> Iterator[str]:
    """The text, or so many pieces of it that end with sentences where they can."""
    rest, count = " ".join(text.split()), 0
    while rest and count < _MOST_PIECES:
        end = len(rest)
        if end > _PIECE * 1.5:
            stop = max(rest.rfind(mark, 0, _PIECE) for mark in (". ", "! ", "? "))
            end = stop + 1 if stop > 0 else rest.rfind(" ", 0, _PIECE) + 1 or _PIECE
        yield rest[:end]
        rest, count = rest[end:].lstrip(), count + 1


def _evidence(read: Signs, reason: str, piece: str) -> str:
    words = read.sure.get(reason) or read.asked.get(reason)
    return " ".join(words) if words else piece[:_EVIDENCE]


def _of_a_person(text: str) -> float:
    """What phrases add to the odds that a text is about a person."""
    language = detect(text)
    languages = (language,) if language in LANGUAGES else LANGUAGES
    found = find(folded_words(text), languages)
    kinds = {one.kind for one in found if one.list == "personal"}
    named = language != "de" and _NAME.search(text) is not None
    odds = _PERSONAL_PHRASES if "matter" in kinds and (named or "who" in kinds) else 0.0
    return odds - (_RULES if "rules" in kinds and not named else 0.0)
