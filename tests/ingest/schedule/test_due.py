"""Which runs are due after the machine was off, or a run was interrupted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ingest.schedule.due import is_due
from records import Run, process_name

THREE = datetime(2026, 11, 25, 3, tzinfo=UTC)


def run(minutes: int, *, died: bool = False, number: int = 1) -> Run:
    """A run that began so many minutes after three."""
    started = THREE + timedelta(minutes=minutes)
    return Run(number, "docs", started, None if died else started + timedelta(seconds=9))


def test_a_missed_time_is_made_up_for_once() -> None:
    assert is_due(THREE, [run(-24 * 60)])
    assert not is_due(THREE, [run(240), run(-24 * 60)])


def test_a_space_that_has_never_run_is_due() -> None:
    assert is_due(THREE, [])


def test_whoever_started_it_the_time_is_served() -> None:
    assert not is_due(THREE, [run(0)])
    assert is_due(THREE, [run(-1)])


def test_a_run_that_still_goes_on_is_not_begun_again() -> None:
    import os

    going = Run(1, "docs", THREE, None, process=process_name(os.getpid()))
    assert going.state == "running"
    assert not is_due(THREE, [going])


def test_an_interrupted_run_is_tried_again_but_not_for_ever() -> None:
    assert is_due(THREE, [run(1, died=True)])
    assert is_due(THREE, [run(2, died=True), run(1, died=True)])
    assert not is_due(THREE, [run(3, died=True), run(2, died=True), run(1, died=True)])
    assert is_due(THREE + timedelta(days=1), [run(n, died=True) for n in (3, 2, 1)])
