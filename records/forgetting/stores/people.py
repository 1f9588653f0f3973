"""Who has signed in, with their sessions and their places in Kilde's own groups."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, select

from records.forgetting.doomed import Doomed
from records.schema import memberships, people, sessions


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    known = len(connection.execute(select(people.c.id).where(_is(doomed))).all())
    groups = len(connection.execute(select(memberships.c.group).where(_member(doomed))).all())
    lines = ["the person's sign-in: name, address, groups and sessions"] if known else []
    return lines + ([f"the person's place in {groups} of Kilde's own groups"] if groups else [])


def erase(connection: Connection, doomed: Doomed) -> None:
    ids = select(people.c.id).where(_is(doomed))
    connection.execute(delete(sessions).where(sessions.c.person_id.in_(ids)))
    connection.execute(delete(people).where(_is(doomed)))
    connection.execute(delete(memberships).where(_member(doomed)))


def _is(doomed: Doomed) -> ColumnElement[bool]:
    return people.c.id.in_(doomed.person.ids if doomed.person else ())


def _member(doomed: Doomed) -> ColumnElement[bool]:
    addresses = doomed.person.addresses if doomed.person else ()
    return memberships.c.address.in_(addresses)
