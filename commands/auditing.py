"""`kilde audit`: who did what, and that the log of it is whole."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

import click

from commands.console import open_kilde, say


@click.group()
def audit() -> None:
    """Who did what: read the log, prove that it is whole, cut what is too old."""


@audit.command(name="list")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1), help="How far back.")
@click.option("--action", default="", metavar="A", help="Only these, such as `session`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_entries(file: str | None, days: int, action: str, as_json: bool) -> None:
    """What was done, by whom. People are named as far as their names are still known."""
    log = open_kilde(file).audit
    names = log.names()
    since = datetime.now(UTC) - timedelta(days=days)
    for entry in log.entries(since, action, limit=100_000):
        actor = entry.actor
        for number, name in names.items():
            actor = actor.replace(number, name)
        if as_json:
            line = {"n": entry.number, "at": entry.at.isoformat(), "actor": actor}
            print(json.dumps(line | {"action": entry.action, "detail": entry.detail}))
            continue
        detail = ", ".join(
            f"{key} {names.get(str(value), value)}" for key, value in entry.detail.items()
        )
        print(f"{entry.at:%Y-%m-%d %H:%M:%S}Z  {actor}: {entry.action}  {detail}".rstrip())


@audit.command()
@click.option("--head", default="", metavar="H", help="A head that was noted earlier.")
@click.pass_obj
def verify(file: str | None, head: str) -> None:
    """Prove that no entry was changed, taken out or put in; exit 1 if one was.

    Note the head that it prints somewhere else, and give it next time: then a log that was
    made anew is noticed too.
    """
    state = open_kilde(file).audit.verify(head)
    if state.broken is not None:
        say(
            f"kilde: the audit log is broken at entry {state.broken}: it or one before it was "
            "changed, taken out or put in; compare it with a backup"
        )
        sys.exit(1)
    if state.since_known is False:
        say(f"kilde: the head {head} is not in the log: it was made anew, or cut since then")
        sys.exit(1)
    before = f", those up to {state.cut_before} were cut" if state.cut_before else ""
    say(f"The audit log is whole: {state.entries:,} entries{before}. Its head:")
    print(state.head)


@audit.command()
@click.option("--days", required=True, type=click.IntRange(1), help="Keep so many.")
@click.pass_obj
def cut(file: str | None, days: int) -> None:
    """Delete the entries that are older than so many days."""
    gone = open_kilde(file).audit.cut(datetime.now(UTC) - timedelta(days=days))
    say(f"{gone:,} entries were deleted; the chain goes on from the last of them.")
