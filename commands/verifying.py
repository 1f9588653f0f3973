"""`kilde verified`: answers that people gave for everyone."""

from __future__ import annotations

import getpass
import json
import sys
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from commands.console import groups_of, open_kilde, say
from config import ConfigError

if TYPE_CHECKING:
    from records import VerifiedRecord


@click.group()
def verified() -> None:
    """List, add and retire answers that people gave for everyone."""


@verified.command(name="list")
@click.option("--space", "spaces", multiple=True, metavar="S", help="Only of this space.")
@click.option("--all", "everything", is_flag=True, help="Those that are retired too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_verified(
    file: str | None, spaces: tuple[str, ...], everything: bool, as_json: bool
) -> None:
    """The verified answers there are, the newest first, and what is the matter with them."""
    kilde = open_kilde(file)
    for space in spaces:
        kilde.settings.named(space)
    found = kilde.verified.listed(spaces or None, everything)
    for record in found:
        if as_json:
            print(json.dumps(record_json(record), ensure_ascii=False))
            continue
        print(f"{record.space}: {record.document} “{record.question}”")
        print(f"  {state_of(record)}; owner {record.owner or 'nobody'}, look again by "
              f"{record.review_on}")  # fmt: skip
        for one in record.documents:
            if one.change:
                print(f"  {one.change}: {one.document}")
    if not found and not as_json:
        say("There are none; `kilde verified add` makes one.")


@verified.command()
@click.option("--space", required=True, metavar="S", help="Where it belongs.")
@click.option("--question", required=True, metavar="Q", help="The question that it answers.")
@click.option("--answer", metavar="A", help="The answer; without it, it is read from stdin.")
@click.option("--owner", metavar="ADDRESS", help="Who looks after it; default: you.")
@click.option("--document", "documents", multiple=True, metavar="D", help="It follows from it.")
@click.option("--also", "questions", multiple=True, metavar="Q", help="The same in other words.")
@click.option("--readers", metavar="G,…", help="Groups, narrower than the space's.")
@click.option("--review", metavar="DAY", help="When to look at it again, as 2026-12-31.")
@click.pass_obj
def add(
    file: str | None,
    space: str,
    question: str,
    answer: str | None,
    owner: str | None,
    documents: tuple[str, ...],
    questions: tuple[str, ...],
    readers: str | None,
    review: str | None,
) -> None:
    """Answer a question for everyone; prints the name that it has as a document."""
    from answering.verified import Draft, NotPublished

    kilde = open_kilde(file)
    kilde.settings.named(space)
    for name in documents:
        if kilde.catalogue.document(space, name) is None:
            raise ConfigError(
                f"there is no document {name!r} in the space {space!r}; kilde search shows names"
            )
    draft = Draft(
        space=space,
        question=question,
        answer=sys.stdin.read() if answer is None else answer,
        owner=owner or _me(),
        readers=groups_of(readers) or (),
        review_on=_day(review),
        questions=questions,
        documents=tuple((space, name) for name in documents),
    )
    try:
        record = kilde.verified.publish(draft, _me())
    except NotPublished as error:
        say(f"kilde: {error}")
        sys.exit(1)
    print(record.document)
    say(
        "It answers this question from now on, in other words and languages too; the next "
        f"`kilde ingest --space {space}` makes it found for other questions."
    )


@verified.command()
@click.argument("number", type=int)
@click.pass_obj
def retire(file: str | None, number: int) -> None:
    """Give an answer no more; it stays to be seen with `kilde verified list --all`."""
    from answering.verified import NotPublished

    kilde = open_kilde(file)
    try:
        record = kilde.verified.retire(number, _me())
    except NotPublished as error:
        say(f"kilde: {error}")
        sys.exit(1)
    say(f"{record.document} is retired.")


def record_json(record: VerifiedRecord) -> dict[str, Any]:
    """A verified answer as one JSON object."""
    return {
        "id": record.id,
        "space": record.space,
        "document": record.document,
        "question": record.question,
        "questions": list(record.questions),
        "answer": record.answer,
        "language": record.language,
        "owner": record.owner,
        "readers": list(record.readers),
        "changed": record.changed.isoformat(timespec="seconds"),
        "review_on": record.review_on.isoformat(),
        "state": record.state,
        "flagged": record.flagged.isoformat(timespec="seconds") if record.flagged else None,
        "case": record.case_id,
        "documents": [
            {"space": one.space, "document": one.document, "change": one.change or None}
            for one in record.documents
        ],
    }


def state_of(record: VerifiedRecord) -> str:
    """How things stand with it, in a few words."""
    from answering.verified import given, overdue

    if record.state == "retired":
        return "retired"
    notes = ["a document behind it has changed"] if record.flagged else []
    notes += ["to be looked at again"] if overdue(record) else []
    if not notes:
        return "current"
    return " and ".join(notes) + ("" if given(record) else ", so it is not given any more")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise click.UsageError(f"--review {text}: expected a day, as 2026-12-31") from None


def _me() -> str:
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return "command line"
