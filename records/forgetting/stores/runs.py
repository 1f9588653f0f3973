"""What runs noted of documents: what was done to which, and why they failed on some."""

from __future__ import annotations

from sqlalchemy import Connection, Select, func, or_, select, update

from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.forgetting.stores.words import ERASED, blanked
from records.schema import run_documents, runs


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    count = len(_errors(connection, doomed)) + len(_rows(connection, doomed))
    return [f"the names in {count} records of runs"] if count else []


def erase(connection: Connection, doomed: Doomed) -> None:
    names = names_of(connection, doomed)
    for number, error in _errors(connection, doomed).items():
        connection.execute(
            update(runs).where(runs.c.id == number).values(error=blanked(error, names))
        )
    for chunk in in_chunks(_rows(connection, doomed)):
        connection.execute(
            update(run_documents)
            .where(run_documents.c.id.in_(chunk))
            .values(name=ERASED, reason=None)
        )


def names_of(connection: Connection, doomed: Doomed) -> set[str]:
    """The documents' names, and those that they had before they were renamed."""
    names = {document.name for document in doomed.documents}
    query = select(run_documents.c.name, run_documents.c.reason).where(
        run_documents.c.what == "renamed", run_documents.c.run_id.in_(_runs(doomed))
    )
    # The newest first, so that a chain of names is followed to its beginning.
    for name, before in connection.execute(query.order_by(run_documents.c.id.desc())):
        if name in names and before:
            names.add(before)
    return names


def _rows(connection: Connection, doomed: Doomed) -> list[int]:
    found: list[int] = []
    for chunk in in_chunks(list(names_of(connection, doomed))):
        query = select(run_documents.c.id).where(
            run_documents.c.run_id.in_(_runs(doomed)),
            or_(run_documents.c.name.in_(chunk), run_documents.c.reason.in_(chunk)),
        )
        found += connection.execute(query).scalars()
    return found


def _errors(connection: Connection, doomed: Doomed) -> dict[int, str]:
    """The runs whose error names one of the documents."""
    query = select(runs.c.id, runs.c.error).where(
        runs.c.space.in_(doomed.spaces), func.length(runs.c.error) > 0
    )
    names = names_of(connection, doomed)
    return {
        number: error
        for number, error in connection.execute(query)
        if blanked(error, names) != error
    }


def _runs(doomed: Doomed) -> Select[tuple[int]]:
    return select(runs.c.id).where(runs.c.space.in_(doomed.spaces))
