"""Outlook's compressed RTF (MS-OXRTFCP)."""

from __future__ import annotations

import struct
from collections.abc import Iterable

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_LARGEST = 64 * 1024 * 1024
_BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompressed(data: bytes) -> bytes:
    """The RTF; b"" where the data is something else, what there is of it where it is cut off."""
    if len(data) < 16:
        return b""
    _, size, magic = struct.unpack("<III", data[:12])
    if magic == _PLAIN:
        return data[16 : 16 + size]
    if magic != _COMPRESSED:
        return b""
    window = bytearray(_BEFORE.ljust(_WINDOW, b" "))
    at, place = 16, len(_BEFORE)
    made = bytearray()
    while at < len(data) and len(made) < min(size, _LARGEST):
        control, at = data[at], at + 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 2 > len(data):
                    return bytes(made)
                reference = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == place:
                    return bytes(made)
                run: Iterable[int] = (window[(offset + step) % _WINDOW] for step in range(length))
            elif at < len(data):
                run, at = data[at : at + 1], at + 1
            else:
                return bytes(made)
            for byte in run:
                made.append(byte)
                window[place] = byte
                place = (place + 1) % _WINDOW
    return bytes(made)
