"""A page's words to its lines and tables, column by column, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.parsers.pdf.contents import without_contents
from ingest.parsers.pdf.glyphs import Glyphs, Word
from ingest.parsers.pdf.grids import grids, shelves
from ingest.parsers.pdf.lines import columns, fragments
from ingest.parsers.pdf.shapes import Line, line_for, line_of
from ingest.parsers.pdf.tables import found_in, ruled

_MOST_WORDS = 20_000


@dataclass(frozen=True)
class Page:
    """A page's regions of one column each, every one with its lines from top to bottom."""

    number: int
    width: float
    height: float
    regions: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> list[Line]:
        return [line for region in self.regions for line in region]


def arrange(
    glyphs: Glyphs, number: int, titles: frozenset[str] = frozenset(), count: int = 0
) -> Page:
    """The page `number` in reading order, without a list of contents.

    What is one is told by the outline's `titles`, by `contents.key`, and by how many pages
    the document has.
    """
    words: Sequence[Word] = _once(glyphs.words[:_MOST_WORDS])
    placed: list[Line] = []
    for grid in grids(glyphs.rules):
        x0, x1, y0, y1 = grid.xs[0] - 2, grid.xs[-1] + 2, grid.ys[0] - 2, grid.ys[-1] + 2
        inside = [w for w in words if y0 <= w.base <= y1 and x0 <= (w.x0 + w.x1) / 2 <= x1]
        table = ruled(grid, inside) if inside else None
        if table is not None:
            placed.append(line_for(table))
            taken = set(table.words)
            words = [word for word in words if word not in taken]
    lines = without_contents(fragments(words), titles, count)
    lines += placed
    racks = shelves(glyphs.rules) if len(glyphs.rules) >= 3 else []
    regions = [tuple(found_in(region, racks)) for region in columns(lines)] if lines else []
    if glyphs.aside:
        regions.append((line_of(glyphs.aside),))
    return Page(number, glyphs.width, glyphs.height, tuple(regions))


def _once(words: Sequence[Word]) -> list[Word]:
    """The words less those printed twice to make them look bold."""
    seen: set[tuple[str, int, int]] = set()
    made = []
    for word in words:
        place = (word.text, round(word.x0 / 2), round(word.base / 2))
        if place not in seen:
            seen.add(place)
            made.append(word)
    return made
