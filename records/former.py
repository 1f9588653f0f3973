"""Earlier versions of documents: their text is kept for a while, to show what has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select

from records.database import in_chunks, in_utc
from records.schema import documents, former_versions, passages, versions

# Of each document so many; of one that is longer only that it was there.
KEPT = 5
LONGEST_TEXT = 1_000_000

Lines = tuple[tuple[str, str], ...]
"""A text, line by line, each with the headings that it stands under (`A > B`)."""


@dataclass(frozen=True)
class FormerVersion:
    """A version that another one has replaced: when it was `read` and when `replaced`.

    `lines` is empty where its text was too long to be kept.
    """

    id: int
    read: datetime
    replaced: datetime
    title: str
    date: str | None
    lines: Lines


class Former:
    """Reads and cuts earlier versions; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def of(self, document_id: int) -> list[FormerVersion]:
        """A document's earlier versions, the newest first."""
        query = (
            select(former_versions)
            .where(former_versions.c.document_id == document_id)
            .order_by(former_versions.c.id.desc())
        )
        with self._engine.connect() as connection:
            return [
                FormerVersion(
                    row["id"],
                    in_utc(row["read"]),
                    in_utc(row["replaced"]),
                    row["title"],
                    row["date"],
                    tuple((headings, line) for headings, line in json.loads(row["text"])),
                )
                for row in connection.execute(query).mappings()
            ]

    def current(self, version_id: int) -> tuple[datetime, Lines]:
        """When a version was read, and its text."""
        with self._engine.connect() as connection:
            read = connection.execute(
                select(versions.c.created).where(versions.c.id == version_id)
            ).scalar_one()
            return in_utc(read), _lines(connection, version_id)

    def cut(self, space: str, days: int, now: datetime | None = None) -> int:
        """Delete what was replaced in a space more than so many days ago; how many."""
        before = (now or datetime.now(UTC)) - timedelta(days=days)
        of_space = select(documents.c.id).where(documents.c.space == space)
        with self._writing.begin() as connection:
            return connection.execute(
                delete(former_versions).where(
                    former_versions.c.document_id.in_(of_space),
                    former_versions.c.replaced <= before,
                )
            ).rowcount

    def drop(self) -> None:
        """Delete all of them."""
        with self._writing.begin() as connection:
            connection.execute(delete(former_versions))


def keep(connection: Connection, new: Iterable[tuple[int, int]]) -> None:
    """Keep what documents said until now: (document, new version) each, about to be current.

    Of a version that says the same as the new one nothing is kept.
    """
    coming = dict(new)
    for chunk in in_chunks(list(coming)):
        query = (
            select(
                versions.c.document_id,
                versions.c.id,
                versions.c.created,
                versions.c.title,
                versions.c.date,
            )
            .join(documents, documents.c.version_id == versions.c.id)
            .where(documents.c.id.in_(chunk))
        )
        for row in connection.execute(query).all():
            text = _lines(connection, row.id)
            if text == _lines(connection, coming[row.document_id]):
                continue
            told = json.dumps(text, ensure_ascii=False)
            connection.execute(
                insert(former_versions).values(
                    document_id=row.document_id,
                    read=row.created,
                    replaced=datetime.now(UTC),
                    title=row.title,
                    date=row.date,
                    text=told if len(told) <= LONGEST_TEXT else "[]",
                )
            )
            mine = select(former_versions.c.id).where(
                former_versions.c.document_id == row.document_id
            )
            older = mine.order_by(former_versions.c.id.desc()).offset(KEPT)
            gone = list(connection.execute(older).scalars())
            connection.execute(delete(former_versions).where(former_versions.c.id.in_(gone)))


def _lines(connection: Connection, version_id: int) -> Lines:
    """What passages repeat of each other is left out."""
    query = (
        select(passages.c.headings, passages.c.text, passages.c.overlap)
        .where(passages.c.version_id == version_id)
        .order_by(passages.c.ordinal)
    )
    found: list[tuple[str, str]] = []
    for headings, text, overlap in connection.execute(query):
        under = " > ".join(json.loads(headings))
        found += [(under, line.strip()) for line in text[overlap:].split("\n") if line.strip()]
    return tuple(found)
