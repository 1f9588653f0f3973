"""Replies by mail that wait for a person, and who is away."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from records.forgetting.doomed import Doomed
from records.forgetting.stores.words import blanked
from records.schema import absences, held_replies

_TEXTS = ("sender", "name", "subject", "text")


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    own = len(connection.execute(select(held_replies.c.id).where(_by(doomed))).all())
    away = len(connection.execute(select(absences.c.address).where(_away(doomed))).all())
    naming = len(_naming(connection, doomed))
    lines = [f"{own} mails of the person that wait for a decision"] if own else []
    lines += ["until when the person is away"] if away else []
    return lines + ([f"the names in {naming} mails that wait for a decision"] if naming else [])


def erase(connection: Connection, doomed: Doomed) -> None:
    connection.execute(delete(held_replies).where(_by(doomed)))
    connection.execute(delete(absences).where(_away(doomed)))
    for number, values in _naming(connection, doomed).items():
        connection.execute(update(held_replies).where(held_replies.c.id == number).values(**values))


def _by(doomed: Doomed) -> ColumnElement[bool]:
    addresses = doomed.person.addresses if doomed.person else ()
    return func.lower(held_replies.c.sender).in_(addresses)


def _away(doomed: Doomed) -> ColumnElement[bool]:
    addresses = doomed.person.addresses if doomed.person else ()
    return absences.c.address.in_(addresses)


def _naming(connection: Connection, doomed: Doomed) -> dict[int, dict[str, str]]:
    """Others' mails that name one of the documents or the person, without the names."""
    words = {document.name for document in doomed.documents}
    words |= {*doomed.spoken}
    found = {}
    for row in connection.execute(select(held_replies).where(~_by(doomed))).mappings():
        without = {name: blanked(row[name], words) for name in _TEXTS}
        if any(without[name] != row[name] for name in _TEXTS):
            found[row["id"]] = without
    return found
