"""What a paragraph of an OpenDocument file says, and what is anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.parsers.ooxml import local
from ingest.parsers.opendocument.file import OpenDocument, Style
from ingest.parsers.opendocument.names import TEXT, times

# Comments, what is shown of fields elsewhere, and what is said about the text.
_GONE = frozenset(
    "annotation annotation-end ruby-text hidden-text script placeholder image event-listeners "
    "title desc tracked-changes forms object-ole".split()
)
_FRAMES = frozenset(
    "frame custom-shape rect ellipse g text-box path polygon caption connector line".split()
)


@dataclass
class Said:
    """A paragraph's text; `bold` and `size` (half points) hold for all of it."""

    text: str = ""
    bold: bool = False
    size: int = 0
    notes: list[etree._Element] = field(default_factory=list)
    frames: list[etree._Element] = field(default_factory=list)


def said(node: etree._Element, style: Style, file: OpenDocument) -> Said:
    """What the paragraph says; deleted text is kept elsewhere in the file and not met here."""
    made = Said()
    parts: list[str] = []
    looks: set[tuple[bool, int]] = set()
    for text, look in _pieces(node, style, file, made):
        parts.append(text)
        if text.strip():
            looks.add((look.bold, look.size))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    made.text = "\n".join(line for line in lines if line)
    made.bold = bool(looks) and all(bold for bold, _ in looks)
    made.size = min((size for _, size in looks), default=0)
    return made


def _pieces(
    node: etree._Element, style: Style, file: OpenDocument, made: Said
) -> Iterator[tuple[str, Style]]:
    if not style.hidden:
        # Line breaks in the file are spaces.
        yield (node.text or "").replace("\n", " "), style
    for child in node:
        name = local(child)
        if name == "span":
            yield from _pieces(child, _over(style, child, file), file, made)
        elif name == "s":
            yield " " * times(child, TEXT + "c", 100), style
        elif name == "tab":
            yield "\t", style
        elif name == "line-break":
            yield "\n", style
        elif name == "note":
            made.notes.append(child)
        elif name in _FRAMES:
            made.frames.append(child)
        elif name not in _GONE and name:
            yield from _pieces(child, style, file, made)
        if not style.hidden:
            yield (child.tail or "").replace("\n", " "), style


def _over(style: Style, span: etree._Element, file: OpenDocument) -> Style:
    """The paragraph's style under a span's own."""
    own = file.style("text", span.get(TEXT + "style-name"))
    if own == Style(own.name, own.names):  # changes nothing that matters here
        return style
    default = Style()
    return Style(
        style.name,
        style.names,
        style.level,
        own.bold or style.bold,
        own.size if own.size != default.size else style.size,
        own.hidden or style.hidden,
    )
