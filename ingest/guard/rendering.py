"""A page of a PDF as a picture with quotes marked; runs in the guard's child."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import closing
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from ingest.cleaning import tidy, vocabulary
from ingest.guard.images import Box, PageImage
from ingest.guard.matching import Letters
from ingest.parsers import pictures
from ingest.parsers.errors import Unreadable
from ingest.parsers.pdf.document import opened
from ingest.parsers.pdf.glyphs import Glyphs, Word
from ingest.parsers.pdf.layout import Page, arrange
from ingest.parsers.pdf.reader import seen_on
from ingest.parsers.pdf.shapes import joined
from ingest.parsers.recogniser import Recogniser
from ingest.parsers.sniff import HEAD, content

_WIDEST, _NARROWEST = 4000, 64
_MOST_PIXELS = 24_000_000
_MOST_QUOTES = 50
_FILL = (255, 236, 139)
_BORDER = (201, 138, 0)


def render(path: Path, page: int, quotes: Sequence[str], width: int) -> PageImage:
    """Page `page`, from 1, about `width` pixels wide; see `Guard.render`.

    Raises Unreadable where the file is neither a PDF nor a picture that can be opened, or has
    no such page.
    """
    with path.open("rb") as file:
        is_pdf = content(file.read(HEAD)) == "a PDF"
    seen, picture, count = (_of_pdf if is_pdf else _of_picture)(path, page, width)
    laid_out = arrange(seen, page)
    boxes = boxes_of(laid_out, seen, quotes)
    for box in boxes:
        _mark(picture, box)
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=4)
    return PageImage(
        data.getvalue(), picture.width, picture.height, text_of(laid_out), boxes, count
    )


def _of_pdf(path: Path, page: int, width: int) -> tuple[Glyphs, Image.Image, int]:
    """The page's words, its picture, and how many pages there are."""
    with opened(path) as document:
        count = len(document)
        if not 1 <= page <= count:
            raise _no_page(page, count)
        loaded = document[page - 1]
        try:
            seen = seen_on(loaded, page, Recogniser())
            across, down = loaded.get_size()
            picture = loaded.render(scale=_scale(across, down, width)).to_pil().convert("RGB")
        finally:
            loaded.close()
    return seen, picture, count


def _of_picture(path: Path, page: int, width: int) -> tuple[Glyphs, Image.Image, int]:
    with closing(pictures.opened(path)) as file:
        count = 0
        shown: Image.Image | None = None
        for count, frame in enumerate(pictures.frames(file), 1):
            if count == page:
                shown = frame
                break
        if shown is None:
            raise _no_page(page, count)
        count = max(count, getattr(file, "n_frames", 1) if file.format == "TIFF" else 1)
    seen = Recogniser().read(page, lambda: pictures.shown_at(shown))
    scale = _scale(shown.width, shown.height, width)
    size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
    picture = shown.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    return seen or Glyphs(1.0, 1.0, (), (), ()), picture, count


def _scale(across: float, down: float, width: int) -> float:
    scale = min(max(width, _NARROWEST), _WIDEST) / across
    return float(min(scale, (_MOST_PIXELS / (across * down)) ** 0.5))


def _no_page(page: int, count: int) -> Unreadable:
    return Unreadable(f"has {count} pages and no page {page}; open it from its search hit")


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
    """Where the quotes stand, a box for each line of theirs; on a tilted page for each word."""
    words = [
        word for line in page.lines for word in (line.table.words if line.table else line.words)
    ]
    index = Letters([word.text for word in words])
    found: set[int] = set()
    for quote in quotes[:_MOST_QUOTES]:
        found |= index.find(quote)
    marked = [words[number] for number in sorted(found)]
    runs = [[word] for word in marked] if seen.tilt else _runs(marked)
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
    width, height = seen.width, seen.height
    # Where the words were read as if the page were turned, turn their places back.
    if seen.turned == 90:
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    elif seen.turned == 270:
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    elif seen.turned == 180:
        left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
    if seen.turned in (90, 270):
        width, height = height, width
    across, down = _tilted_back((left + right) / 2, (top + bottom) / 2, seen.tilt, width / height)
    sides = (left + across, top + down, right + across, bottom + down)
    return Box(*(round(min(max(side, 0.0), 1.0), 5) for side in sides))


def _tilted_back(x: float, y: float, tilt: float, shape: float) -> tuple[float, float]:
    """How far a point of a page that was put straight lies from where it was before.

    In fractions of the page, whose width is `shape` times its height; `tilt` is in degrees,
    counter-clockwise, around the middle.
    """
    angle = radians(tilt)
    right, below = (x - 0.5) * shape, y - 0.5
    back = right * cos(angle) - below * sin(angle), right * sin(angle) + below * cos(angle)
    return (back[0] - right) / shape, back[1] - below


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
