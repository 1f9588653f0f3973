"""Tesseract's hOCR to words with their places and sizes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import fmean
from typing import Any, NamedTuple

from lxml import etree

from ingest.parsers.pdf.glyphs import Word

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BOX = re.compile(r"bbox " + " ".join([_NUMBER] * 4))
_BASELINE = re.compile(rf"baseline {_NUMBER} {_NUMBER}")
_SIZE = re.compile(rf"x_size {_NUMBER}")
_ANGLE = re.compile(r"textangle (\d+)")
_SURENESS = re.compile(r"x_wconf (\d+)")
# Tesseract is below this, of 100, for what is no writing: pictures, stamps, dirt.
_LEAST_SURE_WORD, _LEAST_SURE_LINE = 25, 45
_ALIKE = 0.15
_SIZES = (3.0, 200.0)


class _Line(NamedTuple):
    size: float
    words: tuple[Word, ...]


def angle_of(page: bytes) -> int:
    """By how many degrees, clockwise, most lines must be turned to be read: 0, 90, 180, 270."""
    angles: Counter[int] = Counter()
    for line in _lines(page):
        match = _ANGLE.search(line.get("title", ""))
        angles[int(match.group(1)) % 360 if match else 0] += len("".join(line.itertext()).split())
    angle = angles.most_common(1)[0][0] if angles else 0
    return angle if angle in (90, 180, 270) else 0


def words_of(page: bytes, scale: float) -> tuple[Word, ...]:
    """The words in reading order, pixels times `scale`, those of one line on one baseline."""
    lines = [made for line in _lines(page) if (made := _line(line, scale))]
    body = _body(lines)
    return tuple(
        word._replace(size=_rounded(line.size, body)) for line in lines for word in line.words
    )


def _lines(page: bytes) -> Iterator[Any]:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    root = etree.fromstring(page, parser)
    if root is not None:
        kinds = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
        yield from (span for span in root.iter("span") if span.get("class") in kinds)


def _line(line: Any, scale: float) -> _Line | None:
    title = line.get("title", "")
    box, size = _BOX.search(title), _SIZE.search(title)
    if box is None or size is None:
        return None
    bottom = float(box.group(4))
    baseline = _BASELINE.search(title)
    if baseline is not None:
        # In the line's middle, where its slope does the least harm.
        middle = (float(box.group(3)) - float(box.group(1))) / 2
        bottom += float(baseline.group(2)) + float(baseline.group(1)) * middle
    height = min(max(float(size.group(1)) * scale, _SIZES[0]), _SIZES[1])
    words: list[Word] = []
    sure: list[int] = []
    for span in line.iter("span"):
        text = "".join(span.itertext()).strip()
        title = span.get("title", "")
        place, sureness = _BOX.search(title), _SURENESS.search(title)
        if span.get("class") != "ocrx_word" or not text or place is None or sureness is None:
            continue
        if int(sureness.group(1)) < _LEAST_SURE_WORD:
            continue
        left, right = float(place.group(1)) * scale, float(place.group(3)) * scale
        words.append(Word(text, left, right, bottom * scale, height))
        sure.append(int(sureness.group(1)))
    if not words or fmean(sure) < _LEAST_SURE_LINE:
        return None
    return _Line(height, tuple(words))


def _body(lines: Iterable[_Line]) -> float:
    """The size of most letters."""
    sizes = sorted((line.size, sum(len(word.text) for word in line.words)) for line in lines)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return 0.0


def _rounded(size: float, body: float) -> float:
    """The size in points; those near the body's are that, for they are measured, not known."""
    if abs(size - body) <= _ALIKE * body:
        size = body
    return float(max(round(size), 1))
