"""Drawings in the sample company's PDFs: its mark, and the band saw on the manual's cover."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas


def draw_mark(canvas: Canvas, x: float, y: float, colour: Color) -> None:
    """Tveitholm's mark: a hopper above a grain."""
    canvas.setFillColor(colour)
    outline = canvas.beginPath()
    outline.moveTo(x, y + 5 * mm)
    outline.lineTo(x + 5 * mm, y + 5 * mm)
    outline.lineTo(x + 3.1 * mm, y + 2.2 * mm)
    outline.lineTo(x + 1.9 * mm, y + 2.2 * mm)
    outline.close()
    canvas.drawPath(outline, stroke=0, fill=1)
    canvas.circle(x + 2.5 * mm, y + 0.9 * mm, 0.8 * mm, stroke=0, fill=1)


def draw_saw(canvas: Canvas) -> None:
    """The cover's line drawing of the band saw, seen from the operator's side."""
    canvas.saveState()
    canvas.translate(A4[0] / 2 - 62 * mm, 78 * mm)
    canvas.setLineWidth(1.1)
    canvas.setStrokeColor(black)
    canvas.rect(8 * mm, 0, 108 * mm, 26 * mm)
    canvas.rect(14 * mm, 4 * mm, 30 * mm, 18 * mm)
    canvas.rect(0, 26 * mm, 124 * mm, 5 * mm)
    for x in range(-22, 0, 6):
        canvas.circle((x + 1) * mm, 28.5 * mm, 2 * mm)
    canvas.roundRect(10 * mm, 46 * mm, 104 * mm, 36 * mm, 8 * mm)
    for x in (28, 96):
        canvas.circle(x * mm, 64 * mm, 14 * mm)
        canvas.circle(x * mm, 64 * mm, 2.2 * mm)
    canvas.line(28 * mm, 50 * mm, 96 * mm, 50 * mm)
    canvas.line(28 * mm, 78 * mm, 96 * mm, 78 * mm)
    for x in (46, 74):
        canvas.rect(x * mm, 34 * mm, 6 * mm, 18 * mm)
    canvas.setFillColor(HexColor("#d8d8d8"))
    canvas.circle(63 * mm, 37.5 * mm, 6.5 * mm, stroke=1, fill=1)
    canvas.setFillColor(white)
    canvas.rect(132 * mm, 0, 3 * mm, 44 * mm)
    canvas.roundRect(122 * mm, 44 * mm, 24 * mm, 18 * mm, 1.5 * mm, fill=1)
    for row, column in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1)):
        canvas.circle((127 + 6 * column) * mm, (49 + 6 * row) * mm, 1.4 * mm)
    canvas.restoreState()
