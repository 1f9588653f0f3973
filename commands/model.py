"""`kilde model`: build the embedding model that kilde.toml names."""

from __future__ import annotations

import click

from commands.console import settings
from vectorstore.embedding.build import build


@click.command()
@click.option("--force", is_flag=True, help="Build it even if it is there.")
@click.pass_obj
def model(file: str | None, force: bool) -> None:
    """Build the embedding model that kilde.toml names; `make setup` does this.

    The built-in one comes with Kilde's packages; any other is fetched, now and never while
    Kilde runs.
    """
    known = settings(file)
    build(known.embedding.model, known.models_folder, force)
