"""Random ids for people and documents, whose names stand in tables of their own.

Erasing somebody, or a document, takes the name away: the log stays whole and says nothing.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime

from sqlalchemy import Connection, insert, select, text

from records.schema import audit, audit_documents, audit_names, documents, people

LOCAL = "local user"
COMMAND_LINE = "command line"
_ID = re.compile(r"[0-9a-f]{32}")
# One number for everybody who appends, in PostgreSQL; SQLite has one writer anyway.
_LOCK = 7_240_412


# What names of published answers begin with: they hold a number and no word.
_VERIFIED = "verified/"


def one_at_a_time(connection: Connection) -> None:
    """Until its transaction ends nobody else appends to the log, or names anybody in it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def alias(connection: Connection, name: str, at: datetime | None = None) -> str:
    """The random id under which the log knows somebody who has never signed in.

    Of what was done `at` an earlier time, no name is kept that may have been erased since.
    """
    name = name.strip().lower()
    signed_in = select(people.c.id).where(people.c.address == name)
    known = connection.execute(signed_in).scalar() if name else None
    if known is None:
        # Two who name the same person at once give them one id.
        one_at_a_time(connection)
        named = select(audit_names.c.id).where(audit_names.c.name == name)
        known = connection.execute(named).scalar()
    if known is None:
        known = uuid.uuid4().hex
        if at is None or not _erased_since(connection, at):
            connection.execute(insert(audit_names).values(id=known, name=name))
    return str(known)


def document_alias(connection: Connection, space: str, name: str) -> str:
    """The random id under which the log knows a document; each time another one where there is
    none of the name (any more), of which no name is kept."""
    mine = {"space": space, "name": name}
    known = connection.execute(select(audit_documents.c.id).filter_by(**mine)).scalar()
    if known is None:
        known = uuid.uuid4().hex
        there = select(documents.c.id).filter_by(**mine)
        if name.startswith(_VERIFIED) or connection.execute(there).first() is not None:
            connection.execute(insert(audit_documents).values(id=known, **mine))
    return str(known)


def _erased_since(connection: Connection, at: datetime) -> bool:
    query = select(audit.c.id).where(audit.c.action == "erase", audit.c.at >= at)
    return connection.execute(query.limit(1)).first() is not None


def acting(connection: Connection, person: str, at: datetime | None = None) -> str:
    """How the log calls the person of this id: one who has signed in, the local user, the
    command line, a key, or somebody whom a key named."""
    if person in ("", "local"):
        return LOCAL
    if person.startswith(("key ", COMMAND_LINE)):
        return person
    return f"person {person if _ID.fullmatch(person) else alias(connection, person, at)}"


def nameless(connection: Connection, actor: str, at: datetime | None = None) -> str:
    """An actor without a mail address: as it is, but for ids and addresses of people."""
    if actor == "local" or _ID.fullmatch(actor) or ("@" in actor and " " not in actor):
        return acting(connection, actor, at)
    return actor
