"""What keeps out what was erased: keyed hashes, which say nothing about it by themselves."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

Reason = Literal["document", "person", "retention"]
Kind = Literal["name", "was", "content", "says", "place", "person"]


@dataclass(frozen=True)
class Tombstone:
    """One document that was erased, and the `marks` by which it is known again.

    They are hashes under `key`: of its name, which keeps out whatever comes under it; of
    its content, under whatever name; of what it says, for a message that comes another way;
    of its place with size and time, by which it is known unopened; and of the name that it
    had, which keeps nothing out, for pages that still show it. `date` is the document's
    own, where it was erased for its age: it stays out while it is too old.
    """

    id: str
    at: str
    actor: str
    reason: Reason
    space: str
    key: str
    marks: tuple[str, ...]
    date: str | None = None


@dataclass(frozen=True)
class Lifting:
    """From now on the tombstones `lifts` keep nothing out."""

    id: str
    at: str
    actor: str
    lifts: tuple[str, ...]


def new_key() -> str:
    """A key for an installation's hashes: without it nobody can try names against them."""
    return secrets.token_hex(32)


def new_id() -> str:
    return uuid.uuid4().hex


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def mark(key: str, kind: Kind, space: str, *values: object) -> str:
    """The hash under `key` of something by which a document of a space is known."""
    message = "\0".join((kind, space, *map(str, values))).encode("utf-8", "surrogatepass")
    return hmac.new(bytes.fromhex(key), message, hashlib.sha256).hexdigest()


def expired(day: str | None, retention_days: int, today: date) -> bool:
    """Whether a document of this date is older than a space keeps its documents (0: never)."""
    if not retention_days or not day:
        return False
    try:
        return date.fromisoformat(day[:10]) + timedelta(days=retention_days) < today
    except (ValueError, OverflowError):
        return False


def in_force(tombstone: Tombstone, retention: Mapping[str, int], today: date) -> bool:
    """Whether it keeps its document out; `retention` gives the spaces' days."""
    if tombstone.reason != "retention":
        return True
    return expired(tombstone.date, retention.get(tombstone.space, 0), today)


@dataclass(frozen=True)
class Barred:
    """What may not come (back) into one space."""

    space: str
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by key

    @classmethod
    def by(cls, space: str, tombstones: Iterable[Tombstone]) -> Barred:
        marks: dict[str, set[str]] = {}
        for one in tombstones:
            if one.space == space:
                marks.setdefault(one.key, set()).update(one.marks)
        return cls(space, {key: frozenset(hashes) for key, hashes in marks.items()})

    def name(self, name: str) -> bool:
        """Whether a document of this name was erased, or the message that it is attached to."""
        parts = name.split("/")
        return any(
            self._has("name", "/".join(parts[:length])) for length in range(len(parts), 1, -1)
        )

    def was_here(self, name: str) -> bool:
        """Whether a document of this name was erased, for whatever reason, and is still out."""
        return self._has("was", name)

    def content(self, content_hash: str) -> bool:
        """Whether a document of this content was erased."""
        return bool(content_hash) and self._has("content", content_hash)

    def says(self, message_content: str) -> bool:
        """Whether a message that says this was erased."""
        return bool(message_content) and self._has("says", message_content)

    def keeps_out(self, name: str, content_hash: str, message_content: str = "") -> bool:
        """Whether any of these was erased."""
        return self.name(name) or self.content(content_hash) or self.says(message_content)

    def place(self, source: str, place: str, size: int, modified_ns: int) -> bool:
        """Whether what lies there was erased; it need not be opened to know."""
        return self._has("place", source, place, size, modified_ns)

    def _has(self, kind: Kind, *values: object) -> bool:
        return any(
            mark(key, kind, self.space, *values) in hashes for key, hashes in self.marks.items()
        )
