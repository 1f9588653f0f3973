"""Taking out of a database's own files what its deleted rows have left there."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import cast

from sqlalchemy import Engine, text

from records.database import RecordsError

_PATIENCE_SECONDS = 120


def scrub(engine: Engine) -> None:
    """Rewrite the database's files so that they hold what its rows say and nothing else.

    SQLite: the file is written anew and the write-ahead log emptied; RecordsError where
    another program reads without end. PostgreSQL: VACUUM, after which the space of deleted
    rows may be used again; what its own log and copies of it keep is not in Kilde's hands.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
            server.execute(text("VACUUM"))
        return
    _written_anew(engine, "VACUUM")


def empty_log(engine: Engine) -> None:
    """Have the write-ahead log give up what was deleted from the rows.

    Deleted rows are overwritten in SQLite's file itself (`secure_delete`), so that after this
    no byte of them is left, without writing all of it anew. Raises as `scrub`.
    """
    if engine.dialect.name == "sqlite":
        _written_anew(engine)


def _written_anew(engine: Engine, *first: str) -> None:
    # Past SQLAlchemy, which would begin a transaction: VACUUM stands in none.
    with closing(engine.raw_connection()) as pooled:
        connection = cast(sqlite3.Connection, pooled.driver_connection)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                for statement in first:
                    connection.execute(statement)
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return
                reason = "another program is reading it"
                failed = False
            except sqlite3.OperationalError as error:
                reason = str(error)
                failed = not any(word in reason for word in ("locked", "busy"))
            if failed or time.monotonic() > deadline:
                raise RecordsError(
                    f"the database's files still hold what was erased: {reason}; see "
                    "that no other program has it open and the disk has room for a second copy "
                    "of it, then run: kilde erase --finish"
                )
            time.sleep(0.2)
