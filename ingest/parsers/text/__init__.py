"""Plain text: what its lines are is told by their lengths, their signs and the blank ones.

`blocks` finds what blank lines divide and which of it heads the rest, `body` reads a block
as a table, a list, lines that stand as they are, or paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.elements import Element, Parsed
from ingest.parsers.encodings import decode
from ingest.parsers.text.blocks import Block, blocks_of, heads, title_of
from ingest.parsers.text.body import elements_of, wrap_width

__all__ = ["elements", "read"]


def read(path: Path) -> Parsed:
    """The file's elements; its first line is the title if it looks like one."""
    lines = _lines(decode(path.read_bytes()))
    blocks = blocks_of(lines)
    title = title_of(blocks)
    made = tuple(_elements(blocks, wrap_width(lines), title is not None))
    if title is None and made and made[0].kind == "heading":
        tops = sum(e.kind == "heading" and e.level == made[0].level for e in made)
        title = made[0].text if tops == 1 else None
    return Parsed(title, None, made)


def elements(text: str) -> Iterator[Element]:
    """The elements of text that stands in another kind of file, and has no title of its own."""
    lines = _lines(text)
    yield from _elements(blocks_of(lines), wrap_width(lines), False)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in re.split(r"\r\n|[\r\n\f\v\x85]", text)]


def _elements(blocks: Sequence[Block], wrap: int, titled: bool) -> Iterator[Element]:
    listed: list[str] = []
    for index, block in enumerate(blocks):
        lines = block.lines
        if index == 0 and titled and not block.level:
            yield Element("heading", lines[0].strip(), 1)
            lines = lines[1:]
        level = block.level or heads(blocks, index)
        made: list[Element] = []
        if level and lines:
            made = [Element("heading", " ".join(lines[0].split()), level)]
        elif lines:
            made = list(elements_of(lines, wrap, after=listed[-1] if listed else ""))
        for element in made:
            # A list whose items stand between blank lines is one all the same.
            if element.kind == "list":
                listed.append(element.text)
                continue
            if listed:
                yield Element("list", "\n".join(listed))
                listed = []
            yield element
    if listed:
        yield Element("list", "\n".join(listed))
