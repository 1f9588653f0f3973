"""Markdown (CommonMark with tables), with the title, date and language of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.elements import Element, Parsed
from ingest.parsers.dates import iso
from ingest.parsers.encodings import decode
from ingest.parsers.trees import Item, list_text, one_top_heading, table_text

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
# Of several dates the one of the last change counts.
_DATES = (
    *("updated", "lastmod", "modified", "last_modified", "oppdatert", "endret", "stand"),
    *("aktualisiert", "date", "dato", "datum", "gyldig_fra", "gueltig_ab", "gültig_ab"),
)
_FIELD = re.compile(r"^([^\W\d][\w-]*)[ \t]*[:=](.+)$", re.MULTILINE)


def read(path: Path) -> Parsed:
    """The file's elements; title, date and language from its front matter, if it has one."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        fields = {
            name.lower(): value.strip().strip("\"'")
            for name, value in _FIELD.findall(front.group(2))
        }
        text = text[front.end() :]
    elements = tuple(elements_of(text))
    title = fields.get("title") or one_top_heading(elements)
    dates = (fields[name] for name in _DATES if name in fields)
    date = next((found for value in dates if (found := iso(value))), None)
    language = (fields.get("language") or fields.get("lang") or "")[:2].lower()
    return Parsed(title, date, elements, None, language or None)


def elements_of(text: str) -> Iterator[Element]:
    """The elements of Markdown text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    yield from _blocks(SyntaxTreeNode(parser.parse(text)).children)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Element]:
    for node in nodes:
        if node.type == "heading":
            yield Element("heading", " ".join(_inline(node).split()), int(node.tag[1]))
        elif node.type == "paragraph":
            yield Element("paragraph", _inline(node))
        elif node.type in ("fence", "code_block"):
            yield Element("paragraph", node.content.rstrip("\n"))
        elif node.type in ("bullet_list", "ordered_list"):
            yield from _list(node)
        elif node.type == "table":
            yield _table(node)
        elif node.type == "html_block":
            from ingest.parsers.html import fragment  # needed by few files

            yield from fragment(node.content)
        else:
            yield from _blocks(node.children)


def _list(node: SyntaxTreeNode) -> Iterator[Element]:
    """The list, in parts where an item holds what cannot stand on its line."""
    items: list[Item] = []
    for element in _items(node, 0):
        if isinstance(element, Item):
            items.append(element)
            continue
        if items:
            yield Element("list", list_text(items))
            items = []
        yield element
    if items and not _contents(node):
        yield Element("list", list_text(items))


def _contents(node: SyntaxTreeNode) -> bool:
    """Is the list one of contents: nothing but links into the same file?"""
    links = [link for link in node.walk() if link.type == "link" and _target(link).startswith("#")]
    linked = sum(len(_text(link)) for link in links)
    whole = sum(len(_text(inline)) for inline in node.walk() if inline.type == "inline")
    return len(links) >= 3 and linked >= 0.9 * whole


def _target(link: SyntaxTreeNode) -> str:
    return str(link.attrs.get("href", ""))


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[Item | Element]:
    number = int(node.attrs.get("start", 1))
    for item in node.children:
        marker = f"{number}." if node.type == "ordered_list" else "-"
        number += 1
        texts: list[str] = []
        begun = False
        for child in item.children:
            if child.type in ("paragraph", "heading"):
                texts.append(" ".join(_inline(child).split()))
                continue
            if child.type in ("fence", "code_block") and "\n" not in child.content.strip():
                texts.append(child.content.strip())
                continue
            if texts and not begun:
                yield Item(depth, marker, " ".join(texts))
                begun, texts = True, []
            if child.type in ("bullet_list", "ordered_list"):
                yield from _items(child, depth + 1)
            else:
                yield from _blocks([child])
        if texts and not begun:
            yield Item(depth, marker, " ".join(texts))
        elif texts:
            yield Element("paragraph", " ".join(texts))


def _table(node: SyntaxTreeNode) -> Element:
    rows = [
        [" ".join(_inline(cell).split()) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    header = bool(rows and any(rows[0]))
    return Element("table", table_text(rows if header else rows[1:]), header=header)


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_text(child) for child in node.children).strip()


def _text(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    if node.type == "html_inline":
        return "\n" if node.content.lower().startswith("<br") else ""
    if node.type == "image":
        return "".join(_text(child) for child in node.children) or node.content
    return "".join(_text(child) for child in node.children)
