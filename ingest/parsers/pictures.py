"""Photographs and scans as picture files: their text is recognised."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.elements import Parsed
from ingest.parsers.errors import NoText, Unreadable
from ingest.parsers.ocr import resolution
from ingest.parsers.pdf.layout import arrange
from ingest.parsers.pdf.reader import document_of
from ingest.parsers.recogniser import Recogniser

# How large a picture may be is looked at here, with a reason that says it.
Image.MAX_IMAGE_PIXELS = None
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "MPO")
_MOST_PIXELS = 120_000_000
_MOST_PAGES = 1000
_SMALLEST = 40
_BELIEVABLE = (70, 1300)
# The long side of a sheet of A4, in inches, for a picture that does not say its size.
_SHEET = 11.69
_LARGEST_SCALE = 3.0


def read(path: Path) -> Parsed:
    """The text on the picture, or on each page of a TIFF; Unreadable where there is none."""
    recogniser = Recogniser()
    pages = []
    with closing(opened(path)) as file:
        count = 0
        for count, picture in enumerate(frames(file), 1):
            if min(picture.size) < _SMALLEST:
                continue
            seen = recogniser.read(count, partial(shown_at, picture))
            if seen is not None:
                pages.append(arrange(seen, count))
    if not any(page.regions for page in pages):
        if recogniser.unread:
            raise Unreadable(recogniser.unread)
        raise NoText("shows no text that can be recognised; leave it out")
    return document_of(recogniser.evened(pages), count, unread=recogniser.unread)


def opened(path: Path) -> Image.Image:
    """The picture file; Unreadable where it is damaged, or too large to be looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            file = Image.open(path, formats=FORMATS)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise Unreadable(_DAMAGED) from error
    _check_size(file)
    return file


def frames(file: Image.Image) -> Iterator[Image.Image]:
    """The file's pages: all of a TIFF, the first picture of one that moves."""
    for index in range(_MOST_PAGES):
        try:
            file.seek(index)
            _check_size(file)
            if file.format == "JPEG":
                file.draft("L", file.size)
            yield flat(file)
        except EOFError:
            return
        except (OSError, SyntaxError, ValueError) as error:
            if index == 0:
                raise Unreadable(_DAMAGED) from error
            return
        if file.format != "TIFF":
            return


def flat(picture: Image.Image) -> Image.Image:
    """The picture as a reader sees it: turned as the camera noted, on white, in colour or grey."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L", "I;16", "I", "F") else "RGB")


def shown_at(picture: Image.Image) -> tuple[Image.Image, float]:
    """The picture in the size that it is best read at, and how many dots an inch that is."""
    dpi = dpi_of(picture)
    best = resolution(dpi, 72 * picture.width / dpi, 72 * picture.height / dpi)
    best = min(best, _LARGEST_SCALE * dpi)
    size = (round(picture.width * best / dpi), round(picture.height * best / dpi))
    return picture.convert("L").resize(size, Image.Resampling.BICUBIC), best


def dpi_of(picture: Image.Image) -> float:
    """What the file says of its resolution, or what a sheet of paper would have."""
    try:
        across, down = map(float, picture.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    low, high = _BELIEVABLE
    believable = low < across < high and abs(across - down) < 0.1 * across
    # What cameras and screens write says nothing of the paper.
    of_a_screen = across in (72.0, 96.0) and max(picture.size) >= _SHEET * across
    return across if believable and not of_a_screen else max(picture.size) / _SHEET


_DAMAGED = "is damaged, or not the picture that its name says; save it again"


def _check_size(file: Image.Image) -> None:
    if file.width * file.height > _MOST_PIXELS:
        raise Unreadable(f"is {file.width} × {file.height} pixels large; save it smaller")
