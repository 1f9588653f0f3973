"""What parsers of marked-up files share: lists, tables and titles from their trees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.elements import Element

# No person nests deeper; a file may claim so.
_DEEPEST = 30


class Item(NamedTuple):
    """An item of a list: how deep it is nested, "-" or its number, and its text."""

    depth: int
    marker: str
    text: str


def list_text(items: Iterable[Item]) -> str:
    """One item a line, nested ones indented by two spaces a level."""
    return "\n".join(
        f"{'  ' * min(depth, _DEEPEST)}{marker} {text}" for depth, marker, text in items
    )


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """One row a line, its cells joined by " | "; rows without any text are left out."""
    return "\n".join(" | ".join(row) for row in rows if any(row))


def one_top_heading(elements: Iterable[Element]) -> str | None:
    """The text of the highest heading if no other is as high and none stands before it."""
    headings = [element for element in elements if element.kind == "heading"]
    if not headings:
        return None
    top = min(heading.level for heading in headings)
    tops = [heading for heading in headings if heading.level == top]
    return tops[0].text if len(tops) == 1 and headings[0] is tops[0] else None
