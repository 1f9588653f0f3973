"""The records' own small dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from records.processes import is_alive


@dataclass(frozen=True)
class Partition:
    """The passages of a space that have the same readers.

    `readers` are groups narrower than the space's own, sorted; empty: the space's.
    `fingerprint` names the model that made the vectors in `collection`. `generation` counts
    how often the two indexes were built anew; one commit switches to the next of both.
    `leftovers` counts the passages that they have deleted since, whose bytes their files hold.
    """

    id: int
    space: str
    readers: tuple[str, ...]
    model: str
    fingerprint: str
    collection: str
    generation: int = 0
    leftovers: int = 0


@dataclass(frozen=True)
class Document:
    """One file or message of a source, or what is attached to one, as the catalogue knows it.

    `place` says where it lies in its source: several documents may come from one place, an
    attachment knows its message by `parent_id`. `used` is how many answers have quoted it, the
    last on the day `used_on`, and `since` the day on which it was first read, ISO 8601.
    """

    id: int
    partition_id: int
    space: str
    source: str
    name: str
    size: int
    modified_ns: int
    content_hash: str
    reading: str
    version_id: int | None
    failure: str | None
    place: str = ""
    parent_id: int | None = None
    used: int = 0
    used_on: str | None = None
    since: str | None = None

    @property
    def path(self) -> str:
        """The path within the source."""
        return self.name.removeprefix(f"{self.source}/")


@dataclass(frozen=True)
class Listed:
    """A document that is no mail and attached to none, with what its current version says of
    itself."""

    id: int
    source: str
    name: str
    version_id: int
    title: str
    date: str | None
    language: str


@dataclass(frozen=True)
class Move:
    """A document that is to be called, or to lie, otherwise: `values` are columns of its row."""

    document_id: int
    values: Mapping[str, Any]
    old_title: str
    new_title: str


@dataclass(frozen=True)
class Skipped:
    """What lies at a place of a source and is no document of its own, so as not to read it
    again: a copy of the document with `document_id`, or left out for its `reason`."""

    id: int
    space: str
    source: str
    place: str
    size: int
    modified_ns: int
    content_hash: str
    reading: str
    document_id: int | None
    reason: str


@dataclass(frozen=True)
class Correspondent:
    """One address of a message's head; `role` is "from", "to" or "cc"."""

    role: str
    name: str
    address: str


@dataclass(frozen=True)
class Message:
    """What the catalogue keeps of a document that is a message.

    `content` is the hash of what it says, by which two copies are known for one message.
    """

    message_id: str
    thread: str
    subject: str
    sent: str | None
    content: str
    correspondents: tuple[Correspondent, ...] = ()


@dataclass(frozen=True)
class NewPassage:
    """A passage before it is in the catalogue.

    `overlap` is how many characters at the beginning of `text` repeat the end of the
    passage before. `turns` are (offset in `text`, page), the first at offset 0; empty where
    the format has no pages. `embedding` is the hash of the text that is embedded.
    """

    text: str
    headings: tuple[str, ...]
    language: str
    embedding: str
    overlap: int = 0
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class NewVersion:
    """A document's content as read, before it is in the catalogue."""

    document_id: int
    partition_id: int
    content_hash: str
    title: str
    date: str | None
    language: str
    pages: int | None
    passages: tuple[NewPassage, ...]


@dataclass(frozen=True)
class Passage:
    """What is found and shown: some hundred words under one heading of a current version."""

    id: int
    version_id: int
    ordinal: int
    space: str
    source: str
    document: str
    title: str
    date: str | None
    language: str
    headings: tuple[str, ...]
    text: str
    overlap: int = 0
    turns: tuple[tuple[int, int], ...] = ()

    @property
    def page(self) -> int | None:
        """The page on which it begins, counted from 1; None where there are no pages."""
        return self.turns[0][1] if self.turns else None

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` of the text stands."""
        found = self.page
        for start, page in self.turns:
            if start <= offset:
                found = page
        return found

    @property
    def heading(self) -> str:
        """The heading path as it is shown: `Ferie > Overføring`."""
        return " > ".join(self.headings)


Trigger = Literal["command line", "schedule", "watch", "page", "api"]
RunState = Literal["running", "interrupted", "waiting", "failed", "partial", "done"]
What = Literal["added", "changed", "renamed", "removed", "failed", "waiting"]

# A run on another machine that has said nothing for so long is taken for interrupted.
SILENT = timedelta(minutes=15)


@dataclass(frozen=True)
class Run:
    """One ingest of one space.

    `passages` are the space's at the end; `files`, `files_done` and `passages_done` tell how
    far it got, `begun` when its files were listed, `seen` when it was last heard of.
    `waiting` documents are no longer in their sources, and a person must confirm that.
    """

    id: int
    space: str
    started: datetime
    ended: datetime | None
    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    expired: int = 0
    unchanged: int = 0
    failed: int = 0
    passages: int = 0
    error: str | None = None
    trigger: Trigger = "command line"
    process: str | None = None
    begun: datetime | None = None
    seen: datetime | None = None
    files: int = 0
    files_done: int = 0
    passages_done: int = 0
    waiting: int = 0

    @property
    def state(self) -> RunState:
        """How it stands; `partial` is a run that could not read some documents."""
        if self.ended is None:
            return "running" if self._lives() else "interrupted"
        if self.waiting:
            return "waiting"
        if self.error:
            return "failed"
        return "partial" if self.failed else "done"

    @property
    def seconds(self) -> float:
        """How long it has taken, so far or in all."""
        end = self.ended or (datetime.now(UTC) if self._lives() else self.seen or self.started)
        return (end - self.started).total_seconds()

    @property
    def rate(self) -> float:
        """Passages a second."""
        if not self.begun or not self.seen:
            return 0.0
        return self.passages_done / max(1.0, (self.seen - self.begun).total_seconds())

    def _lives(self) -> bool:
        alive = is_alive(self.process) if self.process else False
        if alive is None:
            return datetime.now(UTC) - (self.seen or self.started) < SILENT
        return alive


@dataclass(frozen=True)
class RunDocument:
    """What a run did to a document; why it could not be read; `waiting` for a confirmation.

    Of a renamed document `name` is the new name and `reason` the old one.
    """

    what: What
    name: str
    reason: str | None = None


@dataclass(frozen=True)
class Outgoing:
    """A message to be sent: the whole text of a mail to one `recipient`, or a webhook's JSON.

    `key` is the mail's Message-ID or the webhook's number of delivery: what has the same key
    is the same message and is sent once.
    """

    kind: Literal["mail", "webhook"]
    recipient: str
    key: str
    payload: str


@dataclass(frozen=True)
class Posted:
    """A message that somebody has claimed from the outbox to send it."""

    id: int
    kind: Literal["mail", "webhook"]
    recipient: str
    key: str
    payload: str
    attempts: int
    created: datetime


@dataclass(frozen=True)
class SpaceCounts:
    """What the catalogue holds of one space."""

    documents: int = 0
    passages: int = 0
    failures: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class ApiKey:
    """A key of the API; its secret is shown once and only its digest is kept.

    `expires` is when it ends by itself, `used` when it was last used, to the minute."""

    id: int
    name: str
    groups: tuple[str, ...]
    on_behalf_of: bool
    created: datetime
    ingest: bool = False
    expires: datetime | None = None
    used: datetime | None = None

    def expired(self, now: datetime) -> bool:
        return self.expires is not None and self.expires <= now
