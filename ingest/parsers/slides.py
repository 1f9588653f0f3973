"""A slide as a section: its title or what stands in its place, its content, its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.elements import Element

_LONGEST_TITLE = 120
_WORDS = {"nb": "Lysbilde", "nn": "Lysbilde", "no": "Lysbilde", "de": "Folie"}


def section(
    number: int, title: str, body: Sequence[Element], notes: Iterable[Element], language: str
) -> Iterator[Element]:
    """The slide's elements, all on the page of its number; none for a slide without words.

    A slide without a title is headed by its first line, else by its number, named in
    `language`, a code as files give it ("nb-NO").
    """
    parts = [*body]
    spoken = [*notes]
    heading = " ".join(title.split())
    if not parts and not spoken and not heading:
        return
    if not heading:
        heading = f"{_WORDS.get(language[:2].lower(), 'Slide')} {number}"
        if parts and parts[0].kind == "paragraph" and len(parts[0].text) <= _LONGEST_TITLE:
            heading = " ".join(parts.pop(0).text.split())
    yield Element("heading", heading, 1, number)
    yield from (replace(element, page=number) for element in (*parts, *spoken))
