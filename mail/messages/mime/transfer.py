"""Transfer encodings undone, whatever state they arrived in."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_SOFT_BREAK = re.compile(rb"=[ \t]*(\r?\n|\r|$)")
_SPACE_AT_END = re.compile(rb"[ \t]+(?=\r?\n|$)")
_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_UU_BEGIN = re.compile(rb"(?m)^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,250})\r?\n")
_UU_END = re.compile(rb"(?m)^(?:end|====)[ \t]*\r?$")


class Uuencoded(NamedTuple):
    """A file that stands in a text, and where."""

    start: int
    end: int
    name: bytes
    data: bytes


def decoded(data: bytes, encoding: str) -> bytes:
    """The bytes of a part; those of an unknown encoding as they are."""
    encoding = encoding.strip(" \t\"';").lower()
    if encoding == "base64":
        return base64(data)
    if encoding in ("quoted-printable", "quotedprintable", "quoted-printeable"):
        return quoted_printable(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return b"".join(found.data for found in uuencoded(data)) or data
    return data


def base64(data: bytes) -> bytes:
    """All that can be decoded; what is not in the alphabet is left out.

    Padding ends one run of base64 and text may follow it, as list software adds it.
    """
    if b"=" not in data.rstrip(b"= \t\r\n"):
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            pass
    made = []
    for run in re.split(rb"=+", data):
        body = _NOT_BASE64.sub(b"", run)
        if len(body) % 4 == 1:
            body = body[:-1]
        made.append(binascii.a2b_base64(body + b"=" * (-len(body) % 4)))
        if b"=" in data and not run.strip():
            break
    return b"".join(made[:1]) if len(made) > 1 and not _all_base64(data) else b"".join(made)


def _all_base64(data: bytes) -> bool:
    return re.fullmatch(rb"[A-Za-z0-9+/=\s]*", data) is not None


def quoted_printable(data: bytes) -> bytes:
    """The bytes; a "=" that escapes nothing stays as it is."""
    joined = _SOFT_BREAK.sub(b"", _SPACE_AT_END.sub(b"", data))
    return _ESCAPE.sub(lambda match: bytes((int(match.group(1), 16),)), joined)


def uuencoded(data: bytes) -> Iterator[Uuencoded]:
    """The files that stand uuencoded in a text."""
    at = 0
    while (begin := _UU_BEGIN.search(data, at)) is not None:
        end = _UU_END.search(data, begin.end())
        if end is None:
            return
        at = end.end()
        body = data[begin.end() : end.start()]
        if begin.group().startswith(b"begin-base64"):
            yield Uuencoded(begin.start(), at, begin.group(1), base64(body))
            continue
        lines = [_uu_line(line) for line in body.splitlines()]
        if lines and all(line is not None for line in lines):
            yield Uuencoded(begin.start(), at, begin.group(1), b"".join(filter(None, lines)))


def _uu_line(line: bytes) -> bytes | None:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders count the line's padding; this is how uudecode reads it.
        try:
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            return binascii.a2b_uu(line[:count])
        except (binascii.Error, IndexError):
            return None
