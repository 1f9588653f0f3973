"""Writes .msg files as Outlook lays them out: a compound file with a stream a property."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CLASS = bytes.fromhex("0b0d020000000000c000000000000046")

Value: TypeAlias = str | bytes | int
Properties: TypeAlias = Mapping[int, Value]
Folder: TypeAlias = dict[str, "bytes | Folder"]


def message(
    properties: Properties,
    recipients: Sequence[Properties] = (),
    attachments: Sequence[Properties] = (),
    within: Sequence[Folder] = (),
) -> bytes:
    """A message with these properties, by their ids: text, bytes or a number.

    `within` are messages, as folders, that are attached to it.
    """
    return _compound(folder(properties, recipients, attachments, within, offset=32))


def folder(
    properties: Properties,
    recipients: Sequence[Properties] = (),
    attachments: Sequence[Properties] = (),
    within: Sequence[Folder] = (),
    offset: int = 24,
) -> Folder:
    """The same as a folder, to stand in another message's attachment."""
    made = _stored(properties, offset)
    for number, recipient in enumerate(recipients):
        made[f"__recip_version1.0_#{number:08X}"] = _stored(recipient, 8)
    stored = [_stored(attachment, 8) for attachment in attachments]
    stored += [{**_stored({0x3705: 5}, 8), "__substg1.0_3701000D": inner} for inner in within]
    for number, attachment in enumerate(stored):
        made[f"__attach_version1.0_#{number:08X}"] = attachment
    return made


def _stored(properties: Properties, offset: int) -> Folder:
    table = b"\0" * offset
    made: Folder = {}
    for number, value in properties.items():
        if isinstance(value, int):
            table += struct.pack("<HHIII", 0x0003, number, 6, value, 0)
            continue
        kind = 0x001F if isinstance(value, str) else 0x0102
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        table += struct.pack("<HHIII", kind, number, 6, len(data), 0)
        made[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": table, **made}


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)


def _compound(root: Folder) -> bytes:
    entries = [_Entry("Root Entry", 5)]
    _collect(root, entries, 0)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = b""
    mini_fat: list[int] = []
    starts: dict[int, int] = {}
    for index, entry in enumerate(entries):
        if entry.kind != 2:
            continue
        if len(entry.data) >= _CUTOFF:
            starts[index] = _append(entry.data, sectors, fat)
        elif entry.data:
            starts[index] = len(mini) // _MINI
            count = -(-len(entry.data) // _MINI)
            mini += entry.data.ljust(count * _MINI, b"\0")
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), _END]
    starts[0] = _append(mini, sectors, fat) if mini else _END
    entries[0].data = mini
    packed = b"".join(_packed(entries, index, starts) for index in range(len(entries)))
    directory = _append(packed, sectors, fat)
    table = b"".join(struct.pack("<I", number) for number in mini_fat)
    mini_start = _append(table, sectors, fat, b"\xff") if table else _END
    count = 1
    while (len(fat) + count) * 4 > count * _SECTOR:
        count += 1
    first = len(fat)
    fat += [_FAT] * count
    written = b"".join(struct.pack("<I", number) for number in fat)
    written = written.ljust(count * _SECTOR, b"\xff")
    places = [*range(first, first + count), *([_FREE] * (109 - count))]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, count, directory, 0, _CUTOFF, mini_start,
                        -(-len(table) // _SECTOR), _END, 0)  # fmt: skip
    return head + struct.pack("<109I", *places) + b"".join(sectors) + written


def _collect(tree: Folder, entries: list[_Entry], parent: int) -> None:
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        inner = tree[name]
        entries[parent].children.append(len(entries))
        if isinstance(inner, bytes):
            entries.append(_Entry(name, 2, inner))
        else:
            entries.append(_Entry(name, 1))
            _collect(inner, entries, len(entries) - 1)


def _append(data: bytes, sectors: list[bytes], fat: list[int], fill: bytes = b"\0") -> int:
    start = len(sectors)
    count = max(1, -(-len(data) // _SECTOR))
    padded = data.ljust(count * _SECTOR, fill)
    sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
    fat += [*range(start + 1, start + count), _END]
    return start


def _packed(entries: list[_Entry], index: int, starts: Mapping[int, int]) -> bytes:
    entry = entries[index]
    right = _FREE
    for parent in entries:  # the folder's entries as a chain, which is a tree too
        if index in parent.children[:-1]:
            right = parent.children[parent.children.index(index) + 1]
    child = entry.children[0] if entry.children else _FREE
    name = (entry.name + "\0").encode("utf-16-le")
    made = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry.kind, 1)
    made += struct.pack("<III", _FREE, right, child)
    made += (_CLASS if index == 0 else b"\0" * 16) + b"\0" * 20
    return made + struct.pack("<IQ", starts.get(index, 0), len(entry.data))
