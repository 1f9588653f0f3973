"""`kilde ingest`: bring the stores up to date with the sources."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from commands.console import open_kilde, say
from commands.progress import Console
from ingest import Guard, Ingest, Report, Stores, ingest_lock


@click.command()
@click.option("--space", "spaces", multiple=True, metavar="S", help="Only these spaces.")
@click.option("--confirm-removals", is_flag=True, help="Remove even a large part of a space.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON on standard output.")
@click.pass_obj
def ingest(
    file: str | None, spaces: tuple[str, ...], confirm_removals: bool, as_json: bool
) -> None:
    """Bring the stores up to date with the sources.

    Exits with 0 if all is well, with 3 if some documents could not be read, with 1 if a
    source could not be listed or the run failed.
    """
    kilde = open_kilde(file)
    settings = kilde.settings
    chosen = [settings.named(name) for name in spaces] or list(settings.space)
    if not chosen:
        say("kilde: kilde.toml has no [[space]] yet; add one with a [[space.source]] folder")
        sys.exit(1)
    reports: list[Report] = []
    doubt = kilde.confidence.doubt(settings.embedding.model)
    if doubt:
        say(f"kilde: {doubt}")
    # The model first: without it nothing can be done, and nothing should be half done.
    embedder = kilde.search.embedder(settings.embedding.model)
    with ingest_lock(settings.data_folder), Guard() as guard, Console() as progress:
        stores = Stores(kilde.catalogue, kilde.vectors, settings.data_folder / "lexical", embedder)
        for space in chosen:
            run = Ingest(settings, stores, guard)
            reports.append(run.run(space, progress, confirm_removals))
    for report in reports:
        _tell(report)
    if as_json:
        print(json.dumps({"spaces": [_as_json(report) for report in reports]}, ensure_ascii=False))
    if any(report.errors for report in reports):
        sys.exit(1)
    if any(report.failures for report in reports):
        sys.exit(3)


def _tell(report: Report) -> None:
    changes = {
        "new": report.added,
        "changed": report.changed,
        "renamed": report.renamed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": len(report.failures),
    }
    told = ", ".join(f"{count} {what}" for what, count in changes.items() if count) or "no files"
    say(f"{report.space}: {told}; {report.passages} passages ({report.seconds:.1f} s)")
    for name, reason in report.failures.items():
        say(f"  {name}: {reason}")
    if report.other_kinds:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in report.other_kinds.items())
        say(f"  left out, as no parser reads their kind: {kinds}")
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
    }
