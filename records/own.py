"""Everything that is kept of one person: for the person, who may see, take along and erase it.

What is not named here is not of a person, or is a company's document (`kilde erase --person`
looks through those). tests/records hold it against the tables that an erasure sees to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, String, func, or_, select

from records.database import in_utc
from records.forgetting.doomed import Doomed, Person
from records.forgetting.stores.asked import is_asker
from records.schema import (
    absences,
    answer_links,
    audit,
    audit_names,
    case_askers,
    case_entries,
    cases,
    conversation_names,
    departures,
    editions,
    feedback,
    held_replies,
    memberships,
    outbox,
    people,
    reviews,
    sessions,
    starting_questions,
    starting_ticks,
    turns,
    verified,
    verified_history,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class OwnPart:
    """What is kept of a person of one kind, the oldest first; `kind` is a key of `PARTS`."""

    kind: str
    rows: tuple[Row, ...]


def own_data(engine: Engine, person: Person) -> tuple[OwnPart, ...]:
    """All of it, in one snapshot; kinds of which there is nothing are there, empty."""
    with engine.connect() as connection:
        return tuple(
            OwnPart(kind, tuple(_plain(row) for row in find(connection, person)))
            for kind, find in PARTS.items()
        )


def _account(connection: Connection, person: Person) -> list[Row]:
    columns = people.c.name, people.c.address, people.c.groups, people.c.issuer, people.c.seen
    return _rows(connection, select(*columns).where(people.c.id.in_(person.ids)))


def _sessions(connection: Connection, person: Person) -> list[Row]:
    columns = sessions.c.begun, sessions.c.seen, sessions.c.ends
    return _rows(connection, select(*columns).where(sessions.c.person_id.in_(person.ids)))


def _groups(connection: Connection, person: Person) -> list[Row]:
    mine = memberships.c.address.in_(person.addresses)
    return _rows(connection, select(memberships.c.group, memberships.c.address).where(mine))


def _questions(connection: Connection, person: Person) -> list[Row]:
    columns = (
        turns.c.asked, turns.c.channel, turns.c.question, turns.c.answer, turns.c.status,
        turns.c.confidence, turns.c.language, turns.c.citations, turns.c.case_id,
    )  # fmt: skip
    named = turns.c.conversation == conversation_names.c.conversation
    query = (
        select(*columns, conversation_names.c.name, answer_links.c.made.label("linked"))
        .join(
            conversation_names,
            named & (turns.c.person == conversation_names.c.person),
            isouter=True,
        )
        .join(answer_links, answer_links.c.turn_id == turns.c.id, isouter=True)
        .where(_is(turns.c.person, person))
        .order_by(turns.c.asked)
    )
    found = _rows(connection, query)
    for row in found:
        row["sources"] = [
            f"{one['space']}: {one['document']}" for one in json.loads(row.pop("citations"))
        ]
        if row["status"] == "pending":  # an expert has not looked at it yet
            row |= {"answer": "", "sources": []}
    return found


def _opinions(connection: Connection, person: Person) -> list[Row]:
    query = (
        select(
            feedback.c.at, feedback.c.helpful, feedback.c.kind, feedback.c.reason, turns.c.question
        )
        .join(turns, turns.c.id == feedback.c.turn_id)
        .where(_is(feedback.c.person, person))
    )
    return _rows(connection, query.order_by(feedback.c.at))


def _cases(connection: Connection, person: Person) -> list[Row]:
    """The cases that the person asked: what they wrote, and what they were answered."""
    query = (
        select(
            cases.c.id, case_askers.c.joined, case_askers.c.name, case_askers.c.address,
            case_askers.c.anonymous, case_askers.c.person, cases.c.space, cases.c.state,
        )
        .join(cases, cases.c.id == case_askers.c.case_id)
        .where(is_asker(Doomed((), person)))
        .order_by(cases.c.id)
    )  # fmt: skip
    found = _rows(connection, query)
    for row in found:
        theirs = case_entries.c.author == row.pop("person")
        told = (case_entries.c.kind == "reply") & (case_entries.c.at >= row["joined"])
        entries = select(case_entries.c.at, case_entries.c.kind, case_entries.c.text).where(
            case_entries.c.case_id == row["id"], or_(theirs, told)
        )
        row["entries"] = [_plain(one) for one in _rows(connection, entries)]
    return found


def _written(connection: Connection, person: Person) -> list[Row]:
    """What the person wrote in cases of others."""
    asked = select(case_askers.c.case_id).where(_is(case_askers.c.person, person))
    columns = case_entries.c.case_id, case_entries.c.at, case_entries.c.kind, case_entries.c.text
    query = select(*columns).where(
        _is(case_entries.c.author, person), ~case_entries.c.case_id.in_(asked)
    )
    return _rows(connection, query.order_by(case_entries.c.id))


def _published(connection: Connection, person: Person) -> list[Row]:
    columns = verified.c.created, verified.c.space, verified.c.question, verified.c.answer
    mine = _is(verified.c.owner, person)
    return _rows(connection, select(*columns).where(mine).order_by(verified.c.id))


def _decided(connection: Connection, person: Person) -> list[Row]:
    """What the person did about answers, documents and settings."""
    looked = select(reviews.c.at, reviews.c.verdict.label("what")).where(
        _is(reviews.c.reviewer, person)
    )
    edited = select(verified_history.c.at, verified_history.c.act.label("what")).where(
        _is(verified_history.c.by, person)
    )
    changed = select(departures.c.at, departures.c.key.label("what")).where(
        _is(departures.c.by, person)
    )
    replaced = select(editions.c.at, editions.c.why.label("what")).where(
        or_(_is(editions.c.person, person), _is(editions.c.undone_by, person))
    )
    queries = (looked, edited, changed, replaced)
    found = [row for query in queries for row in _rows(connection, query)]
    return sorted(found, key=lambda row: str(row["at"]))


def _starting(connection: Connection, person: Person) -> list[Row]:
    """The questions that the person wrote or changed for whoever is new."""
    columns = starting_questions.c.space, starting_questions.c.question
    query = select(*columns).where(_is(starting_questions.c.by, person))
    return _rows(connection, query.order_by(starting_questions.c.id))


def _ticked(connection: Connection, person: Person) -> list[Row]:
    """What the person ticked off among what somebody new asks and does."""
    number = "question:" + starting_questions.c.id.cast(String)
    query = (
        select(
            starting_ticks.c.at,
            func.coalesce(starting_questions.c.question, starting_ticks.c.what).label("what"),
        )
        .join(starting_questions, number == starting_ticks.c.what, isouter=True)
        .where(_is(starting_ticks.c.person, person))
    )
    return _rows(connection, query.order_by(starting_ticks.c.at))


def _mail(connection: Connection, person: Person) -> list[Row]:
    columns = outbox.c.created, outbox.c.recipient, outbox.c.state, outbox.c.payload
    query = select(*columns).where(func.lower(outbox.c.recipient).in_(person.addresses))
    found = _rows(connection, query.order_by(outbox.c.id))
    for row in found:
        letter = json.loads(row.pop("payload") or "{}")
        row |= {key: letter[key] for key in ("subject", "body") if key in letter}
    return found


def _held(connection: Connection, person: Person) -> list[Row]:
    columns = held_replies.c.arrived, held_replies.c.subject, held_replies.c.text
    mine = func.lower(held_replies.c.sender).in_(person.addresses)
    return _rows(connection, select(*columns).where(mine))


def _absence(connection: Connection, person: Person) -> list[Row]:
    mine = absences.c.address.in_(person.addresses)
    return _rows(connection, select(absences.c.noted, absences.c.back).where(mine))


def _log(connection: Connection, person: Person) -> list[Row]:
    """The audit log's lines of what the person did and of what was done to them."""
    mine = audit_names.c.name.in_(person.known_as)
    named = connection.execute(select(audit_names.c.id).where(mine))
    ids = {*person.ids, *named.scalars()} - {"local"}
    actors = [f"person {number}" for number in ids]
    actors += ["local user"] if "local" in person.ids else []
    about = [audit.c.detail.contains(json.dumps(number)) for number in ids]
    query = select(audit.c.at, audit.c.action, audit.c.detail).where(
        or_(audit.c.actor.in_(actors), *about)
    )
    return _rows(connection, query.order_by(audit.c.id))


Find = Callable[[Connection, Person], list[Row]]
PARTS: Mapping[str, Find] = {
    "account": _account,
    "sessions": _sessions,
    "groups": _groups,
    "questions": _questions,
    "opinions": _opinions,
    "cases": _cases,
    "written": _written,
    "published": _published,
    "decided": _decided,
    "starting": _starting,
    "ticked": _ticked,
    "mail": _mail,
    "held": _held,
    "absence": _absence,
    "log": _log,
}


def _is(column: ColumnElement[str], person: Person) -> ColumnElement[bool]:
    return func.lower(column).in_(person.known_as)


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _plain(row: Row) -> Row:
    """As JSON has it: moments in ISO 8601, in UTC."""
    return {
        name: in_utc(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in row.items()
    }
