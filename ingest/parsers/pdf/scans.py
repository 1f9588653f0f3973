"""Pages of a PDF that are pictures of text, or whose text is not what they show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from ingest.parsers.pdf.glyphs import Glyphs

# Letters: a page with fewer than the first has next to no text, one with more than the second
# is what it seems, unless a picture covers it and its words are none. In between it is a page
# with a figure and its caption, or a scan with a stamp in its margin.
_NEXT_TO_NONE, _ENOUGH = 30, 300
# Parts of the page's area that pictures cover.
_SOME, _ALL = 0.1, 0.8
_MANY_SHAPES = 150
_MOST_OBJECTS = 3000
_SHARE_OF_WORDS = 0.5
_SHARE_ODD = 0.3
_WORD = re.compile(
    r"[\W_]*(?:[^\W\d_]?[^\W\d_A-ZÆØÅÄÖÜ]+|[^\W\d_a-zæøåäöüß]+)(?:[-'’./&][^\W\d_]+)*[\W_]*"
    r"|[\W_]*\d[\d.,:/%€$-]*[\W_]*"
)


class _Pictures(NamedTuple):
    """What part of a page pictures cover, how fine they are, and how many shapes it has."""

    share: float
    dpi: float
    shapes: int


def needs_recognition(page: pdfium.PdfPage, seen: Glyphs) -> bool:
    """Does the page show text that it does not hold, or hold what it does not show?"""
    words = [word.text for word in (*seen.words, *seen.aside)]
    letters = letters_of(words)
    if odd_share("".join(words)) > _SHARE_ODD:
        return True
    if letters >= _ENOUGH:
        return _share_of_words(words) < _SHARE_OF_WORDS and _pictures(page).share >= _ALL
    pictures = _pictures(page)
    if letters < _NEXT_TO_NONE:
        return pictures.share >= _SOME or pictures.shapes >= _MANY_SHAPES
    return pictures.share >= _ALL


def better(recognised: Glyphs, held: Glyphs) -> bool:
    """Is what was recognised to be taken for what the page holds?"""
    shown = letters_of(word.text for word in recognised.words)
    words = [word.text for word in (*held.words, *held.aside)]
    letters = letters_of(words)
    if odd_share("".join(words)) > _SHARE_ODD or letters >= _ENOUGH:
        return shown > 0.1 * letters
    return shown > 1.5 * letters


def picture_of(page: pdfium.PdfPage) -> tuple[Image.Image, float]:
    """The page as it is shown, grey, and how many dots an inch it has."""
    from ingest.parsers.ocr import resolution

    width, height = page.get_size()
    dpi = resolution(_pictures(page).dpi, width, height)
    return page.render(scale=dpi / 72, grayscale=True).to_pil(), dpi


def letters_of(words: Iterable[str]) -> int:
    return sum(map(str.isalnum, "".join(words)))


def odd_share(text: str) -> float:
    """The share of characters that fonts do not say the letter of."""
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in text)
    return odd / len(text) if text else 0.0


def _share_of_words(words: list[str]) -> float:
    """The share of characters in what could be words or numbers."""
    total = sum(map(len, words))
    return sum(len(word) for word in words if _WORD.fullmatch(word)) / total if total else 1.0


def _pictures(page: pdfium.PdfPage) -> _Pictures:
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    share = dpi = 0.0
    shapes = 0
    for count, item in enumerate(page.get_objects(max_depth=3)):
        if count > _MOST_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
        if item.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        try:
            x0, y0, x1, y1 = item.get_bounds()
            across, _ = item.get_px_size()
        except pdfium.PdfiumError:
            continue
        x0, x1 = max(x0, left), min(x1, right)
        y0, y1 = max(y0, bottom), min(y1, top)
        if x1 > x0 and y1 > y0:
            share += (x1 - x0) * (y1 - y0) / area
            dpi = max(dpi, 72 * across / (x1 - x0))
    return _Pictures(min(share, 1.0), dpi, shapes)
