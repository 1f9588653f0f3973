"""The catalogue: which documents there are, which version of each is current, and its text."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from records.database import in_chunks
from records.document_table import DocumentTable
from records.editions import Editions
from records.forgetting.forgetting import drop_erased
from records.former import Former, keep
from records.holdings import Holdings, changed, indexed_text
from records.mail import Mail, put_messages
from records.models import (
    Document,
    Message,
    Move,
    NewVersion,
    Partition,
    Passage,
    SpaceCounts,
)
from records.outbox import OutboxTable
from records.readable import readable
from records.runs import Runs
from records.schema import (
    documents,
    installation,
    partitions,
    passages,
    versions,
)
from records.shelves import Shelves
from records.vectors import VectorCache, drop_unused
from records.verified import SOURCE


class Catalogue:
    """Reads and writes of the catalogue; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self.vectors = VectorCache(engine)
        self.runs = Runs(engine)
        self.outbox = OutboxTable(engine)
        self.mail = Mail(engine)
        self.holdings = Holdings(engine)
        self.editions = Editions(engine)
        self.shelves = Shelves(engine)
        self.former = Former(engine)
        self.table = DocumentTable(engine)

    # Partitions

    def installation(self) -> str:
        """A random name of this installation, made once; Chroma's collections carry it."""
        with self._writing.begin() as connection:
            found = connection.execute(select(installation.c.id)).scalar()
            if found is None:
                found = uuid.uuid4().hex[:12]
                connection.execute(insert(installation).values(id=found, passages_made=0))
            return str(found)

    def partitions(self, space: str | None = None) -> list[Partition]:
        query = select(partitions).order_by(partitions.c.id)
        if space is not None:
            query = query.where(partitions.c.space == space)
        with self._engine.connect() as connection:
            return [_partition(row) for row in connection.execute(query).mappings()]

    def add_partition(
        self, space: str, readers: tuple[str, ...], model: str, fingerprint: str
    ) -> Partition:
        """A new partition; its collection is named after the installation and the model."""
        prefix = self.installation()
        with self._writing.begin() as connection:
            key = connection.execute(
                insert(partitions).values(
                    space=space,
                    readers="\n".join(sorted(readers)),
                    model=model,
                    fingerprint=fingerprint,
                    collection="",
                )
            ).inserted_primary_key
            assert key is not None
            name = _collection(prefix, int(key[0]), fingerprint, 0)
            connection.execute(
                update(partitions).where(partitions.c.id == key[0]).values(collection=name)
            )
            row = connection.execute(select(partitions).where(partitions.c.id == key[0]))
            return _partition(row.mappings().one())

    def collection_name(self, partition_id: int, fingerprint: str, generation: int = 0) -> str:
        """The name of the Chroma collection of a partition's vectors by one model."""
        return _collection(self.installation(), partition_id, fingerprint, generation)

    def switch(self, partition: Partition) -> Partition:
        """From now on searches ask the indexes that `partition` names."""
        with self._writing.begin() as connection:
            connection.execute(
                update(partitions)
                .where(partitions.c.id == partition.id)
                .values(
                    model=partition.model,
                    fingerprint=partition.fingerprint,
                    collection=partition.collection,
                    generation=partition.generation,
                    leftovers=partition.leftovers,
                )
            )
            changed(connection)
        return partition

    # Documents and their versions

    def documents(self, space: str, source: str | None = None) -> list[Document]:
        query = select(documents).where(documents.c.space == space).order_by(documents.c.name)
        if source is not None:
            query = query.where(documents.c.source == source)
        with self._engine.connect() as connection:
            return [Document(**row) for row in connection.execute(query).mappings()]

    def document(self, space: str, name: str) -> Document | None:
        query = select(documents).where(documents.c.space == space, documents.c.name == name)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
            return Document(**row) if row else None

    def title(self, space: str, name: str) -> str:
        """The title of a document's current version; empty where it has none."""
        query = (
            select(versions.c.title)
            .join(documents, documents.c.version_id == versions.c.id)
            .where(documents.c.space == space, documents.c.name == name)
        )
        with self._engine.connect() as connection:
            return str(connection.execute(query).scalar() or "")

    def put_document(self, values: Mapping[str, Any], document_id: int | None = None) -> int:
        """Insert a document, or change one; returns its id."""
        with self._writing.begin() as connection:
            if document_id is not None:
                connection.execute(
                    update(documents).where(documents.c.id == document_id).values(**values)
                )
                return document_id
            since = datetime.now(UTC).date().isoformat()
            row = insert(documents).values({"since": since, **values})
            key = connection.execute(row).inserted_primary_key
            assert key is not None
            return int(key[0])

    def rename(self, moves: Sequence[Move]) -> None:
        """Move documents, all or none; a title that was made from an old name follows."""
        with self._writing.begin() as connection:
            for move in moves:
                connection.execute(
                    update(documents)
                    .where(documents.c.id == move.document_id)
                    .values(**move.values)
                )
                connection.execute(
                    update(versions)
                    .where(
                        versions.c.document_id == move.document_id,
                        versions.c.title == move.old_title,
                    )
                    .values(title=move.new_title)
                )
            changed(connection)

    def touch(self, rows: Sequence[Mapping[str, int]]) -> None:
        """Note new modification times ({"document", "size", "modified_ns"}) of same content."""
        with self._writing.begin() as connection:
            for row in rows:
                connection.execute(
                    update(documents)
                    .where(documents.c.id == row["document"])
                    .values(size=row["size"], modified_ns=row["modified_ns"])
                )

    def write_versions(self, new: Sequence[NewVersion]) -> list[tuple[int, list[int]]]:
        """Write versions and their passages, not yet current: (version id, passage ids) each."""
        written: list[tuple[int, list[int]]] = []
        with self._writing.begin() as connection:
            # Ids are never given twice, so that what an index forgot to forget cannot come
            # back as another passage; and they are known without reading the rows back.
            made = sum(len(version.passages) for version in new)
            next_passage = (
                connection.execute(
                    update(installation)
                    .values(passages_made=installation.c.passages_made + made)
                    .returning(installation.c.passages_made)
                ).scalar_one()
                - made
            )
            for version in new:
                key = connection.execute(
                    insert(versions).values(
                        document_id=version.document_id,
                        partition_id=version.partition_id,
                        content_hash=version.content_hash,
                        title=version.title,
                        date=version.date,
                        language=version.language,
                        pages=version.pages,
                        created=datetime.now(UTC),
                    )
                ).inserted_primary_key
                assert key is not None
                ids = [next_passage + 1 + n for n in range(len(version.passages))]
                next_passage += len(ids)
                if ids:
                    connection.execute(
                        insert(passages),
                        [
                            {
                                "id": number,
                                "version_id": key[0],
                                "ordinal": ordinal,
                                "text": passage.text,
                                "overlap": passage.overlap,
                                "headings": json.dumps(passage.headings, ensure_ascii=False),
                                "turns": json.dumps(passage.turns),
                                "language": passage.language,
                                "embedding": passage.embedding,
                            }
                            for ordinal, (number, passage) in enumerate(
                                zip(ids, version.passages, strict=True)
                            )
                        ],
                    )
                written.append((int(key[0]), ids))
        return written

    def make_current(
        self,
        current: Sequence[tuple[Mapping[str, Any], int, int]],
        heads: Mapping[int, Message] = MappingProxyType({}),
        gone: Iterable[int] = (),
    ) -> None:
        """The commit of an ingest: (document's values, document id, version id) each.

        With it the `heads` of those that are messages ({document id: head}), and away with
        what was attached and is so no more (`gone`, document ids). What was erased while it
        was being read does not become current.
        """
        with self._writing.begin() as connection:
            current = drop_erased(connection, current, heads)
            keep(connection, ((document_id, version) for _, document_id, version in current))
            for values, document_id, version_id in current:
                connection.execute(
                    update(documents)
                    .where(documents.c.id == document_id)
                    .values({"failure": None, **values, "version_id": version_id})
                )
            put_messages(connection, heads)
            for chunk in in_chunks(list(gone)):
                connection.execute(delete(documents).where(documents.c.id.in_(chunk)))
            changed(connection)

    def superseded(self, space: str) -> list[tuple[int, int, list[int]]]:
        """Versions that no document of the space points to: (partition, version, passages)."""
        query = (
            select(versions.c.partition_id, versions.c.id)
            .join(partitions, partitions.c.id == versions.c.partition_id)
            .join(documents, documents.c.id == versions.c.document_id, isouter=True)
            .where(
                partitions.c.space == space,
                (documents.c.version_id.is_(None)) | (documents.c.version_id != versions.c.id),
            )
        )
        with self._engine.connect() as connection:
            found = connection.execute(query).all()
            return [
                (
                    partition,
                    version,
                    list(
                        connection.execute(
                            select(passages.c.id).where(passages.c.version_id == version)
                        ).scalars()
                    ),
                )
                for partition, version in found
            ]

    def drop_versions(self, ids: Iterable[int]) -> None:
        """Delete versions with their passages and the vectors that no passage uses now."""
        with self._writing.begin() as connection:
            for chunk in in_chunks(list(ids)):
                used = select(passages.c.embedding).where(passages.c.version_id.in_(chunk))
                candidates = set(connection.execute(used).scalars())
                _count_leftovers(connection, chunk)
                connection.execute(delete(passages).where(passages.c.version_id.in_(chunk)))
                connection.execute(delete(versions).where(versions.c.id.in_(chunk)))
                drop_unused(connection, candidates)

    def drop_documents(self, ids: Iterable[int]) -> None:
        """Delete documents: unfindable at once; the next sweep takes their versions."""
        with self._writing.begin() as connection:
            for chunk in in_chunks(list(ids)):
                connection.execute(delete(documents).where(documents.c.id.in_(chunk)))
            changed(connection)

    # Passages

    def passages(
        self, ids: Iterable[int], allowed: Mapping[int, frozenset[str]]
    ) -> dict[int, Passage]:
        """The passages among `ids` that are of current versions and may be read.

        `allowed` gives the sources that may be read in each partition.
        """
        wanted = list(ids)
        may = readable(allowed, versions.c.partition_id)
        found: dict[int, Passage] = {}
        with self._engine.connect() as connection:
            for chunk in in_chunks(wanted):
                query = _current_passages().where(passages.c.id.in_(chunk), may)
                for row in connection.execute(query).mappings():
                    found[row["id"]] = _passage(row)
        return found

    def still_there(
        self, wanted: Iterable[tuple[str, str]], allowed: Mapping[int, frozenset[str]]
    ) -> set[tuple[str, str]]:
        """Those of the (space, document) that can still be found by somebody with `allowed`."""
        pairs = list(dict.fromkeys(wanted))
        query = select(documents.c.space, documents.c.name).where(
            documents.c.version_id.is_not(None),
            tuple_(documents.c.space, documents.c.name).in_(pairs),
            readable(allowed),
        )
        with self._engine.connect() as connection:
            return {(row.space, row.name) for row in connection.execute(query)}

    def document_passages(
        self, space: str, name: str, allowed: Mapping[int, frozenset[str]]
    ) -> list[Passage]:
        """The current version's passages in order; empty where it may not be read."""
        query = (
            _current_passages()
            .where(documents.c.space == space, documents.c.name == name)
            .order_by(passages.c.ordinal)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            found = [row for row in rows if row["source"] in allowed.get(row["partition_id"], ())]
            if any(row["source"] == SOURCE for row in found):
                # What an answer follows from is looked at only where one is opened.
                may = readable(allowed, versions.c.partition_id)
                found = list(connection.execute(query.where(may)).mappings())
        return [_passage(row) for row in found]

    def partition_passages(self, partition_id: int) -> Iterable[list[tuple[int, int, str, str]]]:
        """Batches of (passage id, version id, indexed text, embedding) of current versions."""
        last = 0
        while True:
            query = (
                _current_passages()
                .where(versions.c.partition_id == partition_id, passages.c.id > last)
                .order_by(passages.c.id)
                .limit(1000)
            )
            with self._engine.connect() as connection:
                rows = connection.execute(query).mappings().all()
            if not rows:
                return
            last = rows[-1]["id"]
            yield [
                (
                    row["id"],
                    row["version_id"],
                    indexed_text(json.loads(row["headings"]), row["text"]),
                    row["embedding"],
                )
                for row in rows
            ]

    def first_headings(
        self, allowed: Mapping[int, frozenset[str]], language: str, limit: int
    ) -> list[Passage]:
        """Passages that begin a document's sections, the newest documents first."""
        query = (
            _current_passages()
            .where(
                readable(allowed, versions.c.partition_id),
                versions.c.language == language,
                passages.c.headings != "[]",
            )
            .order_by(versions.c.date.desc(), passages.c.ordinal)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [_passage(row) for row in connection.execute(query).mappings()]

    # Counts

    def count_documents(self, allowed: Mapping[int, frozenset[str]]) -> int:
        """How many documents can be found by somebody with these sources."""
        current = documents.c.version_id.is_not(None) & readable(allowed)
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).where(current)).scalar_one()

    def alive(self) -> bool:
        """Whether the database answers."""
        try:
            with self._engine.connect() as connection:
                connection.execute(select(1))
        except SQLAlchemyError:
            return False
        return True

    def counts(self, space: str) -> SpaceCounts:
        """Documents that can be found, their passages, and the failures by name and reason."""
        current = (documents.c.space == space) & documents.c.version_id.is_not(None)
        with self._engine.connect() as connection:
            found = connection.execute(select(func.count()).where(current)).scalar_one()
            parts = connection.execute(
                select(func.count())
                .select_from(passages)
                .join(documents, documents.c.version_id == passages.c.version_id)
                .where(current)
            ).scalar_one()
            failures = connection.execute(
                select(documents.c.name, documents.c.failure)
                .where(documents.c.space == space, documents.c.failure.is_not(None))
                .order_by(documents.c.name)
            ).all()
        return SpaceCounts(found, parts, tuple((name, reason) for name, reason in failures))


