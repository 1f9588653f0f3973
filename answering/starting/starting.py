"""What is shown to whom under Start here, and the work behind it."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from answering.models import Answer
from answering.starting.days import Embed
from answering.starting.making import made
from answering.starting.newcomers import asked_about
from records import Partition, StartingQuestion, StartingTable
from vectorstore import Scope

# The steps of the guided first use, in order.
STEPS = ("ask", "source", "follow", "doubt", "search", "earlier")
# Raised when questions are made otherwise than before, so that all are made again.
_EDITION = 1
# Seconds between two looks at what has changed, and between two questions that are tried, so
# that whoever asks meanwhile is served first.
_EVERY, _PAUSE = 60.0, 0.1

Groups = tuple[str, ...] | None


class _Ended(Exception):
    """`end` was called."""


class Answers(Protocol):
    """What somebody may read, as `answering.Reader`."""

    spaces: tuple[str, ...]
    scopes: tuple[Scope, ...]

    def ask(self, question: str) -> Answer: ...

    def there(self, documents: Iterable[tuple[str, str]]) -> set[tuple[str, str]]: ...


@dataclass(frozen=True)
class Shown:
    """The questions that somebody sees; `making`: more may come, they are being found out."""

    questions: tuple[StartingQuestion, ...]
    making: bool


class Starting:
    """Safe to share between threads. `reader` gives what a member of groups may read,
    `partition_reader` what everybody may read who may read a partition."""

    def __init__(
        self,
        table: StartingTable,
        partitions: Callable[[], Sequence[Partition]],
        reader: Callable[[Groups], Answers],
        partition_reader: Callable[[Partition], Answers],
        embed: Embed,
    ) -> None:
        self.table = table
        self._partitions = partitions
        self._reader = reader
        self._partition_reader = partition_reader
        self.embed = embed
        self._wanted: dict[str, Groups] = {}
        self._called = threading.Event()
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def shown(self, groups: Groups, mine: Answers) -> Shown:
        """What a member of `groups` sees; what is missing is made in the background."""
        audience = audience_of(mine)
        readable = self._readable(mine)
        answered = self.table.answered(audience)
        making = self._stale(mine) or any(one.id not in answered for one in readable)
        if making:
            self._wanted[audience] = groups
            self._called.set()
        return Shown(tuple(one for one in readable if answered.get(one.id)), making)

    def editable(self, mine: Answers, spaces: Sequence[str]) -> list[StartingQuestion]:
        """All questions of some spaces whose document may be read, hidden ones too."""
        every = self.table.questions(spaces)
        there = mine.there((one.space, one.document) for one in every if one.document is not None)
        return [one for one in every if one.document is None or (one.space, one.document) in there]

    def unanswered(self, mine: Answers, numbers: Sequence[int]) -> frozenset[int]:
        """Those of some questions of which it is known that they are not answered."""
        answered = self.table.answered(audience_of(mine))
        return frozenset(number for number in numbers if answered.get(number) is False)

    def follow(self, failed: Callable[[Exception], object]) -> None:
        """Work whenever something has changed or is wanted, until `end` is called; what goes
        wrong is told to `failed`, and tried again with the next change."""
        while not self._ended.is_set():
            self._called.wait(_EVERY)
            self._called.clear()
            try:
                self.work()
            except Exception as error:
                failed(error)

    def end(self) -> None:
        """End `follow`, after the question that is being tried."""
        self._ended.set()
        self._called.set()

    def work(self) -> None:
        """Make the questions of partitions that have changed, and find out what is answered for
        those who came to look."""
        with self._lock, suppress(_Ended):
            for partition in self._partitions():
                if self._make(partition):
                    # Who waits sees the first ones before the last are made.
                    self._serve()
            self._serve()
            self._wanted.clear()

    def _serve(self) -> None:
        for audience, groups in list(self._wanted.items()):
            self._find_out(audience, self._reader(groups))

    def _make(self, partition: Partition) -> bool:
        """Whether its questions had to be made."""
        content = self._content(partition)
        if self.table.made_of(partition.id) == content:
            return False
        asked = asked_about(self.table.answered_turns(), self.table.asked_first())
        asker = self._partition_reader(partition)
        found = made(self.table.sections(partition.id), asked, self.embed, self._gently(asker.ask))
        self.table.put(partition.space, partition.id, content, found)
        return True

    def _find_out(self, audience: str, reader: Answers) -> None:
        if audience_of(reader) != audience:
            return  # their rights have changed; whoever looks again is found anew
        known = self.table.answered(audience)
        ask = self._gently(reader.ask)
        for one in self._readable(reader):
            if one.id not in known:
                answered = ask(one.question).status == "answered"
                self.table.note_answered(one, audience, answered)

    def _readable(self, mine: Answers) -> list[StartingQuestion]:
        """The questions that are not hidden and whose document may be read."""
        return [one for one in self.editable(mine, mine.spaces) if not one.hidden]

    def _gently(self, ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
        def asked(question: str) -> Answer:
            if self._ended.wait(_PAUSE):
                raise _Ended
            return ask(question)

        return asked

    def _stale(self, mine: Answers) -> bool:
        """Whether something that may be read has changed since its questions were made."""
        return any(
            self.table.made_of(scope.partition.id) != self._content(scope.partition)
            for scope in mine.scopes
        )

    def _content(self, partition: Partition) -> str:
        # What newcomers ask changes too: once a week is soon enough.
        week = datetime.now(UTC).isocalendar()[:2]
        return _digest([_EDITION, week, self.table.versions(partition.id)])


def audience_of(mine: Answers) -> str:
    """The same for people who may read the same."""
    return _digest(sorted((scope.partition.id, sorted(scope.sources)) for scope in mine.scopes))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
