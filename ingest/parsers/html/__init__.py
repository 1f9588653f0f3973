"""HTML: `page` finds what is content and what the page says of itself, `walk` reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.elements import Element, Parsed
from ingest.parsers.errors import Unreadable
from ingest.parsers.html import page
from ingest.parsers.html.walk import elements_of

__all__ = ["fragment", "read", "read_page"]


def read(path: Path) -> Parsed:
    """The content's elements, without navigation, banners and what is hidden.

    Nothing that the page refers to is fetched.
    """
    return read_page(path.read_bytes())


def read_page(data: bytes) -> Parsed:
    """The same of a page's bytes, wherever they stand."""
    root = page.tree(data)
    if root is None:
        raise Unreadable("has no text in it; leave it out, or put some in")
    title, date, language = page.title_of(root), page.date_of(root), page.language_of(root)
    elements = tuple(elements_of(page.content_of(root)))
    return Parsed(title, date, elements, None, language)


def fragment(markup: str) -> Iterator[Element]:
    """The elements of HTML that stands in another kind of text."""
    root = page.tree(markup.encode())
    if root is not None:
        yield from elements_of(page.content_of(root))
