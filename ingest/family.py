"""An item's documents: a file, or a message and all that is attached to it.

A message is made current after what is attached to it. So whenever a message is current its
attachments are known, and a process that dies in between leaves it to be read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from config import Source
from ingest.elements import Parsed
from ingest.guard import NoText, Unreadable
from ingest.names import Names
from ingest.plan import Hashed, Known
from ingest.reading import Part
from ingest.sources import Item
from ingest.store import Ready
from ingest.versions import day_of, message_of, new_version, title_of
from records import Catalogue, Document, Message, Move, NewVersion, Partition, Skipped

Told = tuple[Literal["added", "changed", "failed"], str, str | None]
NO_TEXT = "has no text that could be found; check that it is the right file"


@dataclass(frozen=True)
class Target:
    """Where a source's documents go, and what read them."""

    source: Source
    partition: Partition
    reading: str

    def is_current(self, known: Document | Skipped) -> bool:
        """Was it read by today's parsers, well, into the right partition?

        A document that failed is tried again at every run: what was missing (a right, a
        program) leaves no trace in the file.
        """
        if isinstance(known, Skipped):
            return known.reading == self.reading
        return (
            known.reading == self.reading
            and known.version_id is not None
            and known.failure is None
            and known.partition_id == self.partition.id
        )


