"""The tombstones, in the database and in the ledger: what one of them lacks, the other has."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from records.database import RecordsError, in_chunks
from records.forgetting.doomed import DoomedDocument
from records.forgetting.ledger import Ledger, Line
from records.forgetting.tombstones import (
    Barred,
    Lifting,
    Reason,
    Tombstone,
    in_force,
    mark,
    new_id,
    new_key,
    now,
)
from records.schema import erased, installation


class Noted:
    """Notes what is erased, first in the ledger and then in the database.

    `retention` gives the days that spaces keep their documents, where not for ever.
    """

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        retention: Mapping[str, int],
        today: Callable[[], date],
    ) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._ledger = ledger
        self._retention = retention
        self._today = today

    def key(self) -> str:
        """The key of this installation's hashes."""
        with self._engine.connect() as connection:
            return connection.execute(select(erased.c.key).limit(1)).scalar() or new_key()

    def append(self, lines: Sequence[Line]) -> tuple[int, int]:
        """Note lines in the ledger; what it gives is for `know`. May raise RecordsError."""
        return self._ledger.append(lines) if lines else (0, 0)

    def know(self, connection: Connection, lines: Sequence[Line], grown: tuple[int, int]) -> None:
        """Note the same lines in the database, in the transaction that they are about."""
        # Another process may have read them in the ledger already.
        _learn(connection, lines)
        before, after = grown
        # Only who knew all of the ledger still does: others read it again when they open.
        connection.execute(
            update(installation)
            .where(installation.c.ledger_bytes == before)
            .values(ledger_bytes=after)
        )

    def behind(self) -> list[Line] | None:
        """All lines of the ledger where the database does not know them all; None where it does.

        What only the database knows is noted in the ledger again.
        """
        size = self._ledger.size()
        with self._engine.connect() as connection:
            known = connection.execute(select(installation.c.ledger_bytes)).scalar()
            if size == (known or 0):
                return None
            mine = _tombstones(connection, erased.c.lifted_by.is_(None))
        lines = self._ledger.lines()
        noted = {line.id for line in lines}
        missing = [tombstone for tombstone in mine if tombstone.id not in noted]
        if missing:
            # Nothing is lost where that fails: the database still keeps them out.
            with suppress(RecordsError):
                self._ledger.append(missing)
        return lines

    def catch_up(self, connection: Connection, lines: Sequence[Line]) -> None:
        """From now on the database knows these, which are all that the ledger has."""
        _learn(connection, lines)
        connection.execute(update(installation).values(ledger_bytes=self._ledger.size()))

    def barred(self, connection: Connection, space: str, without: Collection[str] = ()) -> Barred:
        """What may not come (back) into a space now; `without` are tombstones to leave out."""
        return barred_in(connection, space, self._retention, self._today(), without)

    def of_name(self, space: str, name: str) -> list[str]:
        """The ids of the erasures of a document of this name, but for those for a person."""
        here = erased.c.space == space, erased.c.lifted_by.is_(None), erased.c.reason == "document"
        with self._engine.connect() as connection:
            found = _tombstones(connection, *here)
        return [one.id for one in found if mark(one.key, "name", space, name) in one.marks]

    def named(self, space: str, name: str) -> tuple[int, list[str]]:
        """How many erasures of a document of this name there were, and the ids of those and of
        what was kept out for the same content."""
        with self._engine.connect() as connection:
            here = _tombstones(connection, erased.c.space == space, erased.c.lifted_by.is_(None))
        name = unicodedata.normalize("NFC", name)
        named = [one for one in here if mark(one.key, "name", space, name) in one.marks]
        marks = {hashed for one in named for hashed in one.marks}
        return len(named), [one.id for one in here if marks.intersection(one.marks)]

    def lift(self, ids: Sequence[str], actor: str) -> None:
        """From now on these keep nothing out."""
        lines = [Lifting(new_id(), now(), actor, tuple(ids))]
        grown = self.append(lines)
        with self._writing.begin() as connection:
            self.know(connection, lines, grown)


def tombstone(
    document: DoomedDocument, key: str, actor: str, reason: Reason, by_name: bool
) -> Tombstone:
    """A new tombstone of a document, which keeps its name out too, or only what it was."""
    space = document.space
    marks = [mark(key, "was", space, document.name)]
    if document.parent_id is None:
        place = document.source, document.place, document.size, document.modified_ns
        marks.append(mark(key, "place", space, *place))
    if by_name:
        marks.append(mark(key, "name", space, document.name))
    if document.content_hash and document.why != "attached":
        marks.append(mark(key, "content", space, document.content_hash))
    if document.said and document.why != "attached":
        marks.append(mark(key, "says", space, document.said))
    day = document.date if reason == "retention" else None
    return Tombstone(new_id(), now(), actor, reason, space, key, tuple(marks), day)


def barred_in(
    connection: Connection,
    space: str,
    retention: Mapping[str, int],
    today: date,
    without: Collection[str] = (),
) -> Barred:
    """What may not come (back) into a space, as this transaction sees it."""
    found = _tombstones(connection, erased.c.space == space, erased.c.lifted_by.is_(None))
    kept = (one for one in found if one.id not in without)
    return Barred.by(space, (one for one in kept if in_force(one, retention, today)))


def _learn(connection: Connection, lines: Sequence[Line]) -> None:
    known = set(connection.execute(select(erased.c.id)).scalars())
    new = [_row(one) for one in lines if isinstance(one, Tombstone) and one.id not in known]
    if new:
        connection.execute(insert(erased), new)
    for line in lines:
        if isinstance(line, Lifting):
            for chunk in in_chunks(list(line.lifts)):
                connection.execute(
                    update(erased).where(erased.c.id.in_(chunk)).values(lifted_by=line.id)
                )


def _tombstones(connection: Connection, *where: ColumnElement[bool]) -> list[Tombstone]:
    columns = [column for column in erased.c if column.name != "lifted_by"]
    query = select(*columns).where(*where).order_by(erased.c.at, erased.c.id)
    return [
        Tombstone(**{**row, "marks": tuple(row["marks"].split())})
        for row in connection.execute(query).mappings()
    ]


def _row(one: Tombstone) -> dict[str, Any]:
    return {**vars(one), "marks": " ".join(one.marks)}
