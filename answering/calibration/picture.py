"""The curve of coverage against error as a picture: SVG, made here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from answering.calibration.curve import Point

# Pixels of the whole, and of the plot's edges in it.
_WIDTH, _HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 690, 86, 382
_INK, _PALE, _GRID = "#1f2933", "#52606d", "#d9dfe5"
_LINE, _BAND = "#1d6f5c", "#d5e8e2"
_FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"
# Letters of the legend, as wide as they may become.
_LETTER = 7.2

# From a share to a pixel.
_Scale = Callable[[float], float]


@dataclass(frozen=True)
class Mark:
    """A point that is named in the legend."""

    point: Point
    name: str
    colour: str


NOW, WANTED = "#b3541e", "#2b4c9b"


def picture(points: Sequence[Point], marks: Sequence[Mark], wanted: float, title: str) -> str:
    """An SVG document: along the share of questions answered, the share of those answers
    that is wrong with its 95 % interval, a line for the `wanted` error, and the marks."""
    errors = [p.error.value for p in (*points, *(m.point for m in marks)) if p.error.of]
    top = _round_up(max([wanted, 0.1, *errors]))

    def x(share: float) -> float:
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def y(share: float) -> float:
        return round(_BOTTOM - min(share, top) / top * (_BOTTOM - _TOP), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" role="img" font-family="{_FONT}" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 28, title, size=16, weight=600),
        *_axes(x, y, top),
    ]
    if points:
        highs = [(x(p.coverage.value), y(p.error.high)) for p in points]
        lows = [(x(p.coverage.value), y(p.error.low)) for p in points]
        parts.append(f'<polygon points="{_path([*highs, *reversed(lows)])}" fill="{_BAND}"/>')
    parts.append(
        f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y(wanted)}" y2="{y(wanted)}" '
        f'stroke="{_PALE}" stroke-dasharray="5 4"/>'
    )
    if points:
        line = [(x(p.coverage.value), y(p.error.value)) for p in points]
        parts.append(
            f'<polyline points="{_path(line)}" fill="none" stroke="{_LINE}" stroke-width="2.2" '
            'stroke-linejoin="round"/>'
        )
    for mark in marks:
        at = x(mark.point.coverage.value), y(mark.point.error.value)
        parts.append(
            f'<circle cx="{at[0]}" cy="{at[1]}" r="6" fill="{mark.colour}" stroke="#ffffff" '
            'stroke-width="2"/>'
        )
    parts += _legend(marks, wanted)
    return "\n".join([*parts, "</svg>\n"])


def _axes(x: _Scale, y: _Scale, top: float) -> Iterable[str]:
    for step in range(0, 11, 2):
        at = x(step / 10)
        yield _line(at, _TOP, at, _BOTTOM, _GRID)
        yield _text(at, _BOTTOM + 20, f"{step * 10} %", anchor="middle", colour=_PALE)
    step_high = _step(top)
    for number in range(round(top / step_high) + 1):
        share = number * step_high
        yield _line(_LEFT, y(share), _RIGHT, y(share), _GRID)
        label = f"{100 * share:.0f} %"
        yield _text(_LEFT - 10, y(share) + 4.5, label, anchor="end", colour=_PALE)
    yield _line(_LEFT, _BOTTOM, _RIGHT, _BOTTOM, _INK)
    yield _line(_LEFT, _TOP, _LEFT, _BOTTOM, _INK)
    middle = (_LEFT + _RIGHT) / 2
    yield _text(middle, _BOTTOM + 46, "Share of the questions that are answered", anchor="middle")
    high = (_TOP + _BOTTOM) / 2
    yield (
        f'<text x="22" y="{high}" transform="rotate(-90 22 {high})" text-anchor="middle" '
        f'fill="{_INK}">Share of those answers that are wrong</text>'
    )


def _legend(marks: Sequence[Mark], wanted: float) -> Iterable[str]:
    """Above the plot, where nothing is drawn over it."""
    at, row = float(_LEFT), 50
    entries = [(mark.name, mark.colour) for mark in marks]
    entries.append((f"wanted: at most {_percent(wanted)} wrong", ""))
    entries.append(("95 % interval", _BAND))
    for name, colour in entries:
        wide = 22 + _LETTER * len(name)
        if at + wide > _RIGHT and at > _LEFT:
            at, row = float(_LEFT), row + 20
        if colour == _BAND:
            yield f'<rect x="{at}" y="{row - 11}" width="14" height="12" fill="{_BAND}"/>'
        elif colour:
            yield f'<circle cx="{at + 7}" cy="{row - 5}" r="5.5" fill="{colour}"/>'
        else:
            yield (
                f'<line x1="{at}" x2="{at + 15}" y1="{row - 5}" y2="{row - 5}" stroke="{_PALE}" '
                'stroke-dasharray="5 4"/>'
            )
        yield _text(at + 21, row, name, colour=_PALE)
        at += wide + 18


def _text(
    x: float,
    y: float,
    text: str,
    anchor: str = "start",
    colour: str = _INK,
    size: int = 13,
    weight: int = 400,
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}" font-size="{size}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}"/>'


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _round_up(share: float) -> float:
    """The next whole step above the highest error, and some air."""
    step = _step(share)
    return min(1.0, step * math.ceil(share * 1.05 / step - 1e-9))


def _step(top: float) -> float:
    return next(step for step in (0.02, 0.05, 0.1, 0.2) if top / step <= 6 or step == 0.2)


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
