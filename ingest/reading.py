"""From items to what they say: each opened, read in the guard's child, and its attachments too."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.elements import Attachment, Parsed
from ingest.guard import Guard, Unreadable
from ingest.parsers import SUFFIXES
from ingest.plan import Hashed, Known
from ingest.sources import ItemGone

READERS = 1
# What is attached to what is attached … is followed so far, and so much of it is read.
DEEPEST = 5
MOST_PARTS = 200


@dataclass(frozen=True)
class Part:
    """An attachment. `name` is its path below the item, through the messages around it.

    `outcome` is None for one that is known as it is and was not read again.
    """

    name: str
    attachment: Attachment
    outcome: Parsed | Unreadable | None

    @property
    def parent(self) -> str:
        """The `name` of the message that it is attached to, empty for the item itself."""
        return self.name.rpartition("/")[0]


@dataclass(frozen=True)
class Reading:
    """What an item says, and its attachments, each after the message that it is attached to.

    `outcome` is None where the item has gone meanwhile; `other_kinds` are the endings of
    attachments that no parser reads.
    """

    outcome: Parsed | Unreadable | None
    parts: tuple[Part, ...] = ()
    other_kinds: tuple[str, ...] = ()


def readings(guard: Guard, items: Sequence[Hashed]) -> Iterator[tuple[Hashed, Reading]]:
    """Read ahead in the guard's children while the caller embeds, in order.

    Raises SourceError where nothing more can be had of the source.
    """
    queue: deque[tuple[Hashed, Future[Reading]]] = deque()
    with ThreadPoolExecutor(READERS, thread_name_prefix="parse") as threads:
        try:
            for new in items:
                queue.append((new, threads.submit(read, guard, new)))
                if len(queue) > 4 * READERS:
                    first, future = queue.popleft()
                    yield first, future.result()
            while queue:
                first, future = queue.popleft()
                yield first, future.result()
        finally:
            threads.shutdown(cancel_futures=True)


def read(guard: Guard, new: Hashed) -> Reading:
    """What one item says, and what is attached to it."""
    item = new.candidate.item
    try:
        with item.opened() as file:
            try:
                parsed = guard.parse(file, item.file_name)
            except Unreadable as error:
                return Reading(error)
            parts = _Parts(guard, file, new.candidate.known)
            if parsed.envelope is not None:
                parts.follow(parsed, "", ())
            return Reading(parsed, tuple(parts.found), tuple(parts.other_kinds))
    except ItemGone:
        return Reading(None)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; check the file and its owner"
        return Reading(Unreadable(reason))


@dataclass
class _Parts:
    """The attachments of one item, as they are found."""

    guard: Guard
    file: Path
    known: Known | None
    found: list[Part] = field(default_factory=list)
    other_kinds: list[str] = field(default_factory=list)

    def follow(self, message: Parsed, name: str, path: tuple[int, ...]) -> None:
        """Read what is attached to a message, and to the messages attached to it."""
        for number, attachment in enumerate(message.attachments):
            part_name = f"{name}/{attachment.name}".lstrip("/")
            suffix = PurePosixPath(attachment.name).suffix.lower()
            if suffix not in SUFFIXES:
                self.other_kinds.append(suffix or "no suffix")
                continue
            if len(self.found) >= MOST_PARTS:
                return
            part = (*path, number)
            outcome = self._outcome(part_name, attachment, part)
            self.found.append(Part(part_name, attachment, outcome))
            if isinstance(outcome, Parsed) and outcome.envelope is not None:
                self.follow(outcome, part_name, part)

    def _outcome(
        self, name: str, attachment: Attachment, part: tuple[int, ...]
    ) -> Parsed | Unreadable | None:
        if self._settled(name, attachment):
            return None
        if len(part) > DEEPEST:
            return Unreadable(
                f"lies in {len(part)} messages, each within another; save it by itself"
            )
        try:
            return self.guard.parse(self.file, attachment.name, part)
        except Unreadable as error:
            return error

    def _settled(self, name: str, attachment: Attachment) -> bool:
        """Is it known with this content, and nothing wrong with it or what is in it?"""
        if self.known is None:
            return False
        root = f"{self.known.document.name}/{name}"
        within = [d for d in self.known.attachments if f"{d.name}/".startswith(f"{root}/")]
        return (
            any(d.name == root and d.content_hash == attachment.content_hash for d in within)
            and all(d.failure is None and d.version_id is not None for d in within)
            and all(d.reading == self.known.document.reading for d in within)
        )
