"""Verified answers: their words, who gave them, and the documents that they follow from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Table, delete, select, update

from records.forgetting.doomed import Doomed
from records.forgetting.stores.quoted import Quoted
from records.forgetting.stores.words import ERASED, blanked
from records.schema import (
    documents,
    verified,
    verified_documents,
    verified_history,
    verified_questions,
)
from records.verified import SOURCE, erase_verified

_TEXTS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (verified, ("question", "answer")),
    (verified_questions, ("question",)),
    (verified_history, ("question", "answer")),
)
# Who it was, and what is said of them.
_PEOPLE: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (verified, "owner", ("owner", "name")),
    (verified_history, "by", ("by",)),
)


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    lines = []
    itself = len(_itself(connection, doomed))
    if itself:
        lines.append(f"{itself} verified answers with their history")
    changed = len(list(_changed(connection, doomed)))
    if changed:
        lines.append(f"names or quotes in {changed} texts of verified answers")
    linked = len(_linked(connection, doomed))
    if linked:
        lines.append(f"{linked} links from verified answers to the documents")
    return lines


def indexed(connection: Connection, doomed: Doomed) -> dict[int, int]:
    """The documents by which answers that lose words are found, and their partitions."""
    changing = {(table, number) for table, number, _, _ in _changed(connection, doomed)}
    answers = {number for table, number in changing if table is verified}
    wordings = {number for table, number in changing if table is verified_questions}
    rows = connection.execute(select(verified_questions.c.id, verified_questions.c.verified_id))
    answers |= {row.verified_id for row in rows if row.id in wordings}
    found = connection.execute(
        select(documents.c.id, documents.c.partition_id).where(
            documents.c.name.in_([f"{SOURCE}/{number}" for number in answers])
        )
    )
    return {row.id: row.partition_id for row in found}


def erase(connection: Connection, doomed: Doomed) -> None:
    # The next ingest brings the words that they have then.
    former = list(indexed(connection, doomed))
    connection.execute(delete(documents).where(documents.c.id.in_(former)))
    erase_verified(connection, _itself(connection, doomed))
    for table, number, column, text in list(_changed(connection, doomed)):
        connection.execute(update(table).where(table.c.id == number).values({column: text}))
    for number, answer in _linked(connection, doomed).items():
        connection.execute(
            update(verified_documents)
            .where(verified_documents.c.id == number)
            .values(document=ERASED, title=ERASED, content_hash="", change="removed")
        )
        connection.execute(
            update(verified)
            .where(verified.c.id == answer, verified.c.flagged.is_(None))
            .values(flagged=datetime.now(UTC))
        )


def _itself(connection: Connection, doomed: Doomed) -> list[int]:
    """The verified answers that are erased as documents."""
    named = {(one.space, one.name) for one in doomed.documents if one.source == SOURCE}
    rows = connection.execute(select(verified.c.id, verified.c.space))
    return [row.id for row in rows if (row.space, f"{SOURCE}/{row.id}") in named]


def _linked(connection: Connection, doomed: Doomed) -> dict[int, int]:
    """Links to what is erased, and the answer that each belongs to."""
    named = {(one.space, one.name) for one in doomed.documents}
    rows = connection.execute(select(verified_documents))
    return {row.id: row.verified_id for row in rows if (row.space, row.document) in named}


def _changed(
    connection: Connection, doomed: Doomed
) -> Iterator[tuple[Table, int, Column[str], str]]:
    """Texts that hold a sentence of a document or name the person, without them."""
    quoted = Quoted(connection, doomed)
    gone = set(_itself(connection, doomed))
    for table, columns in _TEXTS:
        for row in connection.execute(select(table)).mappings():
            if row["id" if table is verified else "verified_id"] in gone:
                continue
            for name in columns:
                without = blanked(quoted.blanked(row[name]), doomed.spoken)
                if without != row[name]:
                    yield table, row["id"], table.c[name], without
    for table, who, columns in _PEOPLE:
        for row in connection.execute(select(table)).mappings():
            mine = row[who].lower() in doomed.known_as
            for name in columns:
                if row[name] and (mine or row[name].lower() in doomed.known_as):
                    yield table, row["id"], table.c[name], ""
