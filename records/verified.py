"""Verified answers: an expert's answer to a question, kept until an owner takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update

from records.audit import acting
from records.audit import note as audited
from records.database import in_utc
from records.models import Outgoing
from records.outbox import put
from records.schema import (
    verified,
    verified_documents,
    verified_history,
    verified_questions,
)

State = Literal["current", "retired"]
Change = Literal["", "changed", "removed", "superseded"]
Act = Literal["published", "edited", "retired", "looked"]


@dataclass(frozen=True)
class LinkedDocument:
    """A document that a verified answer follows from, as it was when somebody last looked.

    `content_hash` is of the content it had then; `change` is what happened to it since.
    """

    space: str
    document: str
    title: str
    content_hash: str
    change: Change = ""


@dataclass(frozen=True)
class VerifiedRecord:
    """A verified answer.

    `questions` are other wordings of `question`. `readers` are groups narrower than the
    space's, sorted; empty: the space's. `owner` is an address or a person's id, `name` what
    the owner is called. `review_on` is the day by which to look at it again. `flagged` is
    when a document behind it changed; None: none did since somebody looked.
    """

    id: int
    space: str
    question: str
    answer: str
    language: str
    owner: str
    name: str
    readers: tuple[str, ...]
    created: datetime
    changed: datetime
    review_on: date
    case_id: int | None
    state: State
    flagged: datetime | None
    questions: tuple[str, ...] = ()
    documents: tuple[LinkedDocument, ...] = ()

    @property
    def document(self) -> str:
        """What it is called as a document of its space."""
        return f"{SOURCE}/{self.id}"


@dataclass(frozen=True)
class Edition:
    """What somebody did with a verified answer, and its words from then on."""

    at: datetime
    by: str
    act: Act
    question: str
    answer: str


SOURCE = "verified"
# So long an answer is still given, with its note, after a document behind it has changed, and
# after its day of review has passed. Then only its owner sees it.
GIVEN_FLAGGED = timedelta(days=30)
GIVEN_OVERDUE = timedelta(days=90)


class VerifiedTable:
    """Reads and writes of verified answers; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def all(
        self, spaces: Iterable[str] | None = None, state: State | None = "current"
    ) -> list[VerifiedRecord]:
        """Those of the spaces (None: all) in a state (None: any), the newest first."""
        query = select(verified).order_by(verified.c.id.desc())
        if spaces is not None:
            query = query.where(verified.c.space.in_(list(spaces)))
        if state is not None:
            query = query.where(verified.c.state == state)
        with self._engine.connect() as connection:
            return _records(connection, connection.execute(query).mappings().all())

    def owned(self, person: str, address: str) -> list[VerifiedRecord]:
        """Those whose owner is a person, by id or address ("": none), in any state, the newest
        first."""
        mine = verified.c.owner == person
        if address:
            mine |= func.lower(verified.c.owner) == address.lower()
        query = select(verified).where(mine).order_by(verified.c.id.desc())
        with self._engine.connect() as connection:
            return _records(connection, connection.execute(query).mappings().all())

    def get(self, number: int) -> VerifiedRecord | None:
        with self._engine.connect() as connection:
            rows = connection.execute(select(verified).where(verified.c.id == number))
            found = _records(connection, rows.mappings().all())
            return found[0] if found else None

    def add(
        self,
        values: dict[str, Any],
        questions: Sequence[str],
        documents: Sequence[LinkedDocument],
        by: str,
        connection: Connection | None = None,
    ) -> int:
        """Keep a new one; its number. In the caller's transaction where one is given."""
        if connection is None:
            with self._writing.begin() as own:
                return self.add(values, questions, documents, by, own)
        now = datetime.now(UTC)
        row = values | {"created": now, "changed": now, "state": "current"}
        row["readers"] = "\n".join(sorted(values["readers"]))
        row["review_on"] = values["review_on"].isoformat()
        key = connection.execute(insert(verified).values(**row)).inserted_primary_key
        assert key is not None
        number = int(key[0])
        _put_questions(connection, number, questions)
        _put_documents(connection, number, documents)
        _note(connection, number, by, "published")
        return number

    def edit(
        self,
        number: int,
        values: dict[str, Any],
        questions: Sequence[str] | None,
        documents: Sequence[LinkedDocument] | None,
        by: str,
        act: Act = "edited",
    ) -> None:
        """Change columns; where they are given, the other wordings and linked documents too."""
        row = dict(values) | {"changed": datetime.now(UTC)}
        if "readers" in row:
            row["readers"] = "\n".join(sorted(row["readers"]))
        if "review_on" in row:
            row["review_on"] = row["review_on"].isoformat()
            row["reminded"] = None
        with self._writing.begin() as connection:
            connection.execute(update(verified).where(verified.c.id == number).values(**row))
            if questions is not None:
                _put_questions(connection, number, questions)
            if documents is not None:
                _put_documents(connection, number, documents)
            _note(connection, number, by, act)

    def erase(self, number: int) -> bool:
        """Remove it with all that belongs to it; whether there was one."""
        with self._writing.begin() as connection:
            return erase_verified(connection, [number]) > 0

    def history(self, number: int) -> list[Edition]:
        """What was done with it, the newest first."""
        query = (
            select(verified_history)
            .where(verified_history.c.verified_id == number)
            .order_by(verified_history.c.id.desc())
        )
        with self._engine.connect() as connection:
            return [
                Edition(in_utc(row["at"]), row["by"], row["act"], row["question"], row["answer"])
                for row in connection.execute(query).mappings()
            ]

    def flag(self, changes: dict[tuple[int, str, str], Change], mails: Sequence[Outgoing]) -> None:
        """Note what happened to linked documents, by (number, space, document), and the mails
        that tell of it, in one transaction."""
        now = datetime.now(UTC)
        with self._writing.begin() as connection:
            for (number, space, document), change in changes.items():
                connection.execute(
                    update(verified_documents)
                    .where(
                        verified_documents.c.verified_id == number,
                        verified_documents.c.space == space,
                        verified_documents.c.document == document,
                    )
                    .values(change=change)
                )
            for number in {number for number, _, _ in changes}:
                connection.execute(
                    update(verified)
                    .where(verified.c.id == number, verified.c.flagged.is_(None))
                    .values(flagged=now)
                )
            for mail in mails:
                put(connection, mail)

    def reminded(self, numbers: Sequence[int], mails: Sequence[Outgoing]) -> None:
        """Note that their owners were reminded of the review, with the mails that do it."""
        with self._writing.begin() as connection:
            connection.execute(
                update(verified)
                .where(verified.c.id.in_(numbers), verified.c.reminded.is_(None))
                .values(reminded=datetime.now(UTC))
            )
            for mail in mails:
                put(connection, mail)

    def newest(self) -> dict[str, datetime]:
        """When the current answers of each space were last changed."""
        query = (
            select(verified.c.space, func.max(verified.c.changed))
            .where(verified.c.state == "current")
            .group_by(verified.c.space)
        )
        with self._engine.connect() as connection:
            return {space: in_utc(changed) for space, changed in connection.execute(query)}

    def due(self, today: date) -> list[VerifiedRecord]:
        """Those whose day of review has come and whose owner was not told yet."""
        query = select(verified).where(
            verified.c.state == "current",
            verified.c.review_on <= today.isoformat(),
            verified.c.reminded.is_(None),
        )
        with self._engine.connect() as connection:
            return _records(connection, connection.execute(query).mappings().all())


