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
_BRACE = re.compile(rb"\\bin(?P<length>\d{1,10}) ?|\\.|(?P<brace>[{}])", re.DOTALL)


class Token(NamedTuple):
    """`kind` is "{", "}", "word", "symbol" or "bytes"; a word's number is None without one."""

    kind: str
    text: str = ""
    number: int | None = None
    data: bytes = b""


class Tokens:
    """The tokens of a file, once; embedded binary data is passed over."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        while match := _TOKEN.match(self._data, self._at):  # none at the end
            self._at = match.end()
            if match["word"]:
                number = int(match["number"]) if match["number"] else None
                word = match["word"].decode("ascii")
                if word == "bin":
                    self._at += max(number or 0, 0)
                else:
                    yield Token("word", word, number)
            elif match["hex"]:
                yield Token("bytes", data=bytes([int(match["hex"], 16)]))
            elif match["symbol"]:
                yield Token("symbol", match["symbol"].decode("latin-1"))
            elif match["brace"]:
                yield Token(match["brace"].decode("ascii"))
            elif match["text"]:
                yield Token("bytes", data=match["text"])

    def skip_group(self) -> None:
        """Go on at the brace that closes the group which is open now."""
        depth = 0
        while match := _BRACE.search(self._data, self._at):
            if match["brace"] == b"}" and not depth:
                self._at = match.start()
                return
            self._at = match.end()
            if match["length"]:
                self._at += int(match["length"])
            elif match["brace"]:
                depth += 1 if match["brace"] == b"{" else -1
        self._at = len(self._data)
