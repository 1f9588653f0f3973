"""A folder and all below it."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NoReturn

from config import Source
from ingest.sources.base import NO_FILE, Item, Listing, SourceError, file_item, readable

# What operating systems and office programs leave beside documents.
_LITTER = ("~$", ".~lock", "._")
_LITTER_NAMES = frozenset({"thumbs.db", "desktop.ini"})


def list_folder(folder: Path, source: Source, suffixes: frozenset[str]) -> Listing:
    """The files below `folder` whose kind is read and whose path the patterns allow.

    A pattern of `include` or `exclude` is held against the path within the source and
    against the file's name; `*` also crosses folders. A link that leads out of the folder
    is refused: what may be read there was never decided.
    """
    root = folder.resolve()
    if not folder.is_dir():
        kind = "is not a folder" if folder.exists() else "does not exist"
        raise SourceError(
            f"the source {source.name!r}: {folder} {kind}; mount or restore it, or correct "
            "`folder` in kilde.toml (its documents stay as they were)"
        )
    files: dict[str, Item] = {}
    refused: dict[str, str] = {}
    other: Counter[str] = Counter()
    for file in _walk(folder, source.name):
        path = readable(file.relative_to(folder).as_posix())
        if not _wanted(path, source):
            continue
        if file.suffix.lower() not in suffixes:
            other[readable(file.suffix.lower()) or "no suffix"] += 1
            continue
        try:
            # Folders that are links are not gone into: only the file itself can lead out.
            if file.is_symlink() and not file.resolve(strict=True).is_relative_to(root):
                refused[path] = (
                    "is a link that leads out of its source folder; "
                    "copy the file here, or make its folder a source"
                )
                continue
            found = file.stat()
        except OSError as error:
            refused[path] = f"cannot be read: {error.strerror}; check the file and its owner"
            continue
        if not stat.S_ISREG(found.st_mode):
            # To open a pipe is to wait for somebody to write into it.
            refused[path] = f"{NO_FILE}; take it out of the folder, or name it in `exclude`"
            continue
        if path in files:
            refused[f"{path} (second)"] = (
                "has the same name as another file but for the way its letters are encoded; "
                "rename one of them"
            )
            continue
        files[path] = file_item(path, file, found.st_size, found.st_mtime_ns)
    return Listing(tuple(files.values()), refused, other)


def _walk(folder: Path, source: str) -> Iterator[Path]:
    def fail(error: OSError) -> NoReturn:
        raise SourceError(
            f"the source {source!r}: {error.filename} cannot be listed: {error.strerror}; "
            "give Kilde the right to read it (its documents stay as they were)"
        ) from error

    for where, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", *_LITTER)) and name.lower() not in _LITTER_NAMES:
                yield Path(where, name)


def _wanted(path: str, source: Source) -> bool:
    def matches(patterns: tuple[str, ...]) -> bool:
        name = path.rsplit("/", 1)[-1]
        return any(fnmatchcase(path, p) or fnmatchcase(name, p) for p in patterns)

    return (not source.include or matches(source.include)) and not matches(source.exclude)
