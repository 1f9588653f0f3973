"""Pairs of the glossary that were changed and name a person."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from records.forgetting.doomed import Doomed
from records.forgetting.stores.words import blanked
from records.schema import glossary_changes


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    count = len(_naming(connection, doomed))
    return [f"the person in {count} changes of the glossary"] if count else []


def erase(connection: Connection, doomed: Doomed) -> None:
    gone = glossary_changes.c.id.in_(_naming(connection, doomed))
    connection.execute(delete(glossary_changes).where(gone))


def _naming(connection: Connection, doomed: Doomed) -> list[int]:
    query = select(glossary_changes.c.id, glossary_changes.c.short, glossary_changes.c.long)
    return [
        row.id
        for row in connection.execute(query)
        if any(blanked(text, doomed.spoken) != text for text in (row.short, row.long))
    ]
