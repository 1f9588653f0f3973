"""OpenDocument spreadsheets: cells hold what is shown in them beside their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.elements import Parsed
from ingest.parsers.errors import Unreadable
from ingest.parsers.ooxml import local
from ingest.parsers.opendocument.file import OpenDocument
from ingest.parsers.opendocument.names import OFFICE, TABLE, TEXT, times
from ingest.parsers.opendocument.words import said
from ingest.parsers.sheets import MOST_CELLS, TOO_MANY, Area, Sheet, elements_of
from ingest.parsers.trees import one_top_heading

_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")


def read(path: Path) -> Parsed:
    """The visible sheets' elements; hidden sheets, rows and columns are left out."""
    with OpenDocument(path) as file:
        tables = _tables(file.body)
        nodes = [
            node
            for node in file.body.iterchildren(TABLE + "table")
            if not file.is_hidden("table", node.get(TABLE + "style-name"))
        ]
        sheets = [_Reading(file, node, tables).sheet for node in nodes]
        filled = [sheet for sheet in sheets if sheet.rows]
        elements = tuple(
            element for sheet in filled for element in elements_of(sheet, only=len(filled) == 1)
        )
        title, date = file.properties()
        return Parsed(title or one_top_heading(elements), date, elements)


class _Reading:
    """Fills a sheet; repeated rows and cells are counted, and copied only where filled."""

    def __init__(self, file: OpenDocument, node: etree._Element, tables: list[tuple[str, Area]]):
        self._file = file
        name = node.get(TABLE + "name") or ""
        self.sheet = Sheet(name, tables=[area for of, area in tables if of == name])
        self._hidden: set[int] = set()
        self._looks: dict[int, str] = {}
        for at, column in _columns(node):
            if _collapsed(column):
                self._hidden.add(at)
            self._looks[at] = column.get(TABLE + "default-cell-style-name") or ""
        self._count = 0
        row = 0
        for line in _parts(node, "table-row"):
            repeated = times(line, TABLE + "number-rows-repeated", _MOST_ROWS)
            # Rows that a filter hides are there; those hidden by hand are not.
            if not _collapsed(line):
                self._row(line, row, repeated)
            row += repeated

    def _row(self, line: etree._Element, row: int, repeated: int) -> None:
        column = 0
        for cell in line:
            across = times(cell, TABLE + "number-columns-repeated", _MOST_COLUMNS)
            if local(cell) == "table-cell" and len(cell):
                text, bold = self._text(cell, self._looks.get(column, ""))
                if text:
                    self._fill(cell, text, bold, range(row, row + repeated), column, across)
            column += across

    def _fill(
        self, cell: etree._Element, text: str, bold: bool, rows: range, column: int, across: int
    ) -> None:
        self._count += len(rows) * across
        if self._count > MOST_CELLS:
            raise Unreadable(TOO_MANY)
        for row in rows:
            for at in range(column, column + across):
                if at not in self._hidden:
                    self.sheet.put(row, at, text, bold=bold)
        wide = times(cell, TABLE + "number-columns-spanned", _MOST_COLUMNS)
        high = times(cell, TABLE + "number-rows-spanned", _MOST_ROWS)
        if wide > 1 or high > 1:
            top = rows.start
            self.sheet.merged.append(Area(top, column, top + high - 1, column + wide - 1))

    def _text(self, cell: etree._Element, of_column: str) -> tuple[str, bool]:
        style = self._file.style("table-cell", cell.get(TABLE + "style-name") or of_column)
        lines = [said(p, style, self._file) for p in cell.iterchildren(TEXT + "p")]
        text = " ".join(line.text for line in lines if line.text)
        if cell.get(OFFICE + "value-type") in (None, "string"):
            return text, style.bold or all(line.bold for line in lines if line.text)
        return ("" if text.startswith(("#", "Err:")) else text), style.bold


def _parts(node: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Rows or columns of a table, those in groups and headers too."""
    for part in node:
        name = local(part)
        if name == kind:
            yield part
        elif name.startswith(("table-row", "table-column", "table-header")):
            yield from _parts(part, kind)


def _columns(node: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    at = 0
    for column in _parts(node, "table-column"):
        for _ in range(times(column, TABLE + "number-columns-repeated", _MOST_COLUMNS)):
            yield at, column
            at += 1


def _collapsed(node: etree._Element) -> bool:
    parent = node.getparent()
    grouped = parent is not None and local(parent).endswith("-group")
    return node.get(TABLE + "visibility") == "collapse" and not grouped


def _tables(body: etree._Element) -> list[tuple[str, Area]]:
    """What the file calls database ranges with a header: sheets' names, and areas."""
    made = []
    for node in body.iter(TABLE + "database-range"):
        if node.get(TABLE + "contains-header") == "false":
            continue
        first, _, last = (node.get(TABLE + "target-range-address") or "").rpartition(":")
        corners = [_CORNER.search(corner) for corner in (first, last)]
        if corners[0] and corners[1]:
            name = first[: corners[0].start()].rstrip(".").strip("$'").replace("''", "'")
            (top, left), (bottom, right) = (
                (int(c.group(2)) - 1, _column(c.group(1))) for c in corners if c
            )
            if bottom > top:
                made.append((name, Area(top, left, bottom, right)))
    return made


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
