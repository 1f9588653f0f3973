"""A Word document's blocks in reading order, as elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ingest.elements import Element
from ingest.parsers import drawings
from ingest.parsers.docx.names import W, child, number, value
from ingest.parsers.docx.numbering import Numbering
from ingest.parsers.docx.runs import Said, is_deleted, said, style_id
from ingest.parsers.docx.styles import Style, Styles
from ingest.parsers.ooxml import Package, is_on, local
from ingest.parsers.prose import Block, Part, block, cell_of, document, table_of
from ingest.parsers.tables import Cell

_DEEPEST = 40
_WIDEST = 200


class Body:
    """The main part of a document. `title` is known when its elements have been read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        main = package.main
        self._styles = Styles(package.related(main, "styles"))
        self._numbering = Numbering(package.related(main, "numbering"))
        self._relations = package.relations(main)
        self._notes: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            root = package.related(main, f"{kind}s")
            for note in root.iterchildren(W + kind) if root is not None else ():
                if note.get(W + "type") in (None, "normal"):
                    self._notes[kind, note.get(W + "id") or ""] = note
        self.title: str | None = None

    def elements(self) -> tuple[Element, ...]:
        """All of the document's elements."""
        body = child(self._package.tree(self._package.main), "body")
        parts = list(self._blocks(body, 0)) if body is not None else []
        self.title, elements = document(parts)
        return elements

    def _blocks(self, parent: etree._Element, depth: int) -> Iterator[Part]:
        carried = ""
        for node in parent:
            name = local(node)
            if name == "p":
                made = list(self._paragraph(node, carried, depth))
                carried = ""
                if made and is_deleted(node) and isinstance(made[0], Block):
                    carried = made[0].text
                    made = made[1:]
                yield from made
            elif name == "tbl":
                yield from self._table(node, depth)
            elif name == "sdt":
                if not _is_contents(node):
                    content = child(node, "sdtContent")
                    yield from self._blocks(content, depth) if content is not None else ()
            elif name in ("ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"):
                yield from self._blocks(node, depth)

    def _paragraph(self, node: etree._Element, carried: str, depth: int) -> Iterator[Part]:
        style = self._styles.paragraph(style_id(node))
        marked = child(node, "pPr", "rPr", "vanish")
        spoken = said(node, style, self._styles)
        if carried:
            spoken.text = f"{carried} {spoken.text}".strip()
        if spoken.text and not style.is_contents and not (marked is not None and style.hidden):
            yield self._block(node, style, spoken)
        yield from self._beside(spoken, depth)

    def _block(self, node: etree._Element, style: Style, spoken: Said) -> Block:
        outline = number(value(node, "pPr", "outlineLvl"))
        level = style.level
        if outline is not None and not level:
            level = outline + 1 if 0 <= outline < 9 else 0
        marker, depth = self._marker(node, style)
        return block(
            spoken.text,
            level,
            marker,
            depth,
            title=style.is_title,
            bold=spoken.bold,
            size=spoken.size,
        )

    def _marker(self, node: etree._Element, style: Style) -> tuple[str | None, int]:
        own = child(node, "pPr", "numPr")
        num_id = value(own, "numId") or style.num_id
        depth = number(value(own, "ilvl"))
        if num_id == "0" or (num_id is None and style.list_depth is None):
            return None, 0
        if depth is None:
            depth = style.depth
        if depth is None:
            depth = self._numbering.depth_of(num_id or "", style.id)
        marker = self._numbering.next(num_id or "", min(max(depth, 0), 8))
        if marker is None and style.list_depth is not None:
            return "-", style.list_depth
        return marker, depth

    def _beside(self, spoken: Said, depth: int) -> Iterator[Part]:
        """What is anchored in a paragraph: its text boxes, charts and notes."""
        if depth > _DEEPEST:
            return
        for box in spoken.boxes:
            yield from self._blocks(box, depth + 1)
        for reference in spoken.drawings:
            relation = self._relations.get(reference)
            if relation is not None and relation.target in self._package.archive:
                yield from drawings.elements_of(self._package, relation)
        for key in spoken.notes:
            note = self._notes.get(key)
            if note is not None:
                yield from self._blocks(note, depth + 1)

    def _table(self, node: etree._Element, depth: int) -> Iterator[Part]:
        if depth > _DEEPEST:
            return
        rows: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        inside: list[list[Part]] = []
        heads: int | None = 0
        for row in _rows(node):
            cells: list[Cell] = []
            column = number(value(row, "trPr", "gridBefore")) or 0
            if column:
                cells.append(Cell("", min(column, _WIDEST)))
            for tc in _cells(row):
                across = min(max(number(value(tc, "tcPr", "gridSpan")) or 1, 1), _WIDEST)
                merge = child(tc, "tcPr", "vMerge")
                if merge is not None and merge.get(W + "val") != "restart":
                    if column in open_cells:
                        r, c = open_cells[column]
                        rows[r][c] = replace(rows[r][c], down=rows[r][c].down + 1)
                    column += across
                    continue
                blocks = list(self._blocks(tc, depth + 1))
                inside.append(blocks)
                if merge is not None:
                    open_cells[column] = (len(rows), len(cells))
                else:
                    open_cells.pop(column, None)
                cells.append(cell_of(blocks, across))
                column += across
            header = child(row, "trPr", "tblHeader")
            if header is not None and is_on(header.get(W + "val")) and heads == len(rows):
                heads += 1
            rows.append(cells)
        yield from table_of(rows, inside, heads or None)


def _rows(node: etree._Element) -> Iterator[etree._Element]:
    for part in node:
        name = local(part)
        if name == "tr":
            changes = child(part, "trPr")
            if child(changes, "del") is None and child(changes, "hidden") is None:
                yield part
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _rows(part)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for part in row:
        name = local(part)
        if name == "tc":
            yield part
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _cells(part)


def _is_contents(node: etree._Element) -> bool:
    gallery = value(node, "sdtPr", "docPartObj", "docPartGallery") or ""
    return gallery in ("Table of Contents", "Table of Figures", "Cover Pages Placeholder")
