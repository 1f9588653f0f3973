"""A message and what is its author's own in it."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """`body` is HTML if it begins with "<", else plain text; `own` is the author's part."""

    name: str
    subject: str
    sender: str
    body: str
    own: str
