"""OpenDocument presentations: each slide shown is a section of its own, with its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.elements import Element, Parsed
from ingest.parsers.ooxml import local
from ingest.parsers.opendocument.file import OpenDocument
from ingest.parsers.opendocument.names import DRAW, PRESENTATION, SVG
from ingest.parsers.opendocument.text import TextBody
from ingest.parsers.prose import Block, Part, elements_of
from ingest.parsers.slides import section

_FURNITURE = frozenset({"header", "footer", "date-time", "page-number", "page", "handout"})
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt)?")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
# Shapes whose tops differ by less, in centimetres, stand beside each other.
_ROW = 0.5


def read(path: Path) -> Parsed:
    """The slides' elements; hidden ones, which nobody sees in a presentation, are left out."""
    with OpenDocument(path) as file:
        slides = list(file.body.iterchildren(DRAW + "page"))
        body = TextBody(file)
        elements: list[Element] = []
        first: str | None = None
        for number, slide in enumerate(slides, 1):
            if file.is_hidden("drawing-page", slide.get(DRAW + "style-name")):
                continue
            heading, made = _slide(slide, number, body)
            if number == 1:
                first = " ".join(heading.split()) or None
            elements += made
        title, date = file.properties()
        return Parsed(title or first, date, tuple(elements), len(slides) or None)


def _slide(slide: etree._Element, number: int, body: TextBody) -> tuple[str, list[Element]]:
    """The slide's own title, "" where it has none, and its elements."""
    title = ""
    parts: list[Part] = []
    for shape in sorted(_shapes(slide), key=_place):
        kind = shape.get(PRESENTATION + "class") or ""
        if kind in _FURNITURE:
            continue
        made = list(body.parts([shape]))
        if kind == "title" and not title:
            title = " ".join(part.text for part in made)
        else:
            parts += made
    notes = slide.find(PRESENTATION + "notes")
    spoken = [
        part
        for shape in (_shapes(notes) if notes is not None else ())
        if shape.get(PRESENTATION + "class") == "notes"
        for part in body.parts([shape])
    ]
    content, said = list(elements_of(_plain(parts))), list(elements_of(_plain(spoken)))
    return title, list(section(number, title, content, said, ""))


def _plain(parts: list[Part]) -> Iterator[Part]:
    """Text that a style in the slide's design makes a heading is none beside the slide's own."""
    for part in parts:
        is_heading = isinstance(part, Block) and (part.level or part.title)
        yield Block(part.text) if is_heading else part


def _shapes(node: etree._Element) -> list[etree._Element]:
    return [
        shape
        for shape in node
        if str(shape.tag).startswith(DRAW) and local(shape) not in ("layer-set", "control")
    ]


def _place(shape: etree._Element) -> tuple[int, float]:
    return int(_length(shape.get(SVG + "y")) / _ROW), _length(shape.get(SVG + "x"))


def _length(text: str | None) -> float:
    match = _LENGTH.match(text or "")
    return float(match.group(1)) * _CENTIMETRES[match.group(2) or "cm"] if match else 0.0
