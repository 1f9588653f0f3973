"""A run's progress, in the records for every process to see, and its end."""

from __future__ import annotations

import time
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from ingest.alerts import news
from ingest.progress import Progress
from ingest.report import Report
from records import Runs

# The records are written to at most so often while a run goes on.
SECONDS = 1.0


class Recorded:
    """Passes progress on to `shown`, and keeps it in the records."""

    def __init__(self, shown: Progress, runs: Runs, run_id: int) -> None:
        self._shown = shown
        self._runs = runs
        self._run_id = run_id
        self._files = self._passages = 0
        self._written = 0.0

    def begin(self, space: str, files: int) -> None:
        self._shown.begin(space, files)
        with suppress(SQLAlchemyError):
            self._runs.begin(self._run_id, files)

    def file_done(self, name: str) -> None:
        self._shown.file_done(name)
        self._files += 1
        self._write()

    def passages_done(self, count: int) -> None:
        self._shown.passages_done(count)
        self._passages += count
        self._write()

    def note(self, message: str) -> None:
        self._shown.note(message)

    def _write(self) -> None:
        now = time.monotonic()
        if now - self._written >= SECONDS:
            self._written = now
            # Whoever looks sees an older figure; the run itself must not fail for that.
            with suppress(SQLAlchemyError):
                self._runs.progress(self._run_id, self._files, self._passages)

    def close(self) -> None:
        """The last figures."""
        with suppress(SQLAlchemyError):
            self._runs.progress(self._run_id, self._files, self._passages)


def end_run(settings: Settings, runs: Runs, run_id: int, report: Report) -> None:
    """Record how a run ended, and with it what people must be told."""
    problem, outgoing = news(settings, run_id, report, runs.told(report.space))
    error = "; ".join(report.errors) or None
    runs.end(run_id, report.counts(), error, report.documents, problem, outgoing)


def fail_run(settings: Settings, runs: Runs, run_id: int, space: str, error: str) -> None:
    """Record that a run failed before it could begin."""
    report = Report(space, errors=[error])
    earlier = next((run for run in runs.history(space, 2) if run.id != run_id), None)
    report.passages = earlier.passages if earlier else 0
    end_run(settings, runs, run_id, report)


def interrupt_run(settings: Settings, runs: Runs, run_id: int, space: str, error: str) -> None:
    """Record why a run's process has gone, if the run was not at its end, and tell people."""
    report = Report(space, errors=[error])
    problem, outgoing = news(settings, run_id, report, runs.told(space))
    runs.interrupt(run_id, error, problem, outgoing)
