"""The tables on a sheet, with what stands above and below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.elements import Element
from ingest.parsers.sheets.sheet import Area, Sheet
from ingest.parsers.tables import Cell, grid, header_rows, is_figure, merged, table
from ingest.parsers.trees import Item, list_text

_LONGEST_TITLE = 100
_LONGEST_ITEM = 200
_WIDEST_GAP = 2
_DEFAULT_NAME = re.compile(
    r"(?:sheet|ark|tabelle|blatt|tabell|hoja|feuil|regneark|table)\s*_?\d*", re.IGNORECASE
)


class _Block(NamedTuple):
    """Rows that follow each other, and the columns of them that belong together."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def elements_of(sheet: Sheet, *, only: bool = False) -> Iterator[Element]:
    """The sheet's name as a heading and what is on it.

    `only` says that the workbook has no other; a name that a program gave is left out then.
    """
    made = [*_Reading(sheet).elements(), *(Element("paragraph", note) for note in sheet.notes)]
    unnamed = not sheet.name.strip() or (only and _DEFAULT_NAME.fullmatch(sheet.name.strip()))
    if made and not unnamed:
        yield Element("heading", sheet.name, 1)
    yield from made


class _Reading:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._anchors: dict[tuple[int, int], Area] = {}
        self._covered: dict[tuple[int, int], Area] = {}
        for area in sheet.merged:
            self._merge(area)
        self._heads = {(area.top, area.left): area for area in sheet.tables}
        self._header: list[list[Cell]] = []
        self._header_columns: tuple[int, ...] = ()

    def elements(self) -> Iterator[Element]:
        last = -10
        for band in self._bands():
            for block in self._side_by_side(band):
                if block.rows[0] - last > _WIDEST_GAP + 1:
                    self._header = []
                yield from self._block(block)
            last = band[-1]

    def _merge(self, area: Area) -> None:
        """Note a merged area, as far as the sheet is filled: one may be a million rows high."""
        rows = [row for row in self._sheet.rows if area.top <= row <= area.bottom]
        if area.left not in self._sheet.rows.get(area.top, {}):
            return
        self._anchors[area.top, area.left] = area
        if (area.right - area.left) * len(rows) > 100_000:
            return
        for row in rows:
            for column in range(area.left, area.right + 1):
                if (row, column) != (area.top, area.left):
                    self._covered[row, column] = area

    def _bands(self) -> Iterator[list[int]]:
        """Rows without an empty one between them, cut where the file says that a table is."""
        cuts = {area.top for area in self._sheet.tables}
        cuts |= {area.bottom + 1 for area in self._sheet.tables}
        band: list[int] = []
        for row in sorted(self._sheet.rows):
            if band and (row > band[-1] + 1 or row in cuts):
                yield band
                band = []
            band.append(row)
        if band:
            yield band

    def _side_by_side(self, band: list[int]) -> Iterator[_Block]:
        """The band's tables, divided by empty columns where each side can be read alone."""
        filled = {column for row in band for column in self._sheet.rows[row]}
        groups: list[list[int]] = []
        for column in sorted(filled):
            if groups and column == groups[-1][-1] + 1:
                groups[-1].append(column)
            else:
                groups.append([column])
        joined: list[list[int]] = []
        for group in groups:
            if joined and not (self._stands_alone(band, joined[-1], group)):
                joined[-1] += group
            else:
                joined.append(group)
        for columns in joined:
            rows = tuple(r for r in band if any(c in self._sheet.rows[r] for c in columns))
            yield _Block(rows, tuple(columns))

    def _stands_alone(self, band: list[int], left: list[int], right: list[int]) -> bool:
        if any((row, right[0]) in self._heads for row in band):
            return True
        if len(left) < 2 or len(right) < 2:
            return False
        labels = [text for row in band if (text := self._sheet.rows[row].get(right[0]))]
        words = sum(not is_figure(text) for text in labels)
        return len(labels) >= 2 and words >= 0.7 * len(labels)

    def _block(self, block: _Block) -> Iterator[Element]:
        rows = list(block.rows)
        counts = {row: sum(c in self._sheet.rows[row] for c in block.columns) for row in rows}
        if max(counts.values()) == 1:
            yield from self._lines(rows, block)
            return
        first = True
        while counts[rows[0]] == 1 and max(counts[row] for row in rows) > 1:
            row = rows.pop(0)
            yield from self._line(row, block, heads=first)
            self._header = []  # what has a title of its own does not go on with what is above
            first = False
        after: list[int] = []
        while len(rows) > 2 and counts[rows[-1]] == 1 and self._is_remark(rows[-1], block):
            after.insert(0, rows.pop())
        yield from self._table(rows, block)
        for row in after:
            yield Element("paragraph", self._text(row, block))

    def _lines(self, rows: Sequence[int], block: _Block) -> Iterator[Element]:
        """Cells that stand alone: a title, text, or a list."""
        texts = [self._text(row, block) for row in rows]
        if len(rows) == 1:
            yield from self._line(rows[0], block, heads=True)
            return
        titled = self._is_bold(rows[0], block) and not self._is_bold(rows[1], block)
        titled = titled or (texts[0][-1] not in ".!?:" and texts[1][-1] in ".!?")
        if titled and len(texts[0]) <= _LONGEST_TITLE:
            yield Element("heading", texts.pop(0), 2)
        if len(texts) > 2 and all(len(text) <= _LONGEST_ITEM for text in texts):
            yield Element("list", list_text(Item(0, "-", text) for text in texts))
        else:
            yield from (Element("paragraph", text) for text in texts)

    def _line(self, row: int, block: _Block, *, heads: bool) -> Iterator[Element]:
        text = self._text(row, block)
        sentence = text[-1] in ".!?" and not self._is_bold(row, block)
        if heads and not sentence and len(text) <= _LONGEST_TITLE and not is_figure(text):
            yield Element("heading", text, 2)
        else:
            yield Element("paragraph", text)

    def _table(self, rows: Sequence[int], block: _Block) -> Iterator[Element]:
        cells = [self._cells(row, block) for row in rows]
        named = any((rows[0], column) in self._heads for column in block.columns)
        heads = 1 if named and len(rows) > 1 else header_rows(cells)
        if heads:
            self._header, self._header_columns = cells[:heads], block.columns
        elif self._header and set(block.columns) <= set(self._header_columns):
            # The table goes on below an empty row.
            again = _Block(block.rows, self._header_columns)
            cells = [self._cells(row, again) for row in rows]
            line = merged(grid(self._header, len(self._header)))
            cells = [[Cell(text) for text in line], *cells]
            heads = 1
        yield from table(cells, heads)

    def _cells(self, row: int, block: _Block) -> list[Cell]:
        line = self._sheet.rows[row]
        filled = [column for column in block.columns if column in line]
        if len(filled) == 1 and filled[0] == block.columns[0] and self._heads_section(row, block):
            return [Cell(line[filled[0]], len(block.columns), bold=True)]
        made = []
        for column in block.columns:
            area = self._covered.get((row, column))
            if area is not None and (area.left in block.columns or area.left < column):
                if area.top == row or (column == area.left and area.top not in block.rows):
                    if area.top == row and area.left in block.columns:
                        continue
                    made.append(Cell(""))
                continue
            own = self._anchors.get((row, column))
            across = down = 1
            if own is not None:
                across = sum(own.left <= c <= own.right for c in block.columns)
                down = sum(own.top <= r <= own.bottom for r in block.rows if r >= row)
            bold = (row, column) in self._sheet.bold
            made.append(Cell(line.get(column, ""), max(across, 1), max(down, 1), bold))
        return made

    def _heads_section(self, row: int, block: _Block) -> bool:
        """Is the row's one cell the name of the rows that follow, by its look?"""
        column = block.columns[0]
        area = self._anchors.get((row, column))
        return (row, column) in self._sheet.bold or (area is not None and area.right > column)

    def _is_remark(self, row: int, block: _Block) -> bool:
        text = self._text(row, block)
        return len(text) > 30 or text.startswith(("*", "1)", "¹", "Merk", "NB", "Note", "Hinweis"))

    def _text(self, row: int, block: _Block) -> str:
        line = self._sheet.rows[row]
        return next(line[column] for column in block.columns if column in line)

    def _is_bold(self, row: int, block: _Block) -> bool:
        return any((row, column) in self._sheet.bold for column in block.columns)
