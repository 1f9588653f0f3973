"""The straight lines on the picture of a page: what tables are ruled with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.parsers.pdf.rules import Rule

_DARK = 140
# In points: shorter lines are parts of letters, thicker ones bars and pictures.
_SHORTEST = 18.0
_THICKEST = 4.0
_MOST = 800


def rules_of(page: Image.Image, scale: float) -> tuple[Rule, ...]:
    """Lines along the rows and columns of a straight grey page, pixels times `scale`."""
    dark = np.asarray(page) < _DARK
    across = _runs(dark, scale)
    down = _runs(dark.T, scale)
    made = [Rule(x0 * scale, y * scale, x1 * scale, y * scale) for y, x0, x1 in across]
    made += [Rule(x * scale, y0 * scale, x * scale, y1 * scale) for x, y0, y1 in down]
    return tuple(made) if len(made) <= _MOST else ()


def _runs(dark: NDArray[np.bool_], scale: float) -> list[tuple[float, int, int]]:
    """Long thin runs along the rows: (middle row, first column, last column)."""
    shortest, thickest = int(_SHORTEST / scale), max(2, int(_THICKEST / scale))
    found: list[tuple[int, int, int]] = []
    # A line that rises by a pixel goes on in the next row: rows are looked at in twos.
    either = dark.copy()
    either[:-1] |= dark[1:]
    for row in np.flatnonzero(either.sum(axis=1) >= shortest):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], either[row].view(np.int8), [0]))))
        starts, ends = edges[::2], edges[1::2]
        long = ends - starts >= shortest
        found += [
            (int(row), int(start), int(end))
            for start, end in zip(starts[long], ends[long], strict=True)
        ]
        if len(found) > 40 * _MOST:
            return []
    return _thin(found, thickest)


def _thin(runs: list[tuple[int, int, int]], thickest: int) -> list[tuple[float, int, int]]:
    """Runs that touch in neighbouring rows as one line each; those too thick for one are left."""
    open_lines: list[list[int]] = []  # first row, last row, first column, last column
    done: list[list[int]] = []
    for row, start, end in runs:
        still: list[list[int]] = []
        for line in open_lines:
            (still if row - line[1] <= 2 else done).append(line)
        open_lines = still
        for line in open_lines:
            if start <= line[3] + 2 and end >= line[2] - 2:
                line[1], line[2], line[3] = row, min(line[2], start), max(line[3], end)
                break
        else:
            open_lines.append([row, row, start, end])
    return [
        ((first + last + 1) / 2, start, end)
        for first, last, start, end in [*done, *open_lines]
        if last - first <= thickest
    ]
