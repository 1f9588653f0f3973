"""Tables as text (CSV, TSV), whatever parts their cells and in whatever encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers.encodings import decode
from ingest.parsers.errors import Unreadable
from ingest.parsers.sheets import MOST_CELLS, TOO_MANY, Area, Sheet, elements_of
from ingest.parsers.tables import is_figure
from ingest.parsers.trees import one_top_heading

_DELIMITERS = ";,\t|"
_SAMPLE_LINES = 200
_LONGEST_CELL = 1_000_000
_MOST_LINES = 50
_LONGEST_NAME = 80
_EXCELS_LINE = re.compile(r'"?sep=(.)"?\s*?(?:\r\n|\r|\n)', re.IGNORECASE)


def read(path: Path) -> Parsed:
    """The file's table, after what stands above it; a file may hold several."""
    text = decode(path.read_bytes()).replace("\x00", "")
    named = _EXCELS_LINE.match(text)
    if named:
        text = text[named.end() :]
    delimiter = named.group(1) if named else delimiter_of(text)
    sheet = Sheet("")
    count = 0
    for number, row in enumerate(_rows(text, delimiter)):
        count += len(row)
        if count > MOST_CELLS:
            raise Unreadable(TOO_MANY)
        for column, cell in enumerate(row):
            sheet.put(number, column, cell)
    sheet.tables += _header(sheet)
    elements = tuple(element for element in elements_of(sheet, only=True) if element.text)
    return Parsed(one_top_heading(elements), None, elements)


def delimiter_of(text: str) -> str:
    """What parts the cells: that by which the most lines have the same number of cells, two
    or more; a semicolon or tab before a comma, which stands in figures and sentences too."""
    lines = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in _rows(lines, delimiter) if row)
        total = sum(widths.values())
        parted = [(count, width) for width, count in widths.items() if width > 1]
        if not parted:
            continue
        count, width = max(parted)
        score = count / total + 0.01 * min(width, 20) + (0.1 if delimiter in ";\t" else 0.0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str) -> Sequence[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t"))
    except csv.Error:
        rows = []
    return rows if rows and not _swallows(rows, text, delimiter) else _unquoted(text, delimiter)


def _swallows(rows: Sequence[Sequence[str]], text: str, delimiter: str) -> bool:
    """Does a quote that nothing closes, an inch sign say, make one cell of several lines?"""
    longest = max((cell.count("\n") for row in rows for cell in row), default=0)
    if longest > _MOST_LINES:
        return True
    if not longest:
        return False
    # Lines that have all the same number of cells on their own are rows each.
    return len({line.count(delimiter) for line in text.splitlines() if line}) == 1


def _unquoted(text: str, delimiter: str) -> list[list[str]]:
    return [[cell.strip('"') for cell in line.split(delimiter)] for line in text.splitlines()]


def _header(sheet: Sheet) -> Iterator[Area]:
    """The table that begins with the first row as wide as most, if all of it are names."""
    widths = Counter(max(row) + 1 for row in sheet.rows.values())
    width = widths.most_common(1)[0][0] if widths else 0
    for number, row in sheet.rows.items():
        if len(row) >= max(2, width):
            texts = list(row.values())
            if len(set(texts)) == len(texts) and not any(
                is_figure(text) or len(text) > _LONGEST_NAME for text in texts
            ):
                yield Area(number, 0, max(sheet.rows), max(row))
            return
