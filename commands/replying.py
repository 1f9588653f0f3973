"""`kilde replies`: read the experts' replies once, by hand."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from commands.console import counted, open_kilde, say


@click.command()
@click.option("--back", metavar="ADDRESS", help="This expert is there again; read nothing.")
@click.option("--json", "as_json", is_flag=True, help="What it came to, as JSON.")
@click.pass_obj
def replies(file: str | None, back: str | None, as_json: bool) -> None:
    """Read the mail that experts reply with, once (`kilde serve` and `kilde follow` do it)."""
    kilde = open_kilde(file)
    if back is not None:
        known = kilde.replies.is_back(back)
        say(f"{back} gets cases again." if known else f"{back} was not known to be away.")
        return
    came = kilde.replies.read()
    waiting, away = len(kilde.replies.held()), kilde.replies.away()
    if as_json:
        until = {one.address: one.back.isoformat() for one in away}
        click.echo(json.dumps({**asdict(came), "waiting": waiting, "away_until": until}))
        return
    say(
        f"{counted(came.taken, 'reply', 'replies')} taken, "
        f"{counted(came.away, 'expert', 'experts')} away, "
        f"{counted(came.returned, 'letter', 'letters')} returned, "
        f"{counted(came.held, 'new message', 'new messages')} held."
    )
    for one in away:
        say(
            f"{one.address} is away until {one.back} and gets no new cases; where that is wrong: "
            f"kilde replies --back {one.address}"
        )
    if waiting:
        say(f"{counted(waiting, 'message waits', 'messages wait')} for a person on the page Inbox.")
