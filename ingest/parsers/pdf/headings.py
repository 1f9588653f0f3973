"""Which lines are headings, and how deep: by the outline, else by how they are set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.parsers.pdf.blocks import Block
from ingest.parsers.pdf.contents import key
from ingest.parsers.pdf.shapes import Line, joined

_LONGEST = 200
_MOST_LINES = 4
_DEEPEST = 6
_DEPTH = re.compile(r"(?:[A-Z]|\d{1,3})((?:\.\d{1,3}){0,5})\.?(?=\s)")
_PREFIX = re.compile(
    r"(?:(?:chapter|part|appendix|kapittel|kapitel|del|teil|vedlegg|anhang|anlage)\s+)?"
    r"(?:[A-Z]|[IVX]{1,5}|\d{1,3})(?:\.\d{1,3})*[.:]?\s+",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """An entry of the outline: its title, its level from 1, its page from 1."""

    title: str
    level: int
    page: int


def outlined(
    regions: Sequence[Sequence[Line]], entries: Sequence[Entry]
) -> dict[int, tuple[int, int]]:
    """The lines of one page that the page's entries name.

    Maps the id of a heading's first line to its level and the number of its lines.
    """
    wanted = [(key(entry.title), entry.level) for entry in entries]
    found: dict[int, tuple[int, int]] = {}
    for region in regions:
        for index, line in enumerate(region):
            if line.table is not None or not wanted:
                continue
            count, which = _match(region[index : index + _MOST_LINES], wanted)
            if count:
                found[id(line)] = (min(wanted[which][1], _DEEPEST), count)
                del wanted[which]
    return found


def _match(lines: Sequence[Line], wanted: Sequence[tuple[str, int]]) -> tuple[int, int]:
    """How many of the lines are a wanted title, and which one; 0 where they are none."""
    texts: list[str] = []
    for line in lines:
        if line.table is not None or abs(line.size - lines[0].size) > 0.1 * line.size:
            break
        texts.append(line.text)
        text = joined(texts)
        if len(text) > 2 * _LONGEST:
            break
        prefix = _PREFIX.match(text)
        keys = {key(text), key(text[prefix.end() :])} if prefix else {key(text)}
        for which, (title, _) in enumerate(wanted):
            if title and title in keys:
                return len(texts), which
        if not any(title.startswith(tuple(keys)) for title, _ in wanted):
            break
    return 0, 0


class Style(NamedTuple):
    """How a heading is set. `depth` is that of its number: 1 for "3", 2 for "3.1", 1 for none."""

    size: float
    bold: bool
    depth: int


def looks_like_heading(block: Block, body: float) -> bool:
    """Is the block set as a heading: a short text, larger or bolder than the body's?"""
    if block.kind != "text" or block.level or len(block.lines) > _MOST_LINES - 1:
        return False
    text = block.text
    letters = sum(character.isalpha() for character in text)
    if letters < 2 or letters < 0.4 * len(text.replace(" ", "")) or len(text) > _LONGEST:
        return False
    if any(line.mono for line in block.lines):
        return False
    large = block.size >= 1.12 * body
    if not large and not (block.bold and block.size >= 0.95 * body):
        return False
    number = _DEPTH.match(text)
    return bool(number and number.group(1)) or text[-1] not in ".,;:"


def style_of(block: Block) -> Style:
    match = _DEPTH.match(block.text)
    depth = 1 + match.group(1).count(".") if match else 1
    return Style(round(block.size * 2) / 2, block.bold, depth)


def levels(styles: Iterable[Style], outline: Sequence[tuple[Style, int]]) -> dict[Style, int]:
    """A level from 1 to 6 for each style of headings that the outline leaves out.

    `outline` are the styles and levels of those that it names. One that looks like a named
    one goes below it, or the outline would name it too; the others rank by their size.
    """
    above = list(outline)
    made: dict[Style, int] = {}
    for style in sorted(set(styles), key=lambda s: (-s.size, not s.bold, s.depth)):
        look = (style.size, style.bold)
        higher = [level for other, level in outline if (other.size, other.bold) >= look]
        higher += [level for other, level in above if _outranks(other, style)]
        made[style] = min(max(higher, default=0) + 1, _DEEPEST)
        above.append((style, made[style]))
    return made


def _outranks(style: Style, other: Style) -> bool:
    return (style.size, style.bold, -style.depth) > (other.size, other.bold, -other.depth)
