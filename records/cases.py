"""Cases: questions handed to people, with their history and everybody who asked."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from records.audit import acting, note
from records.database import in_utc
from records.models import Outgoing
from records.outbox import put
from records.schema import case_askers, case_entries, cases, installation, turns

CaseKind = Literal["question", "approval", "review"]
CaseState = Literal["open", "answered", "closed"]
EntryKind = Literal[
    "question", "addition", "reply", "note", "passed", "reminder", "joined", "closed",
    "published", "reopened",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A question handed to people; `id` is its number.

    `space` is None where it fits none. `question` is the text that the first asker sent, and
    `turn_id` the turn it comes from. `urgency` is the key of the reason why it is urgent.
    `personal`: it is about somebody's health or conduct. `shared`: experts may see the
    conversation. `assignee` is the address of the expert whose turn it is; `reminded` is when
    the case was last handed or recalled to somebody, `reminders` how often to this one.
    """

    id: int
    space: str | None
    language: str
    question: str
    turn_id: str | None
    kind: CaseKind
    state: CaseState
    urgency: str | None
    personal: bool
    shared: bool
    opened: datetime
    changed: datetime
    answered: datetime | None
    closed: datetime | None
    assignee: str | None
    reminded: datetime | None
    reminders: int


@dataclass(frozen=True)
class Entry:
    """Something that happened in a case; `author` is a person's id or an address, "" Kilde."""

    id: int
    case_id: int
    at: datetime
    kind: EntryKind
    author: str
    name: str
    text: str
    key: str | None = None


@dataclass(frozen=True)
class CaseAsker:
    """Somebody who asked, and is told in `language`; `told` is the newest entry they know of."""

    case_id: int
    person: str
    name: str
    address: str
    anonymous: bool
    language: str
    turn_id: str | None
    joined: datetime
    told: int | None = None


