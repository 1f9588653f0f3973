"""Phrases in a message: the lexicons of all three languages, found word by word.

In a phrase a word may begin or end with `*` (any letters, or none), `*` alone is any word, and
`..` stands for up to four words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from config import LANGUAGES, urgency_phrases

# Most serious first.
REASONS = (
    "self_harm",
    "injury",
    "danger",
    "harassment",
    "fraud",
    "breach",
    "outage",
    "locked_out",
    "customer",
    "deadline",
    "hurry",
    "upset",
)
_GAP = ".."
_LONGEST_GAP = 4
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"\*?[^\W_]*\*?")
# Apostrophes are left out, as many leave them out; umlauts are written out, as some do.
_FOLDING = str.maketrans(
    {"'": "", "’": "", "ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa", "ß": "ss"}
)


@dataclass(frozen=True)
class Found:
    """A phrase found: of which list (`injury`, `quiet`), which kind (`sure`), and its words."""

    list: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    list: str
    kind: str
    words: tuple[str, ...]


def folded_words(text: str) -> list[str]:
    """The words of a text as phrases are compared with them."""
    return _WORD.findall(_folded(text))


def find(words: Sequence[str], languages: Sequence[str] = LANGUAGES) -> list[Found]:
    """The phrases of `languages` in folded words, each once a place."""
    found: list[Found] = []
    for language in languages:
        by_first, open_ended = _lexicon(language)
        for start, word in enumerate(words):
            for phrase in (*by_first.get(word, ()), *open_ended.get(word[:2], ())):
                end = _match(phrase.words, words, start)
                if end is not None:
                    found.append(Found(phrase.list, phrase.kind, tuple(words[start:end])))
            for phrase in open_ended.get("", ()):
                end = _match(phrase.words, words, start)
                if end is not None:
                    found.append(Found(phrase.list, phrase.kind, tuple(words[start:end])))
    return found


_Index = dict[str, list[_Phrase]]


@cache
def _lexicon(language: str) -> tuple[_Index, _Index]:
    """Phrases by their first word; and those whose first word has a `*`, by two letters."""
    by_first: _Index = defaultdict(list)
    open_ended: _Index = defaultdict(list)
    for phrase in _phrases(language):
        first = phrase.words[0]
        if "*" not in first:
            by_first[first].append(phrase)
        else:
            open_ended["" if first.startswith("*") else first[:2]].append(phrase)
    return by_first, open_ended


def _phrases(language: str) -> Iterator[_Phrase]:
    for name, kinds in urgency_phrases(language).items():
        for kind, phrases in kinds.items():
            for phrase in phrases:
                yield _Phrase(name, kind, tuple(_folded_phrase(phrase)))


def _folded_phrase(phrase: str) -> Iterator[str]:
    for part in phrase.split():
        if part == _GAP:
            yield _GAP
        else:
            yield from filter(None, _PART.findall(_folded(part)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().translate(_FOLDING)


def _match(phrase: Sequence[str], words: Sequence[str], start: int) -> int | None:
    """Where the phrase ends that begins at `start`; None if it does not."""
    if not phrase:
        return start
    if phrase[0] == _GAP:
        for skipped in range(_LONGEST_GAP + 1):
            end = _match(phrase[1:], words, start + skipped)
            if end is not None:
                return end
        return None
    if start >= len(words) or not _same(phrase[0], words[start]):
        return None
    return _match(phrase[1:], words, start + 1)


def _same(pattern: str, word: str) -> bool:
    if "*" not in pattern:
        return pattern == word
    if pattern == "*":
        return True
    if pattern.startswith("*"):
        inner = pattern.strip("*")
        return inner in word if pattern.endswith("*") else word.endswith(inner)
    return word.startswith(pattern[:-1])
