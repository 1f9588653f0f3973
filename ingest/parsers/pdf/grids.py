"""Ruled lines to grids: the boxes in which a ruled table keeps its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.parsers.pdf.rules import Rule

_NEAR = 2.5
_MOST_RULES = 1500
_MOST_CELLS = 3000


@dataclass(frozen=True)
class Grid:
    """A ruled table's lines: x of its columns, y of its rows, and which cells are one.

    `cells` maps (row, column) to the (row, column) of the cell's top left corner; cells
    that no line divides share it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[tuple[int, int], tuple[int, int]]

    def row_at(self, y: float) -> int | None:
        return _slot(self.ys, y)

    def column_at(self, x: float) -> int | None:
        return _slot(self.xs, x)


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of two columns and two rows or more that the rules draw."""
    if len(rules) > _MOST_RULES:
        return []
    across = _joined([rule for rule in rules if rule.horizontal], horizontal=True)
    down = _joined([rule for rule in rules if not rule.horizontal], horizontal=False)
    found = []
    for part in _connected(across, down):
        grid = _grid([r for r in part if r.horizontal], [r for r in part if not r.horizontal])
        if grid is not None:
            found.append(grid)
    return found


def shelves(rules: Sequence[Rule]) -> list[tuple[Rule, ...]]:
    """Three or more horizontal rules of one width under each other, no vertical ones between.

    This is how tables are ruled in print: above and below the header, and at the end.
    """
    if len(rules) > _MOST_RULES:
        return []
    across = _joined([rule for rule in rules if rule.horizontal], horizontal=True)
    by_width: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in across:
        by_width[round(rule.x0 / 4), round(rule.x1 / 4)].append(rule)
    return [tuple(sorted(s, key=lambda r: r.y0)) for s in by_width.values() if len(s) >= 3]


def _joined(rules: Iterable[Rule], *, horizontal: bool) -> list[Rule]:
    """Rules on one line that touch, as one."""

    def key(rule: Rule) -> tuple[float, float]:
        return (rule.y0, rule.x0) if horizontal else (rule.x0, rule.y0)

    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=key):
        if groups and key(rule)[0] - key(groups[-1][0])[0] <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    made: list[Rule] = []
    for group in groups:
        along = sorted(group, key=lambda rule: rule.x0 if horizontal else rule.y0)
        current = along[0]
        for rule in along[1:]:
            apart = rule.x0 - current.x1 if horizontal else rule.y0 - current.y1
            if apart <= _NEAR:
                current = Rule(
                    min(current.x0, rule.x0),
                    min(current.y0, rule.y0),
                    max(current.x1, rule.x1),
                    max(current.y1, rule.y1),
                )
            else:
                made.append(current)
                current = rule
        made.append(current)
    return made


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups that hang together."""
    rules = [*across, *down]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, a in enumerate(across):
        for j, b in enumerate(down, start=len(across)):
            if a.x0 - _NEAR <= b.x0 <= a.x1 + _NEAR and b.y0 - _NEAR <= a.y0 <= b.y1 + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return list(groups.values())


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    if not across or not down:
        return None
    # A table that runs over the page's end, or has no outer border, is open at its edges;
    # where most rules end, it ends, for one that sticks out may be the page's own.
    sides = [median(rule.x0 for rule in across), median(rule.x1 for rule in across)]
    ends = [median(rule.y0 for rule in down), median(rule.y1 for rule in down)]
    xs = _places([rule.x0 for rule in down] + sides)
    ys = _places([rule.y0 for rule in across] + ends)
    if len(xs) < 3 or len(ys) < 3 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    cells = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}
    for row, column in cells:  # in order: what is above and to the left is settled
        y, x = _middle(ys, row), _middle(xs, column)
        left, above = (row, column - 1), (row - 1, column)
        if left in cells and not any(
            abs(r.x0 - xs[column]) <= _NEAR and r.y0 <= y <= r.y1 for r in down
        ):
            cells[row, column] = cells[left]
        elif above in cells and not any(
            abs(r.y0 - ys[row]) <= _NEAR and r.x0 <= x <= r.x1 for r in across
        ):
            cells[row, column] = cells[above]
    return Grid(xs, ys, cells)


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The distinct positions among values that scatter by a line's width."""
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > 2 * _NEAR:
            made.append(value)
    return tuple(made)


def _middle(places: Sequence[float], index: int) -> float:
    return (places[index] + places[index + 1]) / 2


def _slot(places: Sequence[float], value: float) -> int | None:
    if not places[0] - _NEAR <= value <= places[-1] + _NEAR:
        return None
    return max(0, sum(place <= value for place in places[:-1]) - 1)
