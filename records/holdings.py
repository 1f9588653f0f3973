"""What the indexes ought to hold, and whether the database itself is sound."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DatabaseError

from records.schema import documents, embeddings, installation, partitions, passages, versions


@dataclass(frozen=True)
class Dangling:
    """Rows that nothing points to any more, and rows that point to nothing: counts.

    `superseded` versions are no document's; `unused` vectors are no passage's, or of a model
    that is not used; current passages `without_vector` are to be embedded again; `misplaced`
    documents have a current version that is missing or lies in another partition; `broken`
    rows point to rows that are not there.
    """

    superseded: int = 0
    unused: int = 0
    without_vector: int = 0
    misplaced: int = 0
    broken: int = 0


class Holdings:
    """The catalogue as the measure of the two indexes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def changes(self) -> int:
        """A number that grows whenever what can be found has changed."""
        with self._engine.connect() as connection:
            return connection.execute(select(installation.c.changes)).scalar() or 0

    def current(self, partition_id: int) -> dict[int, int]:
        """The passages that belong in a partition's indexes: {passage id: version id}."""
        query = _current(partition_id).with_only_columns(passages.c.id, passages.c.version_id)
        with self._engine.connect() as connection:
            return {row.id: row.version_id for row in connection.execute(query)}

    def is_empty(self, partition_id: int) -> bool:
        """Whether a partition holds nothing that can be found."""
        with self._engine.connect() as connection:
            return connection.execute(_current(partition_id).limit(1)).first() is None

    def damage(self) -> list[str]:
        """What SQLite finds wrong with its own file; nothing for another database."""
        if self._engine.dialect.name != "sqlite":
            return []
        try:
            with self._engine.connect() as connection:
                found = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
        except DatabaseError as error:
            return [str(error.orig)]
        return [] if list(found) == ["ok"] else [str(line) for line in found]

    def dangling(self, model: str) -> Dangling:
        """What stands alone; `model` is the fingerprint of today's."""
        with self._engine.connect() as connection:

            def count(query: Select[Any]) -> int:
                return int(connection.execute(query).scalar_one())

            current = (
                select(func.count())
                .select_from(passages)
                .join(documents, documents.c.version_id == passages.c.version_id)
                .join(versions, versions.c.id == passages.c.version_id)
                .join(partitions, partitions.c.id == versions.c.partition_id)
            )
            return Dangling(
                superseded=count(_count(versions, _superseded())),
                unused=count(_count(embeddings, _unused(model))),
                without_vector=count(
                    current.where(
                        ~exists().where(
                            embeddings.c.content == passages.c.embedding,
                            embeddings.c.fingerprint == partitions.c.fingerprint,
                        )
                    )
                ),
                misplaced=count(
                    select(func.count())
                    .select_from(documents)
                    .join(versions, versions.c.id == documents.c.version_id, isouter=True)
                    .where(
                        documents.c.version_id.is_not(None),
                        or_(
                            versions.c.id.is_(None),
                            versions.c.document_id != documents.c.id,
                            versions.c.partition_id != documents.c.partition_id,
                        ),
                    )
                ),
                broken=_broken(connection),
            )

    def tidy(self, model: str) -> int:
        """Take away vectors without a use; how many.

        `model` is the fingerprint of today's: its vectors may be those of a change of model
        that has not ended. Only for the holder of the ingest lock: a run makes vectors before
        their passages.
        """
        with self._writing.begin() as connection:
            return connection.execute(delete(embeddings).where(_unused(model))).rowcount

    def without_vector(self, partition_id: int, fingerprint: str) -> dict[str, str]:
        """Current passages that have no vector: {embedding: the text that is embedded}."""
        query = (
            _current(partition_id)
            .with_only_columns(passages.c.embedding, passages.c.headings, passages.c.text)
            .where(
                ~exists().where(
                    embeddings.c.content == passages.c.embedding,
                    embeddings.c.fingerprint == fingerprint,
                )
            )
        )
        with self._engine.connect() as connection:
            return {
                content: indexed_text(json.loads(headings), words)
                for content, headings, words in connection.execute(query)
            }


def indexed_text(headings: Sequence[str], text: str) -> str:
    """What is embedded and indexed of a passage: where it stands, then what it says."""
    return f"{' > '.join(headings)}\n{text}" if headings else text


def changed(connection: Connection) -> None:
    """Note, within a transaction, that it changes what can be found."""
    connection.execute(update(installation).values(changes=installation.c.changes + 1))


def _current(partition_id: int) -> Select[Any]:
    return (
        select(passages.c.id)
        .join(versions, versions.c.id == passages.c.version_id)
        .join(documents, documents.c.version_id == versions.c.id)
        .where(versions.c.partition_id == partition_id)
        .order_by(passages.c.id)
    )


def _superseded() -> ColumnElement[bool]:
    return ~exists().where(documents.c.version_id == versions.c.id)


def _unused(model: str) -> ColumnElement[bool]:
    return or_(
        ~exists().where(passages.c.embedding == embeddings.c.content),
        (embeddings.c.fingerprint != model)
        & ~exists().where(partitions.c.fingerprint == embeddings.c.fingerprint),
    )


def _count(table: Table, which: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(table).where(which)


def _broken(connection: Connection) -> int:
    """Passages of no version, and versions of no partition."""
    orphans = _count(passages, ~exists().where(versions.c.id == passages.c.version_id))
    strays = _count(versions, ~exists().where(partitions.c.id == versions.c.partition_id))
    return int(sum(connection.execute(query).scalar_one() for query in (orphans, strays)))
