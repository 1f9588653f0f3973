"""Mail and webhooks that wait to be sent, or that nobody took."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from records.forgetting.doomed import Doomed
from records.forgetting.stores.quoted import Quoted
from records.forgetting.stores.words import blanked, blanked_json
from records.schema import outbox


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    to_person = len(connection.execute(select(outbox.c.id).where(_to(doomed))).all())
    naming = len(_naming(connection, doomed))
    lines = [f"{to_person} messages to the person in the outbox"] if to_person else []
    return lines + ([f"the names in {naming} messages in the outbox"] if naming else [])


def erase(connection: Connection, doomed: Doomed) -> None:
    connection.execute(delete(outbox).where(_to(doomed)))
    for number, (payload, error) in _naming(connection, doomed).items():
        connection.execute(
            update(outbox).where(outbox.c.id == number).values(payload=payload, error=error)
        )


def _to(doomed: Doomed) -> ColumnElement[bool]:
    addresses = doomed.person.addresses if doomed.person else ()
    return func.lower(outbox.c.recipient).in_(addresses)


def _naming(connection: Connection, doomed: Doomed) -> dict[int, tuple[str, str | None]]:
    """Messages to others that name one of the documents or the person, without the names."""
    words = {document.name for document in doomed.documents}
    words |= {*doomed.spoken}
    quoted = Quoted(connection, doomed)
    query = select(outbox.c.id, outbox.c.payload, outbox.c.error).where(~_to(doomed))
    found = {}
    for number, payload, error in connection.execute(query):
        said = blanked_json(_body(payload, quoted), words)
        without = said, blanked(error, words) if error else error
        if without != (payload, error):
            found[number] = without
    return found


def _body(payload: str, quoted: Quoted) -> str:
    """A letter without the sentences of what is erased."""
    letter = json.loads(payload) if payload else {}
    body = letter.get("body", "")
    without = quoted.blanked(body)
    if without == body:
        return payload
    return json.dumps({**letter, "body": without}, ensure_ascii=False)
