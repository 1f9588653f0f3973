"""A sheet as its reader found it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

MOST_CELLS = 1_000_000
"""More filled cells than this are a database, not a document."""

TOO_MANY = (
    "holds more than a million filled cells, which is data rather than a document; split it, "
    "or leave it out"
)


class Area(NamedTuple):
    """Rows and columns from the first to the last, both counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """`rows` are the texts of filled cells by row and column, as a person sees them.

    `bold` are the cells in bold, `merged` areas that are one cell, `tables` those that the
    file itself calls tables, their header in the first row. What is hidden is not in it.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    bold: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    tables: list[Area] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, row: int, column: int, text: str, *, bold: bool = False) -> None:
        """Fill a cell; text of spaces fills nothing."""
        text = " ".join(text.split())
        if text:
            self.rows.setdefault(row, {})[column] = text
            if bold:
                self.bold.add((row, column))
