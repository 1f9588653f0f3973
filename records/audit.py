"""Who did what and when: grows only, holds no word of a question and no name of a person.

Each entry carries a hash of itself and of the entry before it, so that none can be changed,
taken out or put in between without all later ones showing it. Who could rewrite the whole
database could also make a new chain: its head, noted elsewhere now and then, tells. People
are in it by random ids; the names to them stand in a table of their own, so that forgetting
somebody leaves the log whole.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, text

from records.database import in_utc
from records.schema import audit, audit_cuts, audit_names, people

_START = "0" * 64
# One number for everybody who appends, in PostgreSQL; SQLite has one writer anyway.
_LOCK = 7_240_412


@dataclass(frozen=True)
class AuditEntry:
    """One thing that somebody did. `at` is in UTC; `detail` holds ids and counts."""

    number: int
    at: datetime
    actor: str
    action: str
    detail: dict[str, Any]
    chain: str


@dataclass(frozen=True)
class AuditState:
    """What verifying found. `broken` is the first entry that does not fit, None where all do."""

    entries: int
    cut_before: int
    head: str
    broken: int | None
    since_known: bool | None


class Audit:
    """Appends to the log, reads it, proves that it is whole, and cuts what is too old."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def note(self, actor: str, action: str, **detail: object) -> None:
        with self._writing.begin() as connection:
            note(connection, actor, action, **detail)

    def entries(
        self, since: datetime | None = None, action: str = "", limit: int = 1000
    ) -> list[AuditEntry]:
        """The newest entries, oldest first; `action` is one, or the beginning of several."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if since:
            query = query.where(audit.c.at >= since)
        if action:
            query = query.where(audit.c.action.startswith(action, autoescape=True))
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [_entry(row) for row in reversed(rows)]

    def names(self) -> dict[str, str]:
        """Ids that occur in the log, with the names that are known for them now."""
        with self._engine.connect() as connection:
            known = {row.id: row.name for row in connection.execute(select(audit_names))}
            who = select(people.c.id, people.c.name, people.c.address)
            return known | {row.id: row.name or row.address for row in connection.execute(who)}

    def verify(self, known: str = "") -> AuditState:
        """Go through the whole chain; `known` is a head that was noted earlier."""
        with self._engine.connect() as connection:
            cut = connection.execute(
                select(audit_cuts).order_by(audit_cuts.c.id.desc()).limit(1)
            ).one_or_none()
            chain, before = (cut.chain, cut.last) if cut else (_START, 0)
            entries, broken = 0, None
            met = known == chain
            for row in _rows(connection):
                entries += 1
                expected = _chained(chain, row)
                if broken is None and expected != row["chain"]:
                    broken = int(row["id"])
                chain = str(row["chain"])
                met = met or known == chain
        return AuditState(entries, before, chain, broken, met if known else None)

    def cut(self, before: datetime) -> int:
        """Delete the entries older than `before`; how many. The chain goes on from the last."""
        with self._writing.begin() as connection:
            last = connection.execute(
                select(audit.c.id, audit.c.chain)
                .where(audit.c.at < before)
                .order_by(audit.c.id.desc())
                .limit(1)
            ).one_or_none()
            if last is None:
                return 0
            gone = connection.execute(delete(audit).where(audit.c.id <= last.id)).rowcount
            connection.execute(
                insert(audit_cuts).values(last=last.id, chain=last.chain, at=datetime.now(UTC))
            )
            note(connection, "kilde", "audit.cut", entries=gone)
            return gone


def note(connection: Connection, actor: str, action: str, **detail: object) -> None:
    """Append within a transaction: what is done and that it was done stand or fall together."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = connection.execute(
        select(audit.c.id, audit.c.chain).order_by(audit.c.id.desc()).limit(1)
    ).one_or_none()
    if last is None:
        cut = select(audit_cuts.c.last, audit_cuts.c.chain).order_by(audit_cuts.c.id.desc())
        last = connection.execute(cut.limit(1)).one_or_none()
    entry = {
        # Given here and not by the database, for it is part of what is hashed.
        "id": (last[0] if last else 0) + 1,
        "at": datetime.now(UTC),
        "actor": actor,
        "action": action,
        "detail": json.dumps(detail, ensure_ascii=False),
    }
    chain = _chained(last[1] if last else _START, entry)
    connection.execute(insert(audit).values(**entry, chain=chain))


def alias(connection: Connection, name: str) -> str:
    """The random id under which the log knows somebody who has never signed in."""
    name = name.strip().lower()
    signed_in = select(people.c.id).where(people.c.address == name)
    known = connection.execute(signed_in).scalar() if name else None
    known = (
        known
        or connection.execute(select(audit_names.c.id).where(audit_names.c.name == name)).scalar()
    )
    if known is None:
        known = uuid.uuid4().hex
        connection.execute(insert(audit_names).values(id=known, name=name))
    return str(known)


def _chained(before: str, entry: Any) -> str:
    """The hash of an entry and of the one before it."""
    told = [
        before,
        int(entry["id"]),
        in_utc(entry["at"]).astimezone(UTC).isoformat(timespec="microseconds"),
        entry["actor"],
        entry["action"],
        entry["detail"],
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _rows(connection: Connection) -> Iterator[RowMapping]:
    query = select(audit).order_by(audit.c.id).execution_options(yield_per=1000)
    return iter(connection.execute(query).mappings())


def _entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(
        row["id"],
        in_utc(row["at"]),
        row["actor"],
        row["action"],
        json.loads(row["detail"]),
        row["chain"],
    )
