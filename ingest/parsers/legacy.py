"""Office formats of before 2007 that only LibreOffice reads well."""

from __future__ import annotations

from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers.errors import Unreadable


def read(path: Path) -> Parsed:
    """The document's elements, once it has been turned into one of today's formats."""
    raise Unreadable("is in a format of before 2007; save it as .docx, .xlsx or .pptx")
