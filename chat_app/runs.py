"""Starting a run for somebody who asked for it on a page or through the API."""

from __future__ import annotations

from contextlib import suppress

from answering import Kilde
from ingest import lock_holder
from ingest.schedule import launch
from records import Trigger, VerifiedTable


class Busy(Exception):
    """Another ingest is running; the message says which process, and since when."""


def read_published(kilde: Kilde, space: str | None) -> None:
    """Begin a run of `space`, so that what was just published there is found for other
    questions, too; it waits for one that goes on."""
    if space is None:
        return
    newest = VerifiedTable(kilde.catalogue.engine).newest().get(space)
    last = kilde.catalogue.runs.last(space)
    if newest and (last is None or last.started < newest):
        with suppress(OSError):  # the next run reads it
            launch(kilde.settings, kilde.catalogue.runs, space, "page")


def begin_run(kilde: Kilde, space: str, trigger: Trigger, confirmed_run: int | None = None) -> int:
    """Start a run of `space` in a process of its own; its number.

    `confirmed_run` is the run whose list of documents to remove the person has seen and
    agreed to: what else has gone since stays. Raises Busy.
    """
    runs = kilde.catalogue.runs
    holder = lock_holder(kilde.settings.data_folder)
    if holder is not None:
        raise Busy(f"{holder}; wait until it has ended")
    last = runs.last(space)
    if last is not None and last.state == "running":
        raise Busy(f"run {last.id} of this space has just been started; wait until it has ended")
    return launch(kilde.settings, runs, space, trigger, confirmed_run).run_id
