"""Reading files: bytes to a title, a date and elements in reading order.

`parse` chooses the parser by the file's ending and looks whether its bytes agree. A kind of
file is a line in the table here and a module, or a folder, with a function
`read(path) -> Parsed`; what it needs is imported there, when the first file of its kind
comes. What cannot be read is `Unreadable`, with the reason. The parsers trust nothing in a
file, and run in the guard's child process all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePath

from ingest.elements import Parsed
from ingest.parsers import sniff
from ingest.parsers.dates import stated, titled
from ingest.parsers.errors import NoText, Unreadable

__all__ = ["SUFFIXES", "NoText", "Unreadable", "parse", "parser_of"]


@dataclass(frozen=True)
class _Kind:
    """`modules` are the parsers by what `sniff` may find in a file of the kind."""

    name: str
    modules: Mapping[str, str]
    suffixes: tuple[str, ...]


# Elements at a document's beginning among which it may state its date.
_BEGINNING = 8
_LONGEST_TITLE = 150
# Office opens what it knows whatever the ending says, and other programs rely on it: reports
# called .xls are web pages or tables of text, and letters called .doc are RTF.
_TEXTS = {
    "a Word document": "docx",
    "an old Word document": "legacy",
    "an OpenDocument text": "opendocument.text",
    "an RTF document": "rtf",
    "an HTML page": "html",
    "a Word document in XML": "legacy",
    "a web archive": "mhtml",
    "text": "text",
}
_SHEETS = {
    "an Excel workbook": "xlsx",
    "a binary Excel workbook": "legacy",
    "an old Excel workbook": "xls",
    "an OpenDocument spreadsheet": "opendocument.spreadsheet",
    "an Excel workbook in XML": "legacy",
    "an HTML page": "html",
    "a web archive": "mhtml",
    "text": "delimited",
}
_SLIDES = {
    "a PowerPoint presentation": "pptx",
    "an old PowerPoint presentation": "legacy",
    "an OpenDocument presentation": "opendocument.presentation",
}
_PICTURES = tuple(f"a {name} image" for name in ("PNG", "JPEG", "GIF", "TIFF", "WebP", "BMP"))
# What only LibreOffice knows is told by its ending; what lies in there is its business.
_OTHERS = (
    sniff.OLD_OFFICE,
    sniff.ZIP,
    "binary data",
    "an old Word document",
    "an OpenDocument drawing",
    "a Visio drawing",
    "an old Visio drawing",
)
# What a message carries may stand in it as it is.
_MESSAGE = (
    "text",
    "an HTML page",
    "a web archive",
    "an Outlook message",
    sniff.OLD_OFFICE,
    "a PDF",
    "binary data",
    "an Excel workbook in XML",
    "a Word document in XML",
)


def _text(module: str) -> dict[str, str]:
    return {"text": module, "an HTML page": module}


_KINDS = (
    _Kind("a PDF", {"a PDF": "pdf"}, (".pdf",)),
    _Kind("Markdown", _text("markdown"), (".md", ".markdown")),
    _Kind("an HTML page", _text("html"), (".html", ".htm", ".xhtml")),
    _Kind("a web archive", {"a web archive": "mhtml"}, (".mht", ".mhtml")),
    _Kind("text", _text("text"), (".txt", ".text")),
    _Kind("a table as text", {"text": "delimited"}, (".csv", ".tsv", ".tab")),
    _Kind(
        "a Word document",
        _TEXTS,
        (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".rtf"),
    ),
    _Kind(
        "an Excel workbook",
        _SHEETS,
        (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots"),
    ),
    _Kind(
        "a PowerPoint presentation",
        _SLIDES,
        (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".ppt", ".pps", ".pot", ".odp",
         ".otp"),
    ),
    _Kind("an EPUB book", {"an EPUB book": "epub"}, (".epub",)),
    _Kind(
        "a picture",
        dict.fromkeys(_PICTURES, "pictures"),
        (".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
    ),
    _Kind("a message", dict.fromkeys(_MESSAGE, "message"), (".eml", ".msg")),
    _Kind(
        "a document of an office program",
        dict.fromkeys(_OTHERS, "legacy"),
        (".wpd", ".wps", ".sxw", ".sxc", ".sxi", ".pub", ".vsd", ".vsdx", ".odg"),
    ),
)  # fmt: skip
_BY_CONTENT = {
    found: module
    for kind in reversed(_KINDS)
    for found, module in kind.modules.items()
    if found not in (sniff.ZIP, "binary data")
} | {"text": "text", "an HTML page": "html"}
_BY_SUFFIX = {suffix: kind for kind in _KINDS for suffix in kind.suffixes}

SUFFIXES: frozenset[str] = frozenset(_BY_SUFFIX)
"""The endings of the files that can be read, in small letters, with their dot."""


def parse(path: Path, name: str, part: tuple[int, ...] = ()) -> Parsed:
    """What the file at `path` says; `name` is what it is called, with the ending that counts.

    With `part` the file is a message, and what is read is an attachment of it, called `name`;
    it is put into a file beside the message's.
    Raises Unreadable with the reason, in words that follow the file's name and a colon.
    """
    suffix = PurePath(name).suffix.lower()
    if part and suffix in SUFFIXES:
        content = import_module("ingest.parsers.message").attached(path, part)
        path = path.with_name(f"attachment{suffix}")
        path.write_bytes(content)
    module = parser_of(path, name, attached=bool(part))
    parsed: Parsed = import_module(f"ingest.parsers.{module}").read(path)
    # A message may say nothing itself and still have a subject, and documents attached.
    if parsed.envelope is None and not any(
        any(map(str.isalnum, element.text)) for element in parsed.elements
    ):
        raise NoText("has no text in it; leave it out, or put some in")
    if parsed.date is None:
        parsed = replace(parsed, date=_date(parsed, PurePath(name).stem))
    return parsed


def parser_of(path: Path, name: str, attached: bool = False) -> str:
    """Which of the parsers reads the file at `path`, called `name`, by its content.

    Raises Unreadable where the content is of no kind that the name's ending allows.
    """
    kind = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if kind is None:
        known = ", ".join(sorted(SUFFIXES))
        raise Unreadable(f"is of a kind that is not read; those that are end in {known}")
    with path.open("rb") as file:
        head = file.read(sniff.HEAD)
    if not head:
        raise NoText("is empty; copy it again from where it came, or leave it out")
    found = sniff.inside(path, sniff.content(head))
    module = kind.modules.get(found)
    if module is None and attached:
        # Nobody who gets a message can rename what is attached to it.
        module = _BY_CONTENT.get(found)
    if module is None:
        raise Unreadable(_mismatch(found, kind.name))
    return module


def _date(parsed: Parsed, stem: str) -> str | None:
    """The date that the document's beginning states, else its first line, else its name."""
    beginning = [element.text for element in parsed.elements[:_BEGINNING]]
    first = beginning[0] if beginning and len(beginning[0]) <= _LONGEST_TITLE else ""
    return stated(beginning) or titled(first) or titled(stem)


def _mismatch(found: str, expected: str) -> str:
    if found == sniff.ENCRYPTED:
        return "is protected by a password; save it without one"
    if expected == "a PDF":
        if found == "binary data":
            return "is damaged, or not a PDF; save it again as PDF"
        return f"is {found}, not a PDF; rename it or save it again as PDF"
    return f"is {found}, not {expected}; give it the ending of what it is"
