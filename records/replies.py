"""Replies by mail: how far the account has been read, what waits for a person, who is away."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, delete, func, insert, select, update

from records.database import in_utc
from records.schema import absences, held_replies, read_replies, reply_folders

# So long it is remembered which messages have been read: an account that is moved to another
# server gives all of them new numbers.
_REMEMBERED = timedelta(days=730)


@dataclass(frozen=True)
class HeldReply:
    """A message that was not taken as a reply and waits for a person.

    `case_id` is the case that it names without proof, None for none. `reason` is a key under
    `held` in texts/*.toml. `arrived` is when Kilde read it.
    """

    id: int
    case_id: int | None
    reason: str
    sender: str
    name: str
    subject: str
    text: str
    arrived: datetime
    message_id: str


@dataclass(frozen=True)
class Absence:
    """Somebody is away: `back` is their first day there again."""

    address: str
    back: date
    noted: datetime


class ReplyTable:
    """Reads and writes of what is known of replies; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def read_to(self, folder: str) -> tuple[int, int] | None:
        """The UIDVALIDITY of a folder and the last UID read in it, None before the first time.

        `folder` is any name for it and its account, at most 500 characters.
        """
        query = select(reply_folders.c.validity, reply_folders.c.uid)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(reply_folders.c.folder == folder)).first()
        return (row.validity, row.uid) if row else None

    def first_read(self) -> datetime | None:
        """When the first message was dealt with, None where none was."""
        with self._engine.connect() as connection:
            first = connection.execute(select(func.min(read_replies.c.at))).scalar()
        return in_utc(first) if first else None

    def is_read(self, message: str) -> bool:
        """Has this message been dealt with? `message` is its name, as in `done`."""
        key = _key(message)
        query = select(read_replies.c.key).where(read_replies.c.key == key)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def done(
        self,
        folder: str,
        validity: int,
        uid: int,
        message: str | None = None,
        held: HeldReply | None = None,
    ) -> bool:
        """A message has been dealt with, and the folder read up to it; it waits for a person
        where `held` is given (its id is not looked at).

        `message` names it whatever folder it lies in. False where it had been read before:
        then nothing is held twice.
        """
        now = datetime.now(UTC)
        with self._writing.begin() as connection:
            new = True
            if message is not None:
                key = _key(message)
                known = select(read_replies.c.key).where(read_replies.c.key == key)
                new = connection.execute(known).first() is None
                if new:
                    connection.execute(insert(read_replies).values(key=key, at=now))
            if held is not None and new:
                values = {**vars(held)}
                values.pop("id")
                connection.execute(insert(held_replies).values(**values))
            mine = reply_folders.c.folder == folder
            values = {"validity": validity, "uid": uid}
            if not connection.execute(update(reply_folders).where(mine).values(**values)).rowcount:
                connection.execute(insert(reply_folders).values(folder=folder, **values))
            connection.execute(delete(read_replies).where(read_replies.c.at < now - _REMEMBERED))
        return new

    def held(self, number: int | None = None) -> list[HeldReply]:
        """What waits for a person, the newest first; with `number` that one or nothing."""
        query = select(held_replies).order_by(held_replies.c.id.desc())
        if number is not None:
            query = query.where(held_replies.c.id == number)
        with self._engine.connect() as connection:
            return [
                HeldReply(**{**row, "arrived": in_utc(row["arrived"])})
                for row in connection.execute(query).mappings()
            ]

    def settle(self, number: int) -> bool:
        """A person has dealt with it: it goes. False where it had gone already."""
        with self._writing.begin() as connection:
            gone = connection.execute(delete(held_replies).where(held_replies.c.id == number))
            return gone.rowcount > 0

    def note_absence(self, address: str, back: date) -> None:
        """Somebody is away until `back`, whatever was known before."""
        with self._writing.begin() as connection:
            connection.execute(delete(absences).where(absences.c.address == address.lower()))
            connection.execute(
                insert(absences).values(
                    address=address.lower(), back=back.isoformat(), noted=datetime.now(UTC)
                )
            )

    def end_absence(self, address: str) -> None:
        """Somebody is there again."""
        with self._writing.begin() as connection:
            connection.execute(delete(absences).where(absences.c.address == address.lower()))

    def away(self, today: date, addresses: Collection[str] | None = None) -> list[Absence]:
        """Who is away on a day, of `addresses` or of all, the first to be back first."""
        query = select(absences).where(absences.c.back > today.isoformat())
        if addresses is not None:
            query = query.where(absences.c.address.in_([one.lower() for one in addresses]))
        with self._engine.connect() as connection:
            rows: Sequence[Absence] = [
                Absence(row.address, date.fromisoformat(row.back), in_utc(row.noted))
                for row in connection.execute(query.order_by(absences.c.back))
            ]
        return list(rows)


def _key(message: str) -> str:
    return hashlib.sha256(message.encode()).hexdigest()
