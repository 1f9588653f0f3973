"""The folder of what was uploaded: files in and out, so that a crash leaves whole ones only."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from config import UPLOADS
from ingest.guard import Guard, Unreadable
from ingest.plan import hash_file
from ingest.uploads.errors import UploadError
from ingest.uploads.names import safe_name
from records import Catalogue
from records.forgetting import Barred, Forgetting

LARGEST_BYTES = 100 << 20
# What was begun and is not whole after so long never will be.
_STALE_SECONDS = 3600.0
_CHANGED = ".changed"


@dataclass(frozen=True)
class Uploaded:
    """What became of a file: `document` is its name, or for "same" that of the document which
    has the same content already."""

    document: str
    outcome: Literal["added", "replaced", "same"]


class Uploads:
    """The uploads of an installation, a folder a space. Safe to share between processes.

    Files and folders can be read by nobody but the user that Kilde runs as.
    """

    def __init__(self, data: Path) -> None:
        self._root = data / UPLOADS

    def folder(self, space: str) -> Path:
        """Where a space's uploads lie; there is none before the first."""
        return self._root / space

    def file(self, space: str, document: str) -> Path | None:
        """The file of an uploaded document; None where there is none."""
        path = document.removeprefix(f"{UPLOADS}/")
        try:
            file = self.folder(space) / safe_name(path)
        except UploadError:
            return None
        # Nothing here is a link; one that somebody else made is not followed.
        inside = file.resolve() == self.folder(space).resolve() / path
        return file if document != path and inside and file.is_file() else None

    def files(self, space: str) -> Iterator[tuple[str, Path]]:
        """Every file of a space with its path within."""
        folder = self.folder(space)
        for where, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                file = Path(where, name)
                if not name.startswith("."):
                    yield file.relative_to(folder).as_posix(), file

    def spaces(self) -> list[str]:
        """The names of the spaces that have a folder here."""
        with suppress(FileNotFoundError):
            return sorted(one.name for one in self._root.iterdir() if one.name[0] != ".")
        return []

    @contextmanager
    def incoming(self) -> Iterator[IO[bytes]]:
        """A file to write what arrives into; gone at the end, unless `keep` has taken it."""
        folder = self._root / ".incoming"
        self._made(folder)
        for left in folder.iterdir():
            with suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                    left.unlink()
        number, name = tempfile.mkstemp(dir=folder)
        os.close(number)
        path = Path(name)
        try:
            with path.open("wb") as file:
                yield file
        finally:
            path.unlink(missing_ok=True)

    def keep(
        self,
        file: IO[bytes],
        space: str,
        name: str,
        guard: Guard,
        forgetting: Forgetting,
        actor: str,
    ) -> Uploaded:
        """Take what has arrived in as `uploads/name` of a space, for its next run to read.

        In place of what had the name, whose document then gets a new version. What was
        erased under this name, and not for a person's sake, may come again. Raises
        UploadError; then nothing has changed.
        """
        name = safe_name(name)
        file.flush()
        arrived = Path(file.name)
        try:
            guard.look(arrived, name)
        except Unreadable as error:
            empty = not arrived.stat().st_size
            raise UploadError("empty" if empty else "content", f"{error}") from None
        target, content = self.folder(space) / name, hash_file(arrived)
        known = self._same(space, arrived.stat().st_size, content)
        if known is not None:
            return Uploaded(f"{UPLOADS}/{known}", "same")
        document = f"{UPLOADS}/{name}"
        try:
            self._made(target.parent)
        except (NotADirectoryError, FileExistsError):
            raise _in_the_way() from None
        if target.is_dir():
            raise _in_the_way()
        # Last: what fails before leaves it kept out.
        if not forgetting.readmit(space, document, content, actor):
            raise UploadError(
                "erased",
                "it was erased and stays out; an administrator can let it in with "
                f"`kilde allow --space {space} --document NAME`, by the name that it had",
            )
        replaced = target.is_file()
        os.fsync(file.fileno())
        arrived.replace(target)
        _make_durable(target.parent)
        self._changed(space)
        return Uploaded(document, "replaced" if replaced else "added")

    def remove(self, space: str, document: str) -> bool:
        """Delete an upload's file; False where there is none."""
        file = self.file(space, document)
        if file is None:
            return False
        file.unlink(missing_ok=True)
        _make_durable(file.parent)
        self._changed(space)
        return True

    def changed(self, space: str) -> float:
        """When something was last put into a space's uploads or taken out, in seconds since
        1970; 0.0 where that never was."""
        with suppress(FileNotFoundError):
            return (self.folder(space) / _CHANGED).stat().st_mtime
        return 0.0

    def _same(self, space: str, size: int, content: str) -> str | None:
        for path, file in self.files(space):
            with suppress(OSError):
                if file.stat().st_size == size and hash_file(file) == content:
                    return path
        return None

    def _changed(self, space: str) -> None:
        marker = self.folder(space) / _CHANGED
        marker.touch(0o600)
        os.utime(marker)

    def _made(self, folder: Path) -> None:
        """The folder with those above it, each for this user alone."""
        made = self._root.parent
        made.mkdir(parents=True, exist_ok=True)
        for part in folder.relative_to(made).parts:
            made /= part
            made.mkdir(mode=0o700, exist_ok=True)


def drop_barred(uploads: Uploads, space: str, forgetting: Forgetting) -> int:
    """Delete the files of uploads that were erased, by name or by place; how many."""
    dropped, barred = 0, forgetting.barred(space)
    for path, file in list(uploads.files(space)):
        # Asked once more: meanwhile somebody may have put it in again.
        erased = _is_barred(path, file, barred) and _is_barred(path, file, forgetting.barred(space))
        if erased and uploads.remove(space, f"{UPLOADS}/{path}"):
            dropped += 1
    return dropped


def lost_uploads(catalogue: Catalogue, uploads: Uploads) -> list[tuple[str, str]]:
    """The (space, document) that were uploaded and whose files are gone."""
    spaces = {partition.space for partition in catalogue.partitions()}
    return [
        (space, document.name)
        for space in sorted(spaces)
        for document in catalogue.documents(space, UPLOADS)
        # What is attached to a message has no file of its own.
        if document.parent_id is None and uploads.file(space, document.name) is None
    ]


def _in_the_way() -> UploadError:
    return UploadError(
        "name", "there is a file where the name has a folder, or the other way; rename it"
    )


def _is_barred(path: str, file: Path, barred: Barred) -> bool:
    """Whether an upload's file is of what was erased."""
    found = file.stat()
    return barred.name(f"{UPLOADS}/{path}") or barred.place(
        UPLOADS, path, found.st_size, found.st_mtime_ns
    )


def _make_durable(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
