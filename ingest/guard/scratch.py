"""Folders for the children to write in, gone when they are, whatever ends this process."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "kilde-reading-"


class Scratch:
    """A private folder in the system's folder for temporary files, with one for each child.

    While this process lives it holds a lock on it; folders whose lock nobody holds are
    left over from processes that were killed, and are removed when the next one begins.
    """

    def __init__(self) -> None:
        """Raises OSError where no folder can be made."""
        _remove_leftovers()
        while True:
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
            self._lock = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if self._folder.exists():
                return
            os.close(self._lock)  # another process took it for a leftover before the lock

    def room(self) -> Path:
        """A new folder in it, empty."""
        return Path(tempfile.mkdtemp(dir=self._folder))

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        remove(self._folder)
        os.close(self._lock)


def empty(room: Path) -> None:
    """Remove all that is in `room`."""
    with contextlib.suppress(FileNotFoundError), os.scandir(room) as entries:
        for entry in entries:
            remove(Path(entry.path))


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all in it; what cannot be is left."""
    if path.is_dir() and not path.is_symlink():
        # What was unpacked in there may have taken its owner's rights away.
        for where, folders, _ in os.walk(path):
            for folder in folders:
                with contextlib.suppress(OSError, NotImplementedError):
                    Path(where, folder).chmod(0o700, follow_symlinks=False)
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _remove_leftovers() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(folder)
        except BlockingIOError:
            pass  # its process lives
        finally:
            os.close(lock)
