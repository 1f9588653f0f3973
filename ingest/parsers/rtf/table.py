"""Rows of an RTF table: cells known by where they end on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.parsers.prose import Part, cell_of, table_of
from ingest.parsers.tables import Cell

# Twips, a twentieth of a point: edges nearer to each other are the same.
_TOLERANCE = 60
_WIDEST = 200


@dataclass
class Definition:
    """How a row's cells lie: their right edges, and which go on with one above or beside."""

    edges: list[int] = field(default_factory=list)
    below: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    header: bool = False


@dataclass(frozen=True)
class Row:
    """A finished row: what is in its cells, and how they lie."""

    cells: tuple[tuple[Part, ...], ...]
    definition: Definition


def parts_of(rows: Sequence[Row]) -> list[Part]:
    """The table that the rows make."""
    edges: list[int] = []
    for edge in sorted(edge for row in rows for edge in row.definition.edges):
        if not edges or edge - edges[-1] > _TOLERANCE:
            edges.append(edge)
    made: list[list[Cell]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    heads = 0
    for row in rows:
        line: list[Cell] = []
        column = 0
        for at, parts in enumerate(row.cells):
            across = _across(row.definition, at, edges, column)
            if at in row.definition.beside and line:
                line[-1] = replace(line[-1], across=line[-1].across + across)
            elif at in row.definition.below and column in open_cells:
                r, c = open_cells[column]
                made[r][c] = replace(made[r][c], down=made[r][c].down + 1)
            else:
                open_cells[column] = (len(made), len(line))
                line.append(cell_of(parts, across))
            column += across
        heads += row.definition.header and heads == len(made)
        made.append(line)
    inside = [list(parts) for row in rows for parts in row.cells]
    return list(table_of(made, inside, heads or None))


def _across(definition: Definition, at: int, edges: Sequence[int], column: int) -> int:
    if at >= len(definition.edges):
        return 1
    right = sum(edge <= definition.edges[at] + _TOLERANCE for edge in edges)
    return min(max(right - column, 1), _WIDEST)