def erase_verified(connection: Connection, numbers: Sequence[int]) -> int:
    """Delete these with their wordings, documents and history; how many there were."""
    for part in (verified_questions, verified_documents, verified_history):
        connection.execute(delete(part).where(part.c.verified_id.in_(numbers)))
    return connection.execute(delete(verified).where(verified.c.id.in_(numbers))).rowcount


def _put_questions(connection: Connection, number: int, questions: Sequence[str]) -> None:
    connection.execute(delete(verified_questions).where(verified_questions.c.verified_id == number))
    rows = [{"verified_id": number, "question": one} for one in dict.fromkeys(questions)]
    if rows:
        connection.execute(insert(verified_questions), rows)


def _put_documents(
    connection: Connection, number: int, documents: Sequence[LinkedDocument]
) -> None:
    connection.execute(delete(verified_documents).where(verified_documents.c.verified_id == number))
    rows = [
        {
            "verified_id": number,
            "space": one.space,
            "document": one.document,
            "title": one.title,
            "content_hash": one.content_hash,
            "change": one.change,
        }
        for one in {(one.space, one.document): one for one in documents}.values()
    ]
    if rows:
        connection.execute(insert(verified_documents), rows)


def _note(connection: Connection, number: int, by: str, act: Act) -> None:
    row = connection.execute(
        select(verified.c.space, verified.c.question, verified.c.answer).where(
            verified.c.id == number
        )
    ).one()
    connection.execute(
        insert(verified_history).values(
            verified_id=number,
            at=datetime.now(UTC),
            by=by,
            act=act,
            question=row.question,
            answer=row.answer,
        )
    )
    audited(connection, acting(connection, by), f"verified.{act}", space=row.space, number=number)


def _records(connection: Connection, rows: Sequence[RowMapping]) -> list[VerifiedRecord]:
    numbers = [row["id"] for row in rows]
    questions: dict[int, list[str]] = {}
    documents: dict[int, list[LinkedDocument]] = {}
    if numbers:
        query = select(verified_questions).where(verified_questions.c.verified_id.in_(numbers))
        for row in connection.execute(query.order_by(verified_questions.c.id)).mappings():
            questions.setdefault(row["verified_id"], []).append(row["question"])
        query = select(verified_documents).where(verified_documents.c.verified_id.in_(numbers))
        for row in connection.execute(query.order_by(verified_documents.c.id)).mappings():
            documents.setdefault(row["verified_id"], []).append(
                LinkedDocument(
                    row["space"], row["document"], row["title"], row["content_hash"], row["change"]
                )
            )
    return [
        VerifiedRecord(
            id=row["id"],
            space=row["space"],
            question=row["question"],
            answer=row["answer"],
            language=row["language"],
            owner=row["owner"],
            name=row["name"],
            readers=tuple(row["readers"].splitlines()),
            created=in_utc(row["created"]),
            changed=in_utc(row["changed"]),
            review_on=date.fromisoformat(row["review_on"]),
            case_id=row["case_id"],
            state=row["state"],
            flagged=in_utc(row["flagged"]) if row["flagged"] else None,
            questions=tuple(questions.get(row["id"], ())),
            documents=tuple(documents.get(row["id"], ())),
        )
        for row in rows
    ]
