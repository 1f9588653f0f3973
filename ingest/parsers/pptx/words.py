"""The text of shapes: paragraphs and lists."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.elements import Element
from ingest.parsers.trees import Item, list_text

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def paragraphs_of(body: etree._Element, *, bullets: bool) -> Iterator[Element]:
    """The body's paragraphs and lists.

    `bullets` says that paragraphs which do not say otherwise are items, as in a slide's body.
    """
    items: list[Item] = []
    counts: dict[int, int] = {}
    for paragraph in body.iterchildren(A + "p"):
        text = line_of(paragraph)
        if not text:
            continue
        properties = paragraph.find(A + "pPr")
        depth = int(properties.get("lvl") or 0) if properties is not None else 0
        marker = _marker(properties, bullets, counts, depth)
        if marker:
            items.append(Item(depth, marker, text.replace("\n", " ")))
            continue
        counts.clear()
        yield from _list(items)
        items = []
        yield Element("paragraph", text)
    yield from _list(items)


def line_of(paragraph: etree._Element) -> str:
    """A paragraph's text, a line for each of its lines."""
    parts = []
    for node in paragraph.iter(A + "t", A + "br", A + "tab"):
        parts.append("\n" if node.tag == A + "br" else node.text or " ")
    lines = (" ".join(line.split()) for line in "".join(parts).replace("\x0b", "\n").split("\n"))
    return "\n".join(filter(None, lines))


def _marker(
    properties: etree._Element | None, bullets: bool, counts: dict[int, int], depth: int
) -> str:
    for deeper in [at for at in counts if at > depth]:
        del counts[deeper]
    if properties is None:
        return "-" if bullets else ""
    numbered = properties.find(A + "buAutoNum")
    if numbered is not None:
        counts.setdefault(depth, int(numbered.get("startAt") or 1) - 1)
        counts[depth] += 1
        return _number(counts[depth], numbered.get("type") or "")
    if properties.find(A + "buChar") is not None or properties.find(A + "buBlip") is not None:
        return "-"
    if properties.find(A + "buNone") is not None:
        return ""
    return "-" if bullets else ""


def _number(count: int, form: str) -> str:
    name = str(count)
    if form.startswith("alpha") and 1 <= count <= len(_LETTERS):
        name = _LETTERS[count - 1].upper() if "Uc" in form else _LETTERS[count - 1]
    if form.endswith("ParenBoth"):
        return f"({name})"
    return f"{name})" if form.endswith("ParenR") else f"{name}."


def _list(items: list[Item]) -> Iterator[Element]:
    if len(items) == 1 and items[0].marker == "-":
        yield Element("paragraph", items[0].text)
    elif items:
        least = min(item.depth for item in items)
        moved = (item._replace(depth=item.depth - least) for item in items)
        yield Element("list", list_text(moved))
