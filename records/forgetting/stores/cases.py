"""Questions that were handed to people: who asked, and all that was written about them."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from records.forgetting.doomed import Doomed
from records.forgetting.stores.quoted import Quoted
from records.forgetting.stores.words import ERASED, blanked
from records.schema import case_askers, case_entries, cases, outbox, turns


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    lines = []
    alone = len(_alone(connection, doomed))
    if alone:
        lines.append(f"{alone} cases that nobody else asked")
    written = len(_written(connection, doomed))
    if written:
        lines.append(f"what the person wrote in cases: {written} entries")
    changed = len(_texts(connection, doomed))
    if changed:
        lines.append(f"names or quotes in {changed} texts of cases")
    return lines


def erase(connection: Connection, doomed: Doomed) -> None:
    # In this order: what is left is looked through for names and quotes.
    texts = _texts(connection, doomed)
    written = _written(connection, doomed)
    opened = _opened(connection, doomed)
    _unsend(connection, written)
    for number in _alone(connection, doomed):
        erase_case(connection, number)
    for table, number, text in texts:
        column = "question" if table is cases else "text"
        connection.execute(update(table).where(table.c.id == number).values(**{column: text}))
    for entry in written:
        connection.execute(
            update(case_entries)
            .where(case_entries.c.id == entry)
            .values(author="", name="", text=ERASED, key=None)
        )
    for number in opened:
        connection.execute(update(cases).where(cases.c.id == number).values(question=ERASED))
    connection.execute(delete(case_askers).where(_asker(doomed)))
    mine = _is(cases.c.assignee, doomed)
    connection.execute(update(cases).where(mine).values(assignee=None))


def erase_case(connection: Connection, number: int) -> None:
    """Delete a case with all that belongs to it; the questions that led to it stay."""
    # Letters about it that wait to be sent: their Message-IDs name the case.
    for role in "ea":
        mark = f"<case.{number}{role}-%"
        connection.execute(delete(outbox).where(outbox.c.key.like(mark)))
    connection.execute(delete(case_entries).where(case_entries.c.case_id == number))
    connection.execute(delete(case_askers).where(case_askers.c.case_id == number))
    connection.execute(delete(cases).where(cases.c.id == number))
    connection.execute(update(turns).where(turns.c.case_id == number).values(case_id=None))


def _is(column: ColumnElement[str], doomed: Doomed) -> ColumnElement[bool]:
    words = [word.lower() for word in doomed.person.words] if doomed.person else []
    return func.lower(column).in_(words)


def _asker(doomed: Doomed) -> ColumnElement[bool]:
    by_name = doomed.person is not None and doomed.person.by_name
    named = [_is(case_askers.c.name, doomed)] if by_name else []
    return or_(_is(case_askers.c.person, doomed), _is(case_askers.c.address, doomed), *named)


def _asked(connection: Connection, doomed: Doomed) -> dict[int, set[str]]:
    """The cases that the person asked in, with the ids under which they did."""
    found: dict[int, set[str]] = {}
    query = select(case_askers.c.case_id, case_askers.c.person).where(_asker(doomed))
    for number, person in connection.execute(query):
        found.setdefault(number, set()).add(person)
    return found


def _alone(connection: Connection, doomed: Doomed) -> list[int]:
    """The cases of which every asker is the person."""
    numbers = []
    for number, ids in _asked(connection, doomed).items():
        query = select(case_askers.c.person).where(case_askers.c.case_id == number)
        if set(connection.execute(query).scalars()) == ids:
            numbers.append(number)
    return numbers


def _opened(connection: Connection, doomed: Doomed) -> list[int]:
    """The cases with other askers whose question is the person's."""
    numbers = []
    alone = set(_alone(connection, doomed))
    for number, ids in _asked(connection, doomed).items():
        query = select(case_entries.c.author).where(
            case_entries.c.case_id == number, case_entries.c.kind == "question"
        )
        if number not in alone and set(connection.execute(query).scalars()) & ids:
            numbers.append(number)
    return numbers


def _written(connection: Connection, doomed: Doomed) -> list[int]:
    """The person's entries in cases that stay, as an asker and as an expert."""
    alone = set(_alone(connection, doomed))
    found = set()
    for number, ids in _asked(connection, doomed).items():
        mine = case_entries.c.author.in_(ids)
        query = select(case_entries.c.id).where(case_entries.c.case_id == number, mine)
        found |= set(connection.execute(query).scalars())
    query = select(case_entries.c.id).where(_is(case_entries.c.author, doomed))
    found |= set(connection.execute(query).scalars())
    inside = select(case_entries.c.id).where(case_entries.c.case_id.in_(alone))
    return sorted(found - set(connection.execute(inside).scalars()))


def _texts(connection: Connection, doomed: Doomed) -> list[tuple[Table, int, str]]:
    """Texts of cases that hold a sentence of a document or name the person, without them."""
    words = doomed.person.spoken if doomed.person else ()
    quoted = Quoted(connection, doomed)
    found: list[tuple[Table, int, str]] = []
    for table, column in ((cases, cases.c.question), (case_entries, case_entries.c.text)):
        for number, text in connection.execute(select(table.c.id, column)):
            without = blanked(quoted.blanked(text), words)
            if without != text:
                found.append((table, number, without))
    return found


def _unsend(connection: Connection, written: list[int]) -> None:
    """Letters that wait to be sent lose what the person wrote."""
    query = select(case_entries.c.text).where(case_entries.c.id.in_(written))
    lines = {
        line.strip()
        for text in connection.execute(query).scalars()
        for line in text.splitlines()
        if line.strip()
    }
    waiting = select(outbox.c.id, outbox.c.payload).where(
        outbox.c.key.like("<case.%"), outbox.c.payload != ""
    )
    for number, payload in connection.execute(waiting).all() if lines else ():
        letter = json.loads(payload)
        body = [ERASED if line.strip() in lines else line for line in letter["body"].split("\n")]
        if ERASED in body:
            # The subject has the text's beginning.
            without = json.dumps(
                {**letter, "subject": ERASED, "body": "\n".join(body)}, ensure_ascii=False
            )
            connection.execute(update(outbox).where(outbox.c.id == number).values(payload=without))
