"""One source's items into the stores, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.door import Door, unread
from ingest.elements import Parsed
from ingest.family import NO_TEXT, Family, Target
from ingest.guard import Unreadable
from ingest.names import Names
from ingest.plan import Candidate, Hashed, Known, Plan
from ingest.progress import Progress
from ingest.reading import Reading
from ingest.report import Report
from ingest.sources import VERIFIED
from ingest.store import Ready, Stores
from ingest.versions import day_of, message_of, title_of
from records import Document, Message, Move
from records.forgetting import Reason

# Enough to fill the embedder's batches with passages of one length, and little to lose.
BATCH_PASSAGES = 400
BATCH_DOCUMENTS = 100

COPY = "copy of another message"
EMPTY = "message without text"
WITHOUT_TEXT = "attachment without text"


class Intake:
    """Brings the catalogue to what a plan and the readings of its items say of one source.

    `gone` are the documents, by id, that nothing in the source stands for any more.
    """

    def __init__(
        self,
        stores: Stores,
        target: Target,
        todo: Plan,
        documents: Sequence[Document],
        report: Report,
        progress: Progress,
        door: Door,
    ) -> None:
        self._stores = stores
        self._door = door
        self._catalogue = stores.catalogue
        self._target = target
        self._todo = todo
        self._report = report
        self._progress = progress
        self._removed = {known.document.id: known for known in todo.removed}
        # What is about to be read again may turn out to be another message.
        pending = {new.candidate.known.document.id for new in todo.read if new.candidate.known}
        messages = self._catalogue.mail.messages(target.partition.space, target.source.name)
        self._names = Names(
            documents, {number: m for number, m in messages.items() if number not in pending}
        )
        self._batch: list[Ready] = []
        self._waiting: list[str] = []
        # What became of the item at a place: its document, or why it is none.
        self._outcomes: dict[str, int | str] = {}

    @property
    def gone(self) -> dict[int, Document]:
        return {d.id: d for known in self._removed.values() for d in known.all}

    def settle(self) -> None:
        """All that needs no reading: same content, moved, known to be no document."""
        self._catalogue.touch(
            [
                {
                    "document": known.document.id,
                    "size": item.size or known.document.size,
                    "modified_ns": item.modified_ns,
                }
                for known, item in self._todo.touched
            ]
        )
        for known in (*self._todo.unchanged, *(known for known, _ in self._todo.touched)):
            self._report.unchanged += len(known.all)
            self._outcomes[known.document.place] = known.document.id
            self._progress.file_done(known.document.name)
        for row in self._todo.skipped:
            self._report.leave_out(row.reason)
        for known, new in self._todo.moved:
            self._move(known, new)
        self._catalogue.mail.forget(row.id for row in self._todo.forgotten)
        for candidate, reason in self._todo.unreadable:
            self._fail(candidate, reason)

    def take(self, new: Hashed, reading: Reading) -> None:
        """An item as it was read; it is findable when its batch is full, or at `finish`."""
        if self._door.somebody_waits():
            self.store()
        label = self._label(new.candidate)
        if self._door.barred.keeps_out(label, new.content_hash):
            self._turn_away(new, label, "document", None)
        elif isinstance(reading.outcome, Unreadable):
            self._fail(new.candidate, str(reading.outcome))
        elif reading.outcome is not None:
            for kind in reading.other_kinds:
                self._report.other_kinds[kind] = self._report.other_kinds.get(kind, 0) + 1
            self._accept(new, reading.outcome, reading)
        self._waiting.append(label)
        passages = sum(len(ready.version.passages) for ready in self._batch)
        if passages >= BATCH_PASSAGES or len(self._batch) >= BATCH_DOCUMENTS:
            self.store()

    def finish(self) -> None:
        """What still waits, and then the copies of what has been read."""
        self.store()
        for new, place in self._todo.copies:
            outcome = self._outcomes.get(place)
            if isinstance(outcome, int):
                self._leave_out(new, COPY, outcome)
            elif outcome is not None:
                self._leave_out(new, outcome)

    def store(self) -> None:
        """Make what waits findable; only then are its items done."""
        if self._batch:
            self._report.embedded += self._stores.add(self._batch, self._progress.passages_done)
        for name in self._waiting:
            self._progress.file_done(name)
        self._batch, self._waiting = [], []
        self._door.give_way()

    def _accept(self, new: Hashed, parsed: Parsed, reading: Reading) -> None:
        known, message = new.candidate.known, None
        if parsed.envelope is not None:
            if parsed.envelope.automatic and not self._target.source.automatic:
                self._leave_out(new, parsed.envelope.automatic)
                return
            message = message_of(parsed.envelope, parsed)
        day = parsed.date or (message.sent if message else None)
        day = day or day_of(new.candidate.item.modified_ns)
        label = message.message_id if message else ""
        label = f"{self._target.source.name}/{label}" if label else self._label(new.candidate)
        if self._target.source != VERIFIED and self._door.too_old(day):
            self._turn_away(new, label, "retention", day, message)
            self._report.expired += 1
            return
        if message is not None:
            if self._door.barred.keeps_out(label, new.content_hash, message.content):
                self._turn_away(new, label, "document", day, message)
                return
            same = self._names.same(message)
            if same is not None and same in self._removed:
                known = known or self._removed.pop(same)
            elif same is not None and (known is None or known.document.id != same):
                self._leave_out(new, COPY, same)
                return
        name, known = self._name(new, message, known)
        family = Family(self._catalogue, self._target, self._names, new, known)
        parts = [
            part
            for part in reading.parts
            if not self._door.barred.keeps_out(f"{name}/{part.name}", part.attachment.content_hash)
        ]
        self._batch += family.documents(name, parsed, message, parts)
        for _ in range(family.without_text):
            self._report.leave_out(WITHOUT_TEXT)
        for what, document, reason in family.told:
            self._report.note(what, document, reason)
        if family.number is not None:
            self._outcomes[new.candidate.item.place] = family.number
        elif message is not None:
            self._leave_out(new, EMPTY)
        else:
            self._fail(new.candidate, NO_TEXT)

    def _name(
        self, new: Hashed, message: Message | None, known: Known | None
    ) -> tuple[str, Known | None]:
        """The document's name, and the document that had it if its item is there no more."""
        item = new.candidate.item
        inside = item.path
        if inside is None:
            inside = message.message_id if message else item.place
        name = f"{self._target.source.name}/{inside}"
        owner = self._names.owner(name)
        if known is None and owner in self._removed:
            known = self._removed.pop(owner)
        mark = message.content[:8] if message else new.content_hash[:8]
        return self._names.free(name, known.document.id if known else None, mark), known

    def _move(self, known: Known, new: Hashed) -> None:
        """The same content at another place: the documents keep what they are."""
        item, document = new.candidate.item, known.document
        name = f"{self._target.source.name}/{item.path}" if item.path else document.name
        moves = [
            Move(
                each.id,
                {"name": name + each.name.removeprefix(document.name), "place": item.place},
                title_of(each.path),
                title_of((name + each.name.removeprefix(document.name)).partition("/")[2]),
            )
            for each in known.attachments
        ]
        values = {
            "name": name,
            "place": item.place,
            "size": item.size or document.size,
            "modified_ns": item.modified_ns,
            "content_hash": new.content_hash,
        }
        titles = title_of(document.path), title_of(name.partition("/")[2])
        self._catalogue.rename([Move(document.id, values, *titles), *moves])
        for move in (Move(document.id, values, *titles), *moves):
            self._names.take(move.values["name"], move.document_id)
        self._outcomes[item.place] = document.id
        self._report.note("renamed", name, document.name)

    def _leave_out(self, new: Hashed, reason: str, copy_of: int | None = None) -> None:
        """Remember an item that is no document of its own; what it was until now goes."""
        item, known = new.candidate.item, new.candidate.known
        if known is not None:
            self._catalogue.drop_documents(document.id for document in known.all)
        self._catalogue.mail.skip(
            {
                "space": self._target.partition.space,
                "source": self._target.source.name,
                "place": item.place,
                "size": item.size or 0,
                "modified_ns": item.modified_ns,
                "content_hash": new.content_hash,
                "reading": self._target.reading,
                "document_id": copy_of,
                "reason": reason,
            }
        )
        self._outcomes[item.place] = reason if copy_of is None else copy_of
        self._report.leave_out(reason)

    def _turn_away(
        self,
        new: Hashed,
        name: str,
        reason: Reason,
        day: str | None,
        message: Message | None = None,
    ) -> None:
        """Not to be taken in, and not to be opened again; what it was until now goes."""
        item, known = new.candidate.item, new.candidate.known
        documents = known.all if known else ()
        self._catalogue.drop_documents(document.id for document in documents)
        space, source = self._target.partition.space, self._target.source.name
        said = message.content if message else ""
        self._door.turn_away(
            unread(space, source, name, item, new.content_hash, day, said),
            reason,
            {document.partition_id for document in documents},
        )

    def _fail(self, candidate: Candidate, reason: str) -> None:
        """Name an item that cannot be read. Its last good version, if any, stays."""
        name = self._label(candidate)
        self._report.note("failed", name, reason)
        if candidate.known:
            number = candidate.known.document.id
            self._catalogue.put_document({"failure": reason}, number)
            return
        item = candidate.item
        number = self._catalogue.put_document(
            {
                "partition_id": self._target.partition.id,
                "space": self._target.partition.space,
                "source": self._target.source.name,
                "name": self._names.free(name, None, "unread"),
                "size": item.size or 0,
                "modified_ns": item.modified_ns,
                "content_hash": "",
                "reading": self._target.reading,
                "place": item.place,
                "failure": reason,
            }
        )
        self._names.take(name, number)

    def _label(self, candidate: Candidate) -> str:
        if candidate.known:
            return candidate.known.document.name
        item = candidate.item
        return f"{self._target.source.name}/{item.path or item.place}"
