"""What people who are new have ticked off, and people in the questions that owners write.

Questions made of a document go with its row.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from records.forgetting.doomed import Doomed
from records.forgetting.stores.words import blanked
from records.schema import starting_questions, starting_ticks


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    ticked = connection.execute(select(func.count()).where(_ticks(doomed))).scalar_one()
    lines = [f"{ticked} questions and steps that the person ticked off"] if ticked else []
    naming = len(_naming(connection, doomed))
    return lines + ([f"the person in {naming} questions for people who are new"] if naming else [])


def erase(connection: Connection, doomed: Doomed) -> None:
    connection.execute(delete(starting_ticks).where(_ticks(doomed)))
    for number, values in _naming(connection, doomed).items():
        connection.execute(
            update(starting_questions).where(starting_questions.c.id == number).values(**values)
        )


def _ticks(doomed: Doomed) -> ColumnElement[bool]:
    return func.lower(starting_ticks.c.person).in_(doomed.known_as)


def _naming(connection: Connection, doomed: Doomed) -> dict[int, dict[str, str]]:
    columns = (starting_questions.c.id, starting_questions.c.question, starting_questions.c.by)
    found = {}
    for number, question, by in connection.execute(select(*columns)):
        mine = by.lower() in doomed.known_as
        after = {"question": blanked(question, doomed.spoken), "by": "" if mine else by}
        if after != {"question": question, "by": by}:
            found[number] = after
    return found
