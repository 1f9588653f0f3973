"""Earlier versions: those of documents go with them, those that name a person by themselves."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.forgetting.stores.words import blanked, blanked_json
from records.schema import former_versions


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    count = len(_naming(connection, doomed))
    return [f"{count} earlier version{'s' * (count != 1)} of documents"] if count else []


def erase(connection: Connection, doomed: Doomed) -> None:
    for chunk in in_chunks(_naming(connection, doomed)):
        connection.execute(delete(former_versions).where(former_versions.c.id.in_(chunk)))


def _naming(connection: Connection, doomed: Doomed) -> list[int]:
    """Those that name the person, whatever their document says now."""
    words = doomed.spoken
    if not words or doomed.records_only:
        return []
    query = select(former_versions.c.id, former_versions.c.title, former_versions.c.text)
    return [
        row.id
        for row in connection.execute(query)
        if blanked(row.title, words) != row.title or blanked_json(row.text, words) != row.text
    ]
