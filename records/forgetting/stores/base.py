"""What every store of text in the database can do about an erasure."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection

from records.forgetting.doomed import Doomed


class TextStore(Protocol):
    """A table, or a few, that may hold words of what is erased.

    Each is a module of this folder, named in its `__init__.py`. Both functions are called
    in the transaction of the erasure and see the catalogue as it was before.
    """

    def listing(self, connection: Connection, doomed: Doomed) -> list[str]:
        """What it holds of it, a line for a person each: `2 mails that wait to be sent`."""

    def erase(self, connection: Connection, doomed: Doomed) -> None:
        """Delete or blank all that it holds of it."""
