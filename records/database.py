"""Opening the database: SQLite by default, PostgreSQL by URL, always at the newest schema."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, SQLAlchemyError

MIGRATIONS = Path(__file__).parent / "migrations"
# The newest migration. Known here so that a start on a current database need not load
# Alembic; tests/records hold it against the files.
HEAD = "0021"


T = TypeVar("T")
# SQLite allows 32,766 bound values in a statement, PostgreSQL 65,535.
_CHUNK = 10_000


class RecordsError(Exception):
    """The database cannot be used; the message names it, the reason and the next step."""


def open_database(url: str) -> Engine:
    """An engine on `url`, its schema brought to the newest migration.

    The password of a PostgreSQL database comes from KILDE_RECORDS_PASSWORD.
    """
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername.startswith("postgresql") and os.environ.get("KILDE_RECORDS_PASSWORD"):
        address = address.set(password=os.environ["KILDE_RECORDS_PASSWORD"])
    if address.drivername == "sqlite":
        _make_private_folder(Path(str(address.database)).parent)
    # An error must not carry what was being written into logs, mails and the list of runs.
    engine = create_engine(
        address, pool_pre_ping=address.drivername != "sqlite", hide_parameters=True
    )
    if address.drivername == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine)
    except (DatabaseError, sqlite3.Error) as error:
        raise RecordsError(
            f"the database {address.render_as_string(hide_password=True)} cannot be opened: "
            f"{_reason(error)}; check that it is reachable, writable and that its disk has space"
        ) from error
    return engine


def in_words(error: BaseException) -> str:
    """An error as a person is told of it; one of the database's with what to do."""
    if not isinstance(error, DBAPIError):
        return str(error) or type(error).__name__
    reason = _reason(error)
    if "disk is full" in reason or "disk I/O" in reason:
        return (
            f"the database could not be written: {reason}; make room on its disk and run it again"
        )
    if "malformed" in reason or "not a database" in reason:
        return f"the database is damaged: {reason}; restore the data folder from a backup"
    return f"the database could not do what was asked: {reason}; see that it can be reached"


def _reason(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _make_private_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise RecordsError(
            f"the data folder {folder} cannot be made: {error.strerror}; "
            "give Kilde a folder that it may write to with KILDE_DATA or `data` in kilde.toml"
        ) from error
    if not os.access(folder, os.W_OK):
        raise RecordsError(
            f"the data folder {folder} is not writable; change its owner, or name another "
            "with KILDE_DATA or `data` in kilde.toml"
        )


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite's own BEGIN comes too late for snapshots; _begin_sqlite does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        # The sweep of an older version must not outlive the commit that replaced it.
        "synchronous = FULL",
        "secure_delete = ON",
        "foreign_keys = ON",
        "busy_timeout = 30000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # Writers ask for the lock at once (execution option `writes`): a read that turns into
    # a write half-way fails immediately instead of waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        if inspect(connection).has_table("alembic_version"):
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if found == HEAD:
                return
            if found is not None and found > HEAD:
                raise RecordsError(
                    f"the database was made by a newer Kilde (schema {found}, this one knows "
                    f"{HEAD}); run that version, or restore a backup from before it"
                )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _unreferenced(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise RecordsError(f"the database could not be brought up to date: {error}") from error


@contextmanager
def _unreferenced(engine: Engine) -> Iterator[Connection]:
    """A transaction in which SQLite's tables may be replaced.

    SQLite changes a table by filling another and dropping it, and dropping it would take
    along whatever refers to its rows.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        # Outside a transaction, for inside one it does nothing.
        pragma = connection.connection.cursor().execute
        pragma("PRAGMA foreign_keys = OFF")
        try:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection
        finally:
            pragma("PRAGMA foreign_keys = ON")


def settle(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, as far as nobody reads from it: deleted rows are
    overwritten in the database's file at once, in the log when it is begun anew."""
    if engine.dialect.name == "sqlite":
        # Past SQLAlchemy, which would begin a transaction.
        with closing(engine.raw_connection()) as pooled:
            cast(sqlite3.Connection, pooled.driver_connection).execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).close()


def in_utc(moment: datetime) -> datetime:
    """A moment as the database gave it back: SQLite does not say that what it keeps is UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def in_chunks(items: list[T]) -> Iterable[list[T]]:
    """The items, as many at a time as a statement may bind."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
