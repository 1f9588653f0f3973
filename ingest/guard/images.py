"""A page as a picture, with the places of quotes on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in fractions of the page's width and height, from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PageImage:
    """A rendered page: `width` and `height` in pixels, `text` for those who cannot see it.

    `boxes` are where the quotes stand, one a line of each; `pages` is how many pages the
    document has.
    """

    png: bytes
    width: int
    height: int
    text: str
    boxes: tuple[Box, ...]
    pages: int
