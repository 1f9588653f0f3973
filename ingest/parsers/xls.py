"""Excel workbooks as they were before 2007, by xlrd, shown as Excel does."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import xlrd

from ingest.elements import Parsed
from ingest.parsers.errors import Unreadable
from ingest.parsers.ole import DAMAGED, properties, stream
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
from ingest.parsers.trees import one_top_heading

_BOLD = 600


def read(path: Path) -> Parsed:
    """The visible sheets' elements; hidden sheets, rows and columns are left out."""
    try:
        book = xlrd.open_workbook(
            file_contents=stream(path, "Workbook", "Book"),
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable("is protected by a password; save it without one") from None
        raise Unreadable(DAMAGED) from None
    visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    locale = _locale(book, visible)
    filled = [made for sheet in visible if (made := _sheet(book, sheet, locale)).rows]
    elements = tuple(
        element for sheet in filled for element in elements_of(sheet, only=len(filled) == 1)
    )
    title, date = properties(path)
    return Parsed(title or one_top_heading(elements), date, elements)


def _locale(book: Any, sheets: list[Any]) -> Locale:
    texts = [
        cell.value
        for sheet in sheets
        for row in range(min(sheet.nrows, 500))
        for cell in sheet.row(row)
        if cell.ctype == xlrd.XL_CELL_TEXT
    ]
    codes = (form.format_str or "" for form in book.format_map.values())
    return locale_of([*texts, *(sheet.name for sheet in sheets)], codes)


def _sheet(book: Any, sheet: Any, locale: Locale) -> Sheet:
    made = Sheet(sheet.name)
    hidden = {
        column
        for column, info in sheet.colinfo_map.items()
        if info.hidden and not info.outline_level
    }
    filtered = bool(getattr(sheet, "filter_mode", 0))
    count = 0
    for row in range(sheet.nrows):
        info = sheet.rowinfo_map.get(row)
        if info is not None and info.hidden and not info.outline_level and not filtered:
            continue
        for column, cell in enumerate(sheet.row(row)):
            if column in hidden or cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            count += 1
            if count > MOST_CELLS:
                raise Unreadable(TOO_MANY)
            look = book.xf_list[cell.xf_index]
            font = book.font_list[look.font_index]
            text = _text(book, cell, look, locale)
            made.put(row, column, text, bold=bool(font.bold or font.weight >= _BOLD))
    made.merged = [
        Area(top, left, below - 1, right - 1) for top, below, left, right in sheet.merged_cells
    ]
    return made


def _text(book: Any, cell: Any, look: Any, locale: Locale) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return locale.true if cell.value else locale.false
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    form = book.format_map.get(look.format_key)
    code = (form.format_str if form is not None else None) or "General"
    return shown(float(cell.value), code, locale, since_1904=book.datemode == 1)
