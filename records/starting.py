"""Questions of people who are new: what was made, what owners made of it, what is ticked off."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from config import Day
from records.database import in_chunks, in_utc
from records.schema import (
    case_askers,
    documents,
    editions,
    feedback,
    messages,
    passages,
    starting_answered,
    starting_made,
    starting_questions,
    starting_ticks,
    turns,
    versions,
)
from records.verified import SOURCE


@dataclass(frozen=True)
class StartingQuestion:
    """A question of somebody who is new. `document` is what it was made of, in its space, None
    where an owner wrote it; `heading` is the path of its heading, `A > B`; `asked` how many
    people asked what stands there, 0 for fewer than may be told; `kept`: an owner changed it.
    """

    id: int
    space: str
    language: str
    day: Day
    document: str | None
    heading: str
    question: str
    asked: int
    position: float
    hidden: bool
    kept: bool


@dataclass(frozen=True)
class MadeQuestion:
    """A question before it is kept."""

    document_id: int
    language: str
    day: Day
    heading: str
    question: str
    asked: int = 0


@dataclass(frozen=True)
class Section:
    """A heading of a current document that is no mail; `text` is the first passage under it."""

    document_id: int
    space: str
    document: str
    title: str
    date: str | None
    language: str
    headings: tuple[str, ...]
    text: str


class StartingTable:
    """Reads and writes; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def questions(self, spaces: Collection[str]) -> list[StartingQuestion]:
        """Those of some spaces, in order; hidden ones too."""
        query = (
            select(starting_questions, documents.c.name.label("document"))
            .join(documents, documents.c.id == starting_questions.c.document_id, isouter=True)
            .where(starting_questions.c.space.in_(list(spaces)))
            .order_by(starting_questions.c.position, starting_questions.c.id)
        )
        with self._engine.connect() as connection:
            return [
                StartingQuestion(**{k: v for k, v in row.items() if k not in ("document_id", "by")})
                for row in connection.execute(query).mappings()
            ]

    def add(self, space: str, language: str, day: Day, question: str, by: str) -> int:
        """A question that an owner writes, as the last of its day."""
        with self._writing.begin() as connection:
            last = connection.execute(
                select(func.max(starting_questions.c.position)).where(
                    starting_questions.c.space == space, starting_questions.c.day == day
                )
            ).scalar()
            key = connection.execute(
                insert(starting_questions).values(
                    space=space,
                    language=language,
                    day=day,
                    question=question,
                    position=(last or 0.0) + 1,
                    kept=True,
                    by=by,
                )
            ).inserted_primary_key
            assert key is not None
            return int(key[0])

    def change(self, number: int, values: Mapping[str, Any], by: str) -> None:
        """An owner changes a question: it is kept so; reworded, it is to be answered anew."""
        with self._writing.begin() as connection:
            connection.execute(
                update(starting_questions)
                .where(starting_questions.c.id == number)
                .values(**values, kept=True, by=by)
            )
            if "question" in values:
                _ask_again(connection, [number])

    def move(self, number: int, beside: Sequence[int], by_places: int, by: str) -> None:
        """Move a question among those `beside` it, in their order, by so many places."""
        order = [one for one in beside if one != number]
        place = min(max(0, list(beside).index(number) + by_places), len(order))
        order.insert(place, number)
        with self._writing.begin() as connection:
            for position, one in enumerate(order, start=1):
                mine = {"kept": True, "by": by} if one == number else {}
                connection.execute(
                    update(starting_questions)
                    .where(starting_questions.c.id == one)
                    .values(position=float(position), **mine)
                )

    def remove(self, number: int) -> None:
        """Take away what an owner wrote."""
        with self._writing.begin() as connection:
            connection.execute(
                delete(starting_questions).where(
                    starting_questions.c.id == number, starting_questions.c.document_id.is_(None)
                )
            )

    def put(
        self, space: str, partition_id: int, content: str, made: Sequence[MadeQuestion]
    ) -> None:
        """Keep what was made of a partition in place of what was made before.

        What an owner changed stays as it is, and is not made a second time.
        """
        with self._writing.begin() as connection:
            mine = (
                select(starting_questions)
                .join(documents, documents.c.id == starting_questions.c.document_id)
                .where(documents.c.partition_id == partition_id)
            )
            before = {
                (row["document_id"], row["heading"]): row
                for row in connection.execute(mine).mappings()
            }
            wanted = {(one.document_id, one.heading): one for one in made}
            gone = [
                row["id"] for key, row in before.items() if key not in wanted and not row["kept"]
            ]
            for chunk in in_chunks(gone):
                connection.execute(
                    delete(starting_questions).where(starting_questions.c.id.in_(chunk))
                )
            for position, (key, one) in enumerate(wanted.items(), start=1):
                values = {
                    "language": one.language,
                    "day": one.day,
                    "question": one.question,
                    "position": float(position),
                    "asked": one.asked,
                }
                if key not in before:
                    connection.execute(
                        insert(starting_questions).values(
                            space=space, document_id=one.document_id, heading=one.heading, **values
                        )
                    )
                elif not before[key]["kept"]:
                    connection.execute(
                        update(starting_questions)
                        .where(starting_questions.c.id == before[key]["id"])
                        .values(**values)
                    )
            _answered_anew(connection, space)
            connection.execute(
                delete(starting_made).where(starting_made.c.partition_id == partition_id)
            )
            connection.execute(
                insert(starting_made).values(
                    partition_id=partition_id, content=content, at=datetime.now(UTC)
                )
            )

    def made_of(self, partition_id: int) -> str | None:
        """What the questions of a partition were last made of; None: never."""
        query = select(starting_made.c.content).where(starting_made.c.partition_id == partition_id)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else str(found)

    # What is answered

    def answered(self, audience: str) -> dict[int, bool]:
        """Which questions are answered for people who may read the same, by their numbers."""
        query = select(starting_answered.c.question_id, starting_answered.c.answered).where(
            starting_answered.c.audience == audience
        )
        with self._engine.connect() as connection:
            return {row.question_id: row.answered for row in connection.execute(query)}

    def note_answered(self, question: StartingQuestion, audience: str, answered: bool) -> None:
        """What came of asking it; nothing where the question has changed or gone meanwhile."""
        with self._writing.begin() as connection:
            now = connection.execute(
                select(starting_questions.c.question).where(starting_questions.c.id == question.id)
            ).scalar()
            if now != question.question:
                return
            connection.execute(
                delete(starting_answered).where(
                    starting_answered.c.question_id == question.id,
                    starting_answered.c.audience == audience,
                )
            )
            connection.execute(
                insert(starting_answered).values(
                    question_id=question.id, audience=audience, answered=answered
                )
            )

    # What somebody has done

    def ticks(self, person: str) -> frozenset[str]:
        """What a person has ticked off."""
        query = select(starting_ticks.c.what).where(starting_ticks.c.person == person)
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def tick(self, person: str, what: str, done: bool = True) -> None:
        mine = (starting_ticks.c.person == person) & (starting_ticks.c.what == what)
        with self._writing.begin() as connection:
            connection.execute(delete(starting_ticks).where(mine))
            if done:
                connection.execute(
                    insert(starting_ticks).values(person=person, what=what, at=datetime.now(UTC))
                )

    def used(self, person: str) -> frozenset[str]:
        """Which steps of the guide a person has taken, as far as what they asked tells: "ask",
        "follow" (a second question in a conversation) and "doubt" (said what an answer was
        worth, or asked a person)."""
        conversations = (
            select(func.count()).where(turns.c.person == person).group_by(turns.c.conversation)
        )
        rated = select(func.count()).where(feedback.c.person == person)
        handed = select(func.count()).where(case_askers.c.person == person)
        with self._engine.connect() as connection:
            longest = max(connection.execute(conversations).scalars(), default=0)
            doubted = any(connection.execute(query).scalar() for query in (rated, handed))
        done = {"ask": longest > 0, "follow": longest > 1, "doubt": doubted}
        return frozenset(step for step, taken in done.items() if taken)

    # What it is made of

    def asked_first(self) -> dict[str, datetime]:
        """When each person asked for the first time."""
        query = select(turns.c.person, func.min(turns.c.asked)).group_by(turns.c.person)
        with self._engine.connect() as connection:
            return {person: in_utc(at) for person, at in connection.execute(query)}

    def answered_turns(self) -> Iterable[tuple[str, datetime, str]]:
        """(person, when, citations as JSON) of every question that was answered."""
        query = select(turns.c.person, turns.c.asked, turns.c.citations).where(
            turns.c.status == "answered", ~turns.c.small_talk
        )
        with self._engine.connect() as connection:
            for person, at, citations in connection.execute(query):
                yield person, in_utc(at), citations

    def versions(self, partition_id: int) -> list[int]:
        """The current versions of a partition's documents that are no mail, in order."""
        query = (
            select(versions.c.id)
            .join(documents, documents.c.version_id == versions.c.id)
            .where(versions.c.partition_id == partition_id, _no_mail())
            .order_by(versions.c.id)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def sections(self, partition_id: int) -> list[Section]:
        """The headings of a partition's documents that are no mail and have not been replaced,
        in the documents' order."""
        replaced = select(editions.c.older_id).where(editions.c.undone.is_(None))
        query = (
            select(
                documents.c.id,
                documents.c.space,
                documents.c.name,
                versions.c.title,
                versions.c.date,
                passages.c.language,
                passages.c.headings,
                passages.c.text,
            )
            .join(versions, versions.c.id == documents.c.version_id)
            .join(passages, passages.c.version_id == versions.c.id)
            .where(
                versions.c.partition_id == partition_id,
                documents.c.id.not_in(replaced),
                passages.c.headings != "[]",
                _no_mail(),
            )
            .order_by(documents.c.id, passages.c.ordinal)
        )
        found: dict[tuple[int, str], Section] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                if (row.id, row.headings) not in found:
                    found[row.id, row.headings] = Section(
                        row.id,
                        row.space,
                        row.name,
                        row.title,
                        row.date,
                        row.language,
                        tuple(json.loads(row.headings)),
                        row.text,
                    )
        return list(found.values())


def _no_mail() -> ColumnElement[bool]:
    """What came with mail is somebody's own business."""
    mail = exists().where(messages.c.document_id == documents.c.id)
    return ~mail & documents.c.parent_id.is_(None) & (documents.c.source != SOURCE)


def _answered_anew(connection: Connection, space: str) -> None:
    """What the documents say now may answer otherwise, but for what has just been tried: what
    was not answered is tried again, and so is what owners wrote."""
    here = starting_questions.c.space == space
    theirs = select(starting_questions.c.id).where(here, starting_questions.c.kept)
    _ask_again(connection, list(connection.execute(theirs).scalars()))
    connection.execute(
        delete(starting_answered).where(
            ~starting_answered.c.answered,
            starting_answered.c.question_id.in_(select(starting_questions.c.id).where(here)),
        )
    )


def _ask_again(connection: Connection, numbers: list[int]) -> None:
    for chunk in in_chunks(numbers):
        connection.execute(
            delete(starting_answered).where(starting_answered.c.question_id.in_(chunk))
        )
