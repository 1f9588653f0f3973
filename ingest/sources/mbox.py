"""An mbox: messages behind each other in one file, each begun by a line "From …".

The file may be larger than memory, and may grow while it is read: it is read in chunks, as far
as it went when it was opened. A message's place is the hash of what never changes in it, for its
offset does when messages before it are deleted.
"""

from __future__ import annotations

import calendar
import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.sources.base import Item, ItemGone, SourceError
from ingest.sources.spool import spooled

_CHUNK = 1 << 20
# No longer line is looked at, and no longer head.
_LINE, _HEAD = 1 << 14, 1 << 18
_MARK = b"From "
_BREAKS = b"\r\n"
_FIELD = re.compile(rb">?From |[!-9;-~]{1,76}[ \t]*:")
_DATED = re.compile(rb"From .*\d:\d\d.*\b(?:19|20)\d\d\b")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.I | re.M)
_EMPTY_LINE = re.compile(rb"(?<=\n)\r?\n")
# Mail programs write these into the head when a message is read, flagged or filed.
_CHANGING = re.compile(
    rb"^(?:status|x-status|x-keywords|x-uid|x-imap|x-imapbase|content-length|lines"
    rb"|x-mozilla-[a-z0-9]+|x-gmail-labels)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.I | re.M,
)
_QUOTED = re.compile(rb">+From ")


@dataclass(frozen=True)
class _Slice:
    """A message's offsets in its file, without the line `begun` by which it begins.

    `exact`: its length was stated, and what begins with "From " in it was not quoted.
    """

    start: int
    end: int
    begun: bytes
    exact: bool


def list_mbox(file: Path, name: str) -> list[Item]:
    """The messages in `file`, each once.

    Raises SourceError where it is no mbox, OSError where it cannot be read; `name` is the
    source's, for the error.
    """
    items: dict[str, Item] = {}
    with file.open("rb") as opened:
        end = opened.seek(0, 2)
        for found in _slices(_Window(opened, end), f"the source {name!r}: {file}"):
            place = _hash(opened, found)
            if place not in items:
                items[place] = _item(file, found, place)
    return list(items.values())


def _item(file: Path, found: _Slice, place: str) -> Item:
    def chunks() -> Iterator[bytes]:
        with file.open("rb") as opened:
            if _hash(opened, found) != place:
                raise ItemGone(place)  # the file has been written anew meanwhile
            yield from _content(opened, found)

    def opened() -> AbstractContextManager[Path]:
        return spooled(chunks())

    size = found.end - found.start
    return Item(place, None, "message.eml", size, _time(found.begun), opened, place)


class _Window:
    """The file as far as it went when it was opened, a chunk of it in memory."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file, self.end = file, end
        self._base, self._data = 0, b""

    def at(self, position: int, count: int) -> bytes:
        """The bytes from `position`, `count` of them or as many as there are."""
        count = max(0, min(count, self.end - position))
        offset = position - self._base
        if not 0 <= offset <= len(self._data) - count:
            self._file.seek(position)
            self._base, self._data = position, self._file.read(max(count, _CHUNK))
            offset = 0
        return self._data[offset : offset + count]

    def line(self, position: int) -> bytes:
        """The line at `position` with its break."""
        line = self.at(position, _LINE)
        return line[: line.find(b"\n") + 1] or line

    def find(self, needle: bytes, position: int) -> int | None:
        """Where `needle` is next, at or after `position`."""
        while position < self.end:
            self.at(position, len(needle))
            offset = self._data.find(needle, position - self._base)
            if offset >= 0:
                found = self._base + offset
                return found if found < self.end else None
            position = max(position + 1, self._base + len(self._data) - len(needle) + 1)
        return None


def _slices(window: _Window, called: str) -> Iterator[_Slice]:
    start = 0
    while start < window.end and window.at(start, 1) in b"\xef\xbb\xbf\r\n":
        start += 1
    if start < window.end and not window.at(start, len(_MARK)) == _MARK:
        raise SourceError(
            f'{called} is not an mbox, which begins with a line "From …"; name a mailbox, or a '
            "folder of .eml and .msg files (its messages stay as they were)"
        )
    mark: int | None = start if start < window.end else None
    while mark is not None:
        begun = window.line(mark)
        start = mark + len(begun)
        stated = _stated_end(window, start)
        mark = _next_mark(window, start if stated is None else stated)
        end = window.end if mark is None else mark
        yield _Slice(start, _trimmed(window, start, end), begun, stated is not None)


def _next_mark(window: _Window, position: int) -> int | None:
    """Where the next message's line begins, at or after `position`."""
    found = window.find(b"\n" + _MARK, max(0, position - 1))
    while found is not None and not _begins(window, found + 1):
        found = window.find(b"\n" + _MARK, found + 1)
    return None if found is None else found + 1


def _begins(window: _Window, mark: int) -> bool:
    """Does a message begin here, or only a sentence?

    A field of a head must follow, and an empty line go before, or the line hold a date.
    """
    before = window.at(max(0, mark - 3), min(3, mark))
    line = window.line(mark)
    if not _FIELD.match(window.line(mark + len(line))):
        return False
    return before.endswith((b"\n\n", b"\n\r\n")) or _DATED.match(line) is not None


def _stated_end(window: _Window, start: int) -> int | None:
    """Where the message ends by its Content-Length, if it does end there."""
    data = window.at(start, _HEAD)
    empty = _EMPTY_LINE.search(data)
    found = _LENGTH.search(data, 0, empty.start()) if empty else None
    if empty is None or found is None:
        return None
    stated = start + empty.end() + int(found[1])
    rest = window.at(stated, 16).lstrip(_BREAKS)
    ends = stated <= window.end and (not rest or rest.startswith(_MARK))
    return stated if ends else None


def _trimmed(window: _Window, start: int, end: int) -> int:
    """`end` without the empty lines that part messages."""
    while end > start and window.at(end - 1, 1) in _BREAKS:
        end -= 1
    return end


def _hash(file: BinaryIO, found: _Slice) -> str:
    """The hash of a message, the same however it is flagged."""
    digest = hashlib.sha256()
    head = True
    for chunk in _chunks(file, found.start, found.end):
        if head:
            empty = _EMPTY_LINE.search(chunk)
            end = empty.start() if empty else len(chunk)
            digest.update(_CHANGING.sub(b"", chunk[:end]))
            chunk, head = chunk[end:], False
        digest.update(chunk)
    return digest.hexdigest()


def _content(file: BinaryIO, found: _Slice) -> Iterator[bytes]:
    """The message as it was sent: a line that was quoted for the mbox is so no more."""
    if found.exact:
        yield from _chunks(file, found.start, found.end)
        return
    file.seek(found.start)
    begins = True
    while (left := found.end - file.tell()) > 0:
        line = file.readline(min(left, _CHUNK))
        if not line:
            return
        yield line[1:] if begins and _QUOTED.match(line) else line
        begins = line.endswith(b"\n")


def _chunks(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    while start < end and (chunk := file.read(min(_CHUNK, end - start))):
        start += len(chunk)
        yield chunk


def _time(begun: bytes) -> int:
    """When the message came, by the line that begins it; 0 where that does not tell."""
    found = re.search(rb"(\w{3} \w{3}) +(\d+ \d+:\d\d:\d\d) (?:\S+ )?(\d{4})", begun)
    if found:
        with suppress(ValueError):
            text = b" ".join(found.groups()).decode("ascii", "replace")
            return calendar.timegm(time.strptime(text, "%a %b %d %H:%M:%S %Y")) * 10**9
    return 0
