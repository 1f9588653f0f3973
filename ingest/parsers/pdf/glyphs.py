"""What pdfium knows of a page: its words with their places, and its ruled lines.

Everything that leaves here is in display coordinates: points from the top left corner of
the page as a reader sees it, with the page's rotation applied, y downwards.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers.pdf.rules import Rule, read_rules

# pdfium writes U+FFFE for the hyphen at which it joined two lines; it ends a word here.
_WORD = re.compile("[^\\s\ufffe]+\ufffe?|\ufffe")
_BOLD = re.compile(r"bold|black|heavy|demi|-medi|cmbx|sfbx", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|typewriter|cmtt|sftt|menlo", re.IGNORECASE)
_SIGNS = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)
_FIXED_PITCH = 1
_BOLD_WEIGHT = 600
_FILL_AND_STROKE = 2

Point = tuple[float, float]
Frame = Callable[[float, float], Point]


class Word(NamedTuple):
    """A run of characters without a space; `base` is the y of its baseline."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    mono: bool = False

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.22 * self.size


class Glyphs(NamedTuple):
    """A page as pdfium sees it. `aside` are the words that stand on their side.

    Where nearly all of them do, the page is read as if turned, so that they are upright:
    `turned` is by how many degrees clockwise. A scan is read as if put straight before that:
    `tilt` is by how many degrees counter-clockwise, around the page's middle.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    aside: tuple[Word, ...]
    rules: tuple[Rule, ...]
    turned: int = 0
    tilt: float = 0.0


def read(page: pdfium.PdfPage) -> Glyphs:
    """The page's words in pdfium's order, which follows how the file was written."""
    left, bottom, right, top = page.get_bbox()
    frames: dict[int, Frame] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    width, height = page.get_size()
    frame = frames[page.get_rotation()]
    turned = 0
    textpage = page.get_textpage()
    try:
        words, aside, turns = _words(textpage, frame)
        if len(aside) > 10 and len(aside) > 4 * len(words):
            turned = turns.most_common(1)[0][0]
            frame = _turned(frame, turned, width, height)
            width, height = (width, height) if turned == 180 else (height, width)
            words, aside, _ = _words(textpage, frame)
    finally:
        textpage.close()
    seen = [w for w in words if -1 <= w.x0 < width and -1 <= w.base <= height + 1]
    rules = read_rules(page.raw, frame)
    return Glyphs(width, height, tuple(seen), tuple(aside), rules, turned)


def _turned(frame: Frame, turned: int, width: float, height: float) -> Frame:
    def place(x: float, y: float) -> Point:
        across, down = frame(x, y)
        if turned == 90:
            return height - down, across
        if turned == 270:
            return down, width - across
        return width - across, height - down

    return place


class _Face(NamedTuple):
    """What a font is like; one of `signs` draws arrows and boxes where letters are named."""

    bold: bool = False
    mono: bool = False
    signs: bool = False


class _Style(NamedTuple):
    size: float
    bold: bool
    mono: bool
    signs: bool


class _Styles:
    """Size and face of text, asked once an object and once a font."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        self._objects: dict[int, _Style] = {}
        self._fonts: dict[int, _Face] = {}
        self._matrix = raw.FS_MATRIX()

    def of(self, index: int) -> _Style:
        text_object = raw.FPDFText_GetTextObject(self._textpage, index)
        if not text_object:
            return _Style(raw.FPDFText_GetFontSize(self._textpage, index), *_Face())
        key = ctypes.addressof(text_object.contents)
        style = self._objects.get(key)
        if style is None:
            style = self._objects[key] = self._look(text_object, index)
        return style

    def _look(self, text_object: Any, index: int) -> _Style:
        size = raw.FPDFText_GetFontSize(self._textpage, index)
        if raw.FPDFText_GetMatrix(self._textpage, index, ctypes.byref(self._matrix)):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        face = self._face(raw.FPDFTextObj_GetFont(text_object))
        stroked = raw.FPDFTextObj_GetTextRenderMode(text_object) == _FILL_AND_STROKE
        return _Style(size, face.bold or stroked, face.mono, face.signs)

    def _face(self, font: Any) -> _Face:
        if not font:
            return _Face()
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            buffer = ctypes.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = buffer.value.decode("latin-1").rpartition("+")[2]
            bold = bool(_BOLD.search(name)) or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            fixed = bool(raw.FPDFFont_GetFlags(font) & _FIXED_PITCH)
            mono = fixed or bool(_MONO.search(name))
            self._fonts[key] = _Face(bold, mono, bool(_SIGNS.search(name)))
        return self._fonts[key]


def _characters(textpage: pdfium.PdfTextPage) -> str:
    """One character for each of pdfium's, so that offsets in it are pdfium's indexes."""
    count = textpage.count_chars()
    text = str(textpage.get_text_range()) if count > 0 else ""
    if len(text) == max(count, 0):
        return text
    codes = (raw.FPDFText_GetUnicode(textpage.raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


def _words(
    textpage: pdfium.PdfTextPage, frame: Frame
) -> tuple[list[Word], list[Word], Counter[int]]:
    """The upright words, the others, and what turns of the page would right how many."""
    handle = textpage.raw
    styles = _Styles(handle)
    upright: list[Word] = []
    aside: list[Word] = []
    turns: Counter[int] = Counter()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    x_ref, y_ref, box_ref = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    get_origin, get_box = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox

    def add(text: str, start: int, end: int) -> None:
        style = styles.of(start)
        if style.signs and len(text) == 1:
            text = "•"
        get_origin(handle, start, x_ref, y_ref)
        across, base = frame(x.value, y.value)
        get_box(handle, start, box_ref)
        xa, ya = frame(box.left, box.top)
        xb, yb = frame(box.right, box.bottom)
        x0, x1 = (xa, xb) if xa < xb else (xb, xa)
        if end - start > 1:
            get_box(handle, end - 1, box_ref)
            xc, yc = frame(box.left, box.top)
            xd, yd = frame(box.right, box.bottom)
            far = xc if xc > xd else xd
            if abs((ya + yb) - (yc + yd)) < 0.8 * style.size and far > x0:
                x1 = far
            else:
                get_origin(handle, end - 1, x_ref, y_ref)
                last_x, last_y = frame(x.value, y.value)
                askew(text, start, (across, base), (last_x, last_y), style)
                return
        if style.size > 0:
            upright.append(Word(text, x0, x1, base, *style[:3]))

    def askew(text: str, start: int, first: Point, last: Point, style: _Style) -> None:
        right, down = last[0] - first[0], last[1] - first[1]
        if abs(down) < 0.5 * style.size and right < 0:
            aside.append(Word(text, last[0], first[0], first[1], *style[:3]))
            turns[180] += 1
        elif abs(right) < 0.2 * abs(down) and abs(down) < 1.2 * style.size * len(text):
            low, high = sorted((first[0], last[0]))
            aside.append(Word(text, low, high, first[1], *style[:3]))
            turns[90 if down < 0 else 270] += 1
        elif right <= 0 or right > 3 * abs(down):  # pdfium ran two lines together
            for offset, character in enumerate(text):
                add(character, start + offset, start + offset + 1)
        # else it stands at an angle, as a stamp over the page does

    for match in _WORD.finditer(_characters(textpage)):
        # Some fonts have quotation marks that say they are accents, on letters elsewhere.
        if not all(map(unicodedata.combining, match.group())):
            add(match.group(), match.start(), match.end())
    return upright, aside, turns
