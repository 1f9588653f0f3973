"""Opening a PDF, and what it says about itself: title, date, language, outline."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.parsers.errors import Unreadable
from ingest.parsers.pdf.headings import Entry

_MOST_ENTRIES = 20_000
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?"
)
_FILE_NAME = re.compile(r"\.(docx?|odt|rtf|pdf|xlsx?|pptx?|indd|tex|dvi|ps|html?|txt|pages)$", re.I)
_PROGRAM = re.compile(r"^(microsoft (word|powerpoint|excel)|powerpoint|word) ?[-–] ?", re.I)
_OF_A_SCANNER = re.compile(r"(scan|scanned|skan|skannet|img|image|doc|dokument)[\W_\d]*", re.I)
_UNTITLED = frozenset(
    "untitled document dokument dokument1 document1 unbenannt untitled1 title titel tittel "
    "presentation präsentation presentasjon powerpoint-presentasjon powerpoint-präsentation "
    "powerpoint presentation utennavn unnamed none null (anonymous) (unspecified)".split()
)


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The document; Unreadable where it needs a password or is damaged beyond reading."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise Unreadable(_reason(error)) from error
    try:
        yield document
    finally:
        document.close()


def _reason(error: pdfium.PdfiumError) -> str:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return "is protected by a password; save it without one, or leave it out of the source"
    if getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
        return "is encrypted in a way that cannot be read; save it again without protection"
    return "is damaged or incomplete; save it again as PDF, or copy it again from where it came"


def title_of(document: pdfium.PdfDocument) -> str | None:
    """The title in the document's properties, None where it says nothing."""
    title = " ".join(_property(document, "Title").split())
    title = _PROGRAM.sub("", title)
    if len(title) < 3 or title.casefold() in _UNTITLED or _FILE_NAME.search(title):
        return None
    if _OF_A_SCANNER.fullmatch(title):
        return None
    return title if any(character.isalpha() for character in title) else None


def date_of(document: pdfium.PdfDocument) -> str | None:
    """When the document was last changed, else made, in ISO 8601."""
    for name in ("ModDate", "CreationDate"):
        date = _iso(_property(document, name))
        if date is not None:
            return date
    return None


def language_of(document: pdfium.PdfDocument) -> str | None:
    """The ISO 639-1 code that the document declares for its text."""
    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= 64:
        return None
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    code = "".join(map(chr, buffer)).rstrip("\0").replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def outline_of(document: pdfium.PdfDocument) -> list[Entry]:
    """The outline's entries that lead to a page, in order."""
    made: list[Entry] = []
    try:
        for bookmark in document.get_toc(max_depth=12):
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            if index is not None and index >= 0:
                title = " ".join(bookmark.get_title().split())
                made.append(Entry(title, bookmark.level + 1, index + 1))
            if len(made) >= _MOST_ENTRIES:
                break
    except pdfium.PdfiumError:
        pass  # a broken outline is none; the headings are then found by their look
    return made


def _property(document: pdfium.PdfDocument, name: str) -> str:
    try:
        return str(document.get_metadata_value(name)).replace("\0", "")
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def _iso(text: str) -> str | None:
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone = None
    if match.group(7):
        zone = UTC
    elif match.group(8):
        offset = timedelta(hours=int(match.group(9)), minutes=int(match.group(10) or 0))
        if offset < timedelta(hours=24):
            zone = timezone(-offset if match.group(8) == "-" else offset)
    try:
        moment = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    if not 1980 <= year <= 2100:
        return None
    return moment.isoformat() if match.group(4) else moment.date().isoformat()
