"""Excel workbooks: the values that formulas gave, read as a stream and shown as Excel does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.elements import Parsed
from ingest.parsers.archive import text_of
from ingest.parsers.errors import Unreadable
from ingest.parsers.ooxml import Package, is_on, local
from ingest.parsers.sheets import (
    MOST_CELLS,
    TOO_MANY,
    Area,
    Locale,
    Sheet,
    elements_of,
    locale_of,
    shown,
)
from ingest.parsers.sheets.formats import BUILT_IN
from ingest.parsers.trees import one_top_heading

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SAMPLE = 3000
_TAGS = tuple(
    "{*}" + name for name in ("row", "col", "mergeCell", "autoFilter", "tablePart", "drawing")
)


@dataclass(frozen=True)
class _Style:
    code: str = "General"
    bold: bool = False


@dataclass(frozen=True)
class _Number:
    """A number and how it is to be shown, until the workbook's language is known."""

    value: float
    code: str


@dataclass
class _Found:
    """A sheet while it is read: filled cells, and what is hidden."""

    name: str
    cells: dict[tuple[int, int], str | bool | _Number] = field(default_factory=dict)
    bold: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    tables: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(path: Path) -> Parsed:
    """The visible sheets' elements; hidden sheets, rows and columns are left out."""
    with Package(path) as package:
        book = _Book(package)
        found = list(book.sheets())
        locale = _locale(found)
        sheets = [_sheet(one, locale, book.since_1904) for one in found]
        filled = [sheet for sheet in sheets if sheet.rows or sheet.notes]
        elements = tuple(
            element for sheet in filled for element in elements_of(sheet, only=len(filled) == 1)
        )
        title, date = package.properties()
        return Parsed(title or one_top_heading(elements), date, elements)


class _Book:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = package.tree(package.main)
        properties = self._root.find(_MAIN + "workbookPr")
        date_system = properties.get("date1904") if properties is not None else None
        self.since_1904 = date_system is not None and is_on(date_system)
        self._relations = package.relations(package.main)
        by_kind = {relation.kind: relation.target for relation in self._relations.values()}
        self._strings = self._shared(by_kind.get("sharedStrings", ""))
        self._styles = _styles(package.related(package.main, "styles"))
        self._count = 0

    def sheets(self) -> Iterator[_Found]:
        for node in self._root.iter(_MAIN + "sheet"):
            relation = self._relations.get(node.get(_RELATION) or "")
            if (
                relation is not None
                and relation.kind == "worksheet"
                and relation.target in self._package.archive
                and (node.get("state") or "visible") == "visible"
            ):
                yield self._sheet(node.get("name") or "", relation.target)

    def _shared(self, part: str) -> list[str]:
        if part not in self._package.archive:
            return []
        return [_rich(node) for node in self._package.archive.each(part, "{*}si")]

    def _sheet(self, name: str, part: str) -> _Found:
        made = _Found(name)
        filtered = False
        row = -1
        relations = self._package.relations(part)
        for node in self._package.archive.each(part, _TAGS):
            kind = local(node)
            if kind == "row":
                row = int(node.get("r") or row + 2) - 1
                self._row(node, row, made)
            elif kind == "col":
                hidden = is_on(node.get("hidden") or "0") and not int(node.get("outlineLevel") or 0)
                if hidden:
                    columns = range(int(node.get("min") or 1) - 1, int(node.get("max") or 1))
                    made.hidden_columns.append(columns)
            elif kind == "mergeCell":
                made.merged += _areas(node.get("ref"))
            elif kind == "autoFilter":
                filtered = filtered or len(node) > 0
                made.tables += [area for area in _areas(node.get("ref")) if area.bottom > area.top]
            elif (relation := relations.get(node.get(_RELATION) or "")) is None:
                continue
            elif kind == "tablePart" and relation.target in self._package.archive:
                table = self._package.tree(relation.target)
                filtered = filtered or any(len(f) > 0 for f in table.iter(_MAIN + "autoFilter"))
                if (table.get("headerRowCount") or "1") != "0":
                    made.tables += _areas(table.get("ref"))
            elif kind == "drawing" and relation.target in self._package.archive:
                made.notes += _boxes(self._package.tree(relation.target))
        if filtered:
            made.hidden_rows.clear()
        return made

    def _row(self, node: etree._Element, row: int, made: _Found) -> None:
        if is_on(node.get("hidden") or "0") and not int(node.get("outlineLevel") or 0):
            made.hidden_rows.add(row)
        column = -1
        for cell in node:
            reference = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(reference.group(1)) if reference else column + 1
            if not len(cell):
                continue
            style = self._styles.get(int(cell.get("s") or 0), _Style())
            value = self._value(cell, style.code)
            if value is None or value == "":
                continue
            made.cells[row, column] = value
            if style.bold:
                made.bold.add((row, column))
            self._count += 1
            if self._count > MOST_CELLS:
                raise Unreadable(TOO_MANY)

    def _value(self, cell: etree._Element, code: str) -> str | bool | _Number | None:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _rich(cell)
        found = cell.findtext("{*}v")
        if found is None or kind == "e":
            return None
        text = str(found)
        if kind == "s":
            at = int(text) if text.strip().isdecimal() else -1
            return self._strings[at] if 0 <= at < len(self._strings) else None
        if kind == "b":
            return text.strip() == "1"
        if kind == "d":
            return text.replace("T00:00:00", "").replace("T", " ")
        if kind == "str":
            return _unescaped(text)
        try:
            return _Number(float(text), code)
        except ValueError:
            return text


