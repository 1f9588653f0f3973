"""Which documents an erasure concerns."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, func, or_, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed, DoomedDocument, Why
from records.forgetting.tombstones import expired
from records.schema import documents, messages, passages, versions
from records.verified import SOURCE as VERIFIED


class Finding:
    """Looks in the catalogue for what is to be erased."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def document(self, space: str, names: Iterable[str]) -> Doomed:
        """Documents by name, with what is attached to them and has the same content.

        What is not known is left out.
        """
        with self._engine.connect() as connection:
            asked: list[DoomedDocument] = []
            for name in names:
                # As sources name them, however it was typed.
                name = unicodedata.normalize("NFC", name)
                asked += listed(connection, documents.c.space == space, documents.c.name == name)
            return Doomed(tuple(with_companions(connection, asked)))

    def like(self, space: str, name: str) -> list[str]:
        """Names of documents that resemble one that is not known."""
        query = select(documents.c.name).where(documents.c.space == space)
        with self._engine.connect() as connection:
            known = list(connection.execute(query).scalars())
        ending = [one for one in known if one.rsplit("/", 1)[-1] == name.rsplit("/", 1)[-1]]
        return ending[:3] or difflib.get_close_matches(name, known, n=3)

    def elsewhere(self, doomed: Doomed) -> list[DoomedDocument]:
        """Documents of other spaces that have the same content as one that goes."""
        hashes = {one.content_hash for one in doomed.documents} - {""}
        with self._engine.connect() as connection:
            found = listed(connection, documents.c.content_hash.in_(hashes), why="same content")
        gone = set(doomed.ids)
        return [one for one in found if one.id not in gone]

    def expired(self, space: str, retention_days: int, today: date) -> Doomed:
        """A space's documents that are older than it keeps them. What people keep right
        themselves, its verified answers, has a day of review instead."""
        if not retention_days:
            return Doomed()
        with self._engine.connect() as connection:
            # What is attached is as old as its message.
            every = listed(
                connection,
                documents.c.space == space,
                documents.c.parent_id.is_(None),
                documents.c.source != VERIFIED,
            )
            old = [one for one in every if expired(one.date, retention_days, today)]
            return Doomed(tuple(with_attached(connection, old)))


def listed(
    connection: Connection, *where: ColumnElement[bool], why: Why = "asked for"
) -> list[DoomedDocument]:
    """The documents for which all of `where` holds, by name."""
    count = (
        select(func.count())
        .where(passages.c.version_id == documents.c.version_id)
        .scalar_subquery()
    )
    query = (
        select(
            documents.c.id,
            documents.c.partition_id,
            documents.c.parent_id,
            documents.c.space,
            documents.c.source,
            documents.c.name,
            func.coalesce(versions.c.title, "").label("title"),
            versions.c.date,
            documents.c.content_hash,
            func.coalesce(messages.c.content, "").label("said"),
            documents.c.place,
            documents.c.size,
            documents.c.modified_ns,
            count.label("passages"),
        )
        .join(versions, versions.c.id == documents.c.version_id, isouter=True)
        .join(messages, messages.c.document_id == documents.c.id, isouter=True)
        .where(*where)
        .order_by(documents.c.space, documents.c.name)
    )
    return [DoomedDocument(**row, why=why) for row in connection.execute(query).mappings()]


def with_companions(
    connection: Connection, asked: Iterable[DoomedDocument]
) -> list[DoomedDocument]:
    """These, what has the same content in the same space, and what is attached to either."""
    found = {one.id: one for one in asked}
    for one in list(found.values()):
        if one.content_hash or one.said:
            same = or_(
                (documents.c.content_hash == one.content_hash) & (documents.c.content_hash != ""),
                (messages.c.content == one.said) & documents.c.parent_id.is_(None),
            )
            for copy in listed(
                connection, documents.c.space == one.space, same, why="same content"
            ):
                found.setdefault(copy.id, copy)
    return with_attached(connection, found.values())


def with_attached(connection: Connection, found: Iterable[DoomedDocument]) -> list[DoomedDocument]:
    """These and what is attached to them, to any depth."""
    together = {one.id: one for one in found}
    new = list(together)
    while new:
        attached: list[DoomedDocument] = []
        for chunk in in_chunks(new):
            attached += listed(connection, documents.c.parent_id.in_(chunk), why="attached")
        new = [one.id for one in attached if one.id not in together]
        for one in attached:
            together.setdefault(one.id, one)
    return list(together.values())
