"""Recognising the pages of one document, within what a document may cost."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from PIL import Image

from ingest.parsers.pace import page_done
from ingest.parsers.pdf.glyphs import Glyphs
from ingest.parsers.pdf.layout import Page

_MOST_PAGES = 1000
_MOST_SECONDS = 3600.0
_BEYOND = "comes after what is recognised of one document; split it"

Picture = Callable[[], tuple[Image.Image, float]]
"""Gives a page's picture, and its resolution in dots per inch."""


class Recogniser:
    """Reads pictures of pages; `pages` are those that it read.

    It keeps why the others were not.
    """

    def __init__(self) -> None:
        self.pages: set[int] = set()
        self._until = time.monotonic() + _MOST_SECONDS
        self._reasons: dict[str, list[int]] = defaultdict(list)

    def read(self, number: int, picture: Picture) -> Glyphs | None:
        """The words on page `number`, None where it cannot be recognised."""
        # Most documents have no scans, and need not wait for what reads them.
        from ingest.parsers.ocr import NotRecognised, recognised

        if len(self.pages) >= _MOST_PAGES or time.monotonic() > self._until:
            self._reasons[_BEYOND].append(number)
            return None
        try:
            seen = recognised(*picture())
        except NotRecognised as error:
            self._reasons[str(error)].append(number)
            return None
        self.pages.add(number)
        page_done()
        return seen

    def evened(self, pages: Sequence[Page]) -> list[Page]:
        """The pages with the sizes of letters that were measured made equal."""
        if not self.pages:
            return list(pages)
        from ingest.parsers.ocr.sizes import evened

        return evened(pages, self.pages)

    @property
    def unread(self) -> str | None:
        """Which pages were not read, and why: "page 3 is a scan and tesseract is …"."""
        said = []
        for reason, pages in self._reasons.items():
            are = "page {} is a scan and {}" if len(pages) == 1 else "pages {} are scans and {}"
            said.append(are.format(_listed(pages), reason))
        return "; ".join(said) or None


def _listed(pages: Iterable[int]) -> str:
    """The numbers with those that follow each other as one: "3, 5-9"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("-".join(map(str, run)) for run in runs)
