"""`kilde people` and `kilde group`: who has signed in, and the groups that Kilde keeps."""

from __future__ import annotations

import sys

import click

from commands.console import open_kilde, say


@click.group()
def people() -> None:
    """Who has signed in, and ending their sessions."""


@people.command(name="list")
@click.pass_obj
def list_people(file: str | None) -> None:
    """Everybody who has signed in, with their groups."""
    for person, sessions in open_kilde(file).people.all():
        groups = ", ".join(person.groups) or "no groups"
        print(
            f"{person.id}  {person.name} <{person.address or 'no verified address'}>: {groups}; "
            f"seen {person.seen:%Y-%m-%d}, sessions {sessions}"
        )


@people.command(name="sign-out")
@click.argument("person")
@click.pass_obj
def sign_out(file: str | None, person: str) -> None:
    """End every session of a PERSON, named by mail address or id."""
    kilde = open_kilde(file)
    found = kilde.people.named(person)
    if found is None:
        say(f"kilde: nobody called {person!r} has signed in; kilde people list shows who has")
        sys.exit(1)
    ended = kilde.people.end_all(found.id)
    kilde.audit.note("command line", "session.revoked", person=found.id, sessions=ended)
    say(f"{found.name or found.id} is signed out everywhere; sessions ended: {ended}.")


@click.group()
def group() -> None:
    """Groups that Kilde keeps itself, beside those of the sign-in provider."""


@group.command(name="list")
@click.pass_obj
def list_groups(file: str | None) -> None:
    """The groups, with their members."""
    for name, members in open_kilde(file).people.groups().items():
        print(f"{name}: {', '.join(members)}")


@group.command()
@click.argument("name")
@click.argument("address")
@click.pass_obj
def add(file: str | None, name: str, address: str) -> None:
    """Put a person, by mail ADDRESS, into the group NAME. It holds at once."""
    if "@" not in address:
        say(f"kilde: {address!r} is not a mail address; write it as in anna@example.com")
        sys.exit(2)
    kilde = open_kilde(file)
    if not kilde.people.join(name, address, "command line"):
        say(f"{address} is in {name} already.")
        return
    say(f"{address} is in {name} now.")


@group.command()
@click.argument("name")
@click.argument("address")
@click.pass_obj
def remove(file: str | None, name: str, address: str) -> None:
    """Take a person out of a group. It holds at once."""
    kilde = open_kilde(file)
    if not kilde.people.leave(name, address, "command line"):
        say(f"kilde: {address} is not in {name}; kilde group list shows who is")
        sys.exit(1)
    say(f"{address} is not in {name} any more.")
