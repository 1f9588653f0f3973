"""One ingest at a time in a data folder; the kernel frees the lock when its owner dies."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO


class IngestBusy(Exception):
    """The lock cannot be had; the message says which process holds it since when, or why."""


@contextmanager
def ingest_lock(
    data: Path, wait: bool = False, tell: Callable[[str], None] = lambda _: None
) -> Iterator[None]:
    """Hold the data folder's ingest lock.

    Where another process holds it: raises IngestBusy, or with `wait` says so to `tell` and
    waits. The kernel frees the lock of a process that has died.
    """
    data.mkdir(parents=True, exist_ok=True)
    with open(data / "ingest.lock", "a+") as file:
        try:
            _lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB, data)
        except BlockingIOError:
            file.seek(0)
            owner = _owner(file.read())
            if not wait:
                raise IngestBusy(
                    f"another ingest is running{owner}; wait until it has ended, "
                    "or let this one wait with --wait"
                ) from None
            tell(f"waiting until another ingest has ended{owner}")
            _lock(file, fcntl.LOCK_EX, data)
        file.truncate(0)
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        file.write(json.dumps({"pid": os.getpid(), "since": since}))
        file.flush()
        yield
        file.truncate(0)


def lock_holder(data: Path) -> str | None:
    """Who holds the lock and since when, as IngestBusy says it; None where nobody does."""
    try:
        with open(data / "ingest.lock") as file:
            note = file.read()
            if not note:
                return None  # without touching the lock, which somebody may be about to take
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return f"another ingest is running{_owner(note)}"
    return None


@contextmanager
def stores_lock(data: Path) -> Iterator[None]:
    """A turn at changing the indexes, waited for.

    An ingest takes one a batch, for a second or two; whoever replaces an index while an
    ingest goes on takes one for as long as that lasts, so that neither writes into what the
    other has replaced.
    """
    data.mkdir(parents=True, exist_ok=True)
    with open(data / "stores.lock", "w") as file:
        _lock(file, fcntl.LOCK_EX, data)
        yield


def _lock(file: TextIO, how: int, data: Path) -> None:
    try:
        fcntl.flock(file, how)
    except BlockingIOError:
        raise
    except OSError as error:
        raise IngestBusy(
            f"the data folder {data} cannot be locked ({error.strerror}), as on some network file "
            "systems; put `data` in kilde.toml on a local disk"
        ) from error


def _owner(note: str) -> str:
    try:
        owner = json.loads(note)
        return f" (process {owner['pid']}, since {owner['since']})"
    except (ValueError, KeyError):
        return ""
