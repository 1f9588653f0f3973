"""`kilde check`: whether the stores agree, and making them agree."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

import click

from commands.console import open_kilde, say
from ingest import Problem, Stores, examine, ingest_lock, repair
from ingest.uploads import Uploads, lost_uploads


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Make the stores agree with the database.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON on standard output.")
@click.pass_obj
def check(file: str | None, mend: bool, as_json: bool) -> None:
    """Do the database, Chroma and Tantivy agree?

    Every current passage must stand once in each index, under its version, with its vector
    and its words, and nothing else; uploads must have their files. Waits for an ingest that
    is running. Exits with 0 if all is well, or was made so by --repair, and with 1 if not.
    """
    kilde = open_kilde(file)
    settings = kilde.settings
    embedder = kilde.search.embedder(settings.embedding.model)
    stores = Stores(kilde.catalogue, kilde.vectors, settings.data_folder / "lexical", embedder)
    with ingest_lock(settings.data_folder, wait=True, tell=say):
        suspect = kilde.vectors.suspect
        found = left = examine(stores, _counter("looked at"))
        for problem in found:
            say(f"{problem.where}: {problem.what}")
        if found and mend:
            repair(stores, found, say, _counter("indexed again"))
            left = examine(stores, _counter("looked at"))
            for problem in left:
                say(f"still wrong: {problem.where}: {problem.what}")
        lost = lost_uploads(kilde.catalogue, Uploads(settings.data_folder))
        for space, document in lost:
            say(
                f"{space}: the file of {document} is gone; restore it from a backup, or the next "
                "ingest removes the document"
            )
        if not left:
            kilde.vectors.trust(suspect)
    if as_json:
        uploads = [{"space": space, "document": document} for space, document in lost]
        told = _as_json(found, left, mend) | ({"lost_uploads": uploads} if uploads else {})
        print(json.dumps(told, ensure_ascii=False))
    say(_verdict(found, left, mend))
    sys.exit(1 if left or lost else 0)


def _counter(what: str) -> Callable[[int], None]:
    """Says now and then how many passages have been dealt with."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        before, done = done, done + more
        if done // 10_000 > before // 10_000:
            say(f"{done} passages {what}")

    return count


def _verdict(found: list[Problem], left: list[Problem], mend: bool) -> str:
    if not found:
        return "The stores agree."
    if not left:
        return "The stores agree again."
    if any(problem.remedy == "restore" for problem in left):
        return (
            "The database itself is damaged: restore the data folder from a backup, "
            "then run kilde check --repair and kilde ingest."
        )
    if mend:
        return "Not all could be mended; see that the disk is not full and try again."
    return "To make the stores agree, run: kilde check --repair"


def _as_json(found: list[Problem], left: list[Problem], mend: bool) -> dict[str, object]:
    return {
        "agree": not left,
        "problems": [asdict(problem) for problem in found],
        **({"left": [asdict(problem) for problem in left]} if mend else {}),
    }
