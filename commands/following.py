"""`kilde follow`: schedules and watched sources, without the pages."""

from __future__ import annotations

import threading
from contextlib import suppress

import click

from commands.console import say, settings


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
        follow_all(known, catalogue, lambda message: say(f"kilde: {message}"), threading.Event())
