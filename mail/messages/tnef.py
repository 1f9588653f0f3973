"""What Outlook packs into winmail.dat (MS-OXTNEF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mail.messages.mime.charsets import text_of

_SIGNATURE = b"\x78\x9f\x3e\x22"
_BODY, _MESSAGE_PROPERTIES, _CODEPAGE = 0x800C, 0x9003, 0x9007
_NEW_ATTACHMENT, _ATTACHMENT_TITLE = 0x9002, 0x8010
_ATTACHMENT_DATA, _ATTACHMENT_PROPERTIES = 0x800F, 0x9005
_PLAIN, _HTML, _LONG_NAME, _OBJECT = 0x1000, 0x1013, 0x3707, 0x3701
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8,
          0x40: 8, 0x48: 16}  # fmt: skip
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_UNICODE = 0x1F
_MESSAGE_ID = struct.pack("<IHH8s", 0x00020307, 0, 0, b"\xc0\x00\x00\x00\x00\x00\x00\x46")
_DEEPEST = 5
_MOST = 5000


@dataclass
class Packed:
    """The files in their order, as (name, content), and the message's text if it is there."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    plain: str = ""
    html: str = ""


def opened(data: bytes, depth: int = 0) -> Packed | None:
    """What is packed in the data, as far as it is whole; None where it is something else."""
    if not data.startswith(_SIGNATURE):
        return None
    packed = Packed()
    codepage = "cp1252"
    name, content = "", b""
    for number, value in _attributes(data):
        if number == _CODEPAGE and len(value) >= 4:
            codepage = f"cp{struct.unpack('<I', value[:4])[0]}"
        elif number == _BODY:
            packed.plain = text_of(value, codepage)
        elif number == _NEW_ATTACHMENT:
            _add(packed, name, content, depth)
            name, content = "", b""
        elif number == _ATTACHMENT_TITLE:
            name = name or text_of(value, codepage)
        elif number == _ATTACHMENT_DATA:
            content = value
        elif number == _ATTACHMENT_PROPERTIES:
            properties = dict(_properties(value, codepage))
            name = _str(properties.get(_LONG_NAME)) or name
            content = content or _bytes(properties.get(_OBJECT))
        elif number == _MESSAGE_PROPERTIES:
            properties = dict(_properties(value, codepage))
            packed.plain = packed.plain or _str(properties.get(_PLAIN))
            body = properties.get(_HTML)
            packed.html = body if isinstance(body, str) else text_of(_bytes(body), codepage)
    _add(packed, name, content, depth)
    return packed


def _add(packed: Packed, name: str, content: bytes, depth: int) -> None:
    if content.startswith(_MESSAGE_ID + _SIGNATURE) and depth < _DEEPEST:
        inner = opened(content[len(_MESSAGE_ID) :], depth + 1)
        if inner is not None:
            if inner.plain:
                packed.files.append((f"{name or 'message'}.txt", inner.plain.encode()))
            packed.files += inner.files
    elif content:
        packed.files.append((name, content))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, value) of each attribute; what is cut off ends them."""
    at = 6
    for _ in range(_MOST):
        if at + 9 > len(data):
            return
        number, _, length = struct.unpack("<HHI", data[at + 1 : at + 9])
        if at + 9 + length > len(data):
            return
        yield number, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes, codepage: str) -> Iterator[tuple[int, str | bytes]]:
    """(number, value) of the properties that are text or bytes, the first value of each."""
    try:
        yield from _walked(data, codepage)
    except struct.error:
        return


def _walked(data: bytes, codepage: str) -> Iterator[tuple[int, str | bytes]]:
    (count,) = struct.unpack_from("<I", data, 0)
    at = 4
    for _ in range(min(count, _MOST)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= 0x8000:
            (named,) = struct.unpack_from("<I", data, at + 16)
            at += 20
            (length,) = struct.unpack_from("<I", data, at)
            at += 4 if named == 0 else 4 + _padded(length)
        several = bool(kind & 0x1000)
        kind &= 0xFFF
        if kind not in _VARIABLE and kind not in _FIXED:
            return
        values = 1
        if several or kind in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for index in range(min(values, _MOST)):
            if kind in _FIXED:
                at += _FIXED[kind]
                continue
            (length,) = struct.unpack_from("<I", data, at)
            value = data[at + 4 : at + 4 + length]
            at += 4 + _padded(length)
            if index == 0:
                yield number, _decoded(kind, value, codepage)


def _decoded(kind: int, value: bytes, codepage: str) -> str | bytes:
    if kind == _UNICODE:
        return value.decode("utf-16-le", errors="replace").replace("\0", "")
    return text_of(value, codepage) if kind == 0x1E else value


def _padded(length: int) -> int:
    return (length + 3) & ~3


def _str(value: str | bytes | None) -> str:
    return value if isinstance(value, str) else ""


def _bytes(value: str | bytes | None) -> bytes:
    return value if isinstance(value, bytes) else b""
