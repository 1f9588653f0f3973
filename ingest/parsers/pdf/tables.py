"""Tables: from ruled lines where there are any, else from columns that align."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.parsers.pdf import markers
from ingest.parsers.pdf.glyphs import Word
from ingest.parsers.pdf.grids import Grid
from ingest.parsers.pdf.lines import Band, Row, bands, fragments, merged, rows_of
from ingest.parsers.pdf.rules import Rule
from ingest.parsers.pdf.shapes import Line, Table, joined, line_for

_FEWEST_ROWS = 3
_LONGEST_CELL = 1500
_LONGEST_LABEL = 15

Cells = list[list[Word]]


def ruled(grid: Grid, words: Sequence[Word]) -> Table | None:
    """The table in a grid, or None where too few of its cells hold text to be one."""
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        row, column = grid.row_at(word.base - 0.3 * word.size), _column(grid, word)
        if row is not None and column is not None:
            inside[grid.cells[row, column]].append(word)
    columns = [
        c
        for c in range(len(grid.xs) - 1)
        if any(grid.cells[r, c][1] == c for r in range(len(grid.ys) - 1))
    ]
    made: list[Cells] = []
    captions: list[Word] = []
    for row in range(len(grid.ys) - 1):
        corners = [grid.cells[row, column] for column in columns]
        if len(set(corners)) == 1 and not made:
            captions += inside[corners[0]] if corners[0][0] == row else []
            continue
        # A label over several rows is read with each of them, one over several columns once.
        cells = [
            inside[corner]
            if corner[1] == column and (corner[0] == row or len(inside[corner]) <= _LONGEST_LABEL)
            else []
            for corner, column in zip(corners, columns, strict=True)
        ]
        if any(cells):
            made.append(cells)
    if sum(sum(map(bool, cells)) >= 2 for cells in made) < 2:
        return None
    table = _table(made, [grid.xs[column] for column in columns], grid.xs[-1])
    if max(len(cell) for row in table.rows for cell in row) > _LONGEST_CELL:
        return None  # boxes around whole texts: the page is laid out in a table
    caption = joined([line.text for line in _lines(captions)])
    return replace(
        table,
        caption=caption,
        top=grid.ys[0],
        bottom=grid.ys[-1],
        words=(*captions, *table.words),
    )


def _column(grid: Grid, word: Word) -> int | None:
    return grid.column_at((word.x0 + word.x1) / 2)


def found_in(region: Sequence[Line], shelves: Sequence[Sequence[Rule]]) -> list[Line]:
    """The region's lines from top to bottom, those of aligned tables put together."""
    rows = rows_of(region, tolerance=0.5)
    made: list[Line] = []
    index = 0
    strips = bands(rows) if any(len(row) > 1 for row in rows) else []
    while index < len(rows):
        zone = _zone(rows, index, strips, shelves)
        if zone is None:
            made += [merged(row) for row in rows_of(rows[index])]
            index += 1
        else:
            table, index = zone
            made.append(line_for(table))
    return made


def _zone(
    rows: Sequence[Row],
    first: int,
    strips: Sequence[Band],
    shelves: Sequence[Sequence[Rule]],
) -> tuple[Table, int] | None:
    """The aligned table that begins at row `first`, and the row after it."""
    if len(rows[first]) < 2:
        return None
    shelf = _shelf(rows[first], shelves)
    fewest = 2 if shelf else _FEWEST_ROWS
    here = [s for s in strips if s.first <= first <= s.last and s.both >= fewest]
    if not here:
        return None
    last = max(strip.last for strip in here)
    here += [s for s in strips if first < s.first < last and s.both >= fewest]
    last = max(strip.last for strip in here)
    end = first + 1
    while end <= last and _near(rows[end - 1], rows[end], 3.0) and _within(rows[end], shelf):
        end += 1
    reach = min(strip.reach for strip in here)
    while (
        end < len(rows)
        and end <= reach
        and _near(rows[end - 1], rows[end], 1.5)
        and (_within(rows[end], shelf))
    ):
        end += 1
    edges = _edges(here)
    zone = rows[first:end]
    if not _tabular(zone, edges):
        return None
    raw = [_cells(row, edges) for row in zone]
    starts = [min(line.x0 for row in zone for line in row), *edges]
    right = max(line.x1 for row in zone for line in row)
    table = _table(_wrapped(raw, zone, shelf), starts, right)
    return (table, end) if len(table.rows) >= fewest else None


def _shelf(row: Row, shelves: Sequence[Sequence[Rule]]) -> Sequence[Rule]:
    for shelf in shelves:
        if shelf[0].y0 - 2 <= row[0].base <= shelf[-1].y0 + 2 and (
            shelf[0].x0 - 5 <= row[0].x0 and row[-1].x1 <= shelf[0].x1 + 5
        ):
            return shelf
    return ()


