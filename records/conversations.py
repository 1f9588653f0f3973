"""Conversations: the turns that a person asked one after the other, as they are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Engine, delete, exists, func, insert, select

from records.database import in_utc, settle
from records.schema import answer_links, conversation_names, feedback, reviews, turns
from records.turns import TurnRecord, standing, turn_of


@dataclass(frozen=True)
class ConversationHead:
    """A conversation in a list: what it is called, by its person or by its first question,
    and when something was last asked in it."""

    id: str
    title: str
    asked: datetime


@dataclass(frozen=True)
class ConversationRecord:
    """A conversation whole: its turns that stand, in their order, what its person thought of them
    (whether it helped, by the turn's id), and the links to answers of it, likewise. `name` is
    empty where it has none."""

    id: str
    name: str
    turns: tuple[TurnRecord, ...]
    helped: dict[str, bool] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> ConversationHead:
        newest = max(turn.asked for turn in self.turns)
        return ConversationHead(self.id, self.name or self.turns[0].question, newest)


class ConversationTable:
    """Reads, names and deletes conversations; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def heads(self, person: str) -> list[ConversationHead]:
        """A person's conversations, that with the newest question first."""
        asked = (
            select(turns.c.conversation, turns.c.question, turns.c.asked)
            .where(turns.c.person == person)
            .order_by(turns.c.asked, turns.c.id)
        )
        with self._engine.connect() as connection:
            names = _names(connection, person)
            found: dict[str, ConversationHead] = {}
            for row in connection.execute(asked):
                title = names.get(row.conversation) or row.question
                known = found.pop(row.conversation, None)
                found[row.conversation] = ConversationHead(
                    row.conversation, known.title if known else title, in_utc(row.asked)
                )
        return list(found.values())[::-1]

    def whole(self, person: str, conversation: str | None = None) -> list[ConversationRecord]:
        """A person's conversations with everything that is kept of them, that with the newest
        question first: all, or one."""
        mine = _of(person, conversation)
        query = select(turns).where(*mine).order_by(turns.c.asked, turns.c.id)
        rated = select(feedback.c.turn_id, feedback.c.helpful).where(feedback.c.person == person)
        linked = select(answer_links.c.turn_id, answer_links.c.id).join(turns).where(*mine)
        with self._engine.connect() as connection:
            names = _names(connection, person)
            helped = {row.turn_id: bool(row.helpful) for row in connection.execute(rated)}
            links = {row.turn_id: str(row.id) for row in connection.execute(linked)}
            found: dict[str, list[TurnRecord]] = {}
            for row in connection.execute(query).mappings():
                turn = turn_of(row)
                found[turn.conversation] = [*found.pop(turn.conversation, []), turn]
        return [
            ConversationRecord(
                id,
                names.get(id, ""),
                tuple(standing(asked)),
                {turn.id: helped[turn.id] for turn in asked if turn.id in helped},
                {turn.id: links[turn.id] for turn in asked if turn.id in links},
            )
            for id, asked in reversed(found.items())
        ]

    def name(self, person: str, conversation: str, name: str) -> None:
        """Call a person's conversation something; by an empty name it is called nothing."""
        with self._writing.begin() as connection:
            connection.execute(delete(conversation_names).where(*_named_as(person, conversation)))
            there = select(func.count()).where(*_of(person, conversation))
            if name and connection.execute(there).scalar_one():
                connection.execute(
                    insert(conversation_names).values(
                        person=person, conversation=conversation, name=name
                    )
                )

    def forget(self, person: str, conversation: str | None = None) -> int:
        """Delete a person's conversation, or all of them, with what was thought of the answers
        and the links to them; how many conversations that was."""
        with self._writing.begin() as connection:
            mine = _of(person, conversation)
            count = select(func.count(turns.c.conversation.distinct())).where(*mine)
            gone = int(connection.execute(count).scalar_one())
            connection.execute(delete(turns).where(*mine))
            connection.execute(delete(conversation_names).where(*_named_as(person, conversation)))
        if gone:
            settle(self._engine)
        return gone

    # Links to answers

    def link(self, turn_id: str) -> str:
        """The id of the link to an answer, made if there is none: nobody guesses it."""
        with self._writing.begin() as connection:
            known = select(answer_links.c.id).where(answer_links.c.turn_id == turn_id)
            found = connection.execute(known).scalar()
            if found is None:
                found = secrets.token_urlsafe(24)
                connection.execute(
                    insert(answer_links).values(id=found, turn_id=turn_id, made=datetime.now(UTC))
                )
            return str(found)

    def link_of(self, turn_id: str) -> str | None:
        """The id of the link to an answer, where somebody has made one."""
        query = select(answer_links.c.id).where(answer_links.c.turn_id == turn_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def unlink(self, turn_id: str) -> None:
        """The link to an answer leads nowhere from now on."""
        with self._writing.begin() as connection:
            connection.execute(delete(answer_links).where(answer_links.c.turn_id == turn_id))

    def linked(self, link: str) -> TurnRecord | None:
        """The turn that a link leads to; None too where an expert has found its answer wrong."""
        query = (
            select(turns)
            .join(answer_links)
            .join(reviews, reviews.c.turn_id == turns.c.id, isouter=True)
            .where(answer_links.c.id == link, turns.c.status == "answered")
            .where(func.coalesce(reviews.c.verdict, "right") == "right")
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return turn_of(row) if row else None


def forget_names(connection: Connection) -> None:
    """Delete what conversations were called of which no turn is left."""
    left = exists().where(
        turns.c.person == conversation_names.c.person,
        turns.c.conversation == conversation_names.c.conversation,
    )
    connection.execute(delete(conversation_names).where(~left))


def _names(connection: Connection, person: str) -> dict[str, str]:
    """What a person calls their conversations."""
    query = select(conversation_names).where(conversation_names.c.person == person)
    return {row.conversation: row.name for row in connection.execute(query)}


def _of(person: str, conversation: str | None) -> list[ColumnElement[bool]]:
    mine = [turns.c.person == person]
    return mine if conversation is None else [*mine, turns.c.conversation == conversation]


def _named_as(person: str, conversation: str | None) -> list[ColumnElement[bool]]:
    mine = [conversation_names.c.person == person]
    one = conversation_names.c.conversation == conversation
    return mine if conversation is None else [*mine, one]
