"""`kilde ingest`: bring the stores up to date with the sources."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from answering import Kilde
from commands.console import counted, open_kilde, say
from commands.progress import Console
from config import Space
from ingest import (
    Confirmed,
    Guard,
    Ingest,
    IngestBusy,
    Report,
    Stores,
    fail_run,
    ingest_lock,
)
from ingest.schedule.attached import end_with_parent
from mail.outbox import Outbox
from records import in_words
from vectorstore import ChromaError

# With ten steps less than others a process gets about a tenth of a core that they want too.
NICENESS = 10


@click.command()
@click.option("--space", "spaces", multiple=True, metavar="S", help="Only these spaces.")
@click.option("--confirm-removals", is_flag=True, help="Remove even a large part of a space.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON on standard output.")
@click.option("--wait", is_flag=True, help="Wait for an ingest that is running, not end at once.")
# For Kilde's own processes: a run that somebody has begun, and the run whose list of
# documents to remove a person has agreed to.
@click.option("--run", "run_id", type=int, hidden=True)
@click.option("--confirmed-run", type=int, hidden=True)
@click.pass_obj
def ingest(
    file: str | None,
    spaces: tuple[str, ...],
    confirm_removals: bool,
    as_json: bool,
    wait: bool,
    run_id: int | None,
    confirmed_run: int | None,
) -> None:
    """Bring the stores up to date with the sources.

    Exits with 0 if all is well, with 3 if some documents could not be read, with 1 if a
    source could not be listed or the run failed.
    """
    if run_id is not None:
        end_with_parent()
    kilde = open_kilde(file)
    chosen = [kilde.settings.named(name) for name in spaces] or list(kilde.settings.space)
    if not chosen:
        say("kilde: kilde.toml has no [[space]] yet; add one with a [[space.source]] folder")
        sys.exit(1)
    confirmed: Confirmed = confirm_removals
    if confirmed_run is not None:
        listed = kilde.catalogue.runs.documents(confirmed_run)
        confirmed = frozenset(d.name for d in listed if d.what == "waiting")
    todo, reports = [*chosen], list[Report]()
    try:
        with _recording_failure(kilde, todo, run_id):
            _run(kilde, todo, reports, confirmed, run_id, wait)
    finally:
        delivery = Outbox(kilde.settings, kilde.catalogue.outbox).deliver()
        if delivery.error:
            say(f"kilde: not everything could be sent: {delivery.error}")
    for report in reports:
        _tell(report)
    if as_json:
        print(json.dumps({"spaces": [_as_json(report) for report in reports]}, ensure_ascii=False))
    if any(report.errors for report in reports):
        sys.exit(1)
    if any(report.failures for report in reports):
        sys.exit(3)


def _run(
    kilde: Kilde,
    todo: list[Space],
    reports: list[Report],
    confirmed: Confirmed,
    run_id: int | None,
    wait: bool,
) -> None:
    """Empties `todo` into `reports`."""
    settings = kilde.settings
    doubt = kilde.confidence.doubt(settings.embedding.model)
    if doubt:
        say(f"kilde: {doubt}")
    # A run that somebody has begun has its place in the records already.
    lock = ingest_lock(settings.data_folder, wait or run_id is not None, say)
    with lock, Guard() as guard, Console() as progress:
        _give_way(kilde)
        # The model first: without it nothing can be done, and nothing should be half done.
        embedder = kilde.search.embedder(settings.embedding.model)
        stores = Stores(kilde.catalogue, kilde.vectors, settings.data_folder / "lexical", embedder)
        while todo:
            run = Ingest(settings, stores, guard)
            reports.append(run.run(todo.pop(0), progress, confirmed, run_id))


def _give_way(kilde: Kilde) -> None:
    """Let searches have the cores before this process and its children.

    But not before the Chroma server, which would be a child, and answers them.
    """
    with suppress(ChromaError):
        kilde.vectors.start()
    os.nice(NICENESS)


@contextmanager
def _recording_failure(kilde: Kilde, todo: list[Space], run_id: int | None) -> Iterator[None]:
    """What keeps a run from beginning is recorded too: that is where an administrator looks."""
    try:
        yield
    except IngestBusy:
        raise  # that is no failure of the knowledge
    except Exception as error:
        runs = kilde.catalogue.runs
        for space in todo:
            number = runs.start(space.name) if run_id is None else run_id
            fail_run(kilde.settings, runs, number, space.name, in_words(error))
        raise


def _tell(report: Report) -> None:
    changes = {
        "new": report.added,
        "changed": report.changed,
        "renamed": report.renamed,
        "removed": report.removed,
        "erased for their age": report.expired,
        "unchanged": report.unchanged,
        "failed": len(report.failures),
    }
    told = ", ".join(f"{count} {what}" for what, count in changes.items() if count) or "no files"
    passages = counted(report.passages, "passage", "passages")
    say(f"{report.space}: {told}; {passages} ({report.seconds:.1f} s)")
    for name, reason in report.failures.items():
        say(f"  {name}: {reason}")
    if report.other_kinds:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in report.other_kinds.items())
        say(f"  left out, as no parser reads their kind: {kinds}")
    if report.left_out:
        left = ", ".join(f"{what} ({count})" for what, count in report.left_out.items())
        say(f"  left out of the mail: {left}")
    for error in report.errors:
        say(f"kilde: {error}")


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "name": report.space,
        **report.counts(),
        "embedded": report.embedded,
        "seconds": round(report.seconds, 2),
        "failures": report.failures,
        "errors": report.errors,
        "other_kinds": report.other_kinds,
        "left_out": report.left_out,
    }
