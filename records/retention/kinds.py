"""Each kind of record that is kept for a time, and what of it is too old."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from records.audit import cut
from records.conversations import forget_names
from records.database import in_chunks
from records.forgetting.stores.cases import erase_case
from records.schema import (
    absences,
    audit,
    cases,
    feedback,
    held_replies,
    outbox,
    people,
    run_documents,
    runs,
    sessions,
    starting_ticks,
    turns,
    verified,
)

Kind = Literal["conversations", "feedback", "cases", "outbox", "replies", "people", "runs", "audit"]
Expiry = Callable[[Connection, datetime, bool], int]
"""Counts what is older than a moment, and deletes it where it is told to; how many there were."""


def _conversations(connection: Connection, before: datetime, gone: bool) -> int:
    # A case that waits is answered with what was asked.
    waiting = select(cases.c.id).where(cases.c.state == "open")
    old = (turns.c.asked < before) & or_(turns.c.case_id.is_(None), ~turns.c.case_id.in_(waiting))
    count = _count(connection, turns, old)
    if gone and count:
        connection.execute(delete(turns).where(old))
        forget_names(connection)
    return count


def _feedback(connection: Connection, before: datetime, gone: bool) -> int:
    old = feedback.c.at < before
    count = _count(connection, feedback, old)
    if gone:
        connection.execute(delete(feedback).where(old))
    return count


def _cases(connection: Connection, before: datetime, gone: bool) -> int:
    old = (cases.c.state != "open") & (cases.c.changed < before)
    numbers = list(connection.execute(select(cases.c.id).where(old)).scalars())
    for number in numbers if gone else ():
        erase_case(connection, number)
        # What was published from it is knowledge, and stays.
        connection.execute(
            update(verified).where(verified.c.case_id == number).values(case_id=None)
        )
    return len(numbers)


def _outbox(connection: Connection, before: datetime, gone: bool) -> int:
    old = outbox.c.state.in_(("sent", "failed")) & (outbox.c.ended < before)
    count = _count(connection, outbox, old)
    if gone:
        connection.execute(delete(outbox).where(old))
    return count


def _replies(connection: Connection, before: datetime, gone: bool) -> int:
    held, away = held_replies.c.arrived < before, absences.c.noted < before
    count = _count(connection, held_replies, held) + _count(connection, absences, away)
    if gone:
        connection.execute(delete(held_replies).where(held))
        connection.execute(delete(absences).where(away))
    return count


def _people(connection: Connection, before: datetime, gone: bool) -> int:
    """Those who have not been here, and have no session any more."""
    live = select(sessions.c.person_id).where(sessions.c.ends >= before)
    old = (people.c.seen < before) & ~people.c.id.in_(live)
    count = _count(connection, people, old)
    if gone:
        connection.execute(delete(sessions).where(sessions.c.ends < before))
        theirs = starting_ticks.c.person.in_(select(people.c.id).where(old))
        connection.execute(delete(starting_ticks).where(theirs))
        connection.execute(delete(people).where(old))
    return count


def _runs(connection: Connection, before: datetime, gone: bool) -> int:
    newest = select(func.max(runs.c.id)).group_by(runs.c.space)
    old = runs.c.ended.is_not(None) & (runs.c.ended < before) & ~runs.c.id.in_(newest)
    numbers = list(connection.execute(select(runs.c.id).where(old)).scalars())
    for chunk in in_chunks(numbers) if gone else ():
        connection.execute(delete(run_documents).where(run_documents.c.run_id.in_(chunk)))
        connection.execute(delete(runs).where(runs.c.id.in_(chunk)))
    return len(numbers)


def _audit(connection: Connection, before: datetime, gone: bool) -> int:
    return cut(connection, before) if gone else _count(connection, audit, audit.c.at < before)


def _count(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(where)
    return int(connection.execute(query).scalar_one())


# The log last: it has what went before.
KINDS: Mapping[Kind, Expiry] = {
    "conversations": _conversations,
    "feedback": _feedback,
    "cases": _cases,
    "outbox": _outbox,
    "replies": _replies,
    "people": _people,
    "runs": _runs,
    "audit": _audit,
}
