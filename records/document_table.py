"""The documents as those who look after them see them: listed in SQL, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, and_, case, func, or_, select, true

from records.database import in_utc
from records.figures import FEWEST
from records.readable import readable
from records.schema import documents, editions, passages, versions
from records.shelves import Kind, kind_column
from records.verified import SOURCE

Look = Literal["all", "failed", "old", "ended", "expired", "superseded", "unused"]
Order = Literal["name", "date", "read", "used"]

Allowed = Mapping[int, frozenset[str]] | None
"""The sources whose documents may be seen, by partition; None: all."""


@dataclass(frozen=True)
class DocumentFilter:
    """Which documents are to be listed.

    `look` narrows them to what needs one: `old` are dated before `dated_before`, `expired`
    before `kept_since` (both ISO 8601), `ended` are the versions named in it, `unused` have
    been known since before `unused_since` and no answer has quoted them from then on.
    `words` are looked for in names and titles.
    """

    space: str
    look: Look = "all"
    words: str = ""
    source: str = ""
    kind: Kind | None = None
    order: Order = "name"
    number: int | None = None
    dated_before: str = ""
    kept_since: str = ""
    unused_since: str = ""
    ended: frozenset[int] = frozenset()


@dataclass(frozen=True)
class DocumentRow:
    """A document in the list: `read` is when its current version was, `used` how many answers
    have quoted it, the last on `used_on`; `superseded`: another one has replaced it."""

    id: int
    source: str
    name: str
    title: str
    date: str | None
    language: str
    kind: Kind
    read: datetime | None
    passages: int
    failure: str | None
    superseded: bool
    used: int
    used_on: str | None
    since: str | None


class DocumentTable:
    """Lists and counts documents; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(
        self, wanted: DocumentFilter, allowed: Allowed, limit: int, offset: int
    ) -> list[DocumentRow]:
        """So many of the documents that are wanted, from the `offset`th on."""
        columns = (
            documents.c.id, documents.c.source, documents.c.name, documents.c.version_id,
            documents.c.failure, documents.c.used, documents.c.used_on, documents.c.since,
            versions.c.title, versions.c.date, versions.c.language,
            versions.c.created.label("read"), kind_column().label("kind"),
        )  # fmt: skip
        query = (
            select(*columns)
            .join(versions, versions.c.id == documents.c.version_id, isouter=True)
            .where(*_where(wanted, allowed))
            .order_by(*_ORDERS[wanted.order], documents.c.name, documents.c.id)
            .limit(limit)
            .offset(offset)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            # Only of those that are shown: of all of them it would be a count of every passage.
            counted: dict[int, int] = dict(
                connection.execute(
                    select(passages.c.version_id, func.count())
                    .where(passages.c.version_id.in_([row["version_id"] for row in rows]))
                    .group_by(passages.c.version_id)
                )
                .tuples()
                .all()
            )
            replaced = set(
                connection.execute(
                    _replaced().where(editions.c.older_id.in_([row["id"] for row in rows]))
                ).scalars()
            )
        return [
            DocumentRow(
                **{
                    **{key: value for key, value in row.items() if key != "version_id"},
                    "title": row["title"] or "",
                    "language": row["language"] or "",
                    "read": in_utc(row["read"]) if row["read"] else None,
                },
                passages=counted.get(row["version_id"], 0),
                superseded=row["id"] in replaced,
            )
            for row in rows
        ]

    def get(self, space: str, number: int, allowed: Allowed) -> DocumentRow | None:
        """One of a space's documents, by its number; None where it may not be seen."""
        only = DocumentFilter(space, number=number)
        return next(iter(self.list(only, allowed, 1, 0)), None)

    def count(self, wanted: DocumentFilter, allowed: Allowed) -> int:
        """How many documents are wanted."""
        query = (
            select(func.count())
            .select_from(documents)
            .join(versions, versions.c.id == documents.c.version_id, isouter=True)
            .where(*_where(wanted, allowed))
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def sources(self, space: str, allowed: Allowed) -> Sequence[str]:
        """The sources that have documents in a space."""
        query = (
            select(documents.c.source)
            .where(documents.c.space == space, _seen(allowed))
            .distinct()
            .order_by(documents.c.source)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalars().all()


def _where(wanted: DocumentFilter, allowed: Allowed) -> list[ColumnElement[bool]]:
    conditions = [documents.c.space == wanted.space, _seen(allowed), _looked(wanted)]
    if wanted.number is not None:
        conditions.append(documents.c.id == wanted.number)
    if wanted.source:
        conditions.append(documents.c.source == wanted.source)
    for word in wanted.words.split():
        said = (documents.c.name, versions.c.title)
        conditions.append(or_(*(column.icontains(word, autoescape=True) for column in said)))
    if wanted.kind:
        conditions.append(kind_column() == wanted.kind)
    return conditions


def _seen(allowed: Allowed) -> ColumnElement[bool]:
    if allowed is None:
        return true()
    return readable(allowed)


def _looked(wanted: DocumentFilter) -> ColumnElement[bool]:
    dated = versions.c.date
    if wanted.look == "failed":
        return documents.c.failure.is_not(None)
    if wanted.look == "old":
        return dated < wanted.dated_before
    if wanted.look == "ended":
        return documents.c.version_id.in_(sorted(wanted.ended))
    if wanted.look == "expired":
        return and_(dated < wanted.kept_since, documents.c.source != SOURCE)
    if wanted.look == "superseded":
        return documents.c.id.in_(_replaced())
    if wanted.look == "unused":
        since = wanted.unused_since
        never = or_(documents.c.used_on.is_(None), documents.c.used_on < since)
        return and_(never, documents.c.since < since, documents.c.version_id.is_not(None))
    return true()


def _replaced() -> Any:
    return select(editions.c.older_id).where(editions.c.undone.is_(None))


_ORDERS: dict[Order, tuple[Any, ...]] = {
    "name": (),
    "date": (versions.c.date.desc().nulls_last(),),
    "read": (versions.c.created.desc().nulls_last(),),
    # Below that nobody is told how much one is used: nor by the order.
    "used": (
        case(
            (documents.c.used >= FEWEST, documents.c.used), (documents.c.used > 0, 1), else_=0
        ).desc(),
    ),
}
