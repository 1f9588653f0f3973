"""One ingest at a time in a data folder; the kernel frees the lock when its owner dies."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path


class IngestBusy(Exception):
    """Another ingest is running; the message says which process, and since when."""


@contextmanager
def ingest_lock(data: Path) -> Iterator[None]:
    """Hold the data folder's ingest lock; raises IngestBusy where another process does."""
    data.mkdir(parents=True, exist_ok=True)
    with open(data / "ingest.lock", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise IngestBusy(f"another ingest is running{_owner(file.read())}") from None
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


def _owner(note: str) -> str:
    try:
        owner = json.loads(note)
        return f" (process {owner['pid']}, since {owner['since']}); wait until it has ended"
    except (ValueError, KeyError):
        return "; wait until it has ended"
