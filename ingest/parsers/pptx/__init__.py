"""PowerPoint: each slide shown is a section of its own, its number its page, its notes in it."""

from __future__ import annotations

from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers.ooxml import Package
from ingest.parsers.pptx.deck import Deck

__all__ = ["read"]


def read(path: Path) -> Parsed:
    """The slides' elements; hidden ones, which nobody sees in a presentation, are left out."""
    with Package(path) as package:
        deck = Deck(package)
        elements = tuple(deck.elements())
        title, date = package.properties()
        return Parsed(title or deck.title, date, elements, deck.slides or None)
