"""Noticing that a source has changed: by the kernel's word, or by looking again and again."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config import Settings, Source
from ingest.schedule.mounts import remote_kind

# The kernel's news are gathered until it is quiet for so long, or for so long altogether.
_QUIET_MS, _GATHER_MS = 400, 2000
# How often it is looked whether a watched folder is still the same one.
_CHECK_MS = 2000
# Looking through a folder is repeated after so long, and takes at most a tenth of the time.
_POLL_SECONDS, _POLL_SHARE = 5.0, 10.0
_IMAP_SECONDS = 300.0
_LITTER = (".", "~$", "._")

Changed = Callable[[], None]
Says = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """What is watched: a folder and all below it, or one file (`name`) in a folder."""

    folder: Path
    name: str = ""
    hidden: bool = False
    # Kilde's own data, which changes with every run, is none of a source's.
    besides: Path | None = None

    @property
    def path(self) -> Path:
        return self.folder / self.name


def place_of(settings: Settings, source: Source) -> Place | None:
    """Where a source lies on this machine's file systems; None for IMAP."""
    if source.folder:
        folder = (settings.base / source.folder).absolute()
        return Place(folder, besides=settings.data_folder)
    if source.mailbox:
        path = (settings.base / source.mailbox).absolute()
        # A Maildir's subfolders begin with a dot.
        return Place(path, hidden=True) if path.is_dir() else Place(path.parent, path.name)
    return None


class Watcher:
    """Calls `changed` whenever a source may have changed, until it is stopped."""

    def __init__(self, settings: Settings, source: Source, changed: Changed, says: Says) -> None:
        self._source = source
        self._place = place_of(settings, source)
        self._changed = changed
        self._says = says
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"watch-{source.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """It ends soon; one that hangs in a network mount ends with the process."""
        self._stop.set()

    def _run(self) -> None:
        if self._place is None:
            while not self._stop.wait(_IMAP_SECONDS):
                self._changed()
            return
        kind = remote_kind(self._place.folder)
        if kind:
            self._says(f"{self._source.name} lies on {kind} and is looked through regularly")
            self._poll(self._place)
            return
        while not self._stop.is_set():
            if not self._place.folder.is_dir():
                self._stop.wait(_CHECK_MS / 1000)
                continue
            try:
                self._listen(self._place)
            except FileNotFoundError:
                continue  # gone since it was looked at
            except (OSError, RuntimeError) as error:
                self._says(
                    f"{self._source.name} cannot be watched ({_limit(error)}) and is looked "
                    "through regularly instead"
                )
                self._poll(self._place)

    def _listen(self, place: Place) -> None:
        """Wait for the kernel's news until the folder is another one."""
        from watchfiles import watch

        identity = _identity(place.folder)
        # From when the kernel listens: what was there before has been read, or is now.
        for changes in watch(
            place.folder,
            watch_filter=lambda _, path: _matters(Path(path), place),
            debounce=_GATHER_MS,
            step=_QUIET_MS,
            rust_timeout=_CHECK_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            force_polling=False,
            recursive=not place.name,
        ):
            same = _identity(place.folder) == identity
            if changes or not same:
                self._changed()
            if not same:
                self._until_back(place)
                return

    def _until_back(self, place: Place) -> None:
        while not place.folder.is_dir() and not self._stop.wait(_CHECK_MS / 1000):
            pass
        self._changed()

    def _poll(self, place: Place) -> None:
        seen = _state(place)
        spent = 0.0
        while not self._stop.wait(max(_POLL_SECONDS, _POLL_SHARE * spent)):
            began = time.monotonic()
            now = _state(place)
            spent = time.monotonic() - began
            if now != seen:
                seen = now
                self._changed()


def _matters(path: Path, place: Place) -> bool:
    if place.name:
        return path.name == place.name
    if place.besides and path.is_relative_to(place.besides):
        return False
    try:
        parts = path.relative_to(place.folder).parts
    except ValueError:
        return True
    return place.hidden or not any(part.startswith(_LITTER) for part in parts)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(place: Place) -> bytes | None:
    """A hash of all names, sizes and times; None where it cannot be looked at now."""
    digest = hashlib.sha256()
    try:
        for entry in _entries(place):
            digest.update(entry.encode(errors="surrogateescape"))
    except OSError:
        return None
    return digest.digest()


def _entries(place: Place) -> Iterator[str]:
    root = str(place.path)
    if not place.path.is_dir():
        found = place.path.stat()
        yield f"{found.st_size} {found.st_mtime_ns}"
        return
    folders = [root]
    while folders:
        folder = folders.pop()
        if folder == str(place.besides):
            continue
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except (FileNotFoundError, PermissionError):
            if folder == root:
                raise
            continue  # what happens elsewhere is noticed all the same
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
                yield entry.path
                continue
            try:
                found = entry.stat()
            except FileNotFoundError:
                continue
            yield f"{entry.path}\0{found.st_size} {found.st_mtime_ns}"


def _limit(error: Exception) -> str:
    text = str(error)
    if "limit" in text:
        return "the system's limit of watches is reached, see fs.inotify.max_user_watches"
    if "open files" in text:
        return "the system's limit of watchers is reached, see fs.inotify.max_user_instances"
    return text
