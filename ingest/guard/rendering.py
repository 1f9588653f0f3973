"""A page of a PDF as a picture with quotes marked; runs in the guard's child."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from ingest.cleaning import tidy, vocabulary
from ingest.guard.images import Box, PageImage
from ingest.guard.matching import Letters
from ingest.parsers.errors import Unreadable
from ingest.parsers.pdf import glyphs
from ingest.parsers.pdf.document import opened
from ingest.parsers.pdf.glyphs import Glyphs, Word
from ingest.parsers.pdf.layout import Page, arrange
from ingest.parsers.pdf.shapes import joined

_WIDEST, _NARROWEST = 4000, 64
_MOST_PIXELS = 24_000_000
_MOST_QUOTES = 50
_FILL = (255, 236, 139)
_BORDER = (201, 138, 0)


def render(path: Path, page: int, quotes: Sequence[str], width: int) -> PageImage:
    """Page `page`, from 1, about `width` pixels wide; see `Guard.render`.

    Raises Unreadable where the file is no PDF that can be opened, or has no such page.
    """
    with opened(path) as document:
        count = len(document)
        if not 1 <= page <= count:
            raise Unreadable(f"has {count} pages and no page {page}; open it from its search hit")
        loaded = document[page - 1]
        try:
            seen = glyphs.read(loaded)
            across, down = loaded.get_size()
            scale = min(max(width, _NARROWEST), _WIDEST) / across
            scale = min(scale, (_MOST_PIXELS / (across * down)) ** 0.5)
            picture = loaded.render(scale=scale).to_pil().convert("RGB")
        finally:
            loaded.close()
    laid_out = arrange(seen, page)
    boxes = boxes_of(laid_out, seen, quotes)
    for box in boxes:
        _mark(picture, box)
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=4)
    return PageImage(
        data.getvalue(), picture.width, picture.height, text_of(laid_out), boxes, count
    )


def text_of(page: Page) -> str:
    """The page's text in reading order, a line for each of its lines and table rows."""
    lines: list[str] = []
    for line in page.lines:
        if line.table is None:
            lines.append(line.text)
        else:
            lines += [line.table.caption, *(" | ".join(row) for row in line.table.rows)]
    words = vocabulary(lines)
    regions = joined_by_hyphens(line for line in lines if line)
    return "\n".join(tidy(line, words) for line in regions)


def joined_by_hyphens(lines: Iterable[str]) -> list[str]:
    """The lines, those that a hyphen divides put together."""
    made: list[str] = []
    for line in lines:
        if made and made[-1].endswith("\ufffe"):
            made[-1] = joined([made[-1], line])
        else:
            made.append(line)
    return made


def boxes_of(page: Page, seen: Glyphs, quotes: Sequence[str]) -> tuple[Box, ...]:
    """Where the quotes stand, a box for each line of theirs."""
    words = [
        word for line in page.lines for word in (line.table.words if line.table else line.words)
    ]
    index = Letters([word.text for word in words])
    found: set[int] = set()
    for quote in quotes[:_MOST_QUOTES]:
        found |= index.find(quote)
    runs = _runs([words[number] for number in sorted(found)])
    return tuple(dict.fromkeys(_box(run, seen) for run in runs))


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """The words in runs that stand beside each other on one line."""
    runs: list[list[Word]] = []
    for word in words:
        before = runs[-1][-1] if runs else None
        if before is not None and (
            abs(word.base - before.base) < 0.6 * max(word.size, before.size)
            and -0.5 * word.size < word.x0 - before.x1 < 2.5 * word.size
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _box(run: Sequence[Word], seen: Glyphs) -> Box:
    """The run's rectangle with a little room around it, on the page as it is shown."""
    room = 0.12 * max(word.size for word in run)
    left = (min(word.x0 for word in run) - room) / seen.width
    right = (max(word.x1 for word in run) + room) / seen.width
    top = (min(word.top for word in run) - room) / seen.height
    bottom = (max(word.bottom for word in run) + room) / seen.height
    # Where the words were read as if the page were turned, turn their places back.
    if seen.turned == 90:
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    elif seen.turned == 270:
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    elif seen.turned == 180:
        left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
    sides = (min(max(side, 0.0), 1.0) for side in (left, top, right, bottom))
    return Box(*(round(side, 5) for side in sides))


def _mark(picture: Image.Image, box: Box) -> None:
    """Colour the box as a marker pen does, letters staying black, and draw its border."""
    area = (
        int(box.left * picture.width),
        int(box.top * picture.height),
        max(int(box.right * picture.width), int(box.left * picture.width) + 1),
        max(int(box.bottom * picture.height), int(box.top * picture.height) + 1),
    )
    part = picture.crop(area)
    picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _FILL)), area)
    ImageDraw.Draw(picture).rectangle(area, outline=_BORDER, width=max(1, picture.width // 700))
