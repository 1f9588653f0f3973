"""What people asked and were answered, what they thought of it, and what they call their
conversations; the links to answers go with the answers."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from records.conversations import forget_names
from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.forgetting.stores.asked import left_address, other_ids
from records.forgetting.stores.quoted import Quoted
from records.forgetting.stores.words import blanked, blanked_json
from records.schema import case_askers, conversation_names, feedback, turns


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    lines = []
    asked = len(_asked(connection, doomed))
    if asked:
        lines.append(f"{asked} questions of the person, with their answers")
    quoting = len(_quoting(connection, doomed))
    if quoting:
        lines.append(f"the quotes in {quoting} answers that were given")
    naming = len(_naming(connection, doomed)) + len(_reasons(connection, doomed))
    if naming:
        lines.append(f"names or quotes in {naming} questions, answers and opinions of them")
    called = len(_called(connection, doomed))
    if called:
        lines.append(f"names or quotes in what {called} conversations are called")
    return lines


def erase(connection: Connection, doomed: Doomed) -> None:
    asked = _asked(connection, doomed)
    for chunk in in_chunks(asked):
        connection.execute(delete(feedback).where(feedback.c.turn_id.in_(chunk)))
        connection.execute(delete(turns).where(turns.c.id.in_(chunk)))
    connection.execute(delete(feedback).where(_is(feedback.c.person, doomed)))
    for number, citations in _quoting(connection, doomed).items():
        # An answer is made of its quotes: without one of them it is none.
        connection.execute(
            update(turns)
            .where(turns.c.id == number)
            .values(citations=citations, answer="", more="{}")
        )
    for number, values in _naming(connection, doomed).items():
        connection.execute(update(turns).where(turns.c.id == number).values(**values))
    for opinion, reason in _reasons(connection, doomed).items():
        connection.execute(update(feedback).where(feedback.c.id == opinion).values(reason=reason))
    forget_names(connection)
    for (person, conversation), name in _called(connection, doomed).items():
        connection.execute(
            update(conversation_names)
            .where(conversation_names.c.person == person)
            .where(conversation_names.c.conversation == conversation)
            .values(name=name)
        )


def _is(column: ColumnElement[str], doomed: Doomed) -> ColumnElement[bool]:
    return func.lower(column).in_(doomed.known_as)


def _asked(connection: Connection, doomed: Doomed) -> list[str]:
    """The turns of the person: under their own id, or where they left their address."""
    left = select(case_askers.c.turn_id).where(left_address(doomed))
    theirs = _is(turns.c.person, doomed), turns.c.person.in_(other_ids(doomed))
    query = select(turns.c.id).where(or_(*theirs, turns.c.id.in_(left)))
    return list(connection.execute(query).scalars())


def _quoting(connection: Connection, doomed: Doomed) -> dict[str, str]:
    """Other turns that quote one of the documents, with the citations that are left."""
    gone = {(document.space, document.name) for document in doomed.documents}
    titles = {document.title for document in doomed.documents}
    found = {}
    for number, text, more in connection.execute(
        select(turns.c.id, turns.c.citations, turns.c.more)
    ):
        cited = json.loads(text)
        left = [one for one in cited if (one["space"], one["document"]) not in gone]
        # What had replaced a document is told by its title.
        told = [one for one in left if one.get("superseded_by") in titles]
        for one in told:
            one["superseded_by"] = None
        named = any(json.dumps(name)[1:-1] in more for _, name in gone)
        if len(left) < len(cited) or told or named:
            found[number] = json.dumps(left, ensure_ascii=False)
    return found


def _naming(connection: Connection, doomed: Doomed) -> dict[str, dict[str, str]]:
    """Turns of others that name the person or say a sentence of a document, without that."""
    words = doomed.spoken
    quoted = Quoted(connection, doomed)
    mine = set(_asked(connection, doomed))
    found = {}
    for row in connection.execute(select(turns)).mappings():
        without = {name: blanked_json(row[name], words) for name in ("citations", "more")}
        without["answer"] = blanked(row["answer"], words)
        for name in ("question", "full_question"):
            without[name] = blanked(quoted.blanked(row[name]), words)
        changed = {name: text for name, text in without.items() if text != row[name]}
        if changed and row["id"] not in mine:
            found[row["id"]] = changed
    return found


def _reasons(connection: Connection, doomed: Doomed) -> dict[int, str]:
    """What others thought of answers that names the person or says a sentence of a document."""
    words = doomed.spoken
    quoted = Quoted(connection, doomed)
    query = select(feedback.c.id, feedback.c.reason).where(feedback.c.reason != "")
    without = {
        number: (reason, blanked(quoted.blanked(reason), words))
        for number, reason in connection.execute(query)
    }
    return {number: after for number, (before, after) in without.items() if after != before}


def _called(connection: Connection, doomed: Doomed) -> dict[tuple[str, str], str]:
    """What conversations are called that names the person or says a sentence of a document,
    without that."""
    words = doomed.spoken
    quoted = Quoted(connection, doomed)
    without = {
        (row.person, row.conversation): (row.name, blanked(quoted.blanked(row.name), words))
        for row in connection.execute(select(conversation_names))
    }
    return {key: after for key, (before, after) in without.items() if after != before}
