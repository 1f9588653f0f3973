"""Does a question lean on what was asked before it, and in which way?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from answering.follow_ups.words import (
    ARTICLES,
    EXPLETIVES,
    GENERIC,
    INTERROGATIVES,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    SURE_OPENER,
    VERBS_FIRST,
)
from vectorstore.analysis import STOP_WORDS, words

# A piece of a question has few words; a longer one says all that it needs to.
_LONGEST_PIECE = 9
# With fewer words of its own a whole question may still be about the one before it.
_FEW = 3
_CONDITION = re.compile(
    r"^(?:hvis|dersom|når jeg|wenn|falls|if|when i|once|in case)\b|[,:;.]\s", re.IGNORECASE
)
_NAMED = re.compile(r"\d|\b[A-ZÆØÅÄÖÜ]{2,}|(?<=\w )[A-ZÆØÅ]\w+")
_WORD = re.compile(r"[^\W_]+")
_INFINITIVE = re.compile(r"\bå \w+|\bto (?!the\b|a\b|my\b)\w+|\bzu \w+en\b|\w+zu\w+en\b")


@dataclass(frozen=True)
class Leaning:
    """How a question leans: `piece` takes a place in the question before it ("og for
    deltid?"), `subject` is asked of the same subject ("how long does it take?").

    `rest` is the question without its opener. Where it is not `sure`, the question may as
    well stand for itself.
    """

    kind: Literal["piece", "subject"]
    rest: str
    sure: bool


def leaning(question: str) -> Leaning | None:
    """How a question leans on the one before it, or None where it stands for itself."""
    bare = question.strip().rstrip("?!. ").strip()
    opener = OPENERS.match(bare)
    rest = bare[opener.end() :] if opener else bare
    asked = words(rest)
    if not asked:
        return Leaning("subject", bare, True) if opener else None
    own = own_words(rest)
    if not _is_whole(asked) and len(asked) <= _LONGEST_PIECE:
        if opener:
            return Leaning("piece", rest, True)
        if asked[0] in PREPOSITIONS and not _has_verb(asked):
            return Leaning("piece", rest, len(asked) <= 5)
        return None
    if opener and SURE_OPENER.match(bare) and asked[0] not in INTERROGATIVES:
        return Leaning("piece", rest, True)
    if not _is_whole(asked):
        return None
    if not own:
        return Leaning("subject", rest, True)
    if _stands_for_something(rest):
        return Leaning("subject", rest, True)
    if opener or (len(own) < _FEW and not _NAMED.search(rest)):
        return Leaning("subject", rest, False)
    return None


def own_words(text: str) -> list[str]:
    """The words that tell what a follow-up itself asks about, in order, each once."""
    return [
        word
        for word in dict.fromkeys(words(text))
        if word not in STOP_WORDS and word not in GENERIC and word not in PRONOUNS
        and word not in INTERROGATIVES and word not in VERBS_FIRST
    ]  # fmt: skip


def _is_whole(asked: list[str]) -> bool:
    return asked[0] in INTERROGATIVES or asked[0] in VERBS_FIRST or (
        asked[0] in PREPOSITIONS and len(asked) > 1 and asked[1] in INTERROGATIVES
    )  # fmt: skip


def _has_verb(asked: list[str]) -> bool:
    return any(word in VERBS_FIRST or word in INTERROGATIVES for word in asked)


def _stands_for_something(rest: str) -> bool:
    """Whether a pronoun stands for something that the question itself does not name."""
    if _CONDITION.search(rest):
        return False
    text = EXPLETIVES.sub(lambda found: " " * len(found[0]), rest)
    asked = [(found.group().casefold(), found) for found in _WORD.finditer(text)]
    for place, (word, found) in enumerate(asked):
        if word not in PRONOUNS or found.group().isupper():
            continue
        following = asked[place + 1][0] if place + 1 < len(asked) else ""
        # An article or determiner: the noun that follows it is named.
        if word in ARTICLES | {"dette", "disse", "diese", "dieser", "dieses", "diesen",
                               "this", "that", "these", "those", "its", "their", "her",
                               "er", "sie", "da"} and _is_noun(following):  # fmt: skip
            continue
        # "det å …", "it … to …": a clause is what it stands for.
        if word in {"det", "it", "es"} and _INFINITIVE.search(text[asked[place][1].end() :]):
            continue
        if _named_before(asked[:place]):
            continue
        return True
    return False


def _is_noun(word: str) -> bool:
    return bool(word) and word not in STOP_WORDS and word not in GENERIC and word not in PRONOUNS


def _named_before(before: list[tuple[str, re.Match[str]]]) -> bool:
    """Whether a noun with its article, possessive or preposition stands before."""
    for (word, _), (following, _) in pairwise(before):
        if word in ARTICLES | PREPOSITIONS and _is_noun(following):
            return True
    return False
