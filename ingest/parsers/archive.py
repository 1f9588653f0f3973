"""Files that are ZIP archives inside: their parts, opened only where that is safe."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from lxml import etree

from ingest.parsers.errors import Unreadable

_MEBIBYTE = 1024 * 1024
_MOST_PARTS = 20_000
# Parts that are read whole become trees of about eight times their size.
_LARGEST_PART = 64 * _MEBIBYTE
_LARGEST_STREAM = 512 * _MEBIBYTE
# Real parts of this size shrink to a fifth or, tables of like rows, to a fiftieth.
_BOMB_SIZE = 8 * _MEBIBYTE
_BOMB_RATIO = 250
_DAMAGED = "is damaged or not complete; copy it again, or save it again"


class Archive:
    """A ZIP archive's parts by name; a context manager.

    Whatever a part's size, packing, protection or markup forbids raises Unreadable.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise Unreadable(_DAMAGED) from None
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS:
            raise Unreadable(f"holds {len(parts)} files inside, as an attack would; leave it out")
        self._parts = {part.filename.lstrip("/"): part for part in parts}

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        """The parts' names, in the archive's order."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """A part's bytes; KeyError where there is no such part."""
        with self.open(name, _LARGEST_PART) as stream:
            try:
                return stream.read()
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                raise Unreadable(_DAMAGED) from None

    def open(self, name: str, largest: int = _LARGEST_STREAM) -> IO[bytes]:
        """A part as a stream, of which at most `largest` bytes come."""
        part = self._parts[name]
        size = part.file_size
        if part.flag_bits & 1:
            raise Unreadable("is protected by a password; save it without one")
        if size > _BOMB_SIZE and size > _BOMB_RATIO * max(part.compress_size, 1):
            raise Unreadable(
                f"holds {size // _MEBIBYTE} MB packed into {part.compress_size // 1024} kB, as an "
                "attack would; leave it out"
            )
        if size > largest:
            raise Unreadable(
                f"holds a part of {size // _MEBIBYTE} MB and the limit is "
                f"{largest // _MEBIBYTE} MB; split it"
            )
        try:
            return self._zip.open(part)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError):
            raise Unreadable(_DAMAGED) from None

    def tree(self, name: str) -> etree._Element:
        """The root of a part that is XML; KeyError where there is no such part."""
        return tree(self.read(name))

    def each(self, name: str, tags: str | tuple[str, ...]) -> Iterator[etree._Element]:
        """The elements of these tags in a part that is XML, however long, each forgotten after.

        Tags are spelt as for lxml: `{*}row` is a row in any namespace.
        """
        with self.open(name) as stream:
            if b"<!DOCTYPE" in stream.read(4096).replace(b"\0", b""):
                raise Unreadable(_ENTITIES)
        with self.open(name) as stream:
            parsed = etree.iterparse(
                stream,
                events=("end",),
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
            )
            try:
                for _, element in parsed:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError):
                raise Unreadable(_DAMAGED) from None


def tree(data: bytes) -> etree._Element:
    """The root of XML of which nothing is fetched and no entity expanded.

    Raises Unreadable for what is not well-formed, or defines entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "ntit" in str(error):  # "Entity", "entities"
            raise Unreadable(_ENTITIES) from None
        raise Unreadable(_DAMAGED) from None
    _check(root)
    return root


_ENTITIES = "defines XML entities, as an attack would; leave it out, or save it again"


def _check(element: etree._Element) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise Unreadable(_ENTITIES)


def text_of(root: etree._Element | None) -> str:
    """All text under an element, on one line."""
    return " ".join("".join(map(str, root.itertext())).split()) if root is not None else ""
