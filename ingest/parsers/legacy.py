"""Office formats of before 2007, and rare ones, by way of LibreOffice and today's formats."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers import sniff
from ingest.programs.libreoffice import converted

# What LibreOffice makes of them, which is also the name of the parser that reads that.
_BY_CONTENT = {
    "an old Word document": "docx",
    "a Word document in XML": "docx",
    "an old Excel workbook": "xlsx",
    "a binary Excel workbook": "xlsx",
    "an Excel workbook in XML": "xlsx",
    "an old PowerPoint presentation": "pptx",
    "an OpenDocument drawing": "pdf",
    "a Visio drawing": "pdf",
    "an old Visio drawing": "pdf",
}
_BY_SUFFIX = {".sxc": "xlsx", ".sxi": "pptx", ".pub": "pdf"}


def read(path: Path) -> Parsed:
    """The document's elements, once it has been turned into one of today's formats.

    Raises Unreadable where LibreOffice is not installed, or cannot read the file.
    """
    with path.open("rb") as file:
        found = sniff.inside(path, sniff.content(file.read(sniff.HEAD)))
    target = _BY_CONTENT.get(found) or _BY_SUFFIX.get(path.suffix.lower(), "docx")
    with converted(path, target) as file_of_today:
        parsed: Parsed = import_module(f"ingest.parsers.{target}").read(file_of_today)
    return parsed
