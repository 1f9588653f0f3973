"""OpenDocument texts: paragraphs, headings, lists and tables as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from ingest.elements import Parsed
from ingest.parsers.ooxml import local
from ingest.parsers.opendocument.file import OpenDocument
from ingest.parsers.opendocument.names import TABLE, TEXT, times
from ingest.parsers.opendocument.numbering import Counter
from ingest.parsers.opendocument.words import said
from ingest.parsers.prose import (
    Part,
    block,
    cell_of,
    document,
    is_contents,
    is_title,
    labelled,
    table_of,
)
from ingest.parsers.tables import Cell
from ingest.parsers.trees import one_top_heading

_DEEPEST = 40
_WIDEST = 200
_HIGHEST = 2000


def read(path: Path) -> Parsed:
    """The text's elements; its title is what stands in the style Title, else its property."""
    with OpenDocument(path) as file:
        own, elements = document(list(TextBody(file).parts(file.body)))
        elements = (*labelled(file.header_texts()), *elements)
        title, date = file.properties()
        return Parsed(own or title or one_top_heading(elements), date, elements)


class TextBody:
    """Reads blocks: of a text, of a cell or of a text box."""

    def __init__(self, file: OpenDocument) -> None:
        self._file = file
        self._headings = Counter(file.outline)
        self._lists: dict[str, Counter] = {}

    def parts(self, nodes: Iterable[etree._Element], depth: int = 0) -> Iterator[Part]:
        """The blocks that nodes are, or hold, in reading order."""
        if depth > _DEEPEST:
            return
        for node in nodes:
            name = local(node)
            if name in ("p", "h"):
                yield from self._paragraph(node, depth)
            elif name == "list":
                yield from self._list(node, None, "", 1, depth)
            elif name == "table":
                if not self._file.is_hidden("table", node.get(TABLE + "style-name")):
                    yield from self._table(node, depth)
            elif name == "section":
                if node.get(TEXT + "display") != "none":
                    yield from self.parts(node, depth + 1)
            elif name in ("numbered-paragraph", "frame", "text-box", "custom-shape", "rect", "g"):
                yield from self.parts(node, depth + 1)

    def _paragraph(
        self, node: etree._Element, depth: int, marker: str = "", at: int = 0
    ) -> Iterator[Part]:
        style = self._file.style("paragraph", node.get(TEXT + "style-name"))
        spoken = said(node, style, self._file)
        level = 0
        if local(node) == "h":
            level = times(node, TEXT + "outline-level", 10)
            number = self._headings.next(level, node.get(TEXT + "start-value"))
            if not marker and spoken.text and node.get(TEXT + "is-list-header") != "true":
                marker = number
        contents = any(map(is_contents, style.names))
        if spoken.text and not contents:
            title = any(map(is_title, style.names))
            yield block(
                spoken.text, level, marker, at, title=title, bold=spoken.bold, size=spoken.size
            )
        for frame in spoken.frames:
            yield from self.parts([frame], depth + 1)
        for note in spoken.notes:
            for body in note.iterchildren(TEXT + "note-body"):
                yield from self.parts(body, depth + 1)

    def _list(
        self, node: etree._Element, counter: Counter | None, style: str, level: int, depth: int
    ) -> Iterator[Part]:
        own = node.get(TEXT + "style-name") or ""
        if counter is None or (own and own != style):
            goes_on = node.get(TEXT + "continue-numbering") == "true" or node.get(
                TEXT + "continue-list"
            )
            known = self._lists.get(own)
            counter = known if known and goes_on else Counter(self._file.list_styles.get(own))
            self._lists[own] = counter
            style = own
        for item in node:
            kind = local(item)
            if kind not in ("list-item", "list-header") or depth > _DEEPEST:
                continue
            marker = ""
            for part in item:
                name = local(part)
                if name == "list":
                    yield from self._list(part, counter, style, level + 1, depth + 1)
                elif name in ("p", "h"):
                    # Only what begins an item has its number.
                    if not marker and kind == "list-item" and _has_words(part):
                        marker = counter.next(level, item.get(TEXT + "start-value")) or "-"
                        if not style and name == "h":
                            marker = ""
                        yield from self._paragraph(part, depth, marker, level - 1)
                    else:
                        yield from self._paragraph(part, depth)
                else:
                    yield from self.parts([part], depth + 1)

    def _table(self, node: etree._Element, depth: int) -> Iterator[Part]:
        rows: list[list[Cell]] = []
        inside: list[list[Part]] = []
        heads = 0
        for row, head in _rows(node, False):
            cells = []
            for cell in row:
                if local(cell) != "table-cell":
                    continue
                parts = list(self.parts(cell, depth + 1))
                inside.append(parts)
                across = times(cell, TABLE + "number-columns-spanned", _WIDEST)
                down = times(cell, TABLE + "number-rows-spanned", _HIGHEST)
                repeated = times(cell, TABLE + "number-columns-repeated", _WIDEST)
                cells += [cell_of(parts, across, down)] * repeated
            heads += head and heads == len(rows)
            rows.append(cells)
        yield from table_of(rows, inside, heads or None)


def _rows(node: etree._Element, head: bool) -> Iterator[tuple[etree._Element, bool]]:
    for part in node:
        name = local(part)
        if name == "table-row":
            yield part, head
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(part, head or name == "table-header-rows")


def _has_words(node: etree._Element) -> bool:
    return bool("".join(map(str, node.itertext())).strip())