def _sheet(found: _Found, locale: Locale, since_1904: bool) -> Sheet:
    sheet = Sheet(found.name, bold=found.bold, notes=found.notes)
    hidden = {column for columns in found.hidden_columns for column in columns}
    for (row, column), value in found.cells.items():
        if row in found.hidden_rows or column in hidden:
            continue
        if isinstance(value, bool):
            text = locale.true if value else locale.false
        elif isinstance(value, _Number):
            text = shown(value.value, value.code, locale, since_1904=since_1904)
        else:
            text = value
        sheet.put(row, column, text)
    sheet.merged, sheet.tables = found.merged, found.tables
    return sheet


def _locale(found: Sequence[_Found]) -> Locale:
    texts: list[str] = []
    codes: dict[str, None] = {}
    for sheet in found:
        texts.append(sheet.name)
        for value in list(sheet.cells.values())[:_SAMPLE]:
            if isinstance(value, str):
                texts.append(value)
            elif isinstance(value, _Number):
                codes.setdefault(value.code)
    return locale_of(texts, codes)


def _styles(root: etree._Element | None) -> dict[int, _Style]:
    if root is None:
        return {}
    codes = dict(BUILT_IN)
    for node in root.iter(_MAIN + "numFmt"):
        codes[int(node.get("numFmtId") or 0)] = node.get("formatCode") or "General"
    fonts = []
    for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font"):
        bold = font.find(_MAIN + "b")
        fonts.append(bold is not None and is_on(bold.get("val")))
    made = {}
    for at, node in enumerate(root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        font = int(node.get("fontId") or 0)
        code = codes.get(int(node.get("numFmtId") or 0), "General")
        made[at] = _Style(code, font < len(fonts) and fonts[font])
    return made


def _rich(node: etree._Element) -> str:
    """A text in several looks as one, without how it is pronounced."""
    parts = (
        part.text or ""
        for part in node.iter("{*}t")
        if (above := part.getparent()) is None or local(above) != "rPh"
    )
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _boxes(root: etree._Element) -> list[str]:
    """The texts of text boxes that lie on the sheet."""
    texts = []
    for body in root.iter("{*}txBody"):
        texts.append("\n".join(filter(None, (text_of(p) for p in body.iter("{*}p")))))
    return [text for text in texts if text]


def _areas(reference: str | None) -> list[Area]:
    made = []
    for part in (reference or "").split():
        corners = [_REFERENCE.fullmatch(corner) for corner in part.rpartition("!")[2].split(":")]
        first, last = corners[0], corners[-1]
        if first and last:
            top, left = int(first.group(2)) - 1, _column(first.group(1))
            made.append(Area(top, left, int(last.group(2)) - 1, _column(last.group(1))))
    return made


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
