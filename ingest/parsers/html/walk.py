"""A tree of HTML to elements, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml.html import HtmlElement

from ingest.elements import Element
from ingest.parsers.html.tables import is_data, table_of
from ingest.parsers.trees import Item, list_text

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dt fieldset figcaption "
    "figure footer form header hgroup hr legend li main nav optgroup p section summary tbody td "
    "tfoot th thead tr table html".split()
)
_SECTION = re.compile(r"(^|\s)(sect(ion)?\d?|chapter|appendix|part|preface|article|book)($|\s)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 150

Part: TypeAlias = Element | HtmlElement
"""An element, or a node whose place decides what it becomes.

A list's node becomes an element or items of the list around it, that of preformatted text a
paragraph, or part of an item where it has one line.
"""


def elements_of(root: HtmlElement) -> Iterator[Element]:
    """The elements under a node, headings with the level that their nesting gives them."""
    yield from _elements(_Walk().parts(root))


def _elements(parts: Iterable[Part]) -> Iterator[Element]:
    for part in parts:
        if isinstance(part, Element):
            yield part
        elif part.tag == "pre":
            yield Element("paragraph", _lines(part))
        else:
            yield from _list(part)


class _Walk:
    """One pass over a tree, remembering the sections that it is in.

    In DocBook's pages a chapter and the sections in it may all be h2, and in HTML 5 every
    heading h1: a heading is at least one level below that of the section around its own.
    """

    def __init__(self) -> None:
        # For each section around: the level by its tag and the level given to its heading.
        self._sections: list[tuple[int, int] | None] = [None]

    def parts(self, node: HtmlElement) -> Iterator[Part]:
        buffer: list[str] = []
        yield from self._into(node, buffer, 0)
        yield from _flush(buffer)

    def _into(self, node: HtmlElement, buffer: list[str], depth: int) -> Iterator[Part]:
        if depth > _DEEPEST:
            buffer.append(_SPACE.sub(" ", " ".join(node.itertext())))
            return
        buffer.append(_SPACE.sub(" ", node.text or ""))
        for child in node:
            yield from self._child(child, buffer, depth)
            buffer.append(_SPACE.sub(" ", child.tail or ""))

    def _child(self, child: HtmlElement, buffer: list[str], depth: int) -> Iterator[Part]:
        tag = child.tag
        if tag == "br":
            buffer.append("\n")
        elif tag in _HEADINGS:
            yield from _flush(buffer)
            text = _line(child)
            if text:
                yield Element("heading", text, self._level(int(tag[1])))
        elif tag == "pre" or tag in _LISTS:
            yield from _flush(buffer)
            yield child
        elif tag == "table" and is_data(child):
            yield from _flush(buffer)
            yield from table_of(child, _cell)
        elif tag in _BLOCKS:
            yield from _flush(buffer)
            section = tag in ("section", "article") or _SECTION.search(child.get("class") or "")
            if section:
                self._sections.append(None)
            yield from self._into(child, buffer, depth + 1)
            yield from _flush(buffer)
            if section:
                self._sections.pop()
        elif not _is_note_mark(child):
            yield from self._into(child, buffer, depth + 1)

    def _level(self, by_tag: int) -> int:
        around = [given[1] for given in self._sections[1:-1] if given]
        # Outside all sections only the page's own title stands above them.
        if len(self._sections) > 1 and self._sections[0] and self._sections[0][0] == 1:
            around.append(1)
        level = max([by_tag, *(above + 1 for above in around)])
        own = self._sections[-1]
        if own is None:
            self._sections[-1] = (by_tag, level)
        elif by_tag > own[0]:
            level = max(level, own[1] + by_tag - own[0])
        return level


def _flush(buffer: list[str]) -> Iterator[Element]:
    lines = (" ".join(line.split()) for line in "".join(buffer).split("\n"))
    text = "\n".join(line for line in lines if line)
    buffer.clear()
    if text:
        yield Element("paragraph", text)


def _line(node: HtmlElement) -> str:
    """All text under a node as one line."""
    parts = _elements(_Walk().parts(node))
    return " ".join(" ".join(part.text for part in parts).split())


def _cell(node: HtmlElement) -> str:
    """A cell's text as one line, the items of lists in it without their dashes."""
    parts = _elements(_Walk().parts(node))
    texts = (re.sub(r"(?m)^ *- ", "", part.text) for part in parts)
    return " ".join(" ".join(texts).split())


