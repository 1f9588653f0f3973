"""Progress on a terminal, or as a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TypeVar

from rich.console import Console as Terminal
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

_QUIET_SECONDS = 15.0


class Console:
    """Files, passages, rate and time left, on standard error."""

    def __init__(self) -> None:
        self._terminal = Terminal(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("files · {task.fields[passages]} passages · {task.fields[rate]}/s"),
            TimeRemainingColumn(),
            console=self._terminal,
            transient=True,
            disable=not self._terminal.is_terminal,
        )
        self._task: TaskID | None = None
        self._passages = 0
        self._since = self._told = time.monotonic()
        self._files = self._total = 0
        self._space = ""

    def __enter__(self) -> Console:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, space: str, files: int) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._space, self._files, self._total, self._passages = space, 0, files, 0
        self._since = self._told = time.monotonic()
        self._task = self._bar.add_task(space, total=files, passages=0, rate="0")

    def file_done(self, name: str) -> None:
        self._files += 1
        self._show()

    def passages_done(self, count: int) -> None:
        self._passages += count
        self._show()

    def note(self, message: str) -> None:
        self._terminal.print(message, highlight=False, markup=False)

    def _show(self) -> None:
        now = time.monotonic()
        rate = f"{self._passages / max(0.1, now - self._since):.0f}"
        if self._task is not None:
            self._bar.update(self._task, completed=self._files, passages=self._passages, rate=rate)
        if not self._terminal.is_terminal and now - self._told > _QUIET_SECONDS:
            self._told = now
            self.note(
                f"{self._space}: {self._files} of {self._total} files, "
                f"{self._passages} passages, {rate} a second"
            )


T = TypeVar("T")


def counted(items: Sequence[T], what: str) -> Iterator[T]:
    """The items one by one, with how many are done on standard error."""
    terminal = Terminal(stderr=True)
    told = time.monotonic()
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=terminal,
        transient=True,
        disable=not terminal.is_terminal,
    ) as bar:
        task = bar.add_task(what, total=len(items))
        for done, item in enumerate(items):
            if not terminal.is_terminal and time.monotonic() - told > _QUIET_SECONDS:
                told = time.monotonic()
                terminal.print(f"{done} of {len(items)} {what}", highlight=False, markup=False)
            yield item
            bar.advance(task)
