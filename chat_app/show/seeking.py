"""Searching inside an open document: as people type, without case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from records import Passage

LONGEST = 100
# What Unicode does not take apart.
_PLAIN = {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"}
# Words around a hit by which it is found again on a page's picture.
_AROUND = 2


@dataclass(frozen=True)
class PageHit:
    """A hit in a document with pages: the page, and the words that are marked there."""

    page: int
    quote: str


def spans(text: str, sought: str) -> list[tuple[int, int]]:
    """Where `sought` stands in a text, as start and end, in order."""
    folded, places = _folded(text)
    wanted = _folded(" ".join(sought.split()))[0]
    found: list[tuple[int, int]] = []
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        found.append((places[at], places[end - 1] + 1))
        at = folded.find(wanted, end)
    return found


def on_pages(passages: Sequence[Passage], sought: str) -> list[PageHit]:
    """The hits in a document with pages, in order."""
    hits = []
    for passage in passages:
        own = passage.text[passage.overlap :]
        for start, end in spans(own, sought):
            page = passage.page_at(passage.overlap + start)
            if page is not None:
                hits.append(PageHit(page, _around(own, start, end)))
    return hits


def _around(text: str, start: int, end: int) -> str:
    """The words that hold a stretch, with some before and after them, of the same line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    before, after = text[first:start].split(" "), text[end : last if last >= 0 else None].split(" ")
    return " ".join(before[-_AROUND - 1 :]) + text[start:end] + " ".join(after[: _AROUND + 1])


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, white space as spaces, and where each of its
    characters stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(letter):
                plain = " " if letter.isspace() else _PLAIN.get(letter, letter)
                letters.append(plain)
                places += [place] * len(plain)
    return "".join(letters), places
