"""Who has signed in: people, their sessions, and the groups that a company keeps in Kilde."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, or_, select, update

from records.audit import alias, note
from records.database import in_utc
from records.schema import memberships, people, sessions

# A page asks many times a minute; how often the last time is written down.
_SEEN = timedelta(minutes=1)
# How long one process may take to ask for groups before another may try.
_REFRESH = timedelta(seconds=30)


@dataclass(frozen=True)
class Identity:
    """Whom a sign-in provider has vouched for. `address` is empty where it does not."""

    issuer: str
    subject: str
    name: str
    address: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in. `groups` are the provider's and Kilde's own together."""

    id: str
    name: str
    address: str
    groups: tuple[str, ...]
    groups_at: datetime
    seen: datetime


@dataclass(frozen=True)
class Session:
    """One sign-in of a person in one browser; `tokens` are the provider's, encrypted."""

    digest: str
    person: Person
    subject: str
    begun: datetime
    ends: datetime
    tokens: bytes


class People:
    """Makes, finds and ends sessions; keeps people and Kilde's own groups."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def begin_session(
        self, identity: Identity, tokens: bytes, lasting: timedelta
    ) -> tuple[str, Session]:
        """A session of the person, who is noted; its secret is returned this once."""
        secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with self._writing.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.ends <= now))
            person = _note(connection, identity, now)
            connection.execute(
                insert(sessions).values(
                    digest=_digest(secret),
                    person_id=person,
                    begun=now,
                    seen=now,
                    ends=now + lasting,
                    tokens=tokens,
                )
            )
        session = self.session(secret)
        assert session is not None
        return secret, session

    def session(self, secret: str) -> Session | None:
        """The session that `secret` belongs to, while it lasts. Notes that it was used."""
        now = datetime.now(UTC)
        query = (
            select(sessions, people)
            .join(people, people.c.id == sessions.c.person_id)
            .where(sessions.c.digest == _digest(secret), sessions.c.ends > now)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                return None
            own = _own_groups(connection, row[people.c.address])
        if now - in_utc(row[sessions.c.seen]) > _SEEN:
            self._note_use(row[sessions.c.digest], row[people.c.id], now)
        return Session(
            digest=row[sessions.c.digest],
            person=_person(row, own),
            subject=row[people.c.subject],
            begun=in_utc(row[sessions.c.begun]),
            ends=in_utc(row[sessions.c.ends]),
            tokens=row[sessions.c.tokens],
        )

    def may_refresh(self, session: Session) -> bool:
        """Whether the caller shall ask for the groups now; for a while nobody else may."""
        now = datetime.now(UTC)
        free = or_(sessions.c.refreshing.is_(None), sessions.c.refreshing < now - _REFRESH)
        with self._writing.begin() as connection:
            claimed = connection.execute(
                update(sessions)
                .where(sessions.c.digest == session.digest, free)
                .values(refreshing=now)
            )
            return claimed.rowcount > 0

    def refreshed(self, session: Session, groups: tuple[str, ...], tokens: bytes) -> None:
        """Keep the groups that the provider has just given, and its newer tokens."""
        now = datetime.now(UTC)
        with self._writing.begin() as connection:
            connection.execute(
                update(sessions)
                .where(sessions.c.digest == session.digest)
                .values(tokens=tokens, refreshing=None)
            )
            connection.execute(
                update(people)
                .where(people.c.id == session.person.id)
                .values(groups="\n".join(sorted(set(groups))), groups_at=now)
            )

    def end_session(self, secret: str) -> Session | None:
        """End one session; it is returned, if there was one."""
        found = self.session(secret)
        if found:
            self.end(found)
        return found

    def end(self, session: Session) -> None:
        with self._writing.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == session.digest))

    def end_all(self, person: str) -> int:
        """End every session of a person, by id; how many there were."""
        with self._writing.begin() as connection:
            return connection.execute(
                delete(sessions).where(sessions.c.person_id == person)
            ).rowcount

    def all(self) -> list[tuple[Person, int]]:
        """Everybody who has signed in, with how many sessions they have now."""
        now = datetime.now(UTC)
        with self._engine.connect() as connection:
            rows = connection.execute(select(people).order_by(people.c.name)).mappings().all()
            live = connection.execute(
                select(sessions.c.person_id).where(sessions.c.ends > now)
            ).scalars()
            counts: dict[str, int] = {}
            for one in live:
                counts[one] = counts.get(one, 0) + 1
            return [
                (_person(row, _own_groups(connection, row["address"])), counts.get(row["id"], 0))
                for row in rows
            ]

    def named(self, who: str) -> Person | None:
        """A person by id, or by mail address where exactly one has it."""
        wanted = or_(people.c.id == who, people.c.address == who.strip().lower())
        with self._engine.connect() as connection:
            if not who.strip():
                return None
            rows = connection.execute(select(people).where(wanted)).mappings().all()
            if len(rows) != 1:
                return None
            return _person(rows[0], _own_groups(connection, rows[0]["address"]))

    def join(self, group: str, address: str, actor: str) -> bool:
        """Put an address into one of Kilde's own groups; False if it was there."""
        member = {"group": group, "address": address.strip().lower()}
        with self._writing.begin() as connection:
            known = connection.execute(select(memberships.c.group).filter_by(**member)).first()
            if known is None:
                connection.execute(insert(memberships).values(**member))
                who = alias(connection, address)
                note(connection, actor, "group.add", group=group, person=who)
            return known is None

    def leave(self, group: str, address: str, actor: str) -> bool:
        """Take an address out of one of Kilde's own groups; False if it was not there."""
        with self._writing.begin() as connection:
            member = {"group": group, "address": address.strip().lower()}
            gone = connection.execute(delete(memberships).filter_by(**member)).rowcount > 0
            if gone:
                who = alias(connection, address)
                note(connection, actor, "group.remove", group=group, person=who)
            return gone

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Kilde's own groups, each with its members' addresses."""
        query = select(memberships).order_by(memberships.c.group, memberships.c.address)
        found: dict[str, tuple[str, ...]] = {}
        with self._engine.connect() as connection:
            for group, address in connection.execute(query):
                found[group] = (*found.get(group, ()), address)
        return found

    def _note_use(self, digest: str, person: str, now: datetime) -> None:
        with self._writing.begin() as connection:
            connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen=now))
            connection.execute(update(people).where(people.c.id == person).values(seen=now))


def _note(connection: Connection, identity: Identity, now: datetime) -> str:
    """The person's id; who comes for the first time is given a random one."""
    mine = {"issuer": identity.issuer, "subject": identity.subject}
    values = {
        "name": identity.name,
        "address": identity.address.strip().lower(),
        "groups": "\n".join(sorted(set(identity.groups))),
        "groups_at": now,
        "seen": now,
    }
    known: str | None = connection.execute(select(people.c.id).filter_by(**mine)).scalar()
    if known is None:
        known = uuid.uuid4().hex
        connection.execute(insert(people).values(id=known, **mine, **values))
    else:
        connection.execute(update(people).where(people.c.id == known).values(**values))
    return known


def _own_groups(connection: Connection, address: str) -> tuple[str, ...]:
    if not address:
        return ()
    query = select(memberships.c.group).where(memberships.c.address == address)
    return tuple(connection.execute(query).scalars())


def _person(row: RowMapping, own: tuple[str, ...]) -> Person:
    given = filter(None, row[people.c.groups].split("\n"))
    return Person(
        id=row[people.c.id],
        name=row[people.c.name],
        address=row[people.c.address],
        groups=tuple(sorted({*given, *own})),
        groups_at=in_utc(row[people.c.groups_at]),
        seen=in_utc(row[people.c.seen]),
    )


def _digest(secret: str) -> str:
    # 256 random bits need no salt.
    return hashlib.sha256(secret.encode()).hexdigest()
