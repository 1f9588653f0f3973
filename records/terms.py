"""What was changed of the glossary against the company's file: pairs added, and pairs left out."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from records.audit import note
from records.schema import glossary_changes

LONGEST = 200
# So long another process may go on with what held before.
_KEPT_SECONDS = 1.0

Pair = tuple[str, str]
"""A short form and its long form."""


@dataclass(frozen=True)
class TermChanges:
    """Pairs that hold though the file has them not, and pairs of the file that do not hold."""

    added: tuple[Pair, ...] = ()
    removed: frozenset[Pair] = frozenset()

    def applied(self, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        """The pairs that hold, those of the file first."""
        kept = [pair for pair in pairs if pair not in self.removed]
        return (*kept, *(pair for pair in self.added if pair not in kept))


class Terms:
    """Reads and writes the changes. Calling it gives them, at most a second old.

    Safe to share between threads.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: tuple[float, TermChanges] = (-_KEPT_SECONDS, TermChanges())

    def __call__(self) -> TermChanges:
        read, known = self._known
        now = time.monotonic()
        if now - read >= _KEPT_SECONDS:
            # With a database that cannot be asked, what held before goes on.
            with suppress(SQLAlchemyError):
                known = self.all()
            self._known = (now, known)
        return known

    def all(self) -> TermChanges:
        """What has been changed."""
        query = select(glossary_changes).order_by(glossary_changes.c.short, glossary_changes.c.long)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return TermChanges(
            tuple((row.short, row.long) for row in rows if row.holds),
            frozenset((row.short, row.long) for row in rows if not row.holds),
        )

    def change(
        self, base: Iterable[Pair], by: str, add: Pair | None = None, remove: Pair | None = None
    ) -> None:
        """From now on `add` holds and `remove` does not; `base` are the pairs of the file, of
        which only departures are kept. Audited, without the words."""
        file = set(base)
        with self._engine.execution_options(writes=True).begin() as connection:
            for pair, holds in ((remove, False), (add, True)):
                if pair is None:
                    continue
                short, long = pair
                connection.execute(
                    delete(glossary_changes).where(
                        glossary_changes.c.short == short, glossary_changes.c.long == long
                    )
                )
                if (pair in file) != holds:
                    connection.execute(
                        insert(glossary_changes).values(short=short, long=long, holds=holds)
                    )
            note(connection, by, "glossary", added=add is not None, removed=remove is not None)
        self._known = (-_KEPT_SECONDS, self._known[1])
