"""Erasing from the database, keeping out what was erased, and what is still to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from config import Settings
from records.audit import note
from records.database import RecordsError, in_chunks
from records.forgetting.doomed import Doomed, DoomedDocument
from records.forgetting.finding import listed
from records.forgetting.ledger import Ledger, Line
from records.forgetting.stores import STORES
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
from records.holdings import changed
from records.models import Message
from records.schema import documents, erased, erasures, installation, partitions, versions


class Forgetting:
    """What was erased and is to be erased in one installation.

    `retention` gives the days that spaces keep their documents, where they do not keep
    them for ever; `today` is for tests.
    """

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        retention: Mapping[str, int],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self.ledger = ledger
        self._retention = retention
        self._today = today

    @classmethod
    def of(cls, settings: Settings, engine: Engine) -> Forgetting:
        retention = {space.name: space.retention_days for space in settings.space}
        return cls(engine, Ledger(settings.ledger_file), retention)

    def listing(self, doomed: Doomed) -> list[str]:
        """What else goes with the documents, a line each."""
        with self._engine.connect() as connection:
            return [line for store in STORES for line in store.listing(connection, doomed)]

    def erase(self, doomed: Doomed, actor: str, reason: Reason) -> list[int]:
        """Erase from the database, in one commit: unfindable from here on, and kept out.

        Returns the numbers of what is still to be done, which `unfinished` gives until
        it is. The ledger knows it first, so that a crash in between erases a little later.
        The audit log gets how much it was and the hashes, never a name.
        """
        with self._engine.connect() as connection:
            key = self._key(connection)
        tombstones = [self._tombstone(one, key, actor, reason) for one in doomed.documents]
        before, after = self.ledger.append(tombstones) if tombstones else (0, 0)
        with self._writing.begin() as connection:
            self._know(connection, tombstones, before, after)
            note(
                connection,
                actor,
                "erase",
                reason=reason,
                spaces=sorted(doomed.spaces),
                documents=len(doomed.documents),
                tombstones=[tombstone.id for tombstone in tombstones],
                person=_person_marks(doomed, key),
            )
            return self._erase(connection, doomed)

    def keep_out(self, new: Sequence[DoomedDocument], actor: str, reason: Reason) -> None:
        """Keep out what came and was never taken in (ids of these documents are not used)."""
        if new:
            with self._engine.connect() as connection:
                key = self._key(connection)
            tombstones = [self._tombstone(one, key, actor, reason) for one in new]
            before, after = self.ledger.append(tombstones)
            with self._writing.begin() as connection:
                self._know(connection, tombstones, before, after)

    def barred(self, space: str) -> Barred:
        """What may not come (back) into a space now."""
        with self._engine.connect() as connection:
            return self._barred(connection, space)

    def catch_up(self) -> None:
        """Learn what the ledger knows and this database does not: it is from a backup.

        The documents concerned are unfindable at once; `unfinished` has the rest. What the
        database knows and the ledger does not is noted there again.
        """
        size = self.ledger.size()
        with self._engine.connect() as connection:
            known = connection.execute(select(installation.c.ledger_bytes)).scalar()
            if size == (known or 0):
                return
            mine = _tombstones(connection, erased.c.lifted_by.is_(None))
        lines = self.ledger.lines()
        noted = {line.id for line in lines}
        missing = [tombstone for tombstone in mine if tombstone.id not in noted]
        if missing:
            # Nothing is lost where that fails: the database still keeps them out.
            with suppress(RecordsError):
                _, size = self.ledger.append(missing)
        with self._writing.begin() as connection:
            self._learn(connection, lines)
            self._set_size(connection, size)
            spaces = connection.execute(select(documents.c.space).distinct()).scalars().all()
            back = [one for space in spaces for one in self._returned(connection, space)]
            if back:
                self._erase(connection, Doomed(tuple(back)))

    def sweep(self) -> None:
        """Erase documents that came back while they were being erased, out of a run's hands."""
        with self._writing.begin() as connection:
            spaces = connection.execute(select(erased.c.space).distinct()).scalars().all()
            back = [one for space in spaces for one in self._returned(connection, space)]
            if back:
                self._erase(connection, Doomed(tuple(back)))

    def unfinished(self) -> dict[int, int | None]:
        """What is still to be done: by number, the partition to be built anew (None: none)."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(erasures.c.id, erasures.c.partition_id))
            return {row.id: row.partition_id for row in rows}

    def finished(self, numbers: Iterable[int]) -> None:
        """These are done."""
        with self._writing.begin() as connection:
            connection.execute(delete(erasures).where(erasures.c.id.in_(list(numbers))))

    def redo(self, partition_ids: Iterable[int]) -> list[int]:
        """Have partitions built anew, for what ordinary removals left in their files."""
        with self._writing.begin() as connection:
            return _to_do(connection, set(partition_ids))

    def lift(self, space: str, name: str, actor: str) -> int:
        """Let a document of this name in again, and its content; how many erasures that was."""
        with self._engine.connect() as connection:
            found = [
                one.id
                for one in _tombstones(
                    connection, erased.c.space == space, erased.c.lifted_by.is_(None)
                )
                if mark(one.key, "name", space, name) in one.marks
            ]
        if found:
            lifting = Lifting(new_id(), now(), actor, tuple(found))
            before, after = self.ledger.append([lifting])
            with self._writing.begin() as connection:
                self._learn(connection, [lifting])
                self._grow(connection, before, after)
        return len(found)

    def _tombstone(
        self, document: DoomedDocument, key: str, actor: str, reason: Reason
    ) -> Tombstone:
        space, aged = document.space, reason == "retention"
        marks = []
        if document.parent_id is None:
            place = document.source, document.place, document.size, document.modified_ns
            marks.append(mark(key, "place", space, *place))
        # Old age keeps out this content; a newer one under the same name is welcome.
        if not aged:
            marks.append(mark(key, "name", space, document.name))
        if document.content_hash and document.why != "attached":
            marks.append(mark(key, "content", space, document.content_hash))
        if document.said and document.why != "attached":
            marks.append(mark(key, "says", space, document.said))
        date = document.date if aged else None
        return Tombstone(new_id(), now(), actor, reason, space, key, tuple(marks), date)

    def _key(self, connection: Connection) -> str:
        found = connection.execute(select(erased.c.key).limit(1)).scalar()
        return found or new_key()

    def _know(
        self, connection: Connection, tombstones: Sequence[Tombstone], before: int, after: int
    ) -> None:
        if tombstones:
            # Another process may have read them in the ledger already.
            self._learn(connection, tombstones)
            self._grow(connection, before, after)

    def _grow(self, connection: Connection, before: int, after: int) -> None:
        """Only who knew all of the ledger still does: others read it again when they open."""
        connection.execute(
            update(installation)
            .where(installation.c.ledger_bytes == before)
            .values(ledger_bytes=after)
        )

    def _set_size(self, connection: Connection, size: int) -> None:
        connection.execute(update(installation).values(ledger_bytes=size))

    def _learn(self, connection: Connection, lines: Sequence[Line]) -> None:
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

    def _barred(self, connection: Connection, space: str) -> Barred:
        return barred_in(connection, space, self._retention, self._today())

    def _returned(self, connection: Connection, space: str) -> list[DoomedDocument]:
        """Documents in the catalogue that may not be there."""
        barred = self._barred(connection, space)
        if not barred.marks:
            return []
        return [
            one
            for one in listed(connection, documents.c.space == space)
            if barred.keeps_out(one.name, one.content_hash, one.said)
        ]

    def _erase(self, connection: Connection, doomed: Doomed) -> list[int]:
        touched = set(
            connection.execute(
                select(partitions.c.id).where(
                    partitions.c.space.in_(doomed.spaces), partitions.c.leftovers > 0
                )
            ).scalars()
        )
        touched |= {document.partition_id for document in doomed.documents}
        for chunk in in_chunks(doomed.ids):
            lying = select(versions.c.partition_id).where(versions.c.document_id.in_(chunk))
            touched |= set(connection.execute(lying).scalars())
        for store in STORES:
            store.erase(connection, doomed)
        # Searches under way begin again, and first questions that were kept ready are found anew.
        changed(connection)
        return _to_do(connection, touched)


def barred_in(
    connection: Connection, space: str, retention: Mapping[str, int], today: date
) -> Barred:
    """What may not come (back) into a space, as this transaction sees it."""
    found = _tombstones(connection, erased.c.space == space, erased.c.lifted_by.is_(None))
    return Barred.by(space, (one for one in found if in_force(one, retention, today)))


def drop_erased(
    connection: Connection,
    current: Sequence[tuple[Mapping[str, Any], int, int]],
    heads: Mapping[int, Message],
) -> list[tuple[Mapping[str, Any], int, int]]:
    """Of what is to become current, what was not erased meanwhile; the others lose their rows.

    Each is (document's values, document id, version id); `heads` are of messages among them.
    """
    kept = []
    barred: dict[str, Barred] = {}
    for values, document_id, version_id in current:
        query = (
            select(documents.c.space, documents.c.name, versions.c.content_hash)
            .join(versions, versions.c.document_id == documents.c.id)
            .where(documents.c.id == document_id, versions.c.id == version_id)
        )
        row = connection.execute(query).one_or_none()
        if row is None:
            continue
        if row.space not in barred:
            # Old age is for the run to judge: it knows the days.
            barred[row.space] = barred_in(connection, row.space, {}, date.min)
        head = heads.get(document_id)
        if barred[row.space].keeps_out(
            values.get("name", row.name), row.content_hash, head.content if head else ""
        ):
            connection.execute(delete(documents).where(documents.c.id == document_id))
        else:
            kept.append((values, document_id, version_id))
    return kept


def _to_do(connection: Connection, partition_ids: set[int]) -> list[int]:
    numbers = []
    for partition_id in [*sorted(partition_ids), None]:
        row = insert(erasures).values(at=datetime.now(UTC), partition_id=partition_id)
        key = connection.execute(row).inserted_primary_key
        assert key is not None
        numbers.append(int(key[0]))
    return numbers


def _tombstones(connection: Connection, *where: ColumnElement[bool]) -> list[Tombstone]:
    columns = [column for column in erased.c if column.name != "lifted_by"]
    query = select(*columns).where(*where).order_by(erased.c.at, erased.c.id)
    return [
        Tombstone(**{**row, "marks": tuple(row["marks"].split())})
        for row in connection.execute(query).mappings()
    ]


def _person_marks(doomed: Doomed, key: str) -> list[str]:
    """Hashes by which it can be shown that somebody was forgotten, when asked with the name."""
    person = doomed.person
    return [mark(key, "person", "", word) for word in person.words] if person else []


def _row(tombstone: Tombstone) -> dict[str, Any]:
    return {**vars(tombstone), "marks": " ".join(tombstone.marks)}
