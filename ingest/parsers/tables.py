"""Tables of office documents: cells that span others put into a plain grid, with its header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.elements import Element
from ingest.parsers.trees import table_text

_LONGEST_LABEL = 120
_LONGEST_HEADER_CELL = 80
# The share of a header's cells that have a name: remarks may stand beside a table.
_FILLED = 0.6
_MOST_CELLS = 200_000
_TIME = re.compile(
    r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|"
    r"(?:19|20)\d\d-\d\d(?:-\d\d)?|\d{1,2}[./-](?:19|20)\d\d"
)
_FIGURE = re.compile(r"[^\w]*(?:[A-Za-z]{2,3}\s)?[-+–]?\d[\d\s.,:/%–-]*\W*(?:[^\W\d_]{1,4}\.?)?")


@dataclass(frozen=True)
class Cell:
    """A cell's text on one line, how many columns and rows it covers, and how it looks."""

    text: str
    across: int = 1
    down: int = 1
    bold: bool = False


Rows = Sequence[Sequence[Cell]]


def table(rows: Rows, heads: int | None = None, page: int | None = None) -> Iterator[Element]:
    """The table, after its caption where its first row is one.

    `heads` is how many rows the file says are its header; None where it does not say.
    """
    given = [row for row in rows if any(cell.text for cell in row)]
    while len(given) > 1 and len(given[0]) == 1 and _width(given[0]) < _widest(given[1:]):
        given = [[Cell(given[0][0].text, _widest(given[1:]))], *given[1:]]
    while len(given) > 2 and len(given[0]) == 1 and heads != 1 and _widest(given[1:]) > 1:
        yield Element("paragraph", given[0][0].text, page=page)
        given = given[1:]
        heads = heads - 1 if heads else heads
    if not given:
        return
    if heads is None:
        heads = header_rows(given)
    heads = min(heads, len(given) - 1)
    lines = grid(given, heads)
    if _widest(given) == 1:
        for line in lines:
            yield Element("paragraph", " ".join(filter(None, line)), page=page)
        return
    if heads:
        lines = [merged(lines[:heads]), *lines[heads:]]
    yield Element("table", table_text(lines), page=page, header=heads > 0)


def header_rows(rows: Rows) -> int:
    """How many rows look like the header: 0, 1 or 2.

    The first row is one if each of its cells is a short text, and either it alone is bold, or
    figures stand below its words, or three columns or more of it differ.
    """
    if len(rows) < 2 or _widest(rows) < 2:
        return 0
    first = rows[0]
    if any(cell.across > 1 for cell in first) and len(rows) > 2 and _is_words(rows[1]):
        return 2 if header_rows(rows[1:]) or _all_bold(first) else 1
    texts = [cell.text for cell in first]
    if not _is_words(first[1:]) or (texts[0] and is_figure(texts[0])):
        return 0
    if any(
        _is_time(text) and any(_is_time(row[column].text) for row in rows[1:] if column < len(row))
        for column, text in enumerate(texts)
    ):
        return 0  # a year or a day among others is a value
    full = sum(map(bool, texts[1:])) >= _FILLED * len(texts[1:])
    if _all_bold(first) and not all(_all_bold(row) for row in rows[1:]):
        return 1
    if not full:
        return 0
    below = [
        is_figure(row[column].text)
        for row in rows[1:]
        for column in range(1, min(len(row), len(first)))
        if row[column].text
    ]
    if below and sum(below) >= 0.3 * len(below):
        return 1
    wide = len(first) >= 3 and len(rows) >= 3 and len(set(texts)) == len(texts)
    return 1 if wide and not (first[0].text.endswith(":") or _labels(rows)) else 0


def is_figure(text: str) -> bool:
    """Is the text a number, an amount, a date or a time?"""
    return bool(_FIGURE.fullmatch(text.strip()))


def _labels(rows: Rows) -> bool:
    """Is the first column in bold, and nothing else: labels of what stands beside them?"""
    return all(row and row[0].bold and not any(c.bold for c in row[1:]) for row in rows)


def _is_words(cells: Sequence[Cell]) -> bool:
    return bool(cells) and not any(
        len(cell.text) > _LONGEST_HEADER_CELL or (is_figure(cell.text) and not _is_time(cell.text))
        for cell in cells
    )


def _is_time(text: str) -> bool:
    """Is it a year, a month or a day, as they stand above columns?"""
    return _TIME.fullmatch(text.strip()) is not None


def _all_bold(row: Sequence[Cell]) -> bool:
    return any(cell.text for cell in row) and all(cell.bold for cell in row if cell.text)


def grid(rows: Rows, heads: int) -> list[list[str]]:
    """Rows of equal length. A label over several rows is read with each of them; one over
    several columns is repeated in a header, where it belongs to each, and stands once below.
    """
    taken: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            for down in range(min(cell.down, len(rows) - r)):
                for across in range(cell.across):
                    label = down == 0 or len(cell.text) <= _LONGEST_LABEL
                    repeated = label and (across == 0 or r < heads)
                    taken[r + down, column + across] = cell.text if repeated else ""
            column += cell.across
            if len(taken) > _MOST_CELLS:
                return [[cell.text for cell in row] for row in rows]
    width = max((column + 1 for _, column in taken), default=0)
    return [
        [row[0].text] if len(row) == 1 else [taken.get((r, c), "") for c in range(width)]
        for r, row in enumerate(rows)
    ]


def merged(heads: Sequence[Sequence[str]]) -> list[str]:
    """Header rows as one: what stands above a column, from top to bottom."""
    width = max(map(len, heads))
    full = [list(row) * width if len(row) == 1 else row for row in heads]
    columns = ([row[c] for row in full if c < len(row) and row[c]] for c in range(width))
    return [" ".join(dict.fromkeys(column)) for column in columns]


def _width(row: Sequence[Cell]) -> int:
    return sum(cell.across for cell in row)


def _widest(rows: Rows) -> int:
    return max((_width(row) for row in rows), default=0)
