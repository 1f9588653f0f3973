"""Typing errors: a word that occurs nowhere becomes the readable word that it nearly is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from vectorstore.analysis import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
# Letters from which a word may have one error, and two.
_ONE, _TWO = 5, 10


def errors(word: str) -> int:
    """How many typing errors a word of this length may have."""
    return 0 if len(word) < _ONE else 1 if len(word) < _TWO else 2


def doubtful(question: str, pieces: Callable[[str], int]) -> list[re.Match[str]]:
    """The words of a question that may be misspelt.

    `pieces` counts the pieces that the embedding model cuts a word into. A common word, in
    any of its languages, is one; so "hunden" is not taken for a misspelt "kunden".
    """
    return [
        found
        for found in _WORD.finditer(question)
        if errors(found[0])
        and not found[0].isupper()
        and found[0].casefold() not in STOP_WORDS
        and min(map(pieces, {found[0], found[0].casefold(), found[0].capitalize()})) > 1
    ]


def nearest(word: str, texts: Iterable[str], pieces: Callable[[str], int]) -> str | None:
    """The word of the texts that `word` was most likely meant to be, as it stands there most
    often; None where none is near enough."""
    meant = word.casefold()
    allowed = errors(meant)
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for found in _WORD.findall(text):
            folded = found.casefold()
            if abs(len(folded) - len(meant)) <= allowed and folded[0] == meant[0]:
                forms.setdefault(folded, Counter())[found] += 1
    own = pieces(meant)
    best: tuple[int, bool, int, str] | None = None
    for folded, counted in forms.items():
        apart = distance(meant, folded, allowed)
        # A real word is cut into no more pieces than what is misspelt, and where two letters
        # differ, into fewer: "Arbeitsschuhe" is not a misspelt "Arbeitsschutz".
        # What differs at its end only is another word of the same root: "factory", "factor".
        if meant[:-1] == folded[: len(meant) - 1] or folded[:-1] == meant[: len(folded) - 1]:
            continue
        if 0 < apart <= allowed and pieces(folded) <= own - (apart > 1):
            # Swapped letters are the likeliest error.
            candidate = (apart, sorted(meant) != sorted(folded), -counted.total(), folded)
            best = candidate if best is None else min(best, candidate)
    return forms[best[3]].most_common(1)[0][0] if best else None


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour
    (optimal string alignment); more than `most` is given as `most` + 1."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(
                last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != against)
            )
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and against == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
