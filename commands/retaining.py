"""`kilde expire`: delete what is older than it is kept."""

from __future__ import annotations

import json

import click

from commands.console import say, settings

_CALLED = {
    "conversations": "questions with their answers",
    "feedback": "opinions of answers",
    "cases": "cases that were answered or closed",
    "outbox": "notes of messages that were sent or given up",
    "replies": "mails that waited for a decision, and absences",
    "people": "people who have not been here",
    "runs": "records of runs",
    "audit": "entries of the audit log",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count what would be deleted.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_obj
def expire(file: str | None, dry_run: bool, as_json: bool) -> None:
    """Delete what is older than [retention] in kilde.toml says; `kilde serve` does it daily.

    Documents go by their space's `retention_days`, at each ingest.
    """
    from records import open_database
    from records.retention import Retention

    known = settings(file)
    retention = Retention(open_database(known.records_url), known.retention)
    found = retention.due() if dry_run else retention.apply(actor="command line")
    if as_json:
        print(json.dumps({one.kind: {"days": one.days, "records": one.records} for one in found}))
        return
    for one in found:
        print(f"{one.records:>8,}  {_CALLED[one.kind]}, older than {one.days} days")
    if dry_run:
        say("Nothing was deleted.")
    elif any(one.records for one in found):
        say(f"No byte of them is left in {known.data_folder}.")
    else:
        say("Nothing is older than it is kept.")
