"""What the catalogue knows of messages: their heads, and what in a mailbox is no document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from records.database import in_chunks
from records.models import Correspondent, Message, Skipped
from records.schema import correspondents, documents, messages, skipped


class Mail:
    """Reads and writes of what is known of messages; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def message(self, document_id: int) -> Message | None:
        """The head of the document's message, None where it is no message."""
        with self._engine.connect() as connection:
            row = (
                connection.execute(select(messages).where(messages.c.document_id == document_id))
                .mappings()
                .one_or_none()
            )
            if row is None:
                return None
            people = connection.execute(
                select(correspondents.c.role, correspondents.c.name, correspondents.c.address)
                .where(correspondents.c.document_id == document_id)
                .order_by(correspondents.c.id)
            ).all()
        return Message(
            row["message_id"],
            row["thread"],
            row["subject"],
            row["sent"],
            row["content"],
            tuple(Correspondent(*person) for person in people),
        )

    def messages(self, space: str, source: str) -> dict[int, Message]:
        """The messages of a source by their documents, without their correspondents.

        Those that are attached to others are left out.
        """
        query = (
            select(messages)
            .join(documents, documents.c.id == messages.c.document_id)
            .where(
                documents.c.space == space,
                documents.c.source == source,
                documents.c.parent_id.is_(None),
            )
        )
        with self._engine.connect() as connection:
            return {
                row.document_id: Message(
                    row.message_id, row.thread, row.subject, row.sent, row.content
                )
                for row in connection.execute(query)
            }

    def skipped(self, space: str, source: str | None = None) -> list[Skipped]:
        """What the sources hold that is no document of its own."""
        query = select(skipped).where(skipped.c.space == space).order_by(skipped.c.id)
        if source is not None:
            query = query.where(skipped.c.source == source)
        with self._engine.connect() as connection:
            return [Skipped(**row) for row in connection.execute(query).mappings()]

    def skip(self, values: Mapping[str, Any]) -> None:
        """Remember that what lies at a place is no document of its own."""
        place = (
            (skipped.c.space == values["space"])
            & (skipped.c.source == values["source"])
            & (skipped.c.place == values["place"])
        )
        with self._writing.begin() as connection:
            connection.execute(delete(skipped).where(place))
            connection.execute(insert(skipped).values(**values))

    def forget(self, ids: Iterable[int]) -> None:
        """Forget skipped items by their ids."""
        with self._writing.begin() as connection:
            for chunk in in_chunks(list(ids)):
                connection.execute(delete(skipped).where(skipped.c.id.in_(chunk)))


def put_messages(connection: Connection, heads: Mapping[int, Message]) -> None:
    """Write the heads of messages ({document id: message}) in place of what was there.

    A document that has been erased meanwhile gets none.
    """
    there = select(documents.c.id).where(documents.c.id.in_(list(heads)))
    for number in connection.execute(there).scalars().all():
        message = heads[number]
        connection.execute(delete(correspondents).where(correspondents.c.document_id == number))
        connection.execute(delete(messages).where(messages.c.document_id == number))
        connection.execute(
            insert(messages).values(
                document_id=number,
                message_id=message.message_id,
                thread=message.thread,
                subject=message.subject,
                sent=message.sent,
                content=message.content,
            )
        )
        if message.correspondents:
            connection.execute(
                insert(correspondents),
                [
                    {
                        "document_id": number,
                        "role": person.role,
                        "name": person.name,
                        "address": person.address,
                    }
                    for person in message.correspondents
                ],
            )
