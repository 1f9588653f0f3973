"""Which documents replace which: found at an ingest's end, or said by an owner, who can undo it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    delete,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from records.database import RecordsError, in_chunks, in_utc
from records.holdings import changed
from records.models import Listed
from records.readable import readable
from records.schema import documents, editions, messages, passages, versions

Why = Literal["alike", "said", "owner"]
Named = tuple[str, str]
# A document that replaced one that replaced one …: so far back it is followed.
_GENERATIONS = 20


class EditionError(RecordsError):
    """One document cannot replace the other; the message says why and what to do."""


@dataclass(frozen=True)
class Replacement:
    """One document replaces another of its space.

    `why` tells how it is known, `person` who decided, where a person did; `undone` is when
    that was taken back, by `undone_by`. Dates are ISO 8601.
    """

    id: int
    space: str
    older: str
    older_title: str
    older_date: str | None
    newer: str
    newer_title: str
    newer_date: str | None
    why: Why
    person: str
    at: datetime
    undone: datetime | None
    undone_by: str


@dataclass(frozen=True)
class Newer:
    """What has replaced a document, as far as somebody may know: its name, title and date."""

    document: str
    title: str
    date: str | None


class Editions:
    """Reads and writes of editions; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def all(self, spaces: Collection[str] | None = None) -> list[Replacement]:
        """Those of some spaces, or all; the newest first."""
        older, newer = documents.alias("older"), documents.alias("newer")
        old_version, new_version = versions.alias("old_version"), versions.alias("new_version")
        query = (
            select(
                editions,
                older.c.space,
                older.c.name.label("older"),
                old_version.c.title.label("older_title"),
                old_version.c.date.label("older_date"),
                newer.c.name.label("newer"),
                new_version.c.title.label("newer_title"),
                new_version.c.date.label("newer_date"),
            )
            .join(older, older.c.id == editions.c.older_id)
            .join(newer, newer.c.id == editions.c.newer_id)
            .join(old_version, old_version.c.id == older.c.version_id)
            .join(new_version, new_version.c.id == newer.c.version_id)
            .order_by(editions.c.id.desc())
        )
        if spaces is not None:
            query = query.where(older.c.space.in_(list(spaces)))
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Replacement(
                **{
                    **{k: v for k, v in row.items() if k not in ("older_id", "newer_id")},
                    "at": in_utc(row["at"]),
                    "undone": in_utc(row["undone"]) if row["undone"] else None,
                }
            )
            for row in rows
        ]

    def get(self, number: int) -> Replacement | None:
        return next((edition for edition in self.all() if edition.id == number), None)

    def decide(self, space: str, older: str, newer: str, person: str) -> None:
        """A person says that `newer` replaces `older`, both names of documents in `space`.

        What has replaced `newer` and leads to `older` is undone: they cannot replace each other.
        Raises EditionError where there is no such document, or both are one.
        """
        if older == newer:
            raise EditionError(f"{older} cannot replace itself; name two documents")
        with self._writing.begin() as connection:
            old, new = (_number(connection, space, name) for name in (older, newer))
            _give_way(connection, old, new, person)
            connection.execute(
                delete(editions).where(editions.c.older_id == old, editions.c.newer_id == new)
            )
            connection.execute(
                insert(editions).values(
                    older_id=old, newer_id=new, why="owner", person=person, at=datetime.now(UTC)
                )
            )
            changed(connection)

    def undo(self, number: int, person: str) -> bool:
        """From now on both are current; False where there is no such edition in force."""
        with self._writing.begin() as connection:
            done = connection.execute(
                update(editions)
                .where(editions.c.id == number, editions.c.undone.is_(None))
                .values(undone=datetime.now(UTC), undone_by=person)
            )
            changed(connection)
            return done.rowcount > 0

    def restore(self, number: int, person: str) -> bool:
        """Take an undoing back, as a decision of this person."""
        query = select(editions.c.older_id, editions.c.newer_id).where(
            editions.c.id == number, editions.c.undone.is_not(None)
        )
        with self._writing.begin() as connection:
            pair = connection.execute(query).one_or_none()
            if pair is None:
                return False
            _give_way(connection, pair.older_id, pair.newer_id, person)
            connection.execute(
                update(editions)
                .where(editions.c.id == number)
                .values(undone=None, undone_by="", why="owner", person=person)
            )
            changed(connection)
            return True

    def record(self, space: str, found: Iterable[tuple[int, int, Why]]) -> int:
        """What a sweep found in a space, as (older, newer, why) by their numbers: in the place
        of what earlier ones found there. What people decided stays, and nothing is kept that
        goes round in a circle with it. Returns how many are new."""
        of_space = select(documents.c.id).where(documents.c.space == space)
        with self._writing.begin() as connection:
            rows = connection.execute(
                select(editions).where(editions.c.older_id.in_(of_space))
            ).mappings()
            known = {(row["older_id"], row["newer_id"]): row for row in rows}
            onwards = _onwards(
                pair for pair, row in known.items() if row["why"] == "owner" and not row["undone"]
            )
            wanted: dict[tuple[int, int], Why] = {}
            for old, newer, why in found:
                undone = (old, newer) in known and known[old, newer]["undone"]
                if not undone and old not in _reached(onwards, newer):
                    onwards.setdefault(old, set()).add(newer)
                    wanted[old, newer] = why
            gone = [
                row["id"]
                for pair, row in known.items()
                if row["why"] != "owner" and row["undone"] is None and pair not in wanted
            ]
            for chunk in in_chunks(gone):
                connection.execute(delete(editions).where(editions.c.id.in_(chunk)))
            new = [
                {"older_id": old, "newer_id": newer, "why": why, "at": datetime.now(UTC)}
                for (old, newer), why in wanted.items()
                if (old, newer) not in known and (newer, old) not in known
            ]
            if new:
                connection.execute(insert(editions), new)
            if new or gone:
                changed(connection)
        return len(new)

    # What a sweep looks at

    def listed(self, space: str) -> list[Listed]:
        """The space's current documents that are no mail and attached to none, by name."""
        columns = (documents.c.id, documents.c.source, documents.c.name, documents.c.version_id)
        query = (
            select(*columns, versions.c.title, versions.c.date, versions.c.language)
            .join(versions, versions.c.id == documents.c.version_id)
            .join(messages, messages.c.document_id == documents.c.id, isouter=True)
            .where(
                documents.c.space == space,
                documents.c.parent_id.is_(None),
                messages.c.document_id.is_(None),
            )
            .order_by(documents.c.name)
        )
        with self._engine.connect() as connection:
            return [Listed(**row) for row in connection.execute(query).mappings()]

    def texts_of(self, version_ids: Iterable[int]) -> dict[int, str]:
        """The whole text of versions, what passages repeat of each other left out."""
        found: dict[int, list[str]] = {number: [] for number in version_ids}
        query = select(passages.c.version_id, passages.c.text, passages.c.overlap)
        with self._engine.connect() as connection:
            for chunk in in_chunks(list(found)):
                part = query.where(passages.c.version_id.in_(chunk)).order_by(passages.c.ordinal)
                for version, text, overlap in connection.execute(part):
                    found[version].append(text[overlap:])
        return {number: "\n".join(parts) for number, parts in found.items()}

    def beginnings_with(self, space: str, words: Iterable[str]) -> list[tuple[int, str]]:
        """(version, text) of the first passages of the space's documents that hold one of
        some words."""
        query = (
            select(passages.c.version_id, passages.c.text)
            .join(documents, documents.c.version_id == passages.c.version_id)
            .where(documents.c.space == space, passages.c.ordinal < 3)
            .where(or_(*(passages.c.text.ilike(f"%{word}%") for word in words)))
        )
        with self._engine.connect() as connection:
            return [(row.version_id, row.text) for row in connection.execute(query)]

    def superseded(
        self, wanted: Iterable[Named], allowed: Mapping[int, frozenset[str]]
    ) -> dict[Named, Newer]:
        """Which of the (space, document) have been replaced, and by what.

        Only by what somebody may read who may read the sources that `allowed` gives for each
        partition: an edition that is hidden from them hides nothing.
        """
        pairs = list(dict.fromkeys(wanted))
        if not pairs:
            return {}
        found: dict[Named, Newer] = {}
        query = select(documents.c.id, documents.c.space, documents.c.name).where(
            tuple_(documents.c.space, documents.c.name).in_(pairs)
        )
        with self._engine.connect() as connection:
            # What is followed from: a document, by the one that was asked for.
            follow = {row.id: (row.space, row.name) for row in connection.execute(query)}
            seen = set(follow)
            for _ in range(_GENERATIONS):
                if not follow:
                    break
                onwards: dict[int, Named] = {}
                may = readable(allowed)
                for row in _replacing(connection, list(follow), may):
                    asked = follow[row.older_id]
                    if row.may:
                        found[asked] = Newer(row.name, row.title, row.date)
                    if row.id not in seen:
                        onwards[row.id] = asked
                seen |= set(onwards)
                follow = onwards
        return found


