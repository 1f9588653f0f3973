"""What every kind of source gives."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

NO_FILE = "is a pipe, a socket or a device, and no file"


class SourceError(Exception):
    """A source cannot be listed or read on; the message names it, the reason, the next step."""


class ItemGone(Exception):
    """An item has been taken away since it was listed: the next run will see that."""


@dataclass(frozen=True)
class Item:
    """What a source holds at one place: a file, or a message with all that is attached to it.

    `place` says where it lies in its source, in words that stay the same as long as it lies
    there. `path` is what its document is called within the source (forward slashes, NFC);
    None where a message's own id says that. `file_name` is what it is called as a file, with
    the ending that says its kind. `size` is in bytes; None where what lies at a known place
    is never another. `modified_ns` tells, with the size, whether it changed, and dates what
    has no date of its own. `identity` is the same for items of the same content, and known
    without opening them; where it is None, the content's hash takes its place.
    """

    place: str
    path: str | None
    file_name: str
    size: int | None
    modified_ns: int
    open: Callable[[], AbstractContextManager[Path]] = field(compare=False, repr=False)
    identity: str | None = None

    def opened(self) -> AbstractContextManager[Path]:
        """Its content as a file, for as long as the context lasts.

        Raises OSError, ItemGone, or SourceError where nothing more can be had of the source.
        """
        return self.open()


@dataclass(frozen=True)
class Listing:
    """A source's items; what cannot be a document (place -> reason); what was left out
    because no parser reads its kind (suffix -> count)."""

    items: tuple[Item, ...]
    refused: Mapping[str, str] = field(default_factory=dict)
    other_kinds: Mapping[str, int] = field(default_factory=dict)


def file_item(path: str, file: Path, size: int, modified_ns: int) -> Item:
    """The item that a file is whose document is called by its path."""
    name = PurePosixPath(path).name
    return Item(path, path, name, size, modified_ns, lambda: nullcontext(file))


def readable(path: str) -> str:
    """A path of the file system as a name that people read and databases take, in NFC.

    A name in an encoding of before UTF-8, as old file servers and archives leave them, has
    its letters as in Western Europe.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        path = os.fsencode(path).decode("latin-1")
    return unicodedata.normalize("NFC", path)
