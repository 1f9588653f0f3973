"""The parent's side: files in, elements and pictures out, whatever happens in between."""

from __future__ import annotations

import logging
import os
import queue
import stat
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.elements import Parsed
from ingest.guard.answers import parsed_of, picture_of
from ingest.guard.images import PageImage
from ingest.guard.limits import MEBIBYTE, Limits
from ingest.guard.scratch import Scratch
from ingest.guard.worker import NONSENSE, Died, Worker, refused
from ingest.parsers.errors import NoText, Unreadable

_LOG = logging.getLogger(__name__)


class Guard:
    """Reads files in child processes, which are started when needed and used many times.

    Any number of threads may call it; `workers` of them are served at a time and the others
    wait. Close it, or use it as a context manager, to end the children; they also end when
    this process does.
    """

    def __init__(self, limits: Limits | None = None, workers: int = 1) -> None:
        self._limits = limits or Limits()
        self._workers: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._workers.put(None)
        self._count = workers
        self._spawner = ThreadPoolExecutor(1, thread_name_prefix="guard")
        self._scratch: Scratch | None = None
        self._making_scratch = threading.Lock()
        self._warned = False

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children, those at work when they have answered."""
        for _ in range(self._count):
            worker = self._workers.get()
            if worker is not None:
                worker.end()
        for _ in range(self._count):
            self._workers.put(None)
        self._spawner.shutdown()
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def parse(self, path: Path, name: str, part: tuple[int, ...] = ()) -> Parsed:
        """What the file at `path`, called `name`, says, cleaned.

        With `part` it is an attachment of the message at `path`, and `name` the attachment's:
        (2,) is the third of `Parsed.attachments`, (2, 0) the first of the message that that is.
        Raises Unreadable with the reason: what is wrong with the file, or which limit on
        time, memory, size or text it broke. It is NoText where there is nothing to read.
        """
        with self._opened(path) as file:
            message, _ = self._ask({"do": "parse", "name": name, "part": part}, file)
        try:
            return parsed_of(message)
        except ValueError:
            raise Unreadable(NONSENSE) from None

    def look(self, path: Path, name: str) -> None:
        """Whether the file at `path` is by its content what its `name` says, without reading it.

        Raises Unreadable with the reason where it is not, or is protected by a password.
        """
        with self._opened(path) as file:
            self._ask({"do": "look", "name": name}, file)

    def render(
        self,
        path: Path,
        page: int,
        quotes: Sequence[str],
        width: int,
        part: tuple[int, ...] = (),
    ) -> PageImage:
        """Page `page`, from 1, of a PDF or a picture, `width` pixels wide, the quotes marked.

        With `part` it is an attachment of the message at `path`, as in `parse`.
        Quotes are text that `parse` gave; one that stands on this page in part is marked as
        far as it goes. Raises Unreadable for a page that cannot be shown.
        """
        asked = {"page": page, "quotes": list(quotes), "width": width, "part": part}
        with self._opened(path) as file:
            message, png = self._ask({"do": "render", **asked}, file)
        try:
            return picture_of(message, png)
        except ValueError:
            raise Unreadable(NONSENSE) from None

    @contextmanager
    def _opened(self, path: Path) -> Iterator[int]:
        """A descriptor of the file; the child gets that, and no way to open another."""
        try:
            # Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
            file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise Unreadable(_not_opened(error)) from None
        try:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("is not a file but a folder, a pipe or a device; leave it out")
            if status.st_size > self._limits.file_bytes:
                raise Unreadable(
                    f"is {status.st_size // MEBIBYTE} MB large and the limit is "
                    f"{self._limits.file_bytes // MEBIBYTE} MB; split it, "
                    "or save it with smaller pictures"
                )
            yield file
        finally:
            os.close(file)

    def _ask(self, request: dict[str, Any], file: int) -> tuple[dict[str, Any], bytes]:
        try:
            message, blob = self._ask_one(request, file)
        except Died as died:
            if not died.again:
                raise Unreadable(str(died)) from None
            return self._ask(request, file)
        reason = refused(message, self._limits)
        if reason is not None:
            raise NoText(reason) if message.get("no_text") else Unreadable(reason)
        return message, blob

    def _ask_one(self, request: dict[str, Any], file: int) -> tuple[dict[str, Any], bytes]:
        os.lseek(file, 0, os.SEEK_SET)
        with self._worker() as worker:
            return worker.ask(request, file)

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._workers.get()
        try:
            if worker is not None and worker.worn:
                worker.end()
                worker = None
            if worker is None:
                worker = Worker(self._limits, self._spawner, self._room())
                self._warn(worker.missing)
            yield worker
        finally:
            self._workers.put(worker)

    def _room(self) -> Path:
        """A scratch folder for one child."""
        try:
            with self._making_scratch:
                if self._scratch is None:
                    self._scratch = Scratch()
            return self._scratch.room()
        except OSError as error:
            raise RuntimeError(
                f"There is no scratch folder for reading documents: {error}. Make room, or "
                "name another place in the environment variable TMPDIR."
            ) from error

    def _warn(self, missing: Sequence[str]) -> None:
        if missing and not self._warned:
            self._warned = True
            _LOG.warning(
                "This system does not let Kilde read documents under all its protections; "
                "missing: %s. Everything else works.",
                ", ".join(missing),
            )


def _not_opened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is no longer there; run the ingest again"
    if isinstance(error, PermissionError):
        return "may not be opened by the user that Kilde runs as; change its permissions"
    return f"could not be opened ({error.strerror}); see whether it is still there"
