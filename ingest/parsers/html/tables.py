"""Tables of HTML: cells that span rows and columns put into a plain grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from ingest.elements import Element
from ingest.parsers.tables import Cell, header_rows
from ingest.parsers.trees import table_text

_LONGEST_CELL = 1500
_LONGEST_LABEL = 120
_WIDEST = 200
_MOST_CELLS = 100_000
_LOOKED_AT = 50


def is_data(table: HtmlElement) -> bool:
    """Does the table hold data, rather than lay out a page?"""
    if (table.get("role") or "") in ("presentation", "none"):
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    if len(rows) < 2 or max(len(_cells(row)) for row in rows) < 2:
        return False
    longest = max(
        (sum(map(len, cell.itertext())) for row in rows for cell in _cells(row)), default=0
    )
    return longest <= _LONGEST_CELL


def table_of(table: HtmlElement, text_of: Callable[[HtmlElement], str]) -> Iterator[Element]:
    """The caption as a paragraph, if there is one, and the table."""
    for caption in table.iter("caption"):
        text = text_of(caption)
        if text:
            yield Element("paragraph", text)
    rows = list(table.iter("tr"))
    width = max(_width(row) for row in rows)
    while len(rows) > 2 and len(_cells(rows[0])) == 1 and _width(rows[0]) == width > 1:
        yield Element("paragraph", text_of(rows.pop(0)))
    heads = 0
    while heads < len(rows) and _is_head(rows[heads]):
        heads += 1
    heads = heads or _guessed(rows, text_of)
    grid = _grid(rows, heads, text_of)
    if 0 < heads < len(grid):
        grid = [_merged(grid[:heads]), *grid[heads:]]
    if any(any(row) for row in grid):
        header = 0 < heads < len(rows) and any(grid[0])
        yield Element("table", table_text(grid), header=header)


def _guessed(rows: list[HtmlElement], text_of: Callable[[HtmlElement], str]) -> int:
    """How many rows look like the header of a table that marks none: one or none."""
    cells = [
        [Cell(text_of(cell), _span(cell, "colspan", _WIDEST)) for cell in _cells(row)]
        for row in rows[:_LOOKED_AT]
    ]
    return min(header_rows(cells), 1)


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_head(row: HtmlElement) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    cells = _cells(row)
    return bool(cells) and all(cell.tag == "th" or _is_bold(cell) for cell in cells)


def _is_bold(cell: HtmlElement) -> bool:
    bold = sum(len(str(node.text_content()).strip()) for node in cell.iter("b", "strong"))
    return 0 < len(str(cell.text_content()).strip()) <= bold


def _width(row: HtmlElement) -> int:
    return sum(_span(cell, "colspan", _WIDEST) for cell in _cells(row))


def _grid(
    rows: list[HtmlElement], heads: int, text_of: Callable[[HtmlElement], str]
) -> list[list[str]]:
    """Rows of equal length. A label over several rows is read with each of them; one over
    several columns is repeated in a header, where it belongs to each, and stands once below.
    """
    taken: dict[tuple[int, int], str] = {}
    alone: dict[int, str] = {}
    for r, row in enumerate(rows):
        column = 0
        cells = _cells(row)
        for cell in cells:
            while (r, column) in taken:
                column += 1
            text = text_of(cell)
            wide = _span(cell, "colspan", _WIDEST)
            high = _span(cell, "rowspan", len(rows) - r)
            if len(cells) == 1 and wide > 1:
                alone[r] = text
            for down in range(high):
                for across in range(wide):
                    label = down == 0 or len(text) <= _LONGEST_LABEL
                    repeated = label and (across == 0 or r < heads)
                    taken[r + down, column + across] = text if repeated else ""
            column += wide
            if len(taken) > _MOST_CELLS:
                return [[text_of(c) for c in _cells(row)] for row in rows]
    width = max((column + 1 for _, column in taken), default=0)
    return [
        [alone[r]] if r in alone else [taken.get((r, c), "") for c in range(width)]
        for r in range(len(rows))
    ]


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    if not value.isdecimal():
        return 1
    # rowspan="0" means as far as the table goes.
    return max(1, min(int(value[:6]), most)) if int(value[:6]) else max(1, most)


def _merged(heads: list[list[str]]) -> list[str]:
    """Header rows as one: what stands above a column, from top to bottom."""
    width = max(map(len, heads))
    full = [row if len(row) == width else row * width if len(row) == 1 else row for row in heads]
    columns = ([row[c] for row in full if c < len(row) and row[c]] for c in range(width))
    return [" ".join(dict.fromkeys(column)) for column in columns]
