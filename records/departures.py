"""What an administrator changed against kilde.toml: kept here, it wins over the file.

A key of a space may have another value, and a whole space may be added. Both hold in every
process within a second.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from config import ConfigError, Settings, Space, checked_space
from records.audit import note
from records.database import in_utc
from records.schema import departures, starting_questions

# What may be changed without a restart and without a hand on the file.
KEYS = (
    "title", "owners", "experts", "urgent", "escalate", "threshold", "autonomy", "review_share",
    "schedule", "watch", "uploads",
)  # fmt: skip
# Instead of a key: the whole space is not in the file.
ADDED = "space"
# Those of them that name people.
PEOPLE = ("experts", "urgent")
# So long another process may go on with what held before.
_KEPT_SECONDS = 1.0


@dataclass(frozen=True)
class Departure:
    """A key of a space with another value than the file's, who set it and when.

    With the key ADDED the file has no such space, and `value` is the space.
    """

    space: str
    key: str
    value: Any
    by: str
    at: datetime


def departed(settings: Settings, changes: Iterable[Departure]) -> Settings:
    """The settings with the changes applied; those of spaces that are gone change nothing."""
    spaces = {space.name: space for space in settings.space}
    values: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.key == ADDED:
            # Once the file has the space, it is the file's.
            spaces.setdefault(change.space, change.value)
        else:
            values.setdefault(change.space, {})[change.key] = change.value
    changed = tuple(
        space.model_copy(update=values[space.name]) if space.name in values else space
        for space in spaces.values()
    )
    return settings if changed == settings.space else settings.model_copy(update={"space": changed})


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
        with self._engine.connect() as connection:
            return self._all(connection)

    def unchanged(self, space: str) -> Space:
        """A space as the file has it, or as it was added."""
        added = [one.value for one in self.all() if one.key == ADDED and one.space == space]
        return added[0] if added else self.file.named(space)

    def change(self, space: str, key: str, value: Any, by: str) -> None:
        """Set a key of a space from now on; the file's own value ends the departure.

        Audited. Raises ConfigError for a space, key or value that kilde.toml could not have.
        """
        value = checked(key, value)
        before = getattr(self.unchanged(space), key)
        with self._writing() as connection:
            _drop(connection, space, key)
            if value != before:
                _put(connection, space, key, value, by)
            note(connection, by, "setting", space=space, key=key, value=_told(key, value))
        self._forget()

    def add(self, table: Mapping[str, Any], template: str, by: str) -> Space:
        """Add a space: `table` is as in kilde.toml, where what it leaves out is as in the space
        `template` ("": as by default), but for the sources, of which it has only its own.

        Audited. Raises ConfigError for what kilde.toml could not have, for a name that is
        taken, and for sources elsewhere than in the folders of `admin.folders`, or where
        another space's documents lie.
        """
        now = departed(self.file, self.all())
        of_template = now.named(template).model_dump(mode="json") if template else {}
        space = checked_space({**of_template, "source": [], **table})
        with self._writing() as connection:
            now = departed(self.file, self._all(connection))
            for source in space.source:
                self._allow(source.folder, now)
            if space.name in {one.name for one in now.space}:
                raise ConfigError(
                    f"name: there is a space {space.name!r} already; choose another name",
                    ("name_taken", space.name),
                )
            # What was changed of an earlier space of this name is not meant.
            connection.execute(delete(departures).where(departures.c.space == space.name))
            _put(connection, space.name, ADDED, space.model_dump(mode="json"), by)
            note(connection, by, "space.add", space=space.name, template=template)
        self._forget()
        return space

    def remove(self, space: str, by: str) -> None:
        """Take back a space that was added, with all that was changed of it and what people who are
        new were to ask of it. Audited.

        Raises ConfigError for one that is the file's.
        """
        if space in {one.name for one in self.file.space}:
            raise ConfigError(f"{space}: stands in kilde.toml; take it out there")
        self.unchanged(space)  # there is one
        with self._writing() as connection:
            for table in (departures, starting_questions):
                connection.execute(delete(table).where(table.c.space == space))
            note(connection, by, "space.remove", space=space)
        self._forget()

    def forget_filed(self) -> None:
        """Drop what the file says by now, so that it is the file's to change again."""
        with self._writing() as connection:
            kept = {(one.space, one.key) for one in self._all(connection)}
            here = {space.name for space in self.file.space}
            for row in connection.execute(select(departures.c.space, departures.c.key)).all():
                if row.space in here and (row.space, row.key) not in kept:
                    _drop(connection, row.space, row.key)

    def _all(self, connection: Connection) -> list[Departure]:
        columns = [column for column in departures.c if column.name != "id"]
        rows = connection.execute(select(*columns).order_by(departures.c.id)).mappings().all()
        here = {space.name for space in self.file.space}
        found = [_departure(dict(row)) for row in rows if row["key"] in (*KEYS, ADDED)]
        added = {one.space for one in found if one.key == ADDED} - here
        kept = [one for one in found if one.space in added or one.space in here]
        return [one for one in kept if one.space in added or not self._filed(one)]

    def _filed(self, one: Departure) -> bool:
        """Whether the file says the same by now."""
        return one.key == ADDED or one.value == getattr(self.file.named(one.space), one.key)

    def _allow(self, folder: str, now: Settings) -> None:
        """A page must not be a way to read whatever this machine's files hold, nor what another
        space has."""
        wanted = (self.file.base / folder).resolve()
        allowed = [(self.file.base / one).resolve() for one in self.file.admin.folders]
        if not folder or not any(wanted.is_relative_to(one) for one in allowed):
            places = ", ".join(map(str, allowed)) or "none"
            raise ConfigError(
                f"folder: expected one within those of admin.folders in kilde.toml ({places}), "
                f"not {folder!r}; other sources are written into kilde.toml",
                ("folder_outside", folder),
            )
        if not Path(wanted).is_dir():
            raise ConfigError(
                f"folder: {wanted} does not exist; make it first", ("folder_missing", folder)
            )
        sources = [source for space in now.space for source in space.source]
        held = [source.folder or source.mailbox for source in sources if not source.imap]
        taken = [now.data_folder, *(self.file.base / place for place in held)]
        for one in (place.resolve() for place in taken):
            if wanted.is_relative_to(one) or one.is_relative_to(wanted):
                raise ConfigError(
                    f"folder: {wanted} holds documents of another space, or lies among them; "
                    "choose a folder of its own",
                    ("folder_taken", folder),
                )

    def _writing(self) -> Any:
        return self._engine.execution_options(writes=True).begin()

    def _forget(self) -> None:
        self._known = (-_KEPT_SECONDS, self._known[1])


def checked(key: str, value: Any) -> Any:
    """The value as kilde.toml would hold it; ConfigError says what was expected."""
    if key not in KEYS:
        raise ConfigError(f"{key}: cannot be changed here; change it in kilde.toml")
    return getattr(checked_space({"name": "checked", key: value}), key)


def _departure(row: dict[str, Any]) -> Departure:
    value = json.loads(row["value"])
    read = checked_space(value) if row["key"] == ADDED else _tuples(value)
    return Departure(**{**row, "value": read, "at": in_utc(row["at"])})


def _put(connection: Connection, space: str, key: str, value: Any, by: str) -> None:
    connection.execute(
        insert(departures).values(
            space=space,
            key=key,
            value=json.dumps(value, ensure_ascii=False),
            by=by,
            at=datetime.now(UTC),
        )
    )


def _drop(connection: Connection, space: str, key: str) -> None:
    same = (departures.c.space == space) & (departures.c.key == key)
    connection.execute(delete(departures).where(same))


def _told(key: str, value: Any) -> Any:
    """What the audit log keeps: of people only how many, as it is never erased."""
    return len(value) if key in PEOPLE else value


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
