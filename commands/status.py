"""`kilde status`: what there is, what failed, and whether the stores can be reached."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import click

from answering import Kilde
from commands.console import open_kilde
from records import Run


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_obj
def status(file: str | None, as_json: bool) -> None:
    """Documents, passages, failures and the last run of each space."""
    kilde = open_kilde(file)
    found = _status(kilde)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for space in found["spaces"]:
        run = space["last_run"]
        print(
            f"{space['name']}: {space['documents']} documents, {space['passages']} passages, "
            f"{space['failed']} failed; {_last(run)}"
        )
        for name, reason in space["failures"].items():
            print(f"  {name}: {reason}")
        if run and run["error"]:
            print(f"  the last run failed: {run['error']}")
    if not found["spaces"]:
        print("kilde.toml has no [[space]] yet; add one with a [[space.source]] folder.")
    for store, state in found["stores"].items():
        print(f"{store}: {state}")


def _status(kilde: Kilde) -> dict[str, Any]:
    spaces = []
    for space in kilde.settings.space:
        counts = kilde.catalogue.counts(space.name)
        run = kilde.catalogue.last_run(space.name)
        spaces.append(
            {
                "name": space.name,
                "title": space.title,
                "documents": counts.documents,
                "passages": counts.passages,
                "failed": len(counts.failures),
                "failures": dict(counts.failures),
                "last_run": _run_json(run) if run else None,
            }
        )
    stores = {name: "ok" if well else "not available" for name, well in kilde.ready().items()}
    return {"spaces": spaces, "stores": stores, "version": version("kilde")}


def _run_json(run: Run) -> dict[str, Any]:
    fields = dict(vars(run))
    fields["started"] = run.started.isoformat(timespec="seconds")
    fields["ended"] = run.ended.isoformat(timespec="seconds") if run.ended else None
    return fields


def _last(run: dict[str, Any] | None) -> str:
    if run is None:
        return "never ingested (kilde ingest)"
    return f"last ingest {run['started'].replace('T', ' ')}" + (
        "" if run["ended"] else ", not ended"
    )
