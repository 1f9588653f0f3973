"""Pages as a scanner makes them: a picture, tilted a little, grey with noise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)

NORWEGIAN = (
    "Alle ansatte har rett til fem uker ferie hvert år. Den som ikke får tatt ut ferien sin, kan "
    "overføre inntil fjorten dager til året etter, dersom nærmeste leder er enig. Søknaden "
    "sendes før første desember."
)
GERMAN = (
    "Alle Beschäftigten haben Anspruch auf dreißig Urlaubstage im Kalenderjahr. Nicht genommener "
    "Urlaub kann bis zum einunddreißigsten März des Folgejahres übertragen werden, wenn "
    "dringende betriebliche Gründe vorliegen."
)
ENGLISH = (
    "Every employee is entitled to five weeks of holiday each year. Days that are not taken may "
    "be carried over to the next year with the manager's consent, up to fourteen days."
)

Row = tuple[str, ...]


class Sheet:
    """A sheet of A4 to write on from top to bottom, places in points."""

    def __init__(self, dpi: int = 200) -> None:
        self.dpi = dpi
        self.y = 70.0
        size = (round(8.27 * dpi), round(11.69 * dpi))
        self.picture = Image.new("L", size, 255)
        self._draw = ImageDraw.Draw(self.picture)

    def heading(self, text: str, size: float = 19) -> None:
        self._write(60, text, self._font("DejaVuSans-Bold", size))
        self.y += 1.9 * size

    def paragraph(self, text: str, size: float = 11, right: float = 535) -> None:
        font = self._font("DejaVuSerif", size)
        line = ""
        for word in text.split():
            if self._draw.textlength(f"{line} {word}", font=font) > self._pixels(right - 60):
                self._write(60, line, font)
                self.y += 1.35 * size
                line = word
            else:
                line = f"{line} {word}".strip()
        self._write(60, line, font)
        self.y += 2.2 * size

    def table(self, rows: list[Row], widths: tuple[float, ...]) -> None:
        """A ruled table."""
        font = self._font("DejaVuSans", 11)
        edges = [60 + sum(widths[:n]) for n in range(len(widths) + 1)]
        top = self.y
        for row in rows:
            self._line(edges[0], self.y, edges[-1], self.y)
            for x, cell in zip(edges, row, strict=False):
                self._draw.text((self._pixels(x + 6), self._pixels(self.y + 5)), cell, 0, font)
            self.y += 24
        self._line(edges[0], self.y, edges[-1], self.y)
        for x in edges:
            self._line(x, top, x, self.y)
        self.y += 20

    def scanned(self, tilt: float = 0.7, noise: float = 0.12) -> Image.Image:
        tilted = self.picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
        return Image.blend(tilted, Image.effect_noise(tilted.size, 40), noise)

    def _write(self, x: float, text: str, font: ImageFont.FreeTypeFont) -> None:
        self._draw.text((self._pixels(x), self._pixels(self.y)), text, 0, font)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        places = tuple(map(self._pixels, (x0, y0, x1, y1)))
        self._draw.line(places, 0, max(1, self.dpi // 100))

    def _font(self, name: str, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(f"{name}.ttf", self._pixels(size))

    def _pixels(self, points: float) -> int:
        return round(points * self.dpi / 72)


def letter(heading: str, text: str, dpi: int = 200) -> Sheet:
    sheet = Sheet(dpi)
    sheet.heading(heading)
    sheet.paragraph(text)
    return sheet


def as_pdf(path: Path, *pages: Image.Image, dpi: int = 200) -> Path:
    """A PDF with a picture on each page, as scanners make them."""
    first, *others = (page.convert("L") for page in pages)
    first.save(path, "PDF", save_all=True, append_images=others, resolution=dpi)
    return path