def _collection(installation: str, partition_id: int, fingerprint: str, generation: int) -> str:
    name = f"kilde-{installation}-{partition_id}-{fingerprint[:12]}"
    return f"{name}-{generation}" if generation else name


def _count_leftovers(connection: Connection, ids: list[int]) -> None:
    """Add the passages of versions that are about to be deleted to their partitions' counts."""
    counted = (
        select(versions.c.partition_id, func.count())
        .join(passages, passages.c.version_id == versions.c.id)
        .where(versions.c.id.in_(ids))
        .group_by(versions.c.partition_id)
    )
    for partition_id, count in connection.execute(counted).all():
        connection.execute(
            update(partitions)
            .where(partitions.c.id == partition_id)
            .values(leftovers=partitions.c.leftovers + count)
        )


def _current_passages() -> Any:
    return (
        select(
            passages,
            versions.c.title,
            versions.c.date,
            versions.c.partition_id,
            documents.c.space,
            documents.c.source,
            documents.c.name,
        )
        .join(versions, versions.c.id == passages.c.version_id)
        .join(documents, documents.c.version_id == versions.c.id)
    )


def _passage(row: RowMapping) -> Passage:
    return Passage(
        id=row["id"],
        version_id=row["version_id"],
        ordinal=row["ordinal"],
        space=row["space"],
        source=row["source"],
        document=row["name"],
        title=row["title"],
        date=row["date"],
        language=row["language"],
        headings=tuple(json.loads(row["headings"])),
        text=row["text"],
        overlap=row["overlap"],
        turns=tuple((offset, page) for offset, page in json.loads(row["turns"])),
    )


def _partition(row: RowMapping) -> Partition:
    return Partition(**{**row, "readers": tuple(filter(None, row["readers"].split("\n")))})
