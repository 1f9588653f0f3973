"""Erasing from the database, keeping out what was erased, and what is still to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from config import Settings
from records.audit import note
from records.database import in_chunks
from records.forgetting.doomed import Doomed, DoomedDocument
from records.forgetting.finding import listed
from records.forgetting.ledger import Ledger
from records.forgetting.noted import Noted, barred_in, tombstone
from records.forgetting.stores import STORES, verified
from records.forgetting.tombstones import Barred, Reason, mark
from records.holdings import changed
from records.models import Message
from records.schema import documents, erased, erasures, partitions, versions


class Forgetting:
    """What was erased and is to be erased in one installation."""

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        retention: Mapping[str, int],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._noted = Noted(engine, ledger, retention, today)

    @classmethod
    def of(cls, settings: Settings, engine: Engine) -> Forgetting:
        retention = {space.name: space.retention_days for space in settings.space}
        return cls(engine, Ledger(settings.ledger_file, settings.data_folder), retention)

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
        key = self._noted.key()
        # Old age keeps out what was there; a newer one under the same name is welcome.
        by_name = reason != "retention"
        stones = [tombstone(one, key, actor, reason, by_name) for one in doomed.documents]
        grown = self._noted.append(stones)
        with self._writing.begin() as connection:
            self._noted.know(connection, stones, grown)
            person = doomed.person
            note(
                connection,
                actor,
                "erase",
                reason=reason,
                spaces=sorted(doomed.spaces),
                documents=len(doomed.documents),
                tombstones=[stone.id for stone in stones],
                # By which it can be shown that somebody was forgotten, when asked by name.
                person=[mark(key, "person", "", word) for word in person.words] if person else [],
            )
            return _erase(connection, doomed)

    def keep_out(self, new: Sequence[DoomedDocument], actor: str, reason: Reason) -> None:
        """Keep out what came and was not taken in (ids of these documents are not used).

        It is what was erased, under another name; that name is free for something else.
        """
        if new:
            key = self._noted.key()
            stones = [tombstone(one, key, actor, reason, by_name=False) for one in new]
            grown = self._noted.append(stones)
            with self._writing.begin() as connection:
                self._noted.know(connection, stones, grown)

    def barred(self, space: str) -> Barred:
        """What may not come (back) into a space now."""
        with self._engine.connect() as connection:
            return self._noted.barred(connection, space)

    def catch_up(self) -> None:
        """Learn what the ledger knows and this database does not: it is from a backup.

        The documents concerned are unfindable at once; `unfinished` has the rest. What the
        database knows and the ledger does not is noted there again.
        """
        lines = self._noted.behind()
        if lines is not None:
            with self._writing.begin() as connection:
                self._noted.catch_up(connection, lines)
                self._erase_returned(connection)

    def sweep(self) -> None:
        """Erase documents that came back while they were being erased, out of a run's hands."""
        with self._writing.begin() as connection:
            self._erase_returned(connection)

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
        count, ids = self._noted.named(space, name)
        if ids:
            self._noted.lift(ids, actor)
        return count

    def readmit(self, space: str, name: str, content_hash: str, actor: str) -> bool:
        """Let a document of this name and content in that somebody puts here once more.

        What was erased as this document is let in again; what was for a person's sake, or
        whose content was erased as another document, is not: then nothing is lifted, and
        False.
        """
        ids = self._noted.of_name(space, name)
        with self._engine.connect() as connection:
            barred = self._noted.barred(connection, space, without=ids)
        if barred.keeps_out(name, content_hash):
            return False
        if ids:
            self._noted.lift(ids, actor)
        return True

    def _erase_returned(self, connection: Connection) -> None:
        """Erase documents of the catalogue that may not be there."""
        back: list[DoomedDocument] = []
        for space in connection.execute(select(erased.c.space).distinct()).scalars().all():
            barred = self._noted.barred(connection, space)
            if barred.marks:
                back += [
                    one
                    for one in listed(connection, documents.c.space == space)
                    if barred.keeps_out(one.name, one.content_hash, one.said)
                ]
        if back:
            _erase(connection, Doomed(tuple(back)))


def drop_erased(
    connection: Connection,
    current: Sequence[tuple[Mapping[str, Any], int, int]],
    heads: Mapping[int, Message],
) -> list[tuple[Mapping[str, Any], int, int]]:
    """Of what is to become current, what was not erased meanwhile; the others lose their rows.

    Each is (document's values, document id, version id); `heads` are of messages among them.
    """
    if connection.execute(select(erasures.c.id).limit(1)).first() is None:
        # Who writes versions holds the ingest lock, under which erasures are finished: all
        # that was finished it has known since.
        return list(current)
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


def _erase(connection: Connection, doomed: Doomed) -> list[int]:
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
    touched |= set(verified.indexed(connection, doomed).values())
    for store in STORES:
        store.erase(connection, doomed)
    # Searches under way begin again, and first questions that were kept ready are found anew.
    changed(connection)
    return _to_do(connection, touched)


def _to_do(connection: Connection, partition_ids: set[int]) -> list[int]:
    numbers = []
    for partition_id in [*sorted(partition_ids), None]:
        row = insert(erasures).values(at=datetime.now(UTC), partition_id=partition_id)
        key = connection.execute(row).inserted_primary_key
        assert key is not None
        numbers.append(int(key[0]))
    return numbers
