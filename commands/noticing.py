"""`kilde privacy`: the notice of what is kept of people, as the settings have it."""

from __future__ import annotations

import click

from commands.console import settings
from config import LANGUAGES


@click.command()
@click.option(
    "--language",
    default="en",
    show_default=True,
    type=click.Choice(LANGUAGES),
    help="Its language.",
)
@click.pass_obj
def privacy(file: str | None, language: str) -> None:
    """What is kept of people, why, for how long and who sees it, in Markdown."""
    from chat_app.show.privacy import plain
    from chat_app.show.privacy import privacy as notice
    from config import texts

    print(plain(notice(settings(file), texts(language))))
