"""`kilde follow`: schedules and watched sources, without the pages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from commands.console import say, settings

if TYPE_CHECKING:
    from answering.cases import Cases
    from answering.replies import Replies
    from config import Settings
    from ingest.schedule import Duty
    from records import Catalogue

# Reminders are a matter of days, letters that no server takes of less.
_LOOK_SECONDS = 20.0


@click.command()
@click.option("--attached", is_flag=True, hidden=True)  # for Kilde's own: end with the parent
@click.pass_obj
def follow(file: str | None, attached: bool) -> None:
    """Follow the schedules and watched sources until interrupted (`kilde serve` does it too)."""
    from ingest.schedule import follow as follow_all
    from ingest.schedule.attached import end_with_parent
    from records import Catalogue, open_database

    if attached:
        end_with_parent()
    known = settings(file)
    catalogue = Catalogue(open_database(known.records_url))
    with suppress(KeyboardInterrupt):
        follow_all(
            known,
            catalogue,
            lambda message: say(f"kilde: {message}"),
            threading.Event(),
            _duties(known, catalogue),
        )


def _duties(known: Settings, catalogue: Catalogue) -> list[Duty]:
    """Experts are reminded of cases that wait and of answers to look at again, their replies
    are read, and what is too old is deleted."""
    from ingest.behind import remind as remind_owners
    from records import Departures
    from records.retention import keep

    cases, replies = _cases(known, catalogue)

    def remind(_: Callable[[str], None], stop: threading.Event) -> None:
        while not stop.is_set():
            replies.refused()
            cases.tick()
            remind_owners(known, catalogue)
            stop.wait(_LOOK_SECONDS)

    def expire(_: Callable[[str], None], stop: threading.Event) -> None:
        keep(catalogue.engine, Departures(known, catalogue.engine), stop)

    duties: list[Duty] = [remind, expire]
    return [*duties, replies.follow] if known.mail.replies else duties


def _cases(known: Settings, catalogue: Catalogue) -> tuple[Cases, Replies]:
    """The whole of Kilde, with its models, only where a reply may publish an answer."""
    if known.mail.replies:
        from answering import Kilde

        kilde = Kilde.open(known)
        return kilde.cases, kilde.replies
    from answering.cases import Cases
    from answering.replies import Replies
    from records import Departures

    current = Departures(known, catalogue.engine)
    cases = Cases(current, catalogue.engine)
    return cases, Replies(current, catalogue.engine, cases)
