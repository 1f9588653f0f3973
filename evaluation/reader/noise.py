"""Questions as people type them: with slips, without dots and rings, in two words."""

from __future__ import annotations

import random

from vectorstore.analysis import content_words

_BARE = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "ß": "ss"}
    | {"Æ": "Ae", "Ø": "O", "Å": "A", "Ä": "A", "Ö": "O", "Ü": "U"}
)
# Of a word with a slip; shorter ones would become other words.
_SHORTEST = 4
# Keys beside each other, in rows.
_ROWS = ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm")


def swapped(word: str, at: int) -> str:
    """Two letters in the wrong order: "frei" for "feri"."""
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def missing(word: str, at: int) -> str:
    """A letter left out."""
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int) -> str:
    """A letter twice."""
    return word[: at + 1] + word[at:]


def beside(word: str, at: int) -> str:
    """The letter on the key to the right in place of the right one, where there is one."""
    for row in _ROWS:
        key = row.find(word[at].lower())
        if 0 <= key < len(row) - 1:
            return word[:at] + row[key + 1] + word[at + 1 :]
    return missing(word, at)


def bare(text: str) -> str:
    """Without the letters that other keyboards lack: "overforing av ferie"."""
    return text.translate(_BARE)


def unmarked(text: str) -> str:
    """In lower case and without its question mark."""
    return text.lower().rstrip("?").rstrip()


def keywords(question: str) -> str:
    """The words that tell what a question is about, as typed into a search field."""
    return " ".join(content_words(question))


def with_slips(text: str, chance: random.Random, share: float = 0.2) -> str:
    """About `share` of the longer words, one at least, with a slip each."""
    words = text.split(" ")
    longer = [n for n, word in enumerate(words) if len(word) >= _SHORTEST]
    if not longer:
        return text
    for number in chance.sample(longer, max(1, round(share * len(longer)))):
        word = words[number]
        slip = chance.choice((swapped, missing, doubled, beside))
        words[number] = slip(word, chance.randrange(1, len(word) - 1))
    return " ".join(words)


def noisy(question: str, chance: random.Random) -> str:
    """The question in one of the ways that people type it."""
    kind = chance.random()
    if kind < 0.25:
        return keywords(question) or question
    if kind < 0.4:
        return unmarked(question)
    if kind < 0.55:
        return bare(unmarked(question))
    slipped = with_slips(question, chance)
    return unmarked(slipped) if kind < 0.8 else slipped
