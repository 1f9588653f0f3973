"""EPUB books: the chapters in their order, each read as the page of HTML that it is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from ingest.elements import Element, Parsed
from ingest.parsers.archive import Archive, text_of
from ingest.parsers.errors import Unreadable
from ingest.parsers.html import read_page
from ingest.parsers.ooxml import local
from ingest.parsers.properties import date_of, title_of

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_CONTENTS = "application/x-dtbncx+xml"
# Fonts may be disguised in a book that anybody can read.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_CONTAINER = "META-INF/container.xml"
_NO_BOOK = "has no book in it; export it again, or as PDF"


def read(path: Path) -> Parsed:
    """The chapters' elements; title, date and language are the book's own."""
    with Archive(path) as archive:
        if _is_protected(archive):
            raise Unreadable("is protected against copying (DRM); get it without, or as PDF")
        place = _package(archive)
        package = archive.tree(place)
        found: dict[str, str] = {}
        for node in package.iter(etree.Element):
            if local(node) == "meta" and node.get("property") == "dcterms:modified":
                found["modified"] = text_of(node)
            elif "dc/elements" in str(node.tag):
                found.setdefault(local(node), text_of(node))
        elements = tuple(_chapters(archive, package, posixpath.dirname(place)))
        # Its language is not taken: programs state their own, whatever the text's.
        date = date_of(found.get("date"), found.get("modified"))
        return Parsed(title_of(found.get("title")), date, elements)


def _package(archive: Archive) -> str:
    """The name of the part that lists the book's parts."""
    for container in archive.names:
        folder, found, rest = container.rpartition(_CONTAINER)
        if not found or rest:
            continue
        for node in archive.tree(container).iter("{*}rootfile"):
            # Some archives hold the book in a folder of its own.
            name = folder + (node.get("full-path") or "").lstrip("/")
            if name in archive:
                return name
    name = next((name for name in archive.names if name.endswith(".opf")), "")
    if not name:
        raise Unreadable(_NO_BOOK)
    return name


def _chapters(archive: Archive, package: etree._Element, folder: str) -> Iterator[Element]:
    items = {node.get("id"): node for node in package.iter("{*}item")}
    titles = _titles(archive, list(items.values()), folder)
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        name = _name(item, folder)
        kind = item.get("media-type") or ""
        if name not in archive or (kind and kind not in _PAGES):
            continue
        try:
            elements = read_page(archive.read(name)).elements
        except Unreadable as refused:
            # A cover is a page with nothing but a picture.
            if "no text" not in str(refused):
                raise
            continue
        if not any(element.kind == "heading" for element in elements):
            elements = tuple(_headed(element, titles) for element in elements)
        yield from elements


def _titles(archive: Archive, items: list[etree._Element], folder: str) -> dict[str, int]:
    """The chapters in the book's list of contents, with their levels."""
    made: dict[str, int] = {}
    for item in items:
        name = _name(item, folder)
        is_nav = "nav" in (item.get("properties") or "").split()
        if name not in archive or not (is_nav or item.get("media-type") == _CONTENTS):
            continue
        try:
            root = archive.tree(name)
        except Unreadable:  # a list of contents that is not well-formed spoils no book
            continue
        tag, within = ("a", "ol") if is_nav else ("navLabel", "navPoint")
        for label in root.iter("{*}" + tag):
            level = sum(1 for _ in label.iterancestors("{*}" + within))
            made.setdefault(text_of(label), max(level, 1))
    return made


def _headed(element: Element, titles: dict[str, int]) -> Element:
    """A paragraph that is a chapter's title as a heading, in a book that marks none."""
    level = titles.get(" ".join(element.text.split())) if element.kind == "paragraph" else None
    return replace(element, kind="heading", level=level) if level else element


def _name(item: etree._Element, folder: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _is_protected(archive: Archive) -> bool:
    name = "META-INF/encryption.xml"
    if name not in archive:
        return False
    methods = archive.tree(name).iter("{*}EncryptionMethod")
    return any((method.get("Algorithm") or "") not in _FONTS for method in methods)
