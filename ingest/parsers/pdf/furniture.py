"""Running headers, footers and page numbers: what stands on pages without being their text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest.parsers.pdf.layout import Page
from ingest.parsers.pdf.lines import rows_of
from ingest.parsers.pdf.shapes import Line

_DEEPEST = 3
_ZONE = 0.2
_EDGE = 0.09
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\W*(\d{1,4}|[ivxlcIVXLC]{1,7})\W*")


class _Row(NamedTuple):
    page: int
    text: str
    wording: str
    base: float
    size: float
    bold: bool
    gap: float
    at_edge: bool
    at_top: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Seen:
    """On how many pages rows were found alike, at one height of one side."""

    wordings: Counter[tuple[str, int]]
    numbers: Counter[tuple[int, int]]
    heights: Counter[int]
    pages: int


def without_furniture(pages: Sequence[Page], body: float) -> list[Page]:
    """The pages without what recurs at their tops and bottoms. `body` is the text's size."""
    dropped: set[int] = set()
    for top in (True, False):
        sides = [_side(page, body, top=top) for page in pages]
        seen = _count(sides)
        for rows in sides:
            for row in rows:
                if not _recurs(row, seen, body):
                    break
                dropped.update(id(line) for line in row.lines)
    return [replace(page, regions=tuple(_kept(page.regions, dropped))) for page in pages]


def body_size(pages: Iterable[Page]) -> float:
    """The size that most of the text has, in points, to the half."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            if not line.mono:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _kept(regions: Iterable[Sequence[Line]], dropped: set[int]) -> Iterable[tuple[Line, ...]]:
    for region in regions:
        lines = tuple(line for line in region if id(line) not in dropped)
        if lines:
            yield lines


def _side(page: Page, body: float, *, top: bool) -> list[_Row]:
    """The outermost rows of text at the page's top or bottom, from the edge inwards."""
    rows = rows_of(page.lines)
    if not top:
        rows = rows[::-1]
    made = []
    for index, row in enumerate(rows[:_DEEPEST]):
        if any(line.table for line in row):
            break
        base, size = row[0].base, max(line.size for line in row)
        depth = base if top else page.height - base
        if depth > _ZONE * page.height:
            break
        inner = rows[index + 1] if index + 1 < len(rows) else None
        gap = abs(inner[0].base - base) / size if inner else 99.0
        edge = depth < _EDGE * page.height
        text = " ".join(line.text for line in row)
        bold = all(line.bold for line in row)
        # "Chapter 1" and "Chapter 2" in large type are headings; "Page 1" in small is not.
        wording = text if size > 1.1 * body else _NUMBER.sub("#", text)
        made.append(
            _Row(
                page.number,
                text,
                wording.casefold(),
                base,
                size,
                bold,
                gap,
                edge,
                edge and top,
                row,
            )
        )
    return made


def _count(sides: Sequence[Sequence[_Row]]) -> _Seen:
    wordings: dict[tuple[str, int], set[int]] = defaultdict(set)
    numbers: dict[tuple[int, int], set[int]] = defaultdict(set)
    heights: dict[int, set[int]] = defaultdict(set)
    for rows in sides:
        for depth, row in enumerate(rows):
            for place in _places(row):
                wordings[row.wording, place].add(row.page)
                for number in _page_numbers(row.text):
                    numbers[number - row.page, place].add(row.page)
                if depth == 0:
                    heights[place].add(row.page)
    return _Seen(
        Counter({key: len(found) for key, found in wordings.items()}),
        Counter({key: len(found) for key, found in numbers.items()}),
        Counter({key: len(found) for key, found in heights.items()}),
        sum(map(bool, sides)),
    )


def _recurs(row: _Row, seen: _Seen, body: float) -> bool:
    if row.at_edge and _LONE_NUMBER.fullmatch(row.text):
        return True
    few = 2 if row.at_edge and row.gap >= 2 and row.size <= 1.1 * body else 3
    # What recurs close above other text is the header of a table that runs on.
    apart = row.gap >= 1.5 or row.at_edge
    if apart and any(seen.wordings[row.wording, place] >= few for place in _places(row)):
        return True
    if row.size > 1.1 * body:
        return False
    if any(
        seen.numbers[number - row.page, place] >= 3
        for number in _page_numbers(row.text)
        for place in _places(row)
    ):
        return True
    # Small print above all other text names the document or the chapter.
    if row.at_top and row.page > 1 and row.gap >= 2.5 and row.size <= 0.9 * body:
        return True
    # Headers that name the section differ from page to page, but not in their place.
    aligned = max(seen.heights[place] for place in _places(row))
    return row.gap >= 2 and not row.bold and seen.pages >= 5 and aligned >= 0.6 * seen.pages


def _places(row: _Row) -> tuple[int, int]:
    """Two overlapping bins of height, so that rows within 3 points share one."""
    return round(row.base / 6) * 2, int(row.base // 6) * 2 + 1


def _page_numbers(text: str) -> list[int]:
    words = text.split()
    ends = {words[0].strip(".,:-–—|"), words[-1].strip(".,:-–—|")} if words else set()
    return [int(word) for word in ends if word.isdecimal() and len(word) <= 4]
