"""Earlier versions: those of documents go with them, those that name a person by themselves."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.schema import former_versions


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    count = len(_naming(connection, doomed))
    return [f"{count} earlier version{'s' * (count != 1)} of documents"] if count else []


def erase(connection: Connection, doomed: Doomed) -> None:
    for chunk in in_chunks(_naming(connection, doomed)):
        connection.execute(delete(former_versions).where(former_versions.c.id.in_(chunk)))


def _naming(connection: Connection, doomed: Doomed) -> list[int]:
    """Those that name the person, whatever their document says now."""
    if doomed.person is None:
        return []
    words = [word.casefold() for word in doomed.person.spoken]
    query = select(former_versions.c.id, former_versions.c.title, former_versions.c.text)
    return [
        row.id
        for row in connection.execute(query)
        if any(word in f"{row.title} {row.text}".casefold() for word in words)
    ]
