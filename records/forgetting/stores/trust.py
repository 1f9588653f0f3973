"""Who looked at answers, and people among what was changed against kilde.toml.

What was found of an answer goes with the answer.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from records.departures import ADDED, PEOPLE
from records.forgetting.doomed import Doomed
from records.schema import departures, reviews


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    looked = len(
        connection.execute(select(reviews.c.id).where(_is(reviews.c.reviewer, doomed))).all()
    )
    lines = [f"the person's name on {looked} answers that they looked at"] if looked else []
    changed = len(_named(connection, doomed))
    return lines + ([f"the person in {changed} changes against kilde.toml"] if changed else [])


def erase(connection: Connection, doomed: Doomed) -> None:
    mine = _is(reviews.c.reviewer, doomed)
    connection.execute(update(reviews).where(mine).values(reviewer=""))
    for number, values in _named(connection, doomed).items():
        connection.execute(update(departures).where(departures.c.id == number).values(**values))


def _is(column: ColumnElement[str], doomed: Doomed) -> ColumnElement[bool]:
    return func.lower(column).in_(doomed.known_as)


def _named(connection: Connection, doomed: Doomed) -> dict[int, dict[str, Any]]:
    """The changes that the person made, or that name them as one who is told, without them."""
    words = {*doomed.known_as}
    found: dict[int, dict[str, Any]] = {}
    for row in connection.execute(select(departures)).mappings() if words else ():
        value = json.loads(row["value"])
        if row["key"] in PEOPLE:
            value = _without(value, words)
        elif row["key"] == ADDED:
            value |= {key: _without(value[key], words) for key in PEOPLE}
        without = {
            "by": "" if row["by"].lower() in words else row["by"],
            "value": json.dumps(value, ensure_ascii=False),
        }
        if any(without[key] != row[key] for key in without):
            found[row["id"]] = without
    return found


def _without(addresses: list[str], words: set[str]) -> list[str]:
    return [address for address in addresses if address.lower() not in words]
