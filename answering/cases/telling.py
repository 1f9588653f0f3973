"""Who is told of what happens in a case: its experts, those told of urgent ones, its askers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from answering.cases.chain import after, chain
from answering.cases.letters import ToAsker, ToExpert, Writer, together
from answering.cases.models import CaseError
from answering.models import Person
from config import Settings, Space, Texts
from records import Case, CaseAsker, CaseChanges, Outgoing, ReplyTable


class Telling:
    """Puts letters and events in the outbox, in the transaction of what they tell."""

    def __init__(self, settings: Callable[[], Settings], secret: str, absences: ReplyTable) -> None:
        self._current = settings
        self._absences = absences
        self._writer = Writer(settings(), secret)

    def texts(self, language: str) -> Texts:
        """The interface's texts of a language, as the company speaks to people."""
        return self._current().texts(language)

    def space(self, name: str | None) -> Space | None:
        """A case's space; None where it has none, or one that kilde.toml no longer names."""
        return next((space for space in self._current().space if space.name == name), None)

    def chain(self, space: str | None) -> tuple[str, ...]:
        """The addresses that a case of a space goes to, in turn."""
        return chain(self._current(), self.space(space))

    def opened(self, change: CaseChanges, case: Case, asker: CaseAsker) -> None:
        """A case is there: its expert, those who are told of urgent ones, and webhooks."""
        self.assignee(change, case, "opened", asker, case.question, "opened")
        self.urgent(change, case, asker, case.question)
        change.put(self._writer.event("case.opened", case))

    def assignee(
        self,
        change: CaseChanges,
        case: Case,
        what: ToExpert,
        asker: CaseAsker | None,
        text: str,
        once: str,
    ) -> None:
        """A letter to whose turn it is, if it is anybody's."""
        if case.assignee:
            change.put(self._letter(case, what, case.assignee, asker, text, once))

    def urgent(self, change: CaseChanges, case: Case, asker: CaseAsker, text: str) -> None:
        """An urgent case: those who are told of them at once, besides whose turn it is.

        One that fits no space is everybody's who is told of such: a fire waits for nobody to
        find out whose it is.
        """
        if not case.urgency or case.kind == "review":  # for which nobody waits
            return
        space = self.space(case.space)
        told = [space] if space else [s for s in self._current().space if s.escalate != "off"]
        addresses = dict.fromkeys(address for one in told for address in one.urgent)
        others = [a for a in addresses if a.lower() != (case.assignee or "").lower()]
        change.put(
            together(*(self._letter(case, "urgent", a, asker, text, "urgent") for a in others))
        )

    def now_urgent(self, change: CaseChanges, case: Case, asker: CaseAsker, text: str) -> None:
        """What somebody who asks it too says makes a case urgent: whose turn it is, and those
        who are told of urgent ones."""
        self.assignee(change, case, "addition", asker, text, "urgent")
        self.urgent(change, case, asker, text)

    def askers(
        self,
        change: CaseChanges,
        case: Case,
        what: ToAsker,
        text: str,
        entry: int,
        besides: str = "",
    ) -> None:
        """Everybody who asked, each once of this entry; `besides` did it and knows."""
        own = {
            e.author: e.text
            for e in reversed(change.entries(case.id))
            if e.kind in ("question", "joined")
        }
        for asker in change.askers(case.id):
            change.told(case.id, asker.person, entry)
            if asker.person == besides:
                continue
            question = own.get(asker.person, case.question)
            change.put(self._writer.asker(case, what, asker, question, text, f"{what}-{entry}"))

    def event(self, change: CaseChanges, case: Case) -> None:
        """Webhooks are told that a case is there."""
        change.put(self._writer.event("case.opened", case))

    def answered(self, change: CaseChanges, case: Case) -> None:
        change.put(self._writer.event("case.answered", case))

    def closed(self, change: CaseChanges, case: Case) -> None:
        change.put(self._writer.event("case.closed", case))

    def hand_over(
        self, change: CaseChanges, case: Case, to: str | None, author: Person, text: str
    ) -> Case:
        """From now on it is `to`'s turn, who is told."""
        if to is None:
            raise CaseError(
                "forbidden", f"there is nobody else to pass case {case.id} on to; name an address"
            )
        by = author.address or author.id
        entry = change.enter(case.id, "passed", by, author.name, text.strip() or to)
        case = change.set(case.id, assignee=to, reminded=change.now, reminders=0)
        first = next(iter(change.askers(case.id)), None)
        self.assignee(change, case, "passed", first, case.question, f"passed-{entry}")
        return case

    def next_one(self, space: str | None, assignee: str | None) -> str | None:
        """Whose turn comes after `assignee`'s, of those who are there; None where there is
        nobody else."""
        return after(self.chain(space), assignee, self.away())

    def away(self) -> frozenset[str]:
        """Who is away today, as far as their automatic replies said so."""
        name = self._current().timezone
        today = datetime.now(ZoneInfo(name) if name else None).date()
        return frozenset(one.address for one in self._absences.away(today))

    def is_back(self, address: str) -> None:
        """Who answers is there again, whatever their automatic reply said. Not within a
        transaction."""
        if address.lower() in self.away():
            self._absences.end_absence(address)

    def _letter(
        self,
        case: Case,
        what: ToExpert,
        to: str,
        asker: CaseAsker | None,
        text: str,
        once: str,
    ) -> Sequence[Outgoing]:
        space = self.space(case.space)
        title = (space.title or space.name) if space else ""
        told = asker if self._current().privacy.asker_names == "experts" else None
        name = called(told) if told else ""
        return self._writer.expert(case, what, to, title, name, text, once)


def called(asker: CaseAsker) -> str:
    """What an asker is called to experts; "" one who stays unnamed."""
    if asker.anonymous:
        return ""
    return Person(asker.person, asker.name, asker.address).called
