"""Turns: questions that were asked, what each got, and what people thought of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Engine,
    RowMapping,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from records.audit import acting, note
from records.database import in_utc
from records.schema import documents, feedback, turns

Channel = Literal["page", "api", "command line"]
# What can be the matter with an answer that does not help.
FEEDBACK_KINDS = ("wrong", "outdated", "incomplete", "another", "unclear")


@dataclass(frozen=True)
class TurnRecord:
    """A question of a conversation, and the answer that it got.

    `id` is the answer's. `full_question` is the question written out where it leaned on what
    was asked before. `citations` is JSON, as is `more`, an object of the answer's other
    fields. `case_id` is the case that the question is in. `instead_of` is the turn whose
    question was answered again here, with other sources.
    """

    id: str
    conversation: str
    person: str
    asked: datetime
    channel: Channel
    question: str
    full_question: str
    language: str
    status: str
    confidence: float
    answer: str
    citations: str
    more: str = "{}"
    spaces: tuple[str, ...] = ()
    small_talk: bool = False
    verified_id: int | None = None
    case_id: int | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class Feedback:
    """What one person thought of one answer; `kind` is one of FEEDBACK_KINDS, or empty."""

    turn_id: str
    person: str
    helpful: bool
    reason: str
    kind: str
    at: datetime


class Turns:
    """Reads and writes of turns; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def add(self, turn: TurnRecord, through: str = "") -> None:
        """A question has been answered: kept, and in the audit log without its words, but with
        the key that it came `through`."""
        values = {**vars(turn), "spaces": "\n".join(turn.spaces)}
        with self._writing.begin() as connection:
            connection.execute(insert(turns).values(**values))
            note(
                connection,
                acting(connection, turn.person),
                "ask",
                turn=turn.id,
                channel=turn.channel,
                status=turn.status,
                spaces=list(turn.spaces),
                **({"through": through} if through else {}),
            )
            if turn.status == "answered":
                _count_quoted(connection, turn)

    def get(self, turn_id: str) -> TurnRecord | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(turns).where(turns.c.id == turn_id)).mappings().first()
        return turn_of(row) if row else None

    def conversation(self, conversation: str, person: str, limit: int = 50) -> list[TurnRecord]:
        """The newest turns of one person in a conversation that stand, in their order."""
        query = (
            select(turns)
            .where(turns.c.conversation == conversation, turns.c.person == person)
            .order_by(turns.c.asked.desc(), turns.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            newest = [turn_of(row) for row in connection.execute(query).mappings()]
        return standing(newest[::-1])

    def recent(self, person: str, limit: int = 50) -> list[TurnRecord]:
        """A person's newest turns, the newest first."""
        query = (
            select(turns)
            .where(turns.c.person == person)
            .order_by(turns.c.asked.desc(), turns.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [turn_of(row) for row in connection.execute(query).mappings()]

    def change(self, turn_id: str, values: Mapping[str, Any]) -> None:
        """Set columns of a turn."""
        with self._writing.begin() as connection:
            connection.execute(update(turns).where(turns.c.id == turn_id).values(**values))

    def rate(
        self, turn_id: str, person: str, helpful: bool, reason: str = "", kind: str = ""
    ) -> None:
        """Keep what a person thought of an answer, in place of what they thought before."""
        with self._writing.begin() as connection:
            connection.execute(_opinion(turn_id, person))
            connection.execute(
                insert(feedback).values(
                    turn_id=turn_id,
                    person=person,
                    helpful=helpful,
                    reason=reason,
                    kind=kind,
                    at=datetime.now(UTC),
                )
            )
            note(connection, acting(connection, person), "feedback", turn=turn_id)

    def unrate(self, turn_id: str, person: str) -> None:
        """Take back what a person thought of an answer."""
        with self._writing.begin() as connection:
            connection.execute(_opinion(turn_id, person))
            note(connection, acting(connection, person), "feedback", turn=turn_id)

    def feedback(self, turn_id: str | None = None) -> list[Feedback]:
        """What people thought, of one answer or of all, the oldest first."""
        query = select(
            feedback.c.turn_id,
            feedback.c.person,
            feedback.c.helpful,
            feedback.c.reason,
            feedback.c.kind,
            feedback.c.at,
        ).order_by(feedback.c.id)
        if turn_id is not None:
            query = query.where(feedback.c.turn_id == turn_id)
        with self._engine.connect() as connection:
            return [
                Feedback(**{**row, "at": in_utc(row["at"])})
                for row in connection.execute(query).mappings()
            ]


def standing(asked: Iterable[TurnRecord]) -> list[TurnRecord]:
    """Those of a conversation's turns, the oldest first, that were not answered again: each in
    the place of the first that it was asked instead of."""
    firsts: dict[str, str] = {}
    found: dict[str, TurnRecord] = {}
    for turn in asked:
        first = firsts.get(turn.instead_of or "", turn.id)
        firsts[turn.id] = first
        found[first] = turn
    return list(found.values())


def stands() -> ColumnElement[bool]:
    """Whether a turn was not answered again, so that a question counts once."""
    replaced = select(turns.c.instead_of).where(turns.c.instead_of.is_not(None))
    return turns.c.id.not_in(replaced)


def _count_quoted(connection: Connection, turn: TurnRecord) -> None:
    """One answer more has quoted its documents: that, and no word of who asked."""
    quoted = {(one["space"], one["document"]) for one in json.loads(turn.citations)}
    if quoted:
        connection.execute(
            update(documents)
            .where(tuple_(documents.c.space, documents.c.name).in_(sorted(quoted)))
            .values(used=documents.c.used + 1, used_on=turn.asked.date().isoformat())
        )


def turn_of(row: RowMapping) -> TurnRecord:
    """A row of the table."""
    spaces = tuple(filter(None, row["spaces"].split("\n")))
    return TurnRecord(**{**row, "spaces": spaces, "asked": in_utc(row["asked"])})


def _opinion(turn_id: str, person: str) -> Delete:
    return delete(feedback).where(feedback.c.turn_id == turn_id, feedback.c.person == person)
