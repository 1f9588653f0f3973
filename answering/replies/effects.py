"""What a message that is believed does to its case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from answering.cases import CaseError, Cases
from answering.models import Person
from answering.replies.judging import Verdict
from config import Settings
from mail.replies import Incoming, without_greeting
from records import CaseState, CaseTable, ReplyTable


@dataclass(frozen=True)
class Round:
    """What a reading came to: replies and additions taken, experts found away, letters that
    came back, and messages that now wait for a person."""

    taken: int = 0
    away: int = 0
    returned: int = 0
    held: int = 0

    def __add__(self, other: Round) -> Round:
        return Round(
            self.taken + other.taken,
            self.away + other.away,
            self.returned + other.returned,
            self.held + other.held,
        )


class Effects:
    """Does to cases what messages ask for. Each method raises CaseError, and done a second time
    under the same key changes nothing."""

    def __init__(
        self, settings: Callable[[], Settings], table: ReplyTable, records: CaseTable, cases: Cases
    ) -> None:
        self._settings = settings
        self._table = table
        self._records = records
        self._cases = cases

    def do(self, verdict: Verdict, came: Incoming, key: str) -> Round:
        """What the message does to its case. Raises CaseError."""
        number = verdict.case or 0
        if verdict.does == "reply":
            self._reply(number, came, key)
            return Round(taken=1)
        if verdict.does == "addition":
            self._add(number, verdict.person, came, key)
            return Round(taken=1)
        if verdict.does == "away":
            self._is_away(number, verdict.person, came.back)
            return Round(away=1)
        if verdict.does == "returned":
            return Round(returned=self.came_back(number, verdict.person, key))
        return Round()

    def _reply(self, number: int, came: Incoming, key: str) -> None:
        assert came.sender is not None
        asked, address = came.instructions, came.sender.address
        expert = Person(address, came.sender.name, address)
        if not self.is_expert(number, address):
            raise CaseError("former", f"{address} is no expert of case {number} any more")
        self._table.end_absence(address)
        if asked.pass_to:
            if asked.pass_to not in self._known_experts():
                raise CaseError("stranger", f"{asked.pass_to} is nobody's expert")
            if (self._cases.get(number).assignee or "").lower() != asked.pass_to:
                self._cases.pass_on(number, expert, asked.pass_to, text=asked.text)
            return
        # What everybody is to read greets nobody by name.
        text = without_greeting(asked.text) if asked.publish else asked.text
        try:
            self._cases.reply(number, expert, text, publish=asked.publish, key=key)
        except CaseError as error:
            if not asked.publish or error.kind == "closed":
                raise
            # The answer is for who asked, whatever keeps it from being published.
            self._cases.reply(number, expert, asked.text, key=key)
            self._note(number, f"{key}-p", "held.unpublished_note", why=str(error))
        if came.attachments:
            names = ", ".join(came.attachments)
            self._note(number, f"{key}-a", "held.attachments_note", names=names)

    def _add(self, number: int, address: str, came: Incoming, key: str) -> None:
        if self._records.entry_with(key) is not None:
            return
        asker = self.asker(number, address)
        if asker is None:
            raise CaseError("unknown", f"{address} has not asked in case {number}")
        self._cases.add(number, asker, came.instructions.text, key)

    def asker(self, number: int, address: str) -> Person | None:
        """Who asked in a case from an address; None where nobody did."""
        for asker in self._records.askers(number):
            if address and asker.address.lower() == address.lower():
                return Person(asker.person, asker.name, asker.address)
        return None

    def _is_away(self, number: int, address: str, back: date | None) -> None:
        numbers = [number]
        waiting: tuple[CaseState, ...] = ("open",)
        if back is not None:
            self._table.note_absence(address, back)
            # A program says so once, however many cases wait.
            numbers += [
                case.id
                for case in self._cases.list((), waiting, assignee=address)
                if case.id != number
            ]
        for one in numbers:
            self._cases.away(one, address)

    def came_back(self, number: int, address: str, key: str) -> int:
        """How many letters came back: none where this one is known."""
        if self._records.entry_with(key) is not None:
            return 0
        # The next one's turn first: what is done twice after a crash is done by nobody twice.
        self._cases.away(number, address)
        self._note(number, key, "held.returned_note", to=address)
        return 1

    def _note(self, number: int, key: str, text: str, **values: str) -> None:
        if self._records.entry_with(key) is None:
            say = self._settings().texts(self._settings().language)
            self._cases.note(number, Person(""), say(text, **values), key)

    def is_expert(self, number: int, address: str) -> bool:
        """Whether a letter about the case would still go to this address."""
        case = self._cases.get(number)
        if (case.assignee or "").lower() == address.lower():
            return True
        if case.space not in {space.name for space in self._settings().space}:
            return address.lower() in self._known_experts()
        return address.lower() in {one.lower() for one in self._cases.experts(case)}

    def _known_experts(self) -> set[str]:
        settings = self._settings()
        known = [a for space in settings.space for a in (*space.experts, *space.urgent)]
        return {address.lower() for address in (*known, *settings.fallback)}
