"""Random ids for people and documents, whose names stand in tables of their own.

Erasing somebody, or a document, takes the name away: the log stays whole and says nothing.
"""

from __future__ import annotations

import re
import uuid

from sqlalchemy import Connection, insert, select

from records.schema import audit_documents, audit_names, people

LOCAL = "local user"
_ID = re.compile(r"[0-9a-f]{32}")


def alias(connection: Connection, name: str) -> str:
    """The random id under which the log knows somebody who has never signed in."""
    name = name.strip().lower()
    signed_in = select(people.c.id).where(people.c.address == name)
    known = connection.execute(signed_in).scalar() if name else None
    known = (
        known
        or connection.execute(select(audit_names.c.id).where(audit_names.c.name == name)).scalar()
    )
    if known is None:
        known = uuid.uuid4().hex
        connection.execute(insert(audit_names).values(id=known, name=name))
    return str(known)


def document_alias(connection: Connection, space: str, name: str) -> str:
    """The random id under which the log knows a document."""
    mine = {"space": space, "name": name}
    known = connection.execute(select(audit_documents.c.id).filter_by(**mine)).scalar()
    if known is None:
        known = uuid.uuid4().hex
        connection.execute(insert(audit_documents).values(id=known, **mine))
    return str(known)


def acting(connection: Connection, person: str) -> str:
    """How the log calls the person of this id: one who has signed in, the local user, the
    command line, a key, or somebody whom a key named."""
    if person in ("", "local"):
        return LOCAL
    if person.startswith(("key ", "command line")):
        return person
    return f"person {person if _ID.fullmatch(person) else alias(connection, person)}"


def nameless(connection: Connection, actor: str) -> str:
    """An actor without a mail address: as it is, but for ids and addresses of people."""
    if actor == "local" or _ID.fullmatch(actor) or ("@" in actor and " " not in actor):
        return acting(connection, actor)
    return actor
