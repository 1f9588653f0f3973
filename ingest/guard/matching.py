"""Finding quotes among the words of a page.

A quote was cleaned and its lines joined, and may have begun on the page before or go on to
the next one; the page has hyphens at its line ends, ligatures and page furniture. So both
are compared by their letters and digits only, in small letters.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

_SHORTEST = 12
_LONGEST_QUOTE = 20_000
_WIDEST_GAP = 120


class _Part(NamedTuple):
    """A piece of a quote: where it begins in the quote, where on the page, how long it is."""

    quote: int
    page: int
    length: int


class Letters:
    """The letters and digits of a page's words, and which word each belongs to."""

    def __init__(self, words: Sequence[str]) -> None:
        self._starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for word in words:
            self._starts.append(length)
            piece = letters(word)
            pieces.append(piece)
            length += len(piece)
        self._text = "".join(pieces)
        self._edges = {*self._starts, length}

    def find(self, quote: str) -> set[int]:
        """The words that the quote covers, by their numbers, as far as it is on the page.

        A short quote must match whole words and all of itself. Of a longer one the largest
        part that matches counts if the quote begins or ends with it, as it does where the
        page ends, or if it is half of it, together with the parts next to that one.
        """
        wanted = letters(quote[:_LONGEST_QUOTE])
        whole = self._whole(wanted)
        if whole is not None:
            return self._words(whole, len(wanted))
        parts = self._parts(wanted)
        if not parts:
            return set()
        anchor = max(parts, key=lambda part: part.length)
        at_edge = anchor.quote < 4 or anchor.quote + anchor.length > len(wanted) - 4
        if not at_edge and anchor.length < len(wanted) / 2:
            return set()
        found: set[int] = set()
        for part in _beside(anchor, parts):
            found |= self._words(part.page, part.length)
        return found

    def _parts(self, wanted: str) -> list[_Part]:
        """The quote from its beginning to its end in pieces as long as the page has them."""
        parts: list[_Part] = []
        at = begin = 0
        while at < len(wanted):
            length = self._longest(wanted, at)
            if length < _SHORTEST:
                at += 1
                continue
            piece = wanted[at : at + length]
            place = self._text.find(piece, begin)
            place = self._text.find(piece) if place < 0 else place
            parts.append(_Part(at, place, length))
            begin = place + length
            at += length
        return parts

    def _whole(self, wanted: str) -> int | None:
        place = self._text.find(wanted) if wanted else -1
        while place >= 0:
            if len(wanted) >= _SHORTEST or (
                place in self._edges and place + len(wanted) in self._edges
            ):
                return place
            place = self._text.find(wanted, place + 1)
        return None

    def _longest(self, wanted: str, at: int) -> int:
        """How many letters of the quote from `at` on stand on the page in one piece."""
        if wanted[at : at + _SHORTEST] not in self._text:
            return 0
        low, high = min(_SHORTEST, len(wanted) - at), len(wanted) - at
        while low < high:
            middle = (low + high + 1) // 2
            if wanted[at : at + middle] in self._text:
                low = middle
            else:
                high = middle - 1
        return low

    def _words(self, place: int, length: int) -> set[int]:
        """The words in a stretch of letters, less those at its ends that it hardly touches."""
        end = place + length
        first = bisect_right(self._starts, place) - 1
        last = bisect_right(self._starts, end - 1) - 1
        ends = [*self._starts[1:], len(self._text)]
        if first < last and 2 * (ends[first] - place) < ends[first] - self._starts[first]:
            first += 1
        if first < last and 2 * (end - self._starts[last]) < ends[last] - self._starts[last]:
            last -= 1
        return set(range(first, last + 1))


def _beside(anchor: _Part, parts: Sequence[_Part]) -> list[_Part]:
    """The anchor and the parts that go on from it in both directions, without a wide gap."""
    made = [anchor]
    middle = parts.index(anchor)
    for part in parts[middle + 1 :]:
        last = made[-1]
        gap = part.page - last.page - last.length
        if not 0 <= gap <= _WIDEST_GAP:
            break
        made.append(part)
    for part in reversed(parts[:middle]):
        first = made[0]
        gap = first.page - part.page - part.length
        if not 0 <= gap <= _WIDEST_GAP:
            break
        made.insert(0, part)
    return made


def letters(text: str) -> str:
    """The text's letters and digits, ligatures taken apart, in small letters."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain.casefold() if character.isalnum())
