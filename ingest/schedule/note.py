"""Who follows the schedules: one process a data folder, which says so in a note."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import IO

_SECONDS = 1.0


@dataclass(frozen=True)
class Following:
    """The process that follows, since when, and what an administrator should know of it."""

    pid: int
    since: str
    says: tuple[str, ...] = ()


class Note:
    """The note of the process that follows."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._since = datetime.now().astimezone().isoformat(timespec="seconds")
        self.say(())

    def say(self, says: Sequence[str]) -> None:
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "since": self._since, "says": list(says)}, self._file)
        self._file.flush()


@contextmanager
def sole_follower(data: Path, stop: Event) -> Iterator[Note | None]:
    """Waits until no other process follows in this data folder; None if stopped meanwhile."""
    data.mkdir(parents=True, exist_ok=True)
    with open(_path(data), "a+") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if stop.wait(_SECONDS):
                    yield None
                    return
        yield Note(file)
        file.truncate(0)


def following(data: Path) -> Following | None:
    """Who follows the schedules now; None where nobody does."""
    try:
        with open(_path(data)) as file:
            note = file.read()
            if not note:
                return None  # without touching the lock, which somebody may be about to take
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                found = json.loads(note)
                return Following(found["pid"], found["since"], tuple(found["says"]))
    except (FileNotFoundError, ValueError, KeyError):
        return None
    return None


def _path(data: Path) -> Path:
    return data / "follow.lock"
