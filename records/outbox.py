"""The outbox's table: what is to be told to somebody outside, kept with what it tells.

`put` belongs in the transaction that makes the news. `mail.outbox` delivers; what it knows
of each is here: waiting, being sent, sent, or given up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)

from records.database import in_utc
from records.models import Outgoing, Posted
from records.schema import outbox

# Another machine that took a message and has not been heard of since is taken for dead.
LEASE = timedelta(minutes=30)
# No message waits longer than this before it is tried again.
LONGEST_WAIT = timedelta(hours=1)
# So long an administrator is reminded of what was given up.
REMINDED = timedelta(days=7)


def put(connection: Connection, one: Outgoing) -> None:
    """Put a message in the outbox; one whose key is there already is there already."""
    if connection.execute(select(outbox.c.id).where(outbox.c.key == one.key)).first() is None:
        now = datetime.now(UTC)
        connection.execute(
            insert(outbox).values(**vars(one), created=now, due=now, attempts=0, state="waiting")
        )


class OutboxTable:
    """Takes messages out one at a time; a row is claimed before anything is sent."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def put(self, one: Outgoing) -> None:
        """`put` in a transaction of its own."""
        with self._writing.begin() as connection:
            put(connection, one)

    def claim(self, holder: str) -> Posted | None:
        """The message that has waited longest past its time, now being sent by `holder`."""
        now = datetime.now(UTC)
        with self._writing.begin() as connection:
            row = (
                connection.execute(
                    select(outbox)
                    .where(_is_due(now))
                    .order_by(outbox.c.due, outbox.c.id)
                    .limit(1)
                    .with_for_update(skip_locked=True)
                )
                .mappings()
                .first()
            )
            if row is None:
                return None
            connection.execute(
                update(outbox)
                .where(outbox.c.id == row["id"])
                .values(state="sending", holder=holder, claimed=now)
            )
        return Posted(
            row["id"], row["kind"], row["recipient"], row["key"], row["payload"],
            row["attempts"], in_utc(row["created"]),
        )  # fmt: skip

    def release_abandoned(self, holder: str) -> None:
        """What `holder` claimed in an earlier life, or nobody has been heard of, waits again.

        Only for who knows that no other process of `holder` is delivering.
        """
        with self._writing.begin() as connection:
            connection.execute(
                update(outbox)
                .where(
                    outbox.c.state == "sending",
                    or_(
                        outbox.c.holder == holder,
                        outbox.c.claimed < datetime.now(UTC) - LEASE,
                    ),
                )
                .values(state="waiting", holder=None, claimed=None)
            )

    def sent(self, number: int) -> None:
        """It has been taken over by the receiving server: its text goes."""
        self._set(number, state="sent", payload="", error=None, ended=datetime.now(UTC))

    def later(self, number: int, attempts: int, wait: timedelta, error: str) -> None:
        """It could not be sent now and is tried again after `wait`."""
        due = datetime.now(UTC) + wait
        self._set(number, state="waiting", attempts=attempts, due=due, error=error)

    def give_up(self, number: int, attempts: int, error: str) -> None:
        """It will never be taken; its text stays for whoever mends it."""
        ended = datetime.now(UTC)
        self._set(number, state="failed", attempts=attempts, error=error, ended=ended)

    def refused(self) -> list[tuple[str, str]]:
        """The key and the recipient of each mail that was given up."""
        query = select(outbox.c.key, outbox.c.recipient).where(
            outbox.c.state == "failed", outbox.c.kind == "mail"
        )
        with self._engine.connect() as connection:
            return [(row.key, row.recipient) for row in connection.execute(query)]

    def is_due(self) -> bool:
        """Whether there is anything to be sent now."""
        query = select(outbox.c.id).where(
            or_(
                _is_due(datetime.now(UTC)),
                outbox.c.state == "sending",
            )
        )
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def counts(self) -> Mapping[str, int]:
        """How many messages are in each state."""
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        with self._engine.connect() as connection:
            return dict(connection.execute(query).tuples().all())

    def given_up(self) -> int:
        """How many messages were given up of late."""
        query = select(func.count()).where(_lately_given_up())
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def last_error(self) -> str | None:
        """Why the newest message in trouble is not sent yet, or was given up of late."""
        query = (
            select(outbox.c.error)
            .where(
                outbox.c.error.is_not(None), or_(outbox.c.state == "waiting", _lately_given_up())
            )
            .order_by(outbox.c.id.desc())
        )
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).scalar()

    def _set(self, number: int, **values: object) -> None:
        with self._writing.begin() as connection:
            connection.execute(
                update(outbox)
                .where(outbox.c.id == number)
                .values(holder=None, claimed=None, **values)
            )


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Its time has come, or lies so far ahead that the clock has been set back since."""
    come = or_(outbox.c.due <= now, outbox.c.due > now + 2 * LONGEST_WAIT)
    return and_(outbox.c.state == "waiting", come)


def _lately_given_up() -> ColumnElement[bool]:
    return and_(outbox.c.state == "failed", outbox.c.ended > datetime.now(UTC) - REMINDED)
