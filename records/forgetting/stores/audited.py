"""What the audit log's ids are called, people and documents: without it the log is whole and
names nothing."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.forgetting.stores.asked import other_ids
from records.forgetting.stores.runs import names_of
from records.schema import audit_documents, audit_names


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    people = len(connection.execute(select(audit_names.c.id).where(_named(doomed))).all())
    named = len(_documents(connection, doomed))
    lines = ["the name behind an id in the audit log"] if people else []
    return lines + ([f"{named} names of documents in the audit log"] if named else [])


def erase(connection: Connection, doomed: Doomed) -> None:
    # Before the cases, which know under what ids somebody asked whom a key named.
    connection.execute(delete(audit_names).where(_named(doomed)))
    for chunk in in_chunks(_documents(connection, doomed)):
        connection.execute(delete(audit_documents).where(audit_documents.c.id.in_(chunk)))


def _named(doomed: Doomed) -> ColumnElement[bool]:
    others = other_ids(doomed).subquery()
    return or_(
        audit_names.c.name.in_(doomed.known_as),
        audit_names.c.name.in_(select(func.lower(others.c.person))),
    )


def _documents(connection: Connection, doomed: Doomed) -> list[str]:
    names = names_of(connection, doomed)
    query = select(audit_documents).where(audit_documents.c.space.in_(doomed.spaces))
    return [row.id for row in connection.execute(query) if row.name in names]
