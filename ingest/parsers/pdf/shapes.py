"""What a page is made of: lines of words, and tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.parsers.pdf.glyphs import Word

SOFT_BREAK = "\ufffe"
"""Ends a line that a hyphen ended; cleaning decides what becomes of the hyphen."""

WRAP = "←-"
"""Ends a line of a listing that was too long, as LaTeX marks it."""
WRAP_INDENT = 20.0
"""How far in from it LaTeX sets the rest of such a line, in points."""

_PATH = re.compile(r"(?:^|[\s(«„“\"'])~?/(?:[\w.@+~-]+/)+$")
_PATH_PART = re.compile(r"[a-z0-9][\w.@+~-]*(?:/[\w.@+~-]+)*/?")
_ENDINGS = frozenset("html htm xhtml php pdf txt".split())


@dataclass(frozen=True)
class Table:
    """Rows of cells. `edges` are the x of the columns' left sides, in points.

    `caption` is text in a first row that runs over all columns. `words` are those of
    caption and cells, in reading order.
    """

    rows: tuple[tuple[str, ...], ...]
    header: bool
    caption: str
    x0: float
    x1: float
    top: float
    bottom: float
    edges: tuple[float, ...]
    words: tuple[Word, ...]


class Line(NamedTuple):
    """Words on one baseline. `size` and `base` are those that most of their letters have.

    A table stands among the lines as one line with `table` set and no words.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    mono: bool
    words: tuple[Word, ...]
    table: Table | None = None

    @property
    def top(self) -> float:
        return self.table.top if self.table else self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.table.bottom if self.table else self.base + 0.22 * self.size


def line_of(words: Sequence[Word]) -> Line:
    """One line of the words, given from left to right."""
    usual = _usual(words)
    pieces = [words[0].text]
    for before, word in pairwise(words):
        # Listings are set glyph by glyph: a gap of a fraction of a cell is no space there.
        glued = before.mono and word.mono and word.x0 - before.x1 < 0.2 * word.size
        if before.text.endswith(SOFT_BREAK):
            pieces[-1] = pieces[-1][:-1] + "-"
        if word.text == WRAP and before.mono:
            # The mark stands a cell from the text; a space that ends the text widens that.
            glued = word.x0 - before.x1 < 0.95 * before.size
        pieces.append(word.text if glued else " " + word.text)
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.bold)
    mono = sum(len(word.text) for word in words if word.mono)
    return Line(
        "".join(pieces),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        usual.base,
        usual.size,
        bold >= 0.9 * letters,
        mono >= 0.8 * letters,
        tuple(words),
    )


def _usual(words: Sequence[Word]) -> Word:
    """A word in the size of most letters: a large initial or bullet does not count for all."""
    first = words[0]
    if all(word.size == first.size for word in words):
        return first
    letters: dict[float, int] = defaultdict(int)
    for word in words:
        letters[word.size] += len(word.text)
    size = max(letters, key=lambda size: (letters[size], size))
    return next(word for word in words if word.size == size)


def line_for(table: Table) -> Line:
    """The line that holds a table's place."""
    return Line("", table.x0, table.x1, table.top, 1.0, False, False, (), table)


def joined(texts: Sequence[str]) -> str:
    """Lines of one paragraph as one text; a hyphen that ended a line becomes SOFT_BREAK."""
    made: list[str] = []
    for text in texts:
        if made:
            above = made[-1]
            tail = "".join(made[-3:])
            if above[-1] in "-\u00ad" and above[-2:-1].isalnum() and text[:1].isalnum():
                made[-1] = above[:-1] + SOFT_BREAK
            elif above.endswith("/-") and _within_path(tail[:-1], text):
                made[-1] = above[:-1]
            elif not above.endswith(SOFT_BREAK) and not (
                _within_address(tail, text) or _within_path(tail, text)
            ):
                made.append(" ")
        made.append(text)
    whole = "".join(made)
    return whole[:-1] + "-" if whole.endswith(SOFT_BREAK) else whole


def _within_address(above: str, below: str) -> bool:
    """Was a web address broken between the two lines, after one of its own signs?"""
    start = above.rpartition(" ")[2]
    address = start.rpartition("(")[2]
    if not address.startswith(("http://", "https://", "www.", "http:", "https:")):
        return False
    if address[-1] == ".":
        rest = below.partition(" ")[0].rstrip(".,;:)")
        return below[0].islower() and ("/" in rest or "." in rest or rest in _ENDINGS)
    return address[-1] in "/:?=&_#%" and not below[0].isspace() and below[0] not in "(«„“"


def _within_path(above: str, below: str) -> bool:
    """Was a path to a file broken after a slash, as what follows it shows?"""
    if not _PATH.search(above):
        return False
    rest = below.partition(" ")[0].rstrip(".,;:)")
    return _PATH_PART.fullmatch(rest) is not None and bool(set(rest) & set("/._"))