def _lines(node: HtmlElement) -> str:
    for line_break in node.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(node.text_content()).strip("\n").expandtabs(4)


def _is_note_mark(node: HtmlElement) -> bool:
    """Is it a raised number that leads to a footnote?"""
    if node.tag != "sup":
        return False
    links = [link.get("href") or "" for link in node.iter("a")]
    return bool(links) and all("#" in link for link in links) and len(_line(node)) <= 5


def _list(node: HtmlElement) -> Iterator[Element]:
    """The list, in parts where an item holds what cannot stand on its line."""
    if _is_contents(node):
        return
    items: list[Item] = []
    for made in _items(node, 0):
        if isinstance(made, Item):
            items.append(made)
            continue
        if items:
            yield Element("list", list_text(items))
            items = []
        yield made
    if items:
        yield Element("list", list_text(items))


def _is_contents(node: HtmlElement) -> bool:
    """Is it a list of contents: nothing but links into the same page?"""
    links = [a for a in node.iter("a") if (a.get("href") or "").startswith("#")]
    linked = sum(len(str(link.text_content()).strip()) for link in links)
    whole = sum(len(text.strip()) for text in node.itertext())
    return len(links) >= 3 and linked >= 0.85 * whole


def _items(node: HtmlElement, depth: int) -> Iterator[Item | Element]:
    if node.tag == "dl":
        yield from _definitions(node, depth)
        return
    number = int(node.get("start")) if (node.get("start") or "").isdecimal() else 1
    for child in node:
        if child.tag in _LISTS:  # a nested list that should stand in an item
            yield from _items(child, depth + 1)
            continue
        marker = _number(number, node.get("type") or "") if node.tag == "ol" else "-"
        number += 1
        yield from _item(_Walk().parts(child), depth, marker)


def _number(value: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= value <= 26:
        return f"{chr(ord(kind) + value - 1)}."
    return f"{value}."


def _item(
    parts: Iterable[Part], depth: int, marker: str, begun: str = ""
) -> Iterator[Item | Element]:
    """An item's text on one line, then what else it holds; `begun` is text before its own."""
    texts = [begun] if begun else []
    placed = False
    for given in parts:
        lines = _lines(given) if isinstance(given, HtmlElement) and given.tag == "pre" else None
        part = given if lines is None else Element("paragraph", lines)
        if (
            isinstance(part, Element)
            and part.kind != "table"
            and (part.kind == "heading" or part.text.count("\n") < (3 if lines is None else 1))
        ):
            texts.append(" ".join(part.text.split()))
            continue
        if texts:
            yield from _placed(texts, depth, marker, placed)
            placed, texts = True, []
        if isinstance(part, Element):
            yield part
        elif depth < 20:
            yield from _items(part, depth + 1)
    if texts:
        yield from _placed(texts, depth, marker, placed)


def _placed(texts: list[str], depth: int, marker: str, placed: bool) -> Iterator[Item | Element]:
    text = " ".join(texts)
    yield Element("paragraph", text) if placed else Item(depth, marker, text)


def _definitions(node: HtmlElement, depth: int) -> Iterator[Item | Element]:
    terms: list[str] = []
    for child in node.iter("dt", "dd"):
        if next(child.iterancestors("dl")) is not node:
            continue
        if child.tag == "dt":
            terms.append(_line(child))
            continue
        term = ", ".join(filter(None, terms))
        if term and term[-1] not in ".:?!":
            term += ":"
        terms = []
        yield from _item(_Walk().parts(child), depth, "-", term)
    for term in filter(None, terms):
        yield Item(depth, "-", term)
