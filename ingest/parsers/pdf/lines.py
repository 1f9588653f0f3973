"""Words to lines, and lines to columns in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.parsers.pdf.glyphs import Word
from ingest.parsers.pdf.shapes import Line, line_of

_MOST_FRAGMENTS = 3000


Row = tuple[Line, ...]


class Band(NamedTuple):
    """A vertical strip from `lo` to `hi` that no line crosses between two rows.

    `both` rows have text on both sides of it, the last of them at `last`; the strip stays
    clear down to `reach`.
    """

    lo: float
    hi: float
    first: int
    last: int
    reach: int
    both: int


def fragments(words: Iterable[Word]) -> list[Line]:
    """Words that follow each other closely on a baseline, in the file's own order."""
    made: list[Line] = []
    current: list[Word] = []
    for word in words:
        if current and not _follows(current[-1], word):
            made.append(line_of(current))
            current = []
        current.append(word)
    if current:
        made.append(line_of(current))
    return made


def _follows(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    size = max(before.size, word.size)
    if not -0.5 * size <= gap <= size:
        return False
    raised = min(before.size, word.size) < 0.85 * size
    return abs(word.base - before.base) <= (0.55 if raised else 0.25) * size


def rows_of(lines: Iterable[Line], tolerance: float = 0.3) -> list[Row]:
    """Lines side by side: baselines within `tolerance` of a size, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows:
            anchor = rows[-1][0]
            reach = tolerance * max(anchor.size, line.size)
            if line.base - anchor.base <= reach or _raised(anchor, line):
                rows[-1].append(line)
                continue
        rows.append([line])
    return [tuple(sorted(row, key=lambda line: line.x0)) for row in rows]


def _raised(anchor: Line, line: Line) -> bool:
    """Is one of the two the other's exponent or index?"""
    small, large = sorted((anchor, line), key=lambda line: line.size)
    beside = -0.5 * large.size < small.x0 - large.x1 < 0.5 * large.size
    return (
        beside
        and small.size < 0.85 * large.size
        and (abs(line.base - anchor.base) < 0.55 * large.size)
    )


def merged(row: Row) -> Line:
    """The row as one line, for rows that no column or table divides."""
    return row[0] if len(row) == 1 else line_of([word for line in row for word in line.words])


def bands(rows: Sequence[Row]) -> list[Band]:
    """The clear strips beginning in each row, the widest view of each only."""
    found: list[Band] = []
    for index, row in enumerate(rows):
        for left, right in pairwise(row):
            if right.x0 - left.x1 < 0.9 * min(left.size, right.size):
                continue
            known = any(
                band.first <= index <= band.reach and band.lo < right.x0 and left.x1 < band.hi
                for band in found
            )
            if not known:
                found.append(_band(rows, index, left.x1, right.x0))
    return found


def _band(rows: Sequence[Row], first: int, lo: float, hi: float) -> Band:
    last = reach = first
    both = 1
    for index in range(first + 1, len(rows)):
        narrow_lo, narrow_hi = lo, hi
        sides = [False, False]
        crossed = False
        for line in rows[index]:
            if line.x1 <= narrow_hi and line.x0 < narrow_lo:
                narrow_lo = max(narrow_lo, line.x1)
                sides[0] = True
            elif line.x0 >= narrow_lo:
                narrow_hi = min(narrow_hi, line.x0)
                sides[1] = True
            else:
                crossed = True
        size = rows[index][0].size
        if crossed or narrow_hi - narrow_lo < 0.7 * size:
            break
        lo, hi, reach = narrow_lo, narrow_hi, index
        if all(sides):
            last = index
            both += 1
    return Band(lo, hi, first, last, reach, both)


def columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in regions of one column each, in reading order."""
    if len(lines) > _MOST_FRAGMENTS:
        return [list(lines)]
    rows = rows_of(lines, tolerance=0.6)
    for band in sorted(bands(rows), key=lambda band: band.first - band.reach):
        if band.both < 4:
            break
        inside = rows[band.first : band.reach + 1]
        middle = (band.lo + band.hi) / 2
        left = [line for row in inside for line in row if line.x1 <= middle]
        right = [line for row in inside for line in row if line.x0 >= middle]
        if _prose(left) and _prose(right) and not _rows_agree(left, right):
            above = [line for row in rows[: band.first] for line in row]
            below = [line for row in rows[band.reach + 1 :] for line in row]
            parts = [above, left, right, below]
            return [region for part in parts if part for region in columns(part)]
    return [list(lines)]


def _prose(lines: Sequence[Line]) -> bool:
    """Do the lines fill their column, as wrapped text does?"""
    if len(lines) < 5:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    full = sum(line.x1 > right - 0.25 * width for line in lines)
    words = sum(len(line.words) for line in lines)
    return full >= 0.5 * len(lines) and words >= 3.5 * len(lines)


def _rows_agree(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Do both sides begin anew at the same heights, as the rows of a table do?"""
    starts = [_starts(side) for side in (left, right)]
    fewer, more = sorted(starts, key=len)
    if len(fewer) < 3:
        return False
    common = sum(any(abs(base - other) < 2 for other in more) for base in fewer)
    return common >= 0.8 * len(more)


def _starts(lines: Sequence[Line]) -> list[float]:
    bases = sorted(line.base for line in lines)
    gaps = [after - before for before, after in pairwise(bases)]
    usual = median(gaps)
    return [bases[0]] + [
        after for before, after in pairwise(bases) if after - before > 1.25 * usual
    ]
