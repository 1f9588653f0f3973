"""The head of a message or a part: its lines to names and values."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_NEWLINE = re.compile(rb"\r\n|\n|\r")
_KNOWN = re.compile(
    rb"(?i)(from|to|cc|bcc|sender|subject|date|message-id|received|return-path|reply-to|"
    rb"references|in-reply-to|mime-version|content-[a-z-]+|delivered-to|x-[a-z-]+)[ \t]*:"
)
_ENVELOPE = re.compile(rb"[>]*From (?!\s*:)[^\r\n]*(\r\n|\n|\r)")
_MOST_FIELDS = 2000
_LONGEST_FIELD = 256 * 1024


@dataclass(frozen=True)
class Headers:
    """The fields in their order, names in small letters, values unfolded but not decoded.

    `envelope` is the line "From … date" with which an mbox sets messages apart, if it stands
    before them.
    """

    fields: tuple[tuple[str, bytes], ...] = ()
    envelope: bytes = b""

    def get(self, name: str) -> bytes:
        """The first value of a field that has one, b"" where there is none."""
        return next((value for value in self.all(name) if value.strip()), b"")

    def all(self, name: str) -> list[bytes]:
        """All values of a field."""
        return [value for known, value in self.fields if known == name]

    def has(self, name: str) -> bool:
        """Is there such a field, be it empty?"""
        return any(known == name for known, _ in self.fields)

    def plain(self, name: str) -> str:
        """The field's value as it stands, for those whose words are never encoded."""
        return self.get(name).decode("latin-1").strip()


def split(data: bytes, *, whole: bool = False) -> tuple[Headers, bytes]:
    """The head of a message or part, and its body.

    The head ends at an empty line. It also ends at a line that is no field, unless a
    well-known field comes soon: then that line is a stray one. `whole` says that the bytes are
    a whole message: where those begin with no field, there is no head.
    """
    at = 0
    if whole:
        at = len(data) - len(data.lstrip(b"\r\n\xef\xbb\xbf\x00"))
    envelope = b""
    match = _ENVELOPE.match(data, at)
    if match:
        envelope, at = match.group().strip(), match.end()
    fields: list[list[bytes]] = []
    stray = 0
    while at < len(data) and len(fields) < _MOST_FIELDS:
        end, after = _line(data, at)
        line = data[at:end]
        if not line or (not line.strip() and not _goes_on(data, after)):
            return _headers(fields, envelope), data[after:]
        if line[:1] in b" \t" and fields:
            fields[-1].append(line)
        elif _FIELD.match(line):
            fields.append([line])
        elif stray < 5 and not line.startswith(b"--") and _goes_on(data, after):
            stray += 1
        else:
            return _headers(fields, envelope), data[at:]
        at = after
    return _headers(fields, envelope), data[at:]


def _goes_on(data: bytes, at: int) -> bool:
    """Does a well-known field come on one of the next lines, before an empty one?"""
    for _ in range(3):
        if _KNOWN.match(data, at):
            return True
        end, after = _line(data, at)
        if end == at:
            return False
        at = after
    return False


def _line(data: bytes, at: int) -> tuple[int, int]:
    """Where the line ends, and where the next one begins."""
    match = _NEWLINE.search(data, at)
    return (match.start(), match.end()) if match else (len(data), len(data))


def _headers(fields: list[list[bytes]], envelope: bytes) -> Headers:
    made = []
    for lines in fields:
        match = _FIELD.match(b"".join(lines)[:_LONGEST_FIELD])
        if match:
            value = match.group(2).replace(b"\x00", b"").strip()
            made.append((match.group(1).decode("ascii").lower(), value))
    return Headers(tuple(made), envelope)
