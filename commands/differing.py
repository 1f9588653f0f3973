"""`kilde differences`: which documents of a space say the same with another value."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from answering.differences.between import Between, between
from commands.console import open_kilde, say
from records import Passage
from records.audit import COMMAND_LINE


@click.command()
@click.option("--space", required=True, metavar="S", help="The space whose documents are compared.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option("--by", default=COMMAND_LINE, hidden=True, help="Whom the page compares for.")
@click.pass_obj
def differences(file: str | None, space: str, as_json: bool, by: str) -> None:
    """Where do documents of a space disagree: another number, date or "not"?

    Its newest 20,000 passages are held against those nearest to them, for two minutes at
    most. What an edition has replaced is left out. Reads every source of the space.
    """
    kilde = open_kilde(file)
    kilde.settings.named(space)
    allowed = kilde.reader(None, [space]).allowed
    found = between(kilde.catalogue, space, allowed)
    kilde.audit.record(by, "differences", space=space, found=len(found))
    if as_json:
        print(json.dumps({"space": space, "differences": [asdict(one) for one in found]}))
        return
    ids = {side.passage for one in found for side in one.sides}
    passages = kilde.catalogue.passages(ids, allowed)
    for one in found:
        _tell(one, passages)
    say(f"{len(found)} found.")


def _tell(one: Between, passages: dict[int, Passage]) -> None:
    print(f"{one.kind}:")
    for side in one.sides:
        passage = passages.get(side.passage)
        if passage is not None:
            print(f"  {passage.document}: {side.value}")
            print(f"    {passage.text[side.start : side.end].strip()}")
