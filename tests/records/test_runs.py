"""Runs in the records: how far they are, what they did, and that their process lives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Settings
from records import OutboxTable, Outgoing, RunDocument, Runs, open_database, process_name
from records.runs import KEPT_RUNS


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(open_database(Settings(base=tmp_path).records_url))


@pytest.fixture
def another_process() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.wait()


def test_progress_is_seen_by_everybody(runs: Runs) -> None:
    number = runs.start("docs", "page")
    runs.begin(number, 12)
    runs.progress(number, 5, 40)
    run = runs.last("docs")
    assert run is not None
    assert (run.id, run.trigger, run.state) == (number, "page", "running")
    assert (run.files_done, run.files, run.passages_done) == (5, 12, 40)
    assert run.rate == 40


def test_a_run_whose_process_died_was_interrupted(
    runs: Runs, another_process: subprocess.Popen[bytes]
) -> None:
    number = runs.start("docs")
    runs.take_over(number, process_name(another_process.pid))
    assert [run.state for run in runs.history("docs")] == ["running"]
    another_process.kill()
    another_process.wait()
    assert [run.state for run in runs.history("docs")] == ["interrupted"]
    runs.interrupt(number, "the process was killed", None)
    [run] = runs.history("docs")
    assert (run.state, run.error) == ("interrupted", "the process was killed")


@pytest.mark.parametrize(
    ("counts", "error", "state"),
    [
        ({"added": 3}, None, "done"),
        ({"added": 3, "failed": 1}, None, "partial"),
        ({"waiting": 15}, "15 of 20 documents …", "waiting"),
        ({}, "the folder does not exist", "failed"),
    ],
)
def test_how_a_run_ended(runs: Runs, counts: dict[str, int], error: str | None, state: str) -> None:
    runs.end(runs.start("docs"), counts, error)
    assert [run.state for run in runs.history("docs")] == [state]


def test_a_run_ends_once(runs: Runs) -> None:
    number = runs.start("docs")
    runs.end(number, {"added": 1}, None)
    runs.end(number, {}, "its process has ended")
    runs.interrupt(number, "its process has ended", "x")
    assert [(run.added, run.error) for run in runs.history("docs")] == [(1, None)]


def test_what_a_run_did(runs: Runs) -> None:
    number = runs.start("docs")
    done = [
        RunDocument("added", "docs/a.md"),
        RunDocument("failed", "docs/b.md", "is empty"),
        RunDocument("renamed", "docs/new.md", "docs/old.md"),
    ]
    runs.end(number, {}, None, done)
    assert runs.documents(number) == done


def test_what_it_tells_is_kept_with_its_end(runs: Runs, tmp_path: Path) -> None:
    outgoing = Outgoing("mail", "it@example.com", "<1@example.com>", "{}")
    runs.end(runs.start("docs"), {}, "failed", (), "problem", [outgoing])
    assert runs.told("docs") == "problem"
    table = OutboxTable(open_database(Settings(base=tmp_path).records_url))
    assert dict(table.counts()) == {"waiting": 1}
    runs.end(runs.start("docs"), {}, None)
    assert runs.told("docs") is None


def test_only_the_last_runs_are_kept(runs: Runs) -> None:
    first = runs.start("docs")
    runs.end(first, {"added": 1}, None, [RunDocument("added", "docs/a.md")])
    runs.end(runs.start("other"), {"added": 1}, None)
    for _ in range(KEPT_RUNS + 2):
        runs.end(runs.start("docs"), {"changed": 1}, None)
    assert len(runs.history("docs", 1000)) == KEPT_RUNS
    assert runs.documents(first) == []
    assert len(runs.history("other")) == 1


def test_a_watch_that_found_nothing_gives_way_to_the_next(runs: Runs) -> None:
    for counts in ({"added": 1}, {}, {}, {"failed": 1}, {}):
        runs.end(runs.start("docs", "watch"), counts, None)
    assert [(run.added, run.failed) for run in runs.history("docs")] == [(0, 0), (0, 1), (1, 0)]