class CaseTable:
    """Reads cases; `changes` is one transaction of writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def get(self, number: int) -> Case | None:
        with self._engine.connect() as connection:
            return _get(connection, number)

    def entries(self, number: int) -> list[Entry]:
        """A case's history, the oldest first."""
        with self._engine.connect() as connection:
            return _entries(connection, number)

    def askers(self, number: int) -> list[CaseAsker]:
        """Everybody who asked, the first one first."""
        with self._engine.connect() as connection:
            return _askers(connection, number)

    def list(
        self,
        spaces: Collection[str | None] | None = None,
        states: Collection[CaseState] = (),
        person: str | None = None,
        kinds: Collection[CaseKind] = (),
        limit: int = 500,
        assignee: str = "",
    ) -> list[Case]:
        """Cases, the urgent ones first, then those that somebody waits for, then those that
        changed last.

        `spaces` None: of all; None among them: those that fit none; besides them those whose
        turn is `assignee`'s, an address. `person`: one who asked.
        """
        query = select(cases)
        if spaces is not None:
            named = [space for space in spaces if space is not None]
            nowhere = cases.c.space.is_(None) if None in spaces else cases.c.space.in_(())
            theirs = func.lower(cases.c.assignee) == assignee.lower() if assignee else false()
            query = query.where(or_(cases.c.space.in_(named), nowhere, theirs))
        if states:
            query = query.where(cases.c.state.in_(states))
        if kinds:
            query = query.where(cases.c.kind.in_(kinds))
        if person is not None:
            mine = select(case_askers.c.case_id).where(case_askers.c.person == person)
            # Who was shown an answer has no case of it unless something was found wrong.
            silent = (cases.c.kind == "review") & (cases.c.state != "answered")
            query = query.where(cases.c.id.in_(mine), ~silent)
        urgent = (cases.c.state != "open") | cases.c.urgency.is_(None)
        # Reviews can be as many as the answers, and would crowd out what waits.
        unawaited = (cases.c.state == "open") & (cases.c.kind == "review")
        last_first = cases.c.changed.desc(), cases.c.id.desc()
        query = query.order_by(urgent, unawaited, *last_first).limit(limit)
        with self._engine.connect() as connection:
            return [_case(row) for row in connection.execute(query).mappings()]

    def quoted(self, case: Case) -> set[tuple[str, str]]:
        """The (space, document) that were shown where the case's question was asked."""
        query = select(turns.c.citations).where(turns.c.id == case.turn_id)
        with self._engine.connect() as connection:
            citations = connection.execute(query).scalar()
        return {(one["space"], one["document"]) for one in json.loads(citations or "[]")}

    def answer_of_turn(self, turn_id: str | None) -> tuple[str, Sequence[dict[str, Any]]]:
        """The answer that a turn got, and its citations; empty where it is gone."""
        query = select(turns.c.answer, turns.c.citations).where(turns.c.id == turn_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return (row.answer, json.loads(row.citations)) if row else ("", [])

    def newest(self) -> int:
        """The number of the newest case; 0 where there is none."""
        with self._engine.connect() as connection:
            return _newest(connection)

    def entry_with(self, key: str) -> Entry | None:
        """The entry that came with a key, such as a mail's Message-ID."""
        with self._engine.connect() as connection:
            return _entry_with(connection, key)

    def secret(self) -> str:
        """What this installation signs reply addresses with: 64 hex digits, made once."""
        with self._engine.connect() as connection:
            known = connection.execute(select(installation.c.secret)).scalar()
        if known:
            return str(known)
        with self._writing.begin() as connection:
            row = connection.execute(select(installation.c.id, installation.c.secret)).first()
            if row is not None and row.secret:
                return str(row.secret)
            made = secrets.token_hex(32)
            if row is None:
                connection.execute(
                    insert(installation).values(
                        id=secrets.token_hex(6), passages_made=0, secret=made
                    )
                )
            else:
                connection.execute(update(installation).values(secret=made))
            return made

    @contextmanager
    def changes(self) -> Iterator[CaseChanges]:
        """A transaction: what is changed in it, and the letters that tell of it, stand or fall
        together."""
        with self._writing.begin() as connection:
            yield CaseChanges(connection)


class CaseChanges:
    """Writes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.now = datetime.now(UTC)

    def get(self, number: int) -> Case | None:
        """The case, which nobody else changes until the transaction's end."""
        return _get(self.connection, number, lock=True)

    def newest(self) -> int:
        return _newest(self.connection)

    def askers(self, number: int) -> list[CaseAsker]:
        return _askers(self.connection, number)

    def alone(self) -> None:
        """Until the transaction's end nobody else is in one that called this."""
        self.connection.execute(select(installation.c.id).with_for_update())

    def entries(self, number: int) -> list[Entry]:
        return _entries(self.connection, number)

    def entry_with(self, key: str | None) -> Entry | None:
        """The entry that came with a key."""
        return _entry_with(self.connection, key) if key is not None else None

    def case_of_turn(self, turn_id: str) -> Case | None:
        """The case that a turn's question is in already."""
        query = select(turns.c.case_id).where(turns.c.id == turn_id)
        number = self.connection.execute(query).scalar()
        return self.get(number) if number else None

    def open(self, **values: Any) -> Case:
        """A new case; `values` are its columns, of which space, language and question are
        needed."""
        defaults = {
            "state": "open",
            "kind": "question",
            "opened": self.now,
            "changed": self.now,
            "reminded": self.now,
        }
        key = self.connection.execute(
            insert(cases).values(**{**defaults, **values})
        ).inserted_primary_key
        assert key is not None
        found = self.get(int(key[0]))
        assert found is not None
        return found

    def set(self, number: int, **values: Any) -> Case:
        """Set columns of a case; `changed` is now."""
        self.connection.execute(
            update(cases).where(cases.c.id == number).values(**{"changed": self.now, **values})
        )
        found = self.get(number)
        assert found is not None
        return found

    def enter(
        self,
        number: int,
        kind: EntryKind,
        author: str = "",
        name: str = "",
        text: str = "",
        key: str | None = None,
    ) -> int:
        """Add to a case's history and note it in the audit log; the entry's number.

        IntegrityError where `key` is there.
        """
        values = {"case_id": number, "at": self.now, "kind": kind}
        row = self.connection.execute(
            insert(case_entries).values(**values, author=author, name=name, text=text, key=key)
        ).inserted_primary_key
        assert row is not None
        who = acting(self.connection, author) if author else "kilde"
        note(self.connection, who, f"case.{kind}", case=number, entry=int(row[0]))
        return int(row[0])

    def join(self, asker: CaseAsker) -> bool:
        """Somebody asked (too); whether they were not among the askers before.

        Who was unnamed once stays so, and what led to the question is not shown then.
        """
        known = next((a for a in self.askers(asker.case_id) if a.person == asker.person), None)
        if known is None:
            self.connection.execute(insert(case_askers).values(**vars(asker)))
            return True
        # What is known is kept where the second time says nothing of it.
        values = {
            "name": asker.name or known.name,
            "address": asker.address or known.address,
            "anonymous": asker.anonymous or known.anonymous,
        }
        self._set_asker(known.case_id, known.person, values)
        if values["anonymous"]:
            theirs = (cases.c.id == known.case_id) & (cases.c.turn_id == known.turn_id)
            self.connection.execute(update(cases).where(theirs).values(shared=False))
        return False

    def told(self, number: int, person: str, entry: int) -> None:
        """A person has been told of an entry."""
        self._set_asker(number, person, {"told": entry})

    def move_askers(self, number: int, into: int) -> None:
        """Everybody who asked in one case is an asker of another, and their turns are in it."""
        for asker in self.askers(number):
            self.join(replace(asker, case_id=into, told=None))
        self.connection.execute(delete(case_askers).where(case_askers.c.case_id == number))
        self.connection.execute(update(turns).where(turns.c.case_id == number).values(case_id=into))

    def leave(self, number: int, person: str, into: int) -> None:
        """A person is no asker of a case any more; their turns are in another."""
        mine = (case_askers.c.case_id == number) & (case_askers.c.person == person)
        self.connection.execute(delete(case_askers).where(mine))
        self.connection.execute(
            update(turns)
            .where(turns.c.case_id == number, turns.c.person == person)
            .values(case_id=into)
        )

    def attach(self, turn_id: str, number: int) -> None:
        """A turn's question is in a case from now on; an unanswered one is "escalated"."""
        mine = update(turns).where(turns.c.id == turn_id)
        self.connection.execute(mine.values(case_id=number))
        self.connection.execute(
            mine.where(turns.c.status == "unanswered").values(status="escalated")
        )

    def has_turn(self, turn_id: str) -> bool:
        """Whether a turn is still there."""
        query = select(turns.c.id).where(turns.c.id == turn_id)
        return self.connection.execute(query).scalar() is not None

    def set_turn(self, turn_id: str, was: str | None = None, **values: Any) -> None:
        """Set columns of a turn; of one whose status is `was` only, where that is given."""
        mine = update(turns).where(turns.c.id == turn_id)
        mine = mine.where(turns.c.status == was) if was else mine
        self.connection.execute(mine.values(**values))

    def put(self, messages: Iterable[Outgoing]) -> None:
        """Put messages in the outbox."""
        for one in messages:
            put(self.connection, one)

    def _set_asker(self, number: int, person: str, values: Mapping[str, Any]) -> None:
        self.connection.execute(
            update(case_askers)
            .where(case_askers.c.case_id == number, case_askers.c.person == person)
            .values(**values)
        )


def _get(connection: Connection, number: int, lock: bool = False) -> Case | None:
    query = select(cases).where(cases.c.id == number)
    if lock:
        query = query.with_for_update()
    row = connection.execute(query).mappings().first()
    return _case(row) if row else None


def _newest(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(cases.c.id), 0))).scalar_one())


def _askers(connection: Connection, number: int) -> list[CaseAsker]:
    query = (
        select(*(column for column in case_askers.c if column.name != "id"))
        .where(case_askers.c.case_id == number)
        .order_by(case_askers.c.id)
    )
    return [
        CaseAsker(**{**row, "joined": in_utc(row["joined"])})
        for row in connection.execute(query).mappings()
    ]


def _entries(connection: Connection, number: int) -> list[Entry]:
    query = select(case_entries).where(case_entries.c.case_id == number)
    return [
        Entry(**{**row, "at": in_utc(row["at"])})
        for row in connection.execute(query.order_by(case_entries.c.id)).mappings()
    ]


def _entry_with(connection: Connection, key: str) -> Entry | None:
    query = select(case_entries).where(case_entries.c.key == key)
    row = connection.execute(query).mappings().first()
    return Entry(**{**row, "at": in_utc(row["at"])}) if row else None


def _case(row: RowMapping) -> Case:
    moments = {
        name: in_utc(row[name]) if row[name] else None
        for name in ("opened", "changed", "answered", "closed", "reminded")
    }
    return Case(**{**row, **moments})
