"""Web archives (MHTML): the page in them; pictures and styles are left where they are."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from ingest.elements import Parsed
from ingest.parsers.errors import Unreadable
from ingest.parsers.html import read_page


def read(path: Path) -> Parsed:
    """The elements of the archive's first page."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                return read_page(data)
    raise Unreadable("is a web archive without a page in it; save it again")