def _within(row: Row, shelf: Sequence[Rule]) -> bool:
    return not shelf or row[0].base <= shelf[-1].y0 + 2


def _near(above: Row, below: Row, sizes: float) -> bool:
    return below[0].base - above[0].base <= sizes * max(above[0].size, below[0].size)


def _edges(strips: Sequence[Band]) -> list[float]:
    """Where a column begins: the middle of each strip, those that overlap as one."""
    made: list[tuple[float, float]] = []
    for strip in sorted(strips, key=lambda strip: (strip.lo, strip.hi)):
        if made and strip.lo < made[-1][1]:
            made[-1] = (max(made[-1][0], strip.lo), min(made[-1][1], strip.hi))
        else:
            made.append((strip.lo, strip.hi))
    return [(lo + hi) / 2 for lo, hi in made]


def _cells(row: Row, edges: Sequence[float]) -> Cells:
    cells: Cells = [[] for _ in range(len(edges) + 1)]
    for line in row:
        middle = line.x0 + min(line.x1 - line.x0, line.size) / 2
        cells[sum(edge <= middle for edge in edges)] += line.words
    return cells


def _tabular(zone: Sequence[Row], edges: Sequence[float]) -> bool:
    """Two cells or more in most rows, no list behind its markers, and no listing."""
    cells = [_cells(row, edges) for row in zone]
    if sum(sum(map(bool, row)) >= 2 for row in cells) < 0.5 * len(cells):
        return False
    firsts = [row[0] for row in cells if row[0]]
    marks = sum(len(words) == 1 and _marks(words[0]) for words in firsts)
    if marks >= 0.7 * len(firsts):
        return False
    stretched = sum(_is_stretched(row) for row in zone)
    if stretched >= 0.5 * len(zone):
        return False
    return sum(line.mono for row in zone for line in row) < sum(map(len, zone)) / 2


def _is_stretched(row: Row) -> bool:
    """Are the row's wide gaps hardly wider than its others, as in a line set to full width?"""
    if len(row) < 2:
        return False
    within = [b.x0 - a.x1 for line in row for a, b in pairwise(line.words)]
    between = [right.x0 - left.x1 for left, right in pairwise(row)]
    return bool(within) and min(between) < 2 * median(within)


def _marks(word: Word) -> bool:
    text = word.text
    return markers.bullet(text, mono=word.mono) or markers.dash(text) or bool(markers.number(text))


def _wrapped(raw: Sequence[Cells], zone: Sequence[Row], shelf: Sequence[Rule]) -> list[Cells]:
    """Cells of several lines put together: by the rules between rows, else by their gaps."""
    gaps = [below[0].base - above[0].base for above, below in pairwise(zone)]
    usual = median(gaps) if gaps else 0.0
    made: list[Cells] = []
    for index, cells in enumerate(raw):
        if (
            made
            and _continues(cells, gaps[index - 1], usual, zone[index][0].size)
            and not any(zone[index - 1][0].base < rule.y0 < zone[index][0].base for rule in shelf)
        ):
            for cell, more in zip(made[-1], cells, strict=True):
                cell += more
        else:
            made.append(cells)
    return made


def _continues(cells: Cells, gap: float, usual: float, size: float) -> bool:
    if all(cells):
        return False
    if not cells[0]:
        return gap <= 1.5 * size
    return gap < 0.8 * usual


def _table(rows: Sequence[Cells], edges: Sequence[float], right: float) -> Table:
    texts = tuple(
        tuple(joined([line.text for line in _lines(cell)]) for cell in cells) for cells in rows
    )
    words = [word for cells in rows for cell in cells for word in _ordered(cell)]
    return Table(
        texts,
        _headed(rows, texts),
        "",
        edges[0],
        right,
        min(word.top for word in words),
        max(word.bottom for word in words),
        tuple(edges),
        tuple(words),
    )


def _lines(words: Sequence[Word]) -> list[Line]:
    return [merged(row) for row in rows_of(fragments(words))]


def _ordered(words: Sequence[Word]) -> list[Word]:
    return [word for line in _lines(words) for word in line.words]


def _headed(rows: Sequence[Cells], texts: Sequence[Sequence[str]]) -> bool:
    """Is the first row a header: bold above plain rows, or words above figures?"""
    if len(rows) < 2 or not texts[0][-1] or sum(map(bool, texts[0])) < 2:
        return False
    first, second = ([all(w.bold for w in cell) for cell in row if cell] for row in rows[:2])
    if all(first) and not all(second):
        return True
    if any(character.isdigit() for text in texts[0] for character in text):
        return False
    below = [
        [any(c.isdigit() for c in row[column]) for row in texts[1:] if row[column]]
        for column in range(len(texts[0]))
    ]
    return any(len(column) >= 2 and sum(column) > 0.6 * len(column) for column in below)
