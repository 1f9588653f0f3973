"""What the old Office formats share: title and date in an OLE file's properties."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import olefile

from ingest.parsers.errors import Unreadable
from ingest.parsers.properties import date_of, title_of

DAMAGED = "is damaged or not complete; open it where it was made and save it again"
_BROKEN = (OSError, ValueError, IndexError, TypeError, OverflowError)


def stream(path: Path, *names: str) -> bytes:
    """The bytes of the first of these streams that the file has; Unreadable if it has none."""
    try:
        with olefile.OleFileIO(path) as file:
            for name in names:
                if file.exists(name):
                    data: bytes = file.openstream(name).read()
                    return data
    except _BROKEN:
        pass
    raise Unreadable(DAMAGED)


def properties(path: Path) -> tuple[str | None, str | None]:
    """The title, where the author gave one, and the date of the last change."""
    try:
        with olefile.OleFileIO(path) as file:
            found = file.get_metadata()
    except _BROKEN:
        return None, None
    title = found.title
    if isinstance(title, bytes):
        title = _decoded(title, found.codepage)
    return title_of(title or None), date_of(_date(found.last_saved_time), _date(found.create_time))


def _decoded(text: bytes, codepage: int | None) -> str:
    # Signed 16 bits: UTF-8, 65001, reads as a negative number.
    name = "utf-8" if codepage in (-535, 65001) else f"cp{codepage or 1252}"
    try:
        return text.decode(name)
    except (LookupError, UnicodeDecodeError):
        return text.decode("cp1252", "replace")


def _date(value: object) -> str | None:
    return value.isoformat() if isinstance(value, datetime) else None
