"""Text recognition: the picture of a page to its words, as if they had been typed.

`recognised` gives what pdfium gives for a page that has its text, so that all that follows
(lines, columns, tables, headings, the boxes around quotes) is the same for both.
"""

from __future__ import annotations

from PIL import Image

from ingest.parsers.ocr.hocr import angle_of, words_of
from ingest.parsers.ocr.ruling import rules_of
from ingest.parsers.ocr.upright import tilt_of
from ingest.parsers.pdf.glyphs import Glyphs
from ingest.programs.tesseract import NotRecognised, hocr

__all__ = ["NotRecognised", "recognised", "resolution"]

_COARSEST, _FINEST = 200, 300
_MOST_PIXELS = 30_000_000
# Of all pixels; less ink than this is dust on an empty page.
_LEAST_INK = 0.0002
_DARK = 128
_LEAST_TILT = 0.1
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def resolution(dpi: float, width: float, height: float) -> float:
    """The best to read a picture at, which has `dpi` itself and so many points each way."""
    most = 72 * (_MOST_PIXELS / (width * height)) ** 0.5
    return float(min(max(dpi, _COARSEST), _FINEST, most))


def recognised(picture: Image.Image, dpi: float) -> Glyphs:
    """The words on the picture of a page, and the lines drawn on it, in points.

    Raises NotRecognised with the reason.
    """
    page = picture.convert("L")
    scale = 72 / dpi
    width, height = page.width * scale, page.height * scale
    if _is_empty(page):
        return Glyphs(width, height, (), (), ())
    tilt = tilt_of(page)
    if abs(tilt) < _LEAST_TILT:
        tilt = 0.0
    page = _rotated(page, tilt)
    found = hocr(page, round(dpi), turned=True)
    turned = angle_of(found)
    if turned:
        page = page.transpose(_TURNS[turned])
        width, height = page.width * scale, page.height * scale
        found = hocr(page, round(dpi), turned=False)
    words = words_of(found, scale)
    return Glyphs(width, height, words, (), rules_of(page, scale), turned, tilt)


def _is_empty(page: Image.Image) -> bool:
    dark = sum(page.histogram()[:_DARK])
    return dark < _LEAST_INK * page.width * page.height


def _rotated(page: Image.Image, degrees: float) -> Image.Image:
    if not degrees:
        return page
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
