"""What a file is by its bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

HEAD = 8192
"""How many of a file's first bytes are looked at."""

OLD_OFFICE = "an old Office document or an Outlook message"
ZIP = "a ZIP archive"
ENCRYPTED = "an Office document that is protected by a password"

_SIGNATURES = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
)
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_BY_MIMETYPE = {
    _OPENDOCUMENT + "text": "an OpenDocument text",
    _OPENDOCUMENT + "text-template": "an OpenDocument text",
    _OPENDOCUMENT + "text-master": "an OpenDocument text",
    _OPENDOCUMENT + "text-web": "an OpenDocument text",
    _OPENDOCUMENT + "spreadsheet": "an OpenDocument spreadsheet",
    _OPENDOCUMENT + "spreadsheet-template": "an OpenDocument spreadsheet",
    _OPENDOCUMENT + "presentation": "an OpenDocument presentation",
    _OPENDOCUMENT + "presentation-template": "an OpenDocument presentation",
    _OPENDOCUMENT + "graphics": "an OpenDocument drawing",
    "application/epub+zip": "an EPUB book",
}
_BY_PART = (
    ("word/", "a Word document"),
    ("xl/workbook.bin", "a binary Excel workbook"),
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
)
_EPUB = "META-INF/container.xml"
_BY_STREAM = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", "an old Word document"),
    ("Workbook", "an old Excel workbook"),
    ("Book", "an old Excel workbook"),
    ("PowerPoint Document", "an old PowerPoint presentation"),
    ("__properties_version1.0", "an Outlook message"),
    ("VisioDocument", "an old Visio drawing"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a\x1b\x08")


def content(head: bytes) -> str:
    """A few words for what the file is: "a PDF", "a ZIP archive", "an HTML page", "text"."""
    if b"%PDF-" in head[:1024]:
        return "a PDF"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "a WebP image"
    for signature, name in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 2 or is_binary(head)):
            return name
    if is_binary(head):
        return "binary data"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "an Excel workbook in XML"
    if b"schemas.microsoft.com/office/word/2003/wordml" in head:
        return "a Word document in XML"
    if b"MIME-Version:" in head and b"multipart/related" in head:
        return "a web archive"
    return "text"


def inside(path: Path, found: str) -> str:
    """What `content` found, told more exactly by what a ZIP archive or an OLE file holds."""
    if found == ZIP:
        return _zipped(path)
    return _streamed(path) if found == OLD_OFFICE else found


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            # The first part of these files, never packed, so that it can be found at once.
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
                if mimetype in _BY_MIMETYPE:
                    return _BY_MIMETYPE[mimetype]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "a ZIP archive that is damaged or not complete"
    if any(name.endswith(_EPUB) for name in names):
        return "an EPUB book"
    return next(
        (kind for part, kind in _BY_PART if any(name.startswith(part) for name in names)), ZIP
    )


def _streamed(path: Path) -> str:
    import olefile  # needed by few files

    try:
        with olefile.OleFileIO(path) as file:
            # By name alone: a stream that cannot be read still says what the file is.
            names = {entry[0] for entry in file.listdir(streams=True, storages=True)}
    except (OSError, ValueError, IndexError, TypeError):
        return OLD_OFFICE
    return next((kind for stream, kind in _BY_STREAM if stream in names), OLD_OFFICE)


def is_binary(head: bytes) -> bool:
    """Does no text begin so, in any encoding? One in UTF-16 or UTF-32 may hold zeros."""
    if not head or wide_encoding(head):
        return False
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return controls > 0.01 * len(head) + 1


def wide_encoding(head: bytes) -> str | None:
    """ "utf-16" or "utf-32" by its byte order mark, or by where its zeros are; else None."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = head[0:2048:2], head[1:2048:2]
    if len(odd) >= 8:
        if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
            return "utf-16-be"
    return None
