"""Which documents somebody may read, as a condition of a query over `documents`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    and_,
    cast,
    exists,
    false,
    literal,
    or_,
    select,
)

from records.schema import documents, verified, verified_documents
from records.verified import GIVEN_FLAGGED, GIVEN_OVERDUE, SOURCE


def readable(
    allowed: Mapping[int, frozenset[str]],
    partition: ColumnElement[Any] = documents.c.partition_id,
) -> ColumnElement[bool]:
    """Those of the sources that `allowed` gives by partition; of verified answers those that are
    still given to everybody who reads the partition, and follow from nothing else.

    `partition` is the column that tells where what is asked for lies.
    """
    others = documents.c.source != SOURCE
    return and_(
        _within(documents, partition, allowed), or_(others, documents.c.name.in_(_given(allowed)))
    )


def _within(
    table: FromClause, partition: ColumnElement[Any], allowed: Mapping[int, frozenset[str]]
) -> ColumnElement[bool]:
    # Most partitions allow the same sources: told one by one, a statement over many of them
    # takes longer to be built than to be run.
    alike: dict[frozenset[str], list[int]] = {}
    for number, sources in allowed.items():
        alike.setdefault(frozenset(sources), []).append(number)
    return or_(
        false(),
        *(
            and_(partition.in_(numbers), table.c.source.in_(sorted(sources)))
            for sources, numbers in alike.items()
        ),
    )


def _given(allowed: Mapping[int, frozenset[str]]) -> Any:
    """The names of the verified answers that are given, and that follow from no document which
    is there and may not be read."""
    today = datetime.now(UTC).date()
    behind = documents.alias("behind")
    may = and_(behind.c.version_id.is_not(None), _within(behind, behind.c.partition_id, allowed))
    closed = exists(
        select(behind.c.id)
        .join(
            verified_documents,
            and_(
                verified_documents.c.space == behind.c.space,
                verified_documents.c.document == behind.c.name,
            ),
        )
        .where(verified_documents.c.verified_id == verified.c.id, ~may)
        .correlate(verified)
    )
    return select(literal(f"{SOURCE}/") + cast(verified.c.id, String)).where(
        verified.c.state == "current",
        verified.c.readers == "",
        verified.c.review_on >= (today - GIVEN_OVERDUE).isoformat(),
        or_(verified.c.flagged.is_(None), verified.c.flagged >= _begin(today - GIVEN_FLAGGED)),
        ~closed,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
