"""What is written a moment later, many at a time, by a thread of its own."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

T = TypeVar("T")

_EVERY_SECONDS = 0.5
# As many as this wait at most; whoever comes then writes them.
_MOST = 5_000


class Later(Generic[T]):
    """Things that wait to be written by `write`, at most half a second while all is well.

    What cannot be written waits on. At the end of the process all is written; a process that
    is killed loses what waited. Safe to share between threads.
    """

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        self._write = write
        self._waiting: list[T] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._came = threading.Event()
        self._begun = False

    def put(self, one: T) -> None:
        with self._lock:
            self._waiting.append(one)
            full = len(self._waiting) > _MOST
            if not self._begun:
                self._begun = True
                atexit.register(self._end)
                threading.Thread(target=self._go_on, name="audit", daemon=True).start()
        self._came.set()
        if full:
            self.flush()

    def flush(self) -> None:
        """Write all that waits now. Raises what `write` does; then it waits on."""
        with self._writing:
            with self._lock:
                these, self._waiting = self._waiting, []
            if not these:
                return
            try:
                self._write(these)
            except BaseException:
                with self._lock:
                    self._waiting = these + self._waiting
                raise

    def _go_on(self) -> None:
        while self._came.wait():
            threading.Event().wait(_EVERY_SECONDS)
            self._came.clear()
            try:
                self.flush()
            except SQLAlchemyError:
                self._came.set()  # the database is busy or its disk full: that passes

    def _end(self) -> None:
        with suppress(SQLAlchemyError):
            self.flush()