class Family:
    """Makes one item's documents ready for the stores.

    `known` is what the catalogue has of them. Afterwards `number` is the id of the item's
    own document, None where nothing in the item has any text, and `told` says what became
    of which document, and why where it failed. `without_text` attachments are no documents.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        target: Target,
        names: Names,
        new: Hashed,
        known: Known | None,
    ) -> None:
        self._catalogue = catalogue
        self._target = target
        self._names = names
        self._item = new.candidate.item
        self._content_hash = new.content_hash
        self._known = known
        self.number: int | None = None
        self.told: list[Told] = []
        self.without_text = 0

    def documents(
        self, name: str, parsed: Parsed, message: Message | None, parts: Sequence[Part]
    ) -> list[Ready]:
        """The documents in the order in which they may become current: the item's own last."""
        day = (message.sent if message else None) or day_of(self._item.modified_ns)
        version = self._version(self._content_hash, parsed, _title(self._item, message), day)
        says = bool(version.passages) and _says_something(parsed, message)
        if not says and all(isinstance(part.outcome, NoText) for part in parts):
            return []
        known = self._known.document if self._known else None
        values = self._values(name, self._item.size or 0, self._content_hash)
        values["failure"] = parsed.unread
        own = self._ready(known, values, version, message)
        self.number = own.document_id
        have = self._attached()
        ready, gone = self._parts(name, parts, own.document_id, day, have)
        if parsed.unread:
            self.told.append(("failed", name, parsed.unread))
        # Nothing about it changed where only an attachment, or a page, was to be tried again.
        if known and self._says_the_same(known, parsed):
            self._catalogue.drop_documents(gone)
            return ready
        self._tell(known, name)
        return [*ready, replace(own, gone=tuple(gone))]

    def _parts(
        self,
        name: str,
        parts: Sequence[Part],
        root: int,
        day: str | None,
        have: dict[str, Document],
    ) -> tuple[list[Ready], list[int]]:
        """The attachments, the innermost first, and the ids of what is attached no more."""
        numbers, ready, left = {"": root}, [], dict(have)
        for part in parts:
            # The logo below a signature is nothing that anybody has to mend.
            if isinstance(part.outcome, NoText):
                self.without_text += 1
                continue
            before = left.pop(part.name, None)
            if part.outcome is None:
                within = {n: d for n, d in left.items() if n.startswith(f"{part.name}/")}
                for inner in within:
                    left.pop(inner)
                self._keep(name, {part.name: before, **within} if before else within)
                continue
            full = self._names.free(
                f"{name}/{part.name}",
                before.id if before else None,
                part.attachment.content_hash[:8],
            )
            values = self._values(
                full, part.attachment.size, part.attachment.content_hash, numbers[part.parent]
            )
            if isinstance(part.outcome, Unreadable):
                self._fail(before, values, str(part.outcome))
                continue
            values["failure"] = part.outcome.unread
            envelope = part.outcome.envelope
            inner_message = message_of(envelope, part.outcome) if envelope else None
            title = title_of(part.attachment.name)
            version = self._version(part.attachment.content_hash, part.outcome, title, day)
            if not version.passages and envelope is None:
                self._fail(before, values, NO_TEXT)
                continue
            one = self._ready(before, values, version, inner_message)
            numbers[part.name] = one.document_id
            self._tell(before, full)
            if part.outcome.unread:
                self.told.append(("failed", full, part.outcome.unread))
            ready.append(one)
        return ready[::-1], [document.id for document in left.values()]

    def _says_the_same(self, known: Document, parsed: Parsed) -> bool:
        same = (known.content_hash, known.failure) == (self._content_hash, parsed.unread)
        return same and self._target.is_current(replace(known, failure=None))

    def _attached(self) -> dict[str, Document]:
        """What the catalogue has of attachments, by their path below the item."""
        if self._known is None:
            return {}
        above = f"{self._known.document.name}/"
        return {d.name.removeprefix(above): d for d in self._known.attachments}

    def _keep(self, name: str, documents: dict[str, Document]) -> None:
        """Attachments that are what they were, called after their message all the same."""
        moves = [
            Move(document.id, {"name": f"{name}/{inner}"}, "", "")
            for inner, document in documents.items()
            if document.name != f"{name}/{inner}"
        ]
        if moves:
            self._catalogue.rename(moves)

    def _version(
        self, content_hash: str, parsed: Parsed, title: str, day: str | None
    ) -> NewVersion:
        return new_version(0, self._target.partition.id, content_hash, parsed, title, day)

    def _ready(
        self,
        known: Document | None,
        values: dict[str, Any],
        version: NewVersion,
        message: Message | None,
    ) -> Ready:
        # A new document gets its row now and its content when its version is current.
        number = known.id if known else self._catalogue.put_document({**values, "content_hash": ""})
        self._names.take(values["name"], number, message if values["parent_id"] is None else None)
        return Ready(number, values, replace(version, document_id=number), message)

    def _fail(self, known: Document | None, values: dict[str, Any], reason: str) -> None:
        """Name an attachment that cannot be read. Its last good version, if any, stays."""
        self.told.append(("failed", values["name"], reason))
        if known:
            self._catalogue.put_document({"failure": reason}, known.id)
        else:
            row = {**values, "content_hash": "", "failure": reason}
            self._names.take(values["name"], self._catalogue.put_document(row))

    def _tell(self, known: Document | None, name: str) -> None:
        self.told.append(("changed" if known and known.version_id else "added", name, None))

    def _values(
        self, name: str, size: int, content_hash: str, parent: int | None = None
    ) -> dict[str, Any]:
        return {
            "partition_id": self._target.partition.id,
            "space": self._target.partition.space,
            "source": self._target.source.name,
            "name": name,
            "size": size,
            "modified_ns": self._item.modified_ns,
            "content_hash": content_hash,
            "reading": self._target.reading,
            "place": self._item.place,
            "parent_id": parent,
        }


def _says_something(parsed: Parsed, message: Message | None) -> bool:
    """Is there more than a message's heading, which says who wrote to whom?"""
    if message is None or message.subject:
        return True
    return any(element.kind != "heading" for element in parsed.elements)


def _title(item: Item, message: Message | None) -> str:
    """What a document without a title is called: its file's name, or who sent it."""
    if message and item.path is None:
        for person in message.correspondents:
            if person.role == "from" and (person.name or person.address):
                return person.name or person.address
    return title_of(item.path or item.file_name)
