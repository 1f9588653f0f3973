"""Who did what and when. Grows only; holds no word of a question."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert

from records.schema import audit


class Audit:
    """Appends to the audit log."""

    def __init__(self, engine: Engine) -> None:
        self._writing = engine.execution_options(writes=True)

    def note(self, actor: str, action: str, **detail: object) -> None:
        with self._writing.begin() as connection:
            note(connection, actor, action, **detail)


def note(connection: Connection, actor: str, action: str, **detail: object) -> None:
    """Append within a transaction: what is done and that it was done stand or fall together."""
    connection.execute(
        insert(audit).values(
            at=datetime.now(UTC),
            actor=actor,
            action=action,
            detail=json.dumps(detail, ensure_ascii=False),
        )
    )
