"""Reading files: bytes to a title, a date and elements in reading order.

`parse` chooses the parser by the file's ending and looks whether its bytes agree. A kind of
file is a line in the table here and a module, or a folder, with a function
`read(path) -> Parsed`; what it needs is imported there, when the first file of its kind
comes. What cannot be read is `Unreadable`, with the reason. The parsers trust nothing in a
file, and run in the guard's child process all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePath

from ingest.elements import Parsed
from ingest.parsers import sniff
from ingest.parsers.dates import stated
from ingest.parsers.errors import Unreadable

__all__ = ["SUFFIXES", "Unreadable", "parse"]


@dataclass(frozen=True)
class _Kind:
    """`contents` are what `sniff.content` may find in a file of the kind."""

    module: str
    name: str
    contents: frozenset[str]
    suffixes: tuple[str, ...]


# Elements at a document's beginning among which it may state its date.
_BEGINNING = 8
_TEXT = frozenset({"text", "an HTML page"})
# What a message carries may stand in it as it is.
_MESSAGE = _TEXT | {"a PDF", "binary data", "an old Office document or an Outlook message"}
_KINDS = (
    _Kind("pdf", "a PDF", frozenset({"a PDF"}), (".pdf",)),
    _Kind("markdown", "Markdown", _TEXT, (".md", ".markdown")),
    _Kind("html", "an HTML page", _TEXT, (".html", ".htm", ".xhtml")),
    _Kind("text", "text", _TEXT, (".txt", ".text")),
    _Kind("message", "a message", _MESSAGE, (".eml", ".msg")),
)
_BY_CONTENT = {found: kind for kind in _KINDS for found in kind.contents if found == kind.name}
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
    kind = _BY_SUFFIX.get(suffix)
    if kind is None:
        known = ", ".join(sorted(SUFFIXES))
        raise Unreadable(f"is of a kind that is not read; those that are end in {known}")
    if part:
        content = import_module("ingest.parsers.message").attached(path, part)
        path = path.with_name(f"attachment{suffix}")
        path.write_bytes(content)
    with path.open("rb") as file:
        head = file.read(sniff.HEAD)
    if not head:
        raise Unreadable("is empty; copy it again from where it came, or leave it out")
    found = sniff.content(head)
    if found not in kind.contents and part and found in _BY_CONTENT:
        # Nobody who gets a message can rename what is attached to it.
        kind = _BY_CONTENT[found]
    if found not in kind.contents:
        raise Unreadable(_mismatch(found, kind.name))
    parsed: Parsed = import_module(f"ingest.parsers.{kind.module}").read(path)
    # A message may say nothing itself and still have a subject, and documents attached.
    if parsed.envelope is None and not any(
        any(map(str.isalnum, element.text)) for element in parsed.elements
    ):
        raise Unreadable("has no text in it; leave it out, or put some in")
    if parsed.date is None:
        beginning = (element.text for element in parsed.elements[:_BEGINNING])
        parsed = replace(parsed, date=stated(beginning))
    return parsed


def _mismatch(found: str, expected: str) -> str:
    if expected == "a PDF":
        if found == "binary data":
            return "is damaged, or not a PDF; save it again as PDF"
        return f"is {found}, not a PDF; rename it or save it again as PDF"
    return f"is {found}, not {expected}; give it the ending of what it is"
