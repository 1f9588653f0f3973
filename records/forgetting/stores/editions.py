"""Who decided that one document replaces another; the documents' own rows go with them."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from records.forgetting.doomed import Doomed
from records.schema import editions

_COLUMNS = (editions.c.person, editions.c.undone_by)


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    words = doomed.known_as
    decided = sum(
        connection.execute(select(func.count()).where(func.lower(column).in_(words))).scalar_one()
        for column in _COLUMNS
    )
    return [f"the name of who decided in {decided} editions of documents"] if decided else []


def erase(connection: Connection, doomed: Doomed) -> None:
    words = doomed.known_as
    for column in _COLUMNS:
        connection.execute(
            update(editions).where(func.lower(column).in_(words)).values({column: ""})
        )
