"""The slides of a presentation in the order in which they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ingest.elements import Element
from ingest.parsers.ooxml import Package, is_on
from ingest.parsers.pptx.shapes import Shapes
from ingest.parsers.pptx.words import A, P, paragraphs_of
from ingest.parsers.slides import section

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Deck:
    """A presentation. `title`, that of the first slide, is known when its elements are read.

    `slides` is how many slides there are, hidden ones included: pages are counted so.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        root = package.tree(package.main)
        relations = package.relations(package.main)
        ids = [node.get(_RELATION) or "" for node in root.iter(P + "sldId")]
        self._parts = [
            relations[name].target
            for name in ids
            if name in relations and relations[name].target in package.archive
        ]
        self.slides = len(self._parts)
        self.title: str | None = None

    def elements(self) -> Iterator[Element]:
        """Each slide's heading, content and notes."""
        for number, part in enumerate(self._parts, 1):
            root = self._package.tree(part)
            if not is_on(root.get("show") or "1"):
                continue
            shapes = Shapes(self._package, part, root)
            notes = self._package.related(part, "notesSlide")
            made = list(
                section(
                    number, shapes.title, list(shapes.elements()), _notes(notes), _language(root)
                )
            )
            if number == 1:
                self.title = " ".join(shapes.title.split()) or None
            yield from made


def _notes(root: etree._Element | None) -> Iterator[Element]:
    """What the speaker is to say: the notes page's body, not its picture, date or number."""
    for shape in root.iter(P + "sp") if root is not None else ():
        place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if place is not None and place.get("type") == "body":
            body = shape.find(P + "txBody")
            if body is not None:
                yield from paragraphs_of(body, bullets=False)


def _language(root: etree._Element) -> str:
    """The language that most of the slide's text is marked with, "" where none is."""
    marked = Counter(run.get("lang") or "" for run in root.iter(A + "rPr"))
    return str(marked.most_common(1)[0][0]) if marked else ""
