"""Deleting what is kept no longer, and doing it every day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from config import Settings
from config.settings import Retention as Days
from records.audit import note
from records.figures import Figures
from records.forgetting import empty_log
from records.retention.kinds import KINDS, Kind

_DAILY_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class Expired:
    """How many records of a kind are older than the `days` that it is kept."""

    kind: Kind
    days: int
    records: int


class Retention:
    """What is kept for a time in one database, by the `days` of kilde.toml."""

    def __init__(self, engine: Engine, days: Days) -> None:
        self._engine = engine
        self._days = {kind: int(getattr(days, f"{kind}_days")) for kind in KINDS}

    def due(self, now: datetime | None = None) -> list[Expired]:
        """What would be deleted; kinds that are kept for ever are left out."""
        with self._engine.connect() as connection:
            return [
                Expired(kind, days, KINDS[kind](connection, _before(now, days), False))
                for kind, days in self._days.items()
                if days
            ]

    def apply(self, now: datetime | None = None, actor: str = "kilde") -> list[Expired]:
        """Delete it: no byte of it is left in the database's files when this returns.

        The audit log gets how many of each kind. Raises RecordsError where the files are
        held open without end; the records are deleted all the same.
        """
        if not any(one.records for one in self.due(now)):
            return self.due(now)
        # What was asked is counted before it goes.
        Figures(self._engine).settle(now)
        done = []
        with self._engine.execution_options(writes=True).begin() as connection:
            for kind, days in self._days.items():
                if days:
                    count = KINDS[kind](connection, _before(now, days), True)
                    done.append(Expired(kind, days, count))
            note(connection, actor, "retention", **{one.kind: one.records for one in done})
        empty_log(self._engine)
        return done


def keep(
    engine: Engine,
    current: Callable[[], Settings],
    stop: threading.Event,
) -> None:
    """Delete what is too old now and once a day, until `stop` is set."""
    while not stop.is_set():
        Retention(engine, current().retention).apply()
        stop.wait(_DAILY_SECONDS)


def _before(now: datetime | None, days: int) -> datetime:
    return (now or datetime.now(UTC)) - timedelta(days=days)
