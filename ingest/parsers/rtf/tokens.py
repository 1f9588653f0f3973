"""An RTF file's braces, control words and text, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)


class Token(NamedTuple):
    """`kind` is "{", "}", "word", "symbol" or "bytes"; a word's number is None without one."""

    kind: str
    text: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens; the bytes of embedded binary data are skipped."""
    at = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:  # a backslash at the very end
            return
        at = match.end()
        if match["word"]:
            number = int(match["number"]) if match["number"] else None
            word = match["word"].decode("ascii")
            if word == "bin":
                at += max(number or 0, 0)
                continue
            yield Token("word", word, number)
        elif match["hex"]:
            yield Token("bytes", data=bytes([int(match["hex"], 16)]))
        elif match["symbol"]:
            yield Token("symbol", match["symbol"].decode("latin-1"))
        elif match["brace"]:
            yield Token(match["brace"].decode("ascii"))
        elif match["text"]:
            yield Token("bytes", data=match["text"])
