"""Word: `styles` and `numbering` say what a paragraph is, `runs` what it says, and `body` makes
of it what a person sees: without deleted text, comments, instructions and lists of contents.
"""

from __future__ import annotations

from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers.docx.body import Body
from ingest.parsers.docx.headers import header_texts
from ingest.parsers.ooxml import Package
from ingest.parsers.prose import labelled
from ingest.parsers.trees import one_top_heading

__all__ = ["read"]


def read(path: Path) -> Parsed:
    """The document's elements; its title is what stands in the style Title, else its property."""
    with Package(path) as package:
        body = Body(package)
        elements = (*labelled(header_texts(package)), *body.elements())
        title, date = package.properties()
        return Parsed(body.title or title or one_top_heading(elements), date, elements)
