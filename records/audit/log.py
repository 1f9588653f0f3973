"""The log as a chain: grows only, and shows what was changed.

Each entry carries a hash of itself and of the entry before it, so that none can be changed,
taken out or put in between without all later ones showing it. Who could rewrite the whole
database could also make a new chain: its head, noted elsewhere now and then, tells. People
are in it by random ids; the names to them stand in a table of their own, so that forgetting
somebody leaves the log whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Select,
    delete,
    func,
    insert,
    or_,
    select,
)

from records.audit.aliases import document_alias, nameless, one_at_a_time
from records.audit.events import EVENTS, Kind, kind_of
from records.audit.later import Later
from records.database import in_chunks, in_utc
from records.schema import audit, audit_cuts, audit_documents, audit_names, people

_START = "0" * 64
_IDS = re.compile(r"\b[0-9a-f]{32}\b")


@dataclass(frozen=True)
class AuditEntry:
    """One thing that somebody did. `at` is in UTC; `detail` holds ids and counts."""

    number: int
    at: datetime
    actor: str
    action: str
    detail: dict[str, Any]
    chain: str

    @property
    def kind(self) -> Kind:
        return kind_of(self.action)


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for: those from `since` up to `until`, of one of the `kinds`
    (none: of any), by the `person` of this id or about them, and about a space."""

    since: datetime | None = None
    until: datetime | None = None
    kinds: tuple[Kind, ...] = ()
    person: str = ""
    space: str = ""

    @classmethod
    def days(
        cls,
        since: date | None,
        until: date | None,
        zone: tzinfo,
        kinds: tuple[Kind, ...] = (),
        person: str = "",
        space: str = "",
    ) -> Wanted:
        """From the first day to the last, both included, as they are in a zone."""
        return cls(_morning(since, 0, zone), _morning(until, 1, zone), kinds, person, space)


def _morning(day: date | None, later: int, zone: tzinfo) -> datetime | None:
    """When the day begins that is so many later; None where the calendar does not reach."""
    if day is None:
        return None
    try:
        start = datetime.combine(day + timedelta(days=later), time.min, zone)
        return start.astimezone(UTC)
    except OverflowError:
        return None


@dataclass(frozen=True)
class AuditState:
    """What verifying found. `broken` is the first entry that does not fit, None where all do."""

    entries: int
    cut_before: int
    head: str
    broken: int | None
    since_known: bool | None


Read = tuple[datetime, str, str, dict[str, object]]
"""What was read: when, by whom, the event, and its detail."""


