"""Differences between a space's documents, looked for in a process of its own when asked.

What is kept of them are numbers of passages and places in them, no text: what is shown is read
from the catalogue then, as far as the person may read it.
"""

from __future__ import annotations

import json
import subprocess
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from answering.differences.between import Between, Side
from chat_app.quiet import log_error
from config import Settings
from ingest.schedule.attached import end, spawn

# Longer than the search itself may take, with the loading before it.
_PATIENCE_SECONDS = 300.0


@dataclass(frozen=True)
class Comparison:
    """The last comparison of a space: when it began, whether it goes on, and what it found;
    `found` is None where it failed."""

    begun: datetime
    running: bool
    found: tuple[Between, ...] | None = ()


class Comparisons:
    """One comparison at a time in this process. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, Comparison] = {}

    def last(self, space: str) -> Comparison | None:
        """The last comparison of a space; None where there was none."""
        return self._last.get(space)

    @property
    def running(self) -> bool:
        return any(one.running for one in self._last.values())

    def begin(self, settings: Settings, space: str, by: str) -> bool:
        """Begin one, which the audit log knows as that of the person with the id `by`; False
        where one goes on."""
        with self._lock:
            if self.running:
                return False
            self._last[space] = Comparison(datetime.now(UTC), True)
        threading.Thread(
            target=self._compare, args=(settings, space, by), name="compare", daemon=True
        ).start()
        return True

    def _compare(self, settings: Settings, space: str, by: str) -> None:
        found: tuple[Between, ...] | None = None
        try:
            found = _found(settings, space, by)
        except Exception as error:
            log_error(error)  # whatever it was: another one can be begun
        finally:
            self._last[space] = Comparison(self._last[space].begun, False, found)


def _found(settings: Settings, space: str, by: str) -> tuple[Between, ...] | None:
    """What a process of its own finds; None where it takes too long or fails."""
    arguments = ["differences", "--space", space, "--json", "--by", by]
    process = spawn(settings.file, arguments, subprocess.PIPE)
    try:
        output, _ = process.communicate(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        end(process)
        return None
    if process.returncode:
        return None
    return tuple(_between(one) for one in json.loads(output)["differences"])


def _between(given: dict[str, object]) -> Between:
    first, second = (Side(**side) for side in given["sides"])  # type: ignore[attr-defined]
    return Between(given["kind"], (first, second))  # type: ignore[arg-type]


COMPARISONS = Comparisons()
