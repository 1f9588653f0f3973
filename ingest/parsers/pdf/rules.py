"""The straight lines that a page draws along an axis: what tables are ruled with."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

_MOST_SEGMENTS = 4000
_DEEPEST = 4
_THICKEST = 3.0

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


class Rule(NamedTuple):
    """A line from (x0, y0) to (x1, y1), x0 <= x1 and y0 <= y1, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


def read_rules(page: Any, frame: Callable[[float, float], Point]) -> tuple[Rule, ...]:
    """Strokes, the edges of boxes and thin filled bars on a raw page, through `frame`.

    A page with more segments than a table could have is a drawing, and has none.
    """
    found: list[Rule] = []
    left = _MOST_SEGMENTS
    for path, matrix in _paths(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        count = raw.FPDFPath_CountSegments(path)
        left -= max(count, 1)
        if left < 0:
            return ()
        for start, end in _segments(path, count, matrix):
            (xa, ya), (xb, yb) = frame(*start), frame(*end)
            wide, high = abs(xa - xb), abs(ya - yb)
            if min(wide, high) <= _THICKEST < max(wide, high):
                found.append(Rule(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    return tuple(found)


_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _paths(
    parent: Any, count: Any, get: Any, outer: Matrix = _UNIT, depth: int = 0
) -> Iterator[tuple[Any, Matrix]]:
    for index in range(count(parent)):
        item = get(parent, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, _times(_matrix(item), outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(item), outer)
            yield from _paths(
                item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1
            )


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _segments(path: Any, count: int, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
        here = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
            here = start
