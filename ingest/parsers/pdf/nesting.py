"""How deep the items of lists are nested, also where a list goes on over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.parsers.pdf.blocks import Block

_NOTE_SIZE = 0.93


class Nesting:
    """One pass over a document's blocks, remembering where the items of a list began."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._margins = _margins(blocks)
        self._starts: list[float] = []
        self._last: Block | None = None

    def pass_by(self, block: Block) -> None:
        """Note a block on the way: all but footnotes and the rest of an item end a list."""
        last = self._last
        if last is None or block.kind == "item":
            return
        if block.kind != "text" or block.level or not (_is_note(block, last) or _is_rest(block)):
            self._starts, self._last = [], None

    def text(self, items: Sequence[Block]) -> str:
        """The items of one page, one a line, nested ones indented by two spaces a level.

        Where the list goes on from the page before, the first ones may be nested as well.
        """
        page = items[0].page
        if self._last is not None and self._last.page == page - 1:
            shift = self._margins[page % 2] - self._margins[1 - page % 2]
            self._starts = [start + shift for start in self._starts]
        else:
            self._starts = []
        self._last = items[-1]
        lines = []
        for item in items:
            x, near = item.lines[0].x0, 0.4 * item.size
            while self._starts and self._starts[-1] > x + near:
                self._starts.pop()
            if not self._starts or x > self._starts[-1] + near:
                self._starts.append(x)
            lines.append("  " * (len(self._starts) - 1) + f"{item.marker} {item.text}")
        return "\n".join(lines)


def _margins(blocks: Sequence[Block]) -> tuple[float, float]:
    """Where the text of even and of odd pages begins: books have their margins mirrored."""
    lefts: dict[int, float] = {}
    for block in blocks:
        for line in block.lines:
            lefts[block.page] = min(line.x0, lefts.get(block.page, line.x0))
    even, odd = ([x for page, x in lefts.items() if page % 2 == side] for side in (0, 1))
    return (median(even), median(odd)) if even and odd else (0.0, 0.0)


def _is_note(block: Block, item: Block) -> bool:
    return block.page == item.page and block.size < _NOTE_SIZE * item.size


def _is_rest(block: Block) -> bool:
    return block.text[:1].islower()
