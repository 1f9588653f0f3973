"""What parent and child say to each other: JSON, and bytes beside it, both with their length."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTHS = struct.Struct(">II")
HEADER_BYTES = _LENGTHS.size


class TooLong(Exception):
    """A frame is longer than its reader allows."""


def pack(message: dict[str, Any], blob: bytes = b"") -> bytes:
    """The frame of a message and the bytes that go with it.

    Surrogates pass, for they are how Python spells names of files that are not UTF-8.
    """
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "surrogatepass")
    return _LENGTHS.pack(len(data), len(blob)) + data + blob


def unpack(read: Callable[[int], bytes], most: int) -> tuple[dict[str, Any], bytes]:
    """The next message and its bytes, by a `read` that gives exactly as many as asked for.

    Raises TooLong before reading more than `most` bytes, ValueError for what is no message.
    """
    message_length, blob_length = _LENGTHS.unpack(read(HEADER_BYTES))
    if message_length + blob_length > most:
        raise TooLong
    message = json.loads(read(message_length).decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict):
        raise ValueError("the message is not an object")
    return message, read(blob_length) if blob_length else b""
