"""`kilde replies`: read the experts' replies once, by hand."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from commands.console import open_kilde, say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="What it came to, as JSON.")
@click.pass_obj
def replies(file: str | None, as_json: bool) -> None:
    """Read the mail that experts reply with, once (`kilde serve` and `kilde follow` do it)."""
    kilde = open_kilde(file)
    came = kilde.replies.read()
    waiting = len(kilde.replies.held())
    if as_json:
        click.echo(json.dumps({**asdict(came), "waiting": waiting}))
        return
    say(
        f"{_many(came.taken, 'reply', 'replies')} taken, "
        f"{_many(came.away, 'expert', 'experts')} away, "
        f"{_many(came.returned, 'letter', 'letters')} returned, "
        f"{_many(came.held, 'new message', 'new messages')} held."
    )
    if waiting:
        say(f"{_many(waiting, 'message waits', 'messages wait')} for a person on the page Inbox.")


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
