"""What an administrator changed against kilde.toml: kept here, it wins over the file."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from config import ConfigError, Settings, Space
from records.audit import note
from records.database import in_utc
from records.schema import departures

# What may be changed without a restart and without a hand on the file.
KEYS = ("threshold", "autonomy", "experts", "escalate", "schedule")
# So long another process may go on with what held before.
_KEPT_SECONDS = 1.0


@dataclass(frozen=True)
class Departure:
    """A key of a space with another value than the file's, who set it and when."""

    space: str
    key: str
    value: Any
    by: str
    at: datetime


def departed(settings: Settings, changes: Iterable[Departure]) -> Settings:
    """The settings with the changes applied; those of spaces that are gone change nothing."""
    values: dict[str, dict[str, Any]] = {}
    for change in changes:
        values.setdefault(change.space, {})[change.key] = change.value
    spaces = tuple(
        space.model_copy(update=values[space.name]) if space.name in values else space
        for space in settings.space
    )
    return settings.model_copy(update={"space": spaces}) if values else settings


class Departures:
    """The settings as they hold now: those of kilde.toml, `file`, with what was changed.

    Calling it gives them, at most a second old. Safe to share between threads.
    """

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.file = settings
        self._engine = engine
        self._known: tuple[float, Settings] = (-_KEPT_SECONDS, settings)

    def __call__(self) -> Settings:
        read, known = self._known
        now = time.monotonic()
        if now - read >= _KEPT_SECONDS:
            # With a database that cannot be asked, what held before goes on; who needs more
            # of it than this is told.
            with suppress(SQLAlchemyError):
                known = departed(self.file, self.all())
            self._known = (now, known)
        return known

    def all(self) -> list[Departure]:
        """Every change of a space that there is, the oldest first."""
        columns = [column for column in departures.c if column.name != "id"]
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(departures.c.id)).mappings().all()
        names = {space.name for space in self.file.space}
        return [
            Departure(
                **{**row, "value": _tuples(json.loads(row["value"])), "at": in_utc(row["at"])}
            )
            for row in rows
            if row["space"] in names and row["key"] in KEYS
        ]

    def change(self, space: str, key: str, value: Any, by: str) -> None:
        """Set a key of a space from now on; the file's own value ends the departure.

        Audited. Raises ConfigError for a space, key or value that kilde.toml could not have.
        """
        value = checked(key, _tuples(value))
        before = getattr(self.file.named(space), key)
        with self._engine.execution_options(writes=True).begin() as connection:
            same = (departures.c.space == space) & (departures.c.key == key)
            connection.execute(delete(departures).where(same))
            if value != before:
                connection.execute(
                    insert(departures).values(
                        space=space,
                        key=key,
                        value=json.dumps(value, ensure_ascii=False),
                        by=by,
                        at=datetime.now(UTC),
                    )
                )
            note(connection, by, "setting", space=space, key=key, value=_told(key, value))
        self._known = (-_KEPT_SECONDS, self._known[1])


def checked(key: str, value: Any) -> Any:
    """The value as kilde.toml would hold it; ConfigError says what was expected."""
    if key not in KEYS:
        raise ConfigError(f"{key}: cannot be changed here; change it in kilde.toml")
    try:
        return getattr(Space.model_validate({"name": "checked", key: value}), key)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise ConfigError(f"{key}: {reason}, not {value!r}") from None


def _told(key: str, value: Any) -> Any:
    """What the audit log keeps: of people only how many, as it is never erased."""
    return len(value) if key == "experts" else value


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