class Audit:
    """Appends to the log, reads it, proves that it is whole, and cuts what is too old."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._later: Later[Read] = Later(self._write)

    def record(self, actor: str, event: str, **detail: object) -> None:
        """Note that `actor` (a person's id, or as in `aliases.acting`) did something: at once
        where something was changed, within a second where it was only read.

        `detail` holds ids, counts, names of spaces, and a `document` beside its `space`; never
        a word of a question or of a document.
        """
        if kind_of(event) in ("asked", "read"):
            self._later.put((datetime.now(UTC), actor, event, detail))
        else:
            self.note(actor, event, **detail)

    def note(self, actor: str, event: str, **detail: object) -> None:
        """Note at once, whatever it is."""
        with self._writing.begin() as connection:
            _append(connection, actor, event, datetime.now(UTC), detail)

    def flush(self) -> None:
        """Write what waits to be written."""
        self._later.flush()

    def _write(self, waiting: Sequence[Read]) -> None:
        with self._writing.begin() as connection:
            for at, actor, event, detail in waiting:
                _append(connection, actor, event, at, detail)

    def entries(
        self, since: datetime | None = None, action: str = "", limit: int = 1000
    ) -> list[AuditEntry]:
        """The newest entries, oldest first; `action` is one, or the beginning of several."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if since:
            query = query.where(audit.c.at >= since)
        if action:
            query = query.where(audit.c.action.startswith(action, autoescape=True))
        self.flush()
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [_entry(row) for row in reversed(rows)]

    def found(self, wanted: Wanted, limit: int, offset: int = 0) -> list[AuditEntry]:
        """What is looked for, the newest first."""
        query = _where(select(audit), wanted).order_by(audit.c.at.desc(), audit.c.id.desc())
        self.flush()
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(limit).offset(offset)).mappings().all()
        return [_entry(row) for row in rows]

    def count(self, wanted: Wanted) -> int:
        """How many entries are looked for."""
        self.flush()
        with self._engine.connect() as connection:
            query = _where(select(func.count()).select_from(audit), wanted)
            return int(connection.execute(query).scalar_one())

    def documents(self, ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """Ids of documents that occur in the log, with the space and the name of each that was
        not erased."""
        query = select(audit_documents).where(audit_documents.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            return {row.id: (row.space, row.name) for row in connection.execute(query)}

    def names(self) -> dict[str, str]:
        """Ids that occur in the log, with the names that are known for them now."""
        with self._engine.connect() as connection:
            known = {row.id: row.name for row in connection.execute(select(audit_names))}
            who = select(people.c.id, people.c.name, people.c.address)
            return known | {row.id: row.name or row.address for row in connection.execute(who)}

    def verify(self, known: str = "") -> AuditState:
        """Go through the whole chain; `known` is a head that was noted earlier."""
        self.flush()
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
        self.flush()
        with self._writing.begin() as connection:
            return cut(connection, before)


def note(connection: Connection, actor: str, action: str, **detail: object) -> None:
    """Append within a transaction: what is done and that it was done stand or fall together."""
    _append(connection, actor, action, datetime.now(UTC), detail)


def cut(connection: Connection, before: datetime) -> int:
    """Delete the entries older than `before` within a transaction, and the names of people
    and documents that occur in no other; how many entries."""
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
    _forget_unused(connection)
    return gone


def _forget_unused(connection: Connection) -> None:
    used = {
        word
        for row in connection.execute(select(audit.c.actor, audit.c.detail))
        for word in _IDS.findall(f"{row.actor} {row.detail}")
    }
    for table in (audit_names, audit_documents):
        unused = [n for n in connection.execute(select(table.c.id)).scalars() if n not in used]
        for chunk in in_chunks(unused):
            connection.execute(delete(table).where(table.c.id.in_(chunk)))


def _append(
    connection: Connection, actor: str, action: str, at: datetime, detail: dict[str, object]
) -> None:
    one_at_a_time(connection)
    last = connection.execute(
        select(audit.c.id, audit.c.chain).order_by(audit.c.id.desc()).limit(1)
    ).one_or_none()
    if last is None:
        cut = select(audit_cuts.c.last, audit_cuts.c.chain).order_by(audit_cuts.c.id.desc())
        last = connection.execute(cut.limit(1)).one_or_none()
    entry = {
        # Given here and not by the database, for it is part of what is hashed.
        "id": (last[0] if last else 0) + 1,
        "at": at,
        "actor": nameless(connection, actor, at),
        "action": action,
        "detail": json.dumps(_nameless(connection, detail, at), ensure_ascii=False),
    }
    chain = _chained(last[1] if last else _START, entry)
    connection.execute(insert(audit).values(**entry, chain=chain))


def _nameless(connection: Connection, detail: dict[str, object], at: datetime) -> dict[str, object]:
    """The detail with ids instead of the names of a document and a person."""
    named = dict(detail)
    if "document" in detail and "space" in detail:
        space, name = str(detail["space"]), str(detail["document"])
        named["document"] = document_alias(connection, space, name)
    if isinstance(detail.get("person"), str):
        named["person"] = nameless(connection, str(detail["person"]), at).removeprefix("person ")
    return named


def _where(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.since:
        query = query.where(audit.c.at >= wanted.since)
    if wanted.until:
        query = query.where(audit.c.at < wanted.until)
    if wanted.kinds:
        named = [event for event, kind in EVENTS.items() if kind in wanted.kinds]
        these = audit.c.action.in_(named)
        others = audit.c.action.not_in(list(EVENTS))
        query = query.where(or_(these, others) if "changed" in wanted.kinds else these)
    if wanted.person:
        about = audit.c.detail.contains(json.dumps(wanted.person), autoescape=True)
        query = query.where(or_(audit.c.actor == f"person {wanted.person}", about))
    if wanted.space:
        about = audit.c.detail.contains(
            json.dumps(wanted.space, ensure_ascii=False), autoescape=True
        )
        query = query.where(about)
    return query


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
