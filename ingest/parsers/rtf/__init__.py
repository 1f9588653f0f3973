"""RTF: `tokens` takes the file apart, `reader` follows groups, styles and tables to paragraphs."""

from __future__ import annotations

from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers.prose import document, labelled
from ingest.parsers.rtf.reader import Reader
from ingest.parsers.trees import one_top_heading

__all__ = ["read"]


def read(path: Path) -> Parsed:
    """The document's elements; deleted and hidden text, comments and pictures are left out."""
    reader = Reader(path.read_bytes())
    own, elements = document(reader.parts())
    elements = (*labelled(reader.header_texts()), *elements)
    title = own or reader.info.title or one_top_heading(elements)
    return Parsed(title, reader.info.date, elements)
