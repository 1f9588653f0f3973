"""`kilde key`: keys of the API."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import click

from commands.console import groups_of, open_kilde, say


@click.group()
def key() -> None:
    """Make, list and revoke keys of the API."""


@key.command()
@click.argument("name")
@click.option("--groups", default="", metavar="G,…", help="What the key may read.")
@click.option("--on-behalf-of", is_flag=True, help="It may ask for a named person.")
@click.option("--ingest", is_flag=True, help="It may start runs and see what they did.")
@click.option("--days", type=click.IntRange(1), metavar="N", help="It ends after N days.")
@click.pass_obj
def make(
    file: str | None, name: str, groups: str, on_behalf_of: bool, ingest: bool, days: int | None
) -> None:
    """Make a key and print it, this once."""
    kilde = open_kilde(file)
    expires = datetime.now(UTC) + timedelta(days=days) if days else None
    token = kilde.keys.make(name, groups_of(groups) or (), on_behalf_of, ingest, expires)
    kilde.audit.note("command line", "key.make", name=name, groups=groups, days=days)
    say("Keep it safe: it is shown this once. Send it as `Authorization: Bearer …`.")
    print(token)


@key.command(name="list")
@click.pass_obj
def list_keys(file: str | None) -> None:
    """The keys there are; never their secrets."""
    kilde = open_kilde(file)
    for known in kilde.keys.all():
        rights = " on behalf of others" if known.on_behalf_of else ""
        rights += ", may ingest" if known.ingest else ""
        groups = ", ".join(known.groups) or "everyone"
        used = f"last used {known.used:%Y-%m-%d}" if known.used else "never used"
        ends = f", ends {known.expires:%Y-%m-%d}" if known.expires else ""
        print(f"{known.name}: {groups}{rights}, made {known.created:%Y-%m-%d}{ends}, {used}")


@key.command()
@click.argument("name")
@click.pass_obj
def revoke(file: str | None, name: str) -> None:
    """Make a key useless from now on."""
    kilde = open_kilde(file)
    if not kilde.keys.revoke(name):
        say(f"kilde: there is no key called {name!r}; kilde key list shows them")
        sys.exit(1)
    kilde.audit.note("command line", "key.revoke", name=name)
    say(f"The key {name!r} is revoked.")
