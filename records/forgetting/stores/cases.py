"""Questions that were handed to people: who asked, and all that was written about them."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Table, delete, func, or_, select, update

from records.forgetting.doomed import Doomed
from records.forgetting.stores.asked import is_asker
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
    connection.execute(delete(case_askers).where(is_asker(doomed)))
    # Somebody else left the person's address.
    addresses = doomed.person.addresses if doomed.person else ()
    typed = func.lower(case_askers.c.address).in_(addresses)
    connection.execute(update(case_askers).where(typed).values(address=""))
    mine = func.lower(cases.c.assignee).in_(doomed.known_as)
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


def _asked(connection: Connection, doomed: Doomed) -> dict[int, set[str]]:
    """The cases that the person asked in, with the ids under which they did."""
    found: dict[int, set[str]] = {}
    query = select(case_askers.c.case_id, case_askers.c.person).where(is_asker(doomed))
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
    query = select(case_entries.c.id).where(func.lower(case_entries.c.author).in_(doomed.known_as))
    found |= set(connection.execute(query).scalars())
    inside = select(case_entries.c.id).where(case_entries.c.case_id.in_(alone))
    return sorted(found - set(connection.execute(inside).scalars()))


def _texts(connection: Connection, doomed: Doomed) -> list[tuple[Table, int, str]]:
    """Texts of cases that hold a sentence of a document or name the person, without them."""
    quoted = Quoted(connection, doomed)
    found: list[tuple[Table, int, str]] = []
    for table, column in ((cases, cases.c.question), (case_entries, case_entries.c.text)):
        for number, text in connection.execute(select(table.c.id, column)):
            without = blanked(quoted.blanked(text), doomed.spoken)
            if without != text:
                found.append((table, number, without))
    return found


def _unsend(connection: Connection, written: list[int]) -> None:
    """Letters that wait to be sent lose what the person wrote in the case they are about."""
    query = select(case_entries.c.case_id, case_entries.c.text)
    said: dict[int, set[str]] = {}
    for case, text in connection.execute(query.where(case_entries.c.id.in_(written))):
        said.setdefault(case, set()).update(filter(None, map(str.strip, text.splitlines())))
    for case, lines in said.items():
        waiting = select(outbox.c.id, outbox.c.payload).where(
            or_(*(outbox.c.key.like(f"<case.{case}{role}-%") for role in "ea")),
            outbox.c.payload != "",
        )
        for number, payload in connection.execute(waiting).all():
            letter = json.loads(payload)
            body = [ERASED if one.strip() in lines else one for one in letter["body"].split("\n")]
            if ERASED in body:
                # The subject has the text's beginning.
                without = {**letter, "subject": ERASED, "body": "\n".join(body)}
                connection.execute(
                    update(outbox)
                    .where(outbox.c.id == number)
                    .values(payload=json.dumps(without, ensure_ascii=False))
                )
