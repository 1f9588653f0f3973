"""A message's parts, cut one level at a time and to a limited depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mail.messages.mime.headers import Headers, split
from mail.messages.mime.transfer import decoded
from mail.messages.mime.words import parameters, value_of

DEEPEST = 40
"""Levels of parts within parts that are looked into; what is below is a file."""

MOST = 2000
"""Parts of one message that are looked at."""

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_LINE_END = re.compile(rb"(--)?[ \t]*(?:\r\n|\n|\r|\Z)")
_BEGINS_WITH_PART = re.compile(rb"\s{0,20}--[^\r\n]{1,200}(?:\r\n|\n|\r)(?i:content-)")
_UNDECLARED = re.compile(rb"(?:\r\n|\n|\r|\A)--([^\r\n]{1,200}?)[ \t]*(?:\r\n|\n|\r)(?i:content-)")


@dataclass(frozen=True)
class Part:
    """One part as it stands, its body not decoded. `default` is its type if it names none."""

    headers: Headers
    body: bytes = field(repr=False)
    default: str = "text/plain"

    @cached_property
    def media_type(self) -> str:
        """Like "text/html", in small letters; what is not a type counts as the default."""
        stated = value_of(self.headers.get("content-type"))
        if stated in ("text", "html"):
            return "text/html" if stated == "html" else "text/plain"
        if stated == "multipart":
            return "multipart/mixed"
        return stated if _TYPE.fullmatch(stated) else self.default

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Of its type: charset, boundary, name."""
        return parameters(self.headers.get("content-type"))

    @cached_property
    def disposition(self) -> str:
        """ "attachment", "inline", or "" where neither is said."""
        return value_of(self.headers.get("content-disposition"))

    @cached_property
    def stated_name(self) -> str:
        """The file's name as it was sent, "" where it has none."""
        disposed = parameters(self.headers.get("content-disposition"))
        return disposed.get("filename") or disposed.get("name") or self.parameters.get("name", "")

    @cached_property
    def content_id(self) -> str:
        """By which HTML refers to the part."""
        return self.headers.plain("content-id").strip("<> ")

    @cached_property
    def data(self) -> bytes:
        """The body, its transfer encoding undone."""
        return decoded(self.body, self.headers.plain("content-transfer-encoding"))

    @property
    def whole(self) -> bytes:
        """The part with its head, as a message of its own."""
        head = b"".join(
            name.encode() + b": " + value + b"\r\n" for name, value in self.headers.fields
        )
        return head + b"\r\n" + self.body

    @cached_property
    def is_multipart(self) -> bool:
        """Has it parts of its own, be it that only its body says so?"""
        stated = self.media_type.startswith("multipart/")
        shows = self.media_type.startswith("text/") and _BEGINS_WITH_PART.match(self.body)
        return stated or bool(shows)

    def parts(self) -> tuple[Part, ...]:
        """The parts of a multipart; of a damaged one those that there are, or none."""
        default = "message/rfc822" if self.media_type == "multipart/digest" else "text/plain"
        body = self.body
        boundary = _boundary(self)
        cut = list(_cut(body, boundary)) if boundary else []
        if not cut:
            # A boundary that is missing or does not occur: the one that the body itself shows.
            shown = _UNDECLARED.search(body)
            cut = list(_cut(body, shown.group(1))) if shown else []
        if not cut and self.headers.plain("content-transfer-encoding").lower() == "base64":
            cut = list(_cut(self.data, boundary)) if boundary else []
        return tuple(Part(*split(piece), default=default) for piece in cut[:MOST])


def _boundary(part: Part) -> bytes:
    """The boundary that the part states, as it stands there, not decoded."""
    field_ = part.headers.get("content-type")
    match = re.search(rb'(?i)boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', field_)
    if match is None:
        return part.parameters.get("boundary", "").encode("utf-8", "replace")
    quoted = match.group(1)
    if quoted is not None:
        return re.sub(rb"\\(.)", rb"\1", quoted).rstrip()
    return match.group(2).strip().strip(b"'")


def _cut(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between lines that are the boundary; the last part may lack its end."""
    delimiter = b"--" + boundary
    start: int | None = None
    at = body.find(delimiter)
    while at >= 0:
        match = _LINE_END.match(body, at + len(delimiter))
        if match is None or (at and body[at - 1] not in b"\r\n"):
            at = body.find(delimiter, at + 1)
            continue
        if start is not None:
            yield _without_newline(body[start:at])
        start = None if match.group(1) else match.end()
        at = body.find(delimiter, match.end())
    if start is not None:
        # What was cut off in the middle of its last boundary.
        broken = body.rfind(b"\n" + delimiter, start)
        rest = body[start:] if broken < 0 else body[start : broken + 1]
        if rest.strip():
            yield rest


def _without_newline(piece: bytes) -> bytes:
    """The newline before a boundary belongs to the boundary."""
    if piece.endswith(b"\r\n"):
        return piece[:-2]
    return piece[:-1] if piece.endswith((b"\n", b"\r")) else piece