def _give_way(connection: Connection, old: int, new: int, person: str) -> None:
    """Undo what has replaced `new` and was, itself or by others, replaced by `old`."""
    space = select(documents.c.space).where(documents.c.id == old).scalar_subquery()
    of_space = select(documents.c.id).where(documents.c.space == space)
    rows = connection.execute(
        select(editions.c.older_id, editions.c.newer_id).where(
            editions.c.older_id.in_(of_space), editions.c.undone.is_(None)
        )
    )
    onwards = _onwards((row.older_id, row.newer_id) for row in rows)
    against = [newer for newer in onwards.get(new, ()) if old in _reached(onwards, newer)]
    connection.execute(
        update(editions)
        .where(editions.c.older_id == new, editions.c.newer_id.in_(against))
        .where(editions.c.undone.is_(None))
        .values(undone=datetime.now(UTC), undone_by=person)
    )


def _onwards(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """By a document's number those that have replaced it, of pairs of (older, newer)."""
    found: dict[int, set[int]] = {}
    for old, new in pairs:
        found.setdefault(old, set()).add(new)
    return found


def _reached(onwards: Mapping[int, set[int]], start: int) -> set[int]:
    """A document and all that have replaced it, itself or by others."""
    found, left = {start}, [start]
    while left:
        more = onwards.get(left.pop(), set()) - found
        found |= more
        left += more
    return found


def _replacing(connection: Connection, older: list[int], may: ColumnElement[bool]) -> Sequence[Any]:
    query = (
        select(
            editions.c.older_id,
            documents.c.id,
            documents.c.name,
            may.label("may"),
            versions.c.title,
            versions.c.date,
        )
        .join(documents, documents.c.id == editions.c.newer_id)
        .join(versions, versions.c.id == documents.c.version_id)
        .where(editions.c.older_id.in_(older), editions.c.undone.is_(None))
    )
    return connection.execute(query).all()


def _number(connection: Connection, space: str, name: str) -> int:
    query = select(documents.c.id).where(
        documents.c.space == space,
        documents.c.name == name,
        documents.c.version_id.is_not(None),
    )
    found = connection.execute(query).scalar()
    if found is None:
        raise EditionError(
            f"the space {space!r} has no document {name!r}; names are as `kilde search` shows them"
        )
    return int(found)
