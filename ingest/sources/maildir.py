"""A Maildir: a file for each message, in `cur` and `new`, with folders beside them.

A message's file is renamed when it is read or flagged; what stands before the colon stays, and
is its place. What is in the trash, junk or drafts is no message that somebody sent and keeps.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from imapclient import imap_utf7

from ingest.sources.base import Item, ItemGone, SourceError, readable
from mail.folders import is_passing


def is_maildir(folder: Path) -> bool:
    """Does it hold messages as a Maildir does, itself or in its folders?"""
    return next(_folders(folder), None) is not None


def list_maildir(root: Path, source: str, wanted: tuple[str, ...]) -> list[Item]:
    """The messages of a Maildir and its folders; of those named in `wanted`, if any are.

    Raises SourceError where a folder cannot be listed.
    """
    items: dict[str, Item] = {}
    try:
        for name, folder in _folders(root):
            if name not in wanted if wanted else is_passing(name):
                continue
            for file in _files(folder):
                item = _item(name, folder, file)
                if item is not None:
                    # A message on its way from `new` to `cur` may be seen in both.
                    items.setdefault(item.place, item)
    except OSError as error:
        raise SourceError(
            f"the source {source!r}: {error.filename} cannot be listed: {error.strerror}; "
            "give Kilde the right to read it (its messages stay as they were)"
        ) from error
    return list(items.values())


def _folders(root: Path) -> Iterator[tuple[str, Path]]:
    """The folders that hold messages, by their names: "" for the Maildir itself, `Archive`."""

    def fail(error: OSError) -> NoReturn:
        raise error

    for where, folders, _ in os.walk(root, onerror=fail):
        holds = {"cur", "new"} & set(folders)
        folders[:] = sorted(name for name in folders if name not in ("cur", "new", "tmp"))
        if holds:
            inner = Path(where).relative_to(root).as_posix().removeprefix(".")
            yield _decoded(inner), Path(where)


def _decoded(name: str) -> str:
    """A folder's name as people see it; servers write letters beyond ASCII in UTF-7."""
    try:
        return str(imap_utf7.decode(name.encode("ascii")))
    except ValueError:
        return name


def _files(folder: Path) -> Iterator[Path]:
    for part in ("new", "cur"):
        if (folder / part).is_dir():
            with os.scandir(folder / part) as entries:
                yield from sorted(Path(entry.path) for entry in entries if entry.name[0] != ".")


def _item(name: str, folder: Path, file: Path) -> Item | None:
    unique, _, flags = file.name.partition(":2,")
    if "T" in flags:
        return None
    try:
        with _here(folder, unique, file) as found:
            status = found.lstat()
    except ItemGone:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    place = readable(f"{name}/{unique}" if name else unique)
    return Item(
        place,
        None,
        "message.eml",
        status.st_size,
        status.st_mtime_ns,
        lambda: _here(folder, unique, file),
    )


@contextmanager
def _here(folder: Path, unique: str, file: Path) -> Iterator[Path]:
    """The message's file, though somebody may have renamed it by reading it."""
    if not os.path.lexists(file):
        same = (f for f in _files(folder) if f.name.partition(":2,")[0] == unique)
        renamed = next(same, None)
        if renamed is None:
            raise ItemGone(str(file))
        file = renamed
    yield file
