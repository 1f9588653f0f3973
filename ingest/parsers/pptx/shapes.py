"""What stands on a slide, read from top to bottom as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ingest.elements import Element
from ingest.parsers import drawings
from ingest.parsers.ooxml import Package, is_on, local
from ingest.parsers.pptx.words import A, P, line_of, paragraphs_of
from ingest.parsers.tables import Cell, table

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_LISTS = frozenset({"body", "obj", ""})
# Shapes whose tops differ by less stand beside each other: a fifth of an inch in EMU.
_ROW = 914_400 // 5
_DEEPEST = 20
_UNPLACED = 1 << 40


class _Placed(NamedTuple):
    top: int
    left: int
    node: etree._Element
    number_of: int


class Shapes:
    """A slide's shapes. `title` is the text of its title, "" where it has none."""

    def __init__(self, package: Package, part: str, slide: etree._Element) -> None:
        self._package = package
        self._relations = package.relations(part)
        self._layout = _places(package, part)
        tree = slide.find(f"{P}cSld/{P}spTree")
        self._shapes = list(self._placed(tree, 0)) if tree is not None else []
        self.title = ""
        for shape in self._shapes:
            if _kind(shape.node) in _TITLES and not self.title:
                self.title = _text(shape.node)

    def elements(self) -> Iterator[Element]:
        """All but the title, and what stands on every slide."""
        titled = False
        for shape in self._ordered():
            kind = _kind(shape.node)
            if kind in _TITLES and not titled:
                titled = True
                continue
            if kind not in _FURNITURE:
                yield from self._shape(shape.node)

    def _ordered(self) -> list[_Placed]:
        """By rows from the top, in each from the left; shapes without a place keep theirs."""
        rows: list[list[_Placed]] = []
        for shape in sorted(self._shapes, key=lambda s: (s.top, s.number_of)):
            if rows and shape.top - rows[-1][0].top < _ROW:
                rows[-1].append(shape)
            else:
                rows.append([shape])
        return [s for row in rows for s in sorted(row, key=lambda s: (s.left, s.number_of))]

    def _placed(self, parent: etree._Element, depth: int) -> Iterator[_Placed]:
        for node in parent:
            name = local(node)
            if name in ("AlternateContent", "Choice") and depth < _DEEPEST:
                yield from self._placed(node, depth + 1)
            elif name in ("sp", "graphicFrame", "grpSp", "cxnSp") and not _is_hidden(node):
                top, left = self._place(node)
                yield _Placed(top, left, node, len(parent) and parent.index(node))

    def _place(self, node: etree._Element) -> tuple[int, int]:
        offset = node.find(f"{P}spPr/{A}xfrm/{A}off")
        if offset is None:
            offset = node.find(f"{P}grpSpPr/{A}xfrm/{A}off")
        if offset is None:
            offset = node.find(f"{P}xfrm/{A}off")
        if offset is not None:
            return int(offset.get("y") or 0), int(offset.get("x") or 0)
        place = _placeholder(node)
        if place is None:
            return _UNPLACED, 0
        by_number = self._layout.get(("", place.get("idx") or "0"))
        by_kind = self._layout.get((place.get("type") or "", ""))
        return by_number or by_kind or (_UNPLACED, 0)

    def _shape(self, node: etree._Element, depth: int = 0) -> Iterator[Element]:
        if depth > _DEEPEST:
            return
        name = local(node)
        if name == "grpSp":
            inner = sorted(self._placed(node, depth + 1), key=lambda s: (s.top // _ROW, s.left))
            for shape in inner:
                yield from self._shape(shape.node, depth + 1)
            return
        if name == "sp":
            body = node.find(P + "txBody")
            if body is not None:
                yield from paragraphs_of(body, bullets=_is_list(node))
            return
        frame = node.find(f"{A}graphic/{A}graphicData")
        for part in frame if frame is not None else ():
            if part.tag == A + "tbl":
                yield from _table(part)
            for key, reference in part.attrib.items():
                relation = self._relations.get(str(reference))
                is_drawn = str(key).endswith(("}id", "}dm"))
                if is_drawn and relation and relation.target in self._package.archive:
                    yield from drawings.elements_of(self._package, relation)


def _table(node: etree._Element) -> Iterator[Element]:
    properties = node.find(A + "tblPr")
    first = properties is not None and is_on(properties.get("firstRow") or "0")
    rows = []
    for row in node.iterchildren(A + "tr"):
        cells = []
        for cell in row.iterchildren(A + "tc"):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue
            text = " ".join(line_of(p) for p in cell.iter(A + "p"))
            across, down = int(cell.get("gridSpan") or 1), int(cell.get("rowSpan") or 1)
            cells.append(Cell(" ".join(text.split()), min(across, 200), min(down, 1000)))
        rows.append(cells)
    yield from table(rows, 1 if first else None)


def _places(package: Package, part: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Where the slide's layout puts its placeholders, by kind and by number."""
    layout = package.related(part, "slideLayout")
    made: dict[tuple[str, str], tuple[int, int]] = {}
    for shape in layout.iter(P + "sp") if layout is not None else ():
        place, offset = _placeholder(shape), shape.find(f"{P}spPr/{A}xfrm/{A}off")
        if place is None or offset is None:
            continue
        at = int(offset.get("y") or 0), int(offset.get("x") or 0)
        made["", place.get("idx") or "0"] = at
        made.setdefault((place.get("type") or "", ""), at)
    return made


def _placeholder(node: etree._Element) -> etree._Element | None:
    return node.find(f"./*/{P}nvPr/{P}ph")


def _kind(node: etree._Element) -> str:
    place = _placeholder(node)
    return "none" if place is None else place.get("type") or ""


def _is_list(node: etree._Element) -> bool:
    return _kind(node) in _LISTS


def _is_hidden(node: etree._Element) -> bool:
    named = node.find(f"./*/{P}cNvPr")
    return named is not None and is_on(named.get("hidden") or "0")


def _text(node: etree._Element) -> str:
    body = node.find(P + "txBody")
    return " ".join(line_of(p) for p in body.iter(A + "p")).strip() if body is not None else ""
