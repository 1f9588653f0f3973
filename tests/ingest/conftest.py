"""PDFs drawn for a test, and the real documents beside the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from config import ROOT

MANUALS = ROOT.parent / "shared" / "corpus" / "manuals"


class Line(NamedTuple):
    """Text with its left end at x and its baseline at y, points from the top left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    mono: bool = False


class Rule(NamedTuple):
    """A drawn line, points from the top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


Page = Sequence[Line | Rule]
Draw = Callable[..., Path]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draws pages of lines and rules as a PDF: draw(page, page, title="…", name="…")."""

    def make(*pages: Page, title: str = "", name: str = "drawn.pdf") -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=A4, pageCompression=0)
        canvas.setTitle(title)
        for page in pages:
            for item in page:
                if isinstance(item, Rule):
                    canvas.line(item.x0, A4[1] - item.y0, item.x1, A4[1] - item.y1)
                    continue
                face = "Courier" if item.mono else "Helvetica"
                canvas.setFont(face + ("-Bold" if item.bold else ""), item.size)
                canvas.drawString(item.x, A4[1] - item.y, item.text)
            canvas.showPage()
        canvas.save()
        return path

    return make


def column(texts: Sequence[str], x: float = 60, y: float = 100, leading: float = 12) -> list[Line]:
    """Lines of text under each other."""
    return [Line(x, y + leading * index, text) for index, text in enumerate(texts)]


def manual(name: str) -> Path:
    """A real manual from beside the project; the test is skipped where it is absent."""
    path = MANUALS / name
    if not path.exists():
        pytest.skip(f"../shared/corpus/manuals/{name} is not here")
    return path
