"""`kilde editions`: which documents have replaced which, and a person's word on it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from commands.console import open_kilde, say
from records import Replacement

# Whose word it is: the command line is the administrator's.
PERSON = "command line"
_WHY = {
    "alike": "title and text are nearly the same and it is newer",
    "said": "it says so itself",
    "owner": "decided",
}


@click.group(invoke_without_command=True)
@click.option("--space", "spaces", multiple=True, metavar="S", help="Only these spaces.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.pass_context
def editions(context: click.Context, spaces: tuple[str, ...], as_json: bool) -> None:
    """Which documents have replaced which. What has been replaced is not quoted as the rule.

    An ingest finds them: a document replaces another of its source if it says so by the
    other's title, or if title and text are nearly the same and it is newer.
    """
    if context.invoked_subcommand:
        return
    kilde = open_kilde(context.obj)
    for name in spaces:
        kilde.settings.named(name)
    found = kilde.catalogue.editions.all(spaces or None)
    if as_json:
        print(json.dumps({"editions": list(map(_as_json, found))}, ensure_ascii=False, indent=2))
        return
    if not found:
        say("No document has replaced another.")
    for edition in found:
        newer = _dated(edition.newer, edition.newer_date)
        older = _dated(edition.older, edition.older_date)
        print(f"{edition.id}. {edition.space}: {newer} replaces {older}")
        print(f"   {_told(edition)}")


@editions.command("set")
@click.option("--space", required=True, metavar="S", help="The space that both are in.")
@click.option("--older", required=True, metavar="D", help="The document that is replaced.")
@click.option("--newer", required=True, metavar="D", help="The document that replaces it.")
@click.pass_obj
def set_(file: str | None, space: str, older: str, newer: str) -> None:
    """Say that one document replaces another."""
    kilde = open_kilde(file)
    kilde.settings.named(space)
    kilde.catalogue.editions.decide(space, older, newer, PERSON)
    kilde.audit.note(PERSON, "edition", space=space)
    say(f"{newer} replaces {older}.")


@editions.command()
@click.argument("number", type=int)
@click.pass_obj
def undo(file: str | None, number: int) -> None:
    """Both documents are in force again; a later ingest leaves it at that."""
    kilde = open_kilde(file)
    if not kilde.catalogue.editions.undo(number, PERSON):
        raise click.ClickException(f"no edition {number} is in force; see kilde editions")
    kilde.audit.note(PERSON, "edition-undone", edition=number)
    say(f"Replacement {number} is undone: both documents are in force.")


@editions.command()
@click.argument("number", type=int)
@click.pass_obj
def restore(file: str | None, number: int) -> None:
    """Take the undoing of an edition back."""
    kilde = open_kilde(file)
    if not kilde.catalogue.editions.restore(number, PERSON):
        raise click.ClickException(f"no edition {number} was undone; see kilde editions")
    kilde.audit.note(PERSON, "edition", edition=number)
    say(f"Replacement {number} is in force again.")


def _dated(document: str, day: str | None) -> str:
    """The document with the day on which it was published, where that is known."""
    return f"{document} ({day})" if day else document


def _told(edition: Replacement) -> str:
    who = f" by {edition.person}" if edition.person else ""
    told = f"{_WHY[edition.why]}{who}, {edition.at:%Y-%m-%d}"
    if edition.undone is None:
        return told
    by = f" by {edition.undone_by}" if edition.undone_by else ""
    return f"{told}; undone{by}, {edition.undone:%Y-%m-%d}"


def _as_json(edition: Replacement) -> dict[str, object]:
    undone = edition.undone.isoformat() if edition.undone else None
    return asdict(edition) | {"at": edition.at.isoformat(), "undone": undone}
