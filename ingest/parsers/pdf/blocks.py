"""Lines to paragraphs, lists, listings and tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from ingest.parsers.pdf import markers
from ingest.parsers.pdf.shapes import SOFT_BREAK, WRAP, WRAP_INDENT, Line, Table, joined

_FAR_BACK = 20
_LOOK_AHEAD = 12
_ENDS = (".", "!", "?", ":", ";", "…", ".”", ".»", '."', ".)")


@dataclass
class Block:
    """Lines that belong together. `level` is 1 to 6 for a heading, which the outline may name.

    An item of a list has its `marker` ("-" or its number) and `text_x`, where its text
    begins after it.
    """

    kind: Literal["text", "item", "code", "table"]
    page: int
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    named: bool = False
    marker: str = ""
    text_x: float = 0.0
    table: Table | None = None

    @property
    def text(self) -> str:
        if self.kind == "code":
            return _listing(self.lines)
        return joined(_texts(self))

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def blocks_of(
    region: Sequence[Line],
    page: int,
    headings: dict[int, tuple[int, int]],
    earlier: Sequence[Block] = (),
) -> list[Block]:
    """The blocks of one column; `earlier` are those of the columns and pages before it.

    `headings` maps the id of the first line of each heading that the outline names to its
    level and how many lines it has.
    """
    if not region:
        return []
    text = [line for line in region if line.table is None]
    column = _Column.of(text, earlier) if text else None
    made: list[Block] = []
    index = 0
    while index < len(region):
        line = region[index]
        if line.table is not None or column is None:
            made.append(Block("table", page, table=line.table))
            index += 1
        elif id(line) in headings:
            level, count = headings[id(line)]
            made.append(Block("text", page, list(region[index : index + count]), level, True))
            index += count
        else:
            _place(line, made, column, page, region[index + 1 : index + 1 + _LOOK_AHEAD])
            index += 1
    return made


@dataclass(frozen=True)
class _Column:
    left: float
    right: float
    leading: float
    size: float
    number: str | None

    @classmethod
    def of(cls, lines: Sequence[Line], earlier: Sequence[Block]) -> _Column:
        """What the lines have in common, and the number that the last list before reached."""
        gaps = [
            (below.base - above.base) / above.size
            for above, below in itertools.pairwise(lines)
            if 0 < below.base - above.base < 2.2 * above.size
            and abs(above.size - below.size) < 0.1 * above.size
        ]
        # Where most lines stand alone, the smaller gaps are those within a paragraph.
        leading = min(median(gaps), 1.7) if gaps else 1.2
        # One line may stick out, as an address that could not be broken does.
        ends = sorted((line.x1 for line in lines), reverse=True)
        return cls(
            min(line.x0 for line in lines),
            ends[min(2, len(ends) // 10)],
            leading,
            median(line.size for line in lines),
            next(
                (
                    block.marker.strip("().")
                    for block in reversed(earlier[-_FAR_BACK:])
                    if block.kind == "item" and block.marker != "-"
                ),
                None,
            ),
        )


def _place(
    line: Line, made: list[Block], column: _Column, page: int, after: Sequence[Line]
) -> None:
    """Put the line into the block that it continues, or begin one with it."""
    block = made[-1] if made and made[-1].lines and not made[-1].level else None
    tight = block is not None and _tight(block.lines[-1], line, column)
    item = _item(line, made, column, tight=tight, after=after)
    if item is not None:
        made.append(Block("item", page, [line], marker=item[0], text_x=item[1]))
        return
    if block is not None and (
        _continues(block, line, column, tight=tight) or _inside_item(block, line, column)
    ):
        block.lines.append(line)
        return
    kind: Literal["code", "text"] = "code" if line.mono else "text"
    made.append(Block(kind, page, [line]))


def _tight(above: Line, below: Line, column: _Column) -> bool:
    gap = below.base - above.base
    return 0 < gap <= max(1.18 * column.leading, 1.1) * max(above.size, below.size)


def _item(
    line: Line, made: Sequence[Block], column: _Column, *, tight: bool, after: Sequence[Line]
) -> tuple[str, float] | None:
    """The marker and the x of the text where the line begins an item of a list."""
    if len(line.words) < 2 or line.size > 1.12 * column.size:
        return None
    first, second = line.words[:2]
    if markers.bullet(first.text, mono=first.mono and not line.mono):
        return "-", second.x0
    if line.mono and first.mono:
        return None
    number = markers.number(first.text)
    if number is None and not markers.dash(first.text):
        return None
    before = made[-1] if made else None
    begins = (
        not tight
        or before is None
        or before.kind != "text"
        or _ended(before.lines[-1], line, column)
    )
    if not begins:
        return None
    hanging = bool(after) and abs(after[0].x0 - second.x0) < 0.5 * line.size
    if tight and not hanging and before is not None and _goes_on(before, line, after, column):
        return None
    if number is None:
        # A dash that opens a paragraph set in from the margin says that somebody speaks.
        indented = line.x0 > column.left + 0.5 * line.size and not (
            after and after[0].x0 < line.x0 - 0.5 * line.size and _tight(line, after[0], column)
        )
        again = before is not None and before.kind == "item" and before.marker == "-"
        return ("-", second.x0) if hanging or indented or again else None
    if line.bold and not hanging:
        return None
    known = _number_before(line, made) or column.number
    if first.text.isdecimal():  # without a sign after it, a number must fit in every way
        begun = hanging and markers.follows(None, number)
        return (first.text, second.x0) if begun or markers.follows(known or "", number) else None
    if hanging or markers.follows(known, number) or markers.follows(None, number):
        return first.text, second.x0
    return None


def _goes_on(block: Block, line: Line, after: Sequence[Line], column: _Column) -> bool:
    """Is what looks like a number, as "A." is, the end of a sentence in the item above?"""
    number = markers.number(line.words[0].text)
    if block.kind != "item" or number is None or number.isdecimal():
        return False
    above = block.lines[-1]
    if abs(line.x0 - block.text_x) > 0.5 * line.size or above.text.endswith(_ENDS):
        return False
    numbers = (markers.number(below.words[0].text) for below in after if below.words)
    return _fills(above, line, column) and not any(
        markers.follows(number, later) for later in numbers if later is not None
    )


def _number_before(line: Line, made: Sequence[Block]) -> str | None:
    """The number of the last item that begins where the line does, behind nested ones."""
    for block in reversed(made[-_FAR_BACK:]):
        if block.kind == "item" and abs(block.lines[0].x0 - line.x0) < line.size:
            return None if block.marker == "-" else block.marker.strip("().")
    return None


def _continues(block: Block, line: Line, column: _Column, *, tight: bool) -> bool:
    above = block.lines[-1]
    same = abs(above.size - line.size) <= 0.12 * max(above.size, line.size)
    if block.kind == "code":
        return line.mono and line.base - above.base <= 2.6 * line.size
    if line.mono and block.kind == "text" and not above.mono and _ended(above, line, column):
        return False
    if not tight or not same:
        return False
    if block.kind == "item":
        if line.x0 >= block.text_x - 0.5 * line.size:
            return True
        returns = abs(line.x0 - block.lines[0].x0) < 0.5 * line.size
        return returns and not _ended(above, line, column)
    if above.bold != line.bold and not _fills(above, line, column):
        return False
    if above.mono and not line.mono and len(block.lines) == 1:
        return False
    return not _ended(above, line, column) and not _indented(block, line, column)


def _indented(block: Block, line: Line, column: _Column) -> bool:
    """Does the line begin a paragraph by standing in from the one above it?"""
    above = block.lines[-1]
    step = line.x0 - above.x0
    if step <= 0.8 * line.size:
        return False
    hanging = len(block.lines) == 1 and step > 0
    return not hanging or (above.text.endswith(_ENDS) and not _fills(above, line, column))


def _fills(above: Line, below: Line, column: _Column) -> bool:
    """Would the first word of the line below not have fitted on the line above?"""
    first = below.words[0]
    return above.x1 + 0.3 * above.size + (first.x1 - first.x0) > column.right - 0.2 * above.size


def _ended(above: Line, below: Line, column: _Column) -> bool:
    """Did the paragraph end with the line above, which had room for another word?"""
    if above.text.endswith(SOFT_BREAK) or _fills(above, below, column):
        return False
    if above.text.endswith(_ENDS):
        return True
    first = below.text[:1]
    room = column.right - above.x1 > 0.35 * (column.right - column.left)
    return room and not first.islower()


def _inside_item(block: Block, line: Line, column: _Column) -> bool:
    """Is the line a further paragraph of the item above it, set under its text?"""
    if block.kind != "item" or line.mono or line.size > 1.1 * block.size:
        return False
    near = line.base - block.lines[-1].base <= 2.2 * line.size
    under = abs(line.x0 - block.text_x) < 0.5 * line.size
    return near and under and block.text_x > column.left + 0.8 * line.size and not line.bold


def _texts(block: Block) -> list[str]:
    texts = [line.text for line in block.lines]
    if block.kind == "item":
        first = block.lines[0].words[0].text
        texts[0] = texts[0][len(first) :].lstrip()
    return texts


def _listing(lines: Sequence[Line]) -> str:
    """Lines of code with their indentation, as many spaces as fit before them."""
    left = min(line.x0 for line in lines)
    made = ""
    start = lines[0].x0
    for line in lines:
        cell = 0.6 * line.size
        if made.endswith(WRAP):
            # What is set in further than wrapped lines are begins with a space.
            space = " " if line.x0 - start > WRAP_INDENT + cell / 2 else ""
            made = made.removesuffix(WRAP) + space + line.text
            continue
        start = line.x0
        made += ("\n" if made else "") + " " * round((line.x0 - left) / cell) + line.text
    return made.removesuffix(WRAP)
