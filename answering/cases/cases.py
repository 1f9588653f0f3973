"""The life of a case: proposed, opened or joined, answered, passed on, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from answering.cases.chain import after, chain, working_days_later
from answering.cases.letters import ToAsker, ToExpert, Writer, together
from answering.cases.models import CaseError, CaseView, Choice, Proposal
from answering.cases.proposing import Asks, propose
from answering.cases.worth import is_question
from answering.models import Person
from answering.urgency import Judged, judge
from config import Settings, Space
from records import (
    Case,
    CaseAsker,
    CaseChanges,
    CaseKind,
    CaseState,
    CaseTable,
    Entry,
    Outgoing,
    TurnRecord,
)

LONGEST_TEXT = 10_000
# Which of some questions asks the same as the first, None if none does.
Same = Callable[[str, Sequence[str]], int | None]

_OPEN: tuple[CaseState] = ("open",)
_QUESTIONS: tuple[CaseKind] = ("question",)
# What an asker sees besides their own words.
_FOR_ASKERS = ("reply", "closed", "published", "reopened")


class Cases:
    """Every case of one installation. Safe to share between threads and processes."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        same: Same | None = None,
        judge: Callable[[str], Judged] = judge,
    ) -> None:
        self._settings = settings
        self._table = CaseTable(engine)
        self._writer = Writer(settings, self._table.secret())
        self._judge = judge
        self._same = same or (lambda _question, _others: None)

    # Looking

    def get(self, number: int) -> Case:
        """The case; raises CaseError "unknown"."""
        found = self._table.get(number) if 0 < number < 2**63 else None
        if found is None:
            raise CaseError("unknown", f"there is no case {number}; the list shows those there are")
        return found

    def list(
        self,
        spaces: Collection[str | None] | None = None,
        states: Collection[CaseState] = (),
        person: str | None = None,
    ) -> list[Case]:
        """Cases of some spaces (None among them: those that fit none) or of an asker, urgent
        ones first, then those that changed last."""
        return self._table.list(spaces, states, person)

    def view(self, number: int) -> CaseView:
        """A case as its experts see it: who wishes to stay unnamed is."""
        case = self.get(number)
        askers = self._table.askers(number)
        hidden = {asker.person for asker in askers if asker.anonymous}
        entries = self._table.entries(number)
        return CaseView(
            case,
            tuple(replace(e, author="", name="") if e.author in hidden else e for e in entries),
            tuple(replace(a, person="", name="", address="") if a.anonymous else a for a in askers),
        )

    def seen_by(self, number: int, person: str) -> CaseView:
        """A case as one of its askers sees it: their own words, and what the experts said since
        they asked. Raises CaseError "unknown" where they did not ask."""
        case = self.get(number)
        mine = [asker for asker in self._table.askers(number) if asker.person == person]
        if not mine:
            raise CaseError("unknown", f"you have no case {number}; the list shows yours")
        entries = tuple(
            entry
            for entry in self._table.entries(number)
            if entry.author == person or (entry.kind in _FOR_ASKERS and entry.at >= mine[0].joined)
        )
        own = next((e.text for e in entries if e.kind in ("question", "joined")), case.question)
        return CaseView(replace(case, question=own), entries, tuple(mine))

    def experts(self, case: Case) -> tuple[str, ...]:
        """The addresses whose case it is: the space's experts and those told of urgent ones,
        else those who get what fits nowhere."""
        space = self._space(case.space)
        urgent = space.urgent if space and case.urgency else ()
        return tuple(dict.fromkeys([*chain(self._settings, space), *urgent]))

    # From a question to a case

    def propose(
        self, asks: Asks, question: str, language: str, turn: TurnRecord | None = None
    ) -> Proposal | None:
        """What would be sent to whom; None where the space that the question belongs to offers
        nothing, and for what is no question.

        `asks` searches as the asker may (a Reader); `turn` is where the question was asked.
        """
        if turn is not None and turn.small_talk:
            return None
        proposal = propose(self._settings, asks, question, language, turn.id if turn else None)
        if proposal is None:
            return None
        judged = self._judge(proposal.text)
        joins = self._open_one_like(proposal.text, judged.personal, asks)
        return replace(
            proposal,
            joins=joins.id if joins else None,
            urgency=judged.urgency.reason if judged.urgency else None,
            personal=judged.personal,
        )

    def open(
        self,
        proposal: Proposal,
        person: Person,
        asks: Asks,
        *,
        text: str | None = None,
        choice: Choice | None = None,
        anonymous: bool = False,
        share: bool = True,
    ) -> Case:
        """Open the case, or join the one that is open on the same question; that one is returned.

        `text` is what the asker made of the proposed one, `choice` whom they chose of the
        proposal's choices. `share`: the experts may see the conversation. Opening the same
        turn's case a second time changes nothing. Raises CaseError.
        """
        text = self._text(proposal.text if text is None else text)
        if not is_question(text):
            raise CaseError(
                "worthless", "this says nothing that somebody could answer; write your question"
            )
        choice = choice or proposal.choice
        if choice not in proposal.choices:
            raise CaseError("off", "nobody takes cases there; choose one of those proposed")
        if anonymous and not choice.may_be_anonymous:
            raise CaseError(
                "forbidden", f"“{choice.title}” does not take cases from people who stay unnamed"
            )
        judged = self._judge(text)
        # What the asker's own edit left out was still asked.
        urgency = judged.urgency.reason if judged.urgency else proposal.urgency
        personal = judged.personal or proposal.personal
        while True:
            newest = self._table.newest()
            same = self._open_one_like(text, personal, asks)
            with self._table.changes() as change:
                if change.newest() != newest:
                    continue  # somebody opened one meanwhile, perhaps this very question's
                known = change.case_of_turn(proposal.turn_id) if proposal.turn_id else None
                if known is not None:
                    return known
                asker = CaseAsker(
                    0, person.id, person.name, person.address, anonymous, proposal.language,
                    proposal.turn_id, change.now,
                )  # fmt: skip
                if same is not None:
                    return self._join(change, same, asker, text, urgency)
                case = change.open(
                    space=choice.space,
                    language=proposal.language,
                    question=text,
                    turn_id=proposal.turn_id,
                    urgency=urgency,
                    personal=personal,
                    shared=share and not anonymous,
                    assignee=after(chain(self._settings, self._space(choice.space)), None),
                )
                change.join(replace(asker, case_id=case.id))
                change.enter(case.id, "question", person.id, _name(asker), text)
                if proposal.turn_id:
                    change.attach(proposal.turn_id, case.id)
                to = [case.assignee] if case.assignee else []
                change.put(
                    together(
                        *(self._to_expert(case, "opened", a, _name(asker), text) for a in to),
                        self._tell_urgent(case, _name(asker), text, "urgent"),
                        self._writer.event("case.opened", case),
                    )
                )
                return case

    def add(self, number: int, person: Person, text: str, key: str | None = None) -> Entry:
        """An asker adds to a case; one that was answered is open again."""
        text = self._text(text)
        judged = self._judge(text)
        mine = self.seen_by(number, person.id).askers[0]
        with self._table.changes() as change:
            case = self._still(change, number)
            if case.state == "closed":
                raise CaseError(
                    "closed", f"case {number} is closed; ask a new question to open another"
                )
            name = _name(mine)
            entry = change.enter(number, "addition", person.id, name, text, key)
            newly = judged.urgency.reason if judged.urgency and not case.urgency else None
            case = change.set(
                number,
                state="open",
                reminded=change.now,
                reminders=0,
                urgency=newly or case.urgency,
                personal=case.personal or judged.personal,
            )
            to = [case.assignee] if case.assignee else []
            change.put(
                together(
                    *(
                        self._to_expert(case, "addition", a, name, text, f"addition-{entry}")
                        for a in to
                    ),
                    self._tell_urgent(case, name, text, "urgent") if newly else [],
                )
            )
        return self._entry(number, entry)

    # What experts do

    def reply(
        self, number: int, author: Person, text: str, publish: bool = False, key: str | None = None
    ) -> Entry:
        """Answer a case: everybody who asked is told. `key` is what it came with, such as a
        Message-ID: the second time, what was made of it the first time is returned.

        `publish` makes it a verified answer too.
        """
        if key is not None:
            known = self._table.entry_with(key)
            if known is not None:
                return known
        text = self._text(text)
        with self._table.changes() as change:
            case = self._still(change, number)
            if case.state == "closed":
                raise CaseError("closed", f"case {number} is closed; reopen it to answer it")
            if publish and case.personal:
                raise CaseError(
                    "personal",
                    f"case {number} is about somebody's health or conduct and is never published; "
                    "answer without publishing",
                )
            entry = change.enter(
                number, "reply", author.address or author.id, author.name, text, key
            )
            case = change.set(number, state="answered", answered=change.now)
            self._tell_askers(change, case, "answered", text, entry)
            change.put(self._writer.event("case.answered", case))
        return self._entry(number, entry)

    def note(self, number: int, author: Person, text: str, key: str | None = None) -> Entry:
        """Keep something for the experts alone."""
        text = self._text(text)
        with self._table.changes() as change:
            self._still(change, number)
            entry = change.enter(
                number, "note", author.address or author.id, author.name, text, key
            )
        return self._entry(number, entry)

    def pass_on(
        self,
        number: int,
        author: Person,
        to: str | None = None,
        space: str | None = None,
        text: str = "",
    ) -> Case:
        """Hand a case to another expert (`to`, an address), or to another space's experts."""
        with self._table.changes() as change:
            case = self._still(change, number)
            if space is not None:
                self._settings.named(space)
                case = change.set(number, space=space)
            addresses = chain(self._settings, self._space(case.space))
            to = to or after(addresses, None if space is not None else case.assignee)
            return self._hand_over(change, case, to, author, text)

    def away(self, number: int, address: str, text: str = "") -> Case:
        """The expert whose turn it is does not work now: the next one's turn comes."""
        with self._table.changes() as change:
            case = self._still(change, number)
            if case.state != "open" or (case.assignee or "").lower() != address.lower():
                return case
            following = after(chain(self._settings, self._space(case.space)), case.assignee)
            if following is None:
                return case
            return self._hand_over(change, case, following, Person("", "", address), text)

    def merge(self, number: int, into: int, author: Person) -> Case:
        """Two cases ask the same: who asked in one is told with those of the other."""
        if number == into:
            raise CaseError("forbidden", f"case {number} cannot be merged with itself")
        with self._table.changes() as change:
            case, other = self._still(change, number), self._still(change, into)
            if case.personal or other.personal:
                raise CaseError(
                    "personal", "a case about somebody's health or conduct is never merged"
                )
            by = author.address or author.id
            for asker in change.askers(number):
                own = next(
                    (
                        entry.text
                        for entry in change.entries(number)
                        if entry.author == asker.person and entry.kind in ("question", "joined")
                    ),
                    case.question,
                )
                change.enter(into, "joined", asker.person, _name(asker), own)
            change.move_askers(number, into)
            change.enter(number, "closed", by, author.name, f"→ {into}")
            closed = change.set(number, state="closed", closed=change.now)
            change.put(self._writer.event("case.closed", closed))
            return change.set(into)

    def close(self, number: int, author: Person, text: str = "") -> Case:
        """Close a case; who asked and had no answer is told, with `text` where something is
        said. Closing a closed case changes nothing."""
        with self._table.changes() as change:
            case = self._still(change, number)
            if case.state == "closed":
                return case
            unanswered = case.state == "open"
            by = author.address or author.id
            entry = change.enter(number, "closed", by, author.name, text.strip())
            case = change.set(number, state="closed", closed=change.now)
            if unanswered or text.strip():
                self._tell_askers(change, case, "closed", text, entry, author.id)
            change.put(self._writer.event("case.closed", case))
            return case

    def reopen(self, number: int, author: Person, text: str = "") -> Case:
        """Open a case again that was answered or closed."""
        with self._table.changes() as change:
            case = self._still(change, number)
            if case.state == "open":
                return case
            by = author.address or author.id
            change.enter(number, "reopened", by, author.name, text.strip())
            return change.set(
                number, state="open", closed=None, reminded=change.now, reminders=0
            )  # fmt: skip

    # What time does

    def tick(self, now: datetime | None = None) -> None:
        """Recall cases that wait to their experts, and hand on those that were recalled in vain.

        May be called by any process at any time: each thing is done once.
        """
        settings = self._settings.cases
        if not settings.remind_days:
            return
        now = now or datetime.now(UTC)
        for waiting in self._table.list(states=_OPEN, kinds=_QUESTIONS):
            if now < self._due(waiting):
                continue
            with self._table.changes() as change:
                change.now = now
                case = change.get(waiting.id)
                if case is not None and case.state == "open" and now >= self._due(case):
                    self._recall(change, case)

    def _recall(self, change: CaseChanges, case: Case) -> None:
        addresses = chain(self._settings, self._space(case.space))
        following = after(addresses, case.assignee)
        if following and (not case.assignee or case.reminders >= self._settings.cases.remind_times):
            self._hand_over(change, case, following, Person(""), "")
            return
        case = change.set(
            case.id, reminded=change.now, reminders=case.reminders + 1, changed=case.changed
        )
        if case.assignee:
            entry = change.enter(case.id, "reminder", text=case.assignee)
            name = self._askers_name(change, case)
            change.put(
                self._to_expert(
                    case, "reminder", case.assignee, name, case.question, f"reminder-{entry}"
                )
            )

    def _due(self, case: Case) -> datetime:
        """When the next thing is done about a case that waits."""
        settings = self._settings.cases
        days = min(1, settings.remind_days) if case.urgency else settings.remind_days
        # Where nobody comes after, it is recalled ever more rarely, and never forgotten.
        days *= 2 ** min(6, max(0, case.reminders - settings.remind_times))
        return working_days_later(case.reminded or case.opened, days, self._zone)

    @property
    def _zone(self) -> tzinfo | None:
        return ZoneInfo(self._settings.timezone) if self._settings.timezone else None

    # Parts

    def _hand_over(
        self, change: CaseChanges, case: Case, to: str | None, author: Person, text: str
    ) -> Case:
        if to is None:
            raise CaseError(
                "forbidden", f"there is nobody else to pass case {case.id} on to; name an address"
            )
        by = author.address or author.id
        entry = change.enter(case.id, "passed", by, author.name, text.strip() or to)
        case = change.set(case.id, assignee=to, reminded=change.now, reminders=0)
        name = self._askers_name(change, case)
        change.put(self._to_expert(case, "passed", to, name, case.question, f"passed-{entry}"))
        return case

    def _join(
        self, change: CaseChanges, same: Case, asker: CaseAsker, text: str, urgency: str | None
    ) -> Case:
        case = self._still(change, same.id)
        if change.join(replace(asker, case_id=case.id)):
            change.enter(case.id, "joined", asker.person, _name(asker), text)
        if asker.turn_id:
            change.attach(asker.turn_id, case.id)
        if urgency and not case.urgency:
            case = change.set(case.id, urgency=urgency)
            change.put(self._tell_urgent(case, _name(asker), text, "urgent"))
        return case

    def _tell_urgent(self, case: Case, name: str, text: str, once: str) -> Sequence[Outgoing]:
        space = self._space(case.space)
        if not case.urgency or space is None:
            return []
        others = [a for a in space.urgent if a.lower() != (case.assignee or "").lower()]
        return together(*(self._to_expert(case, "urgent", a, name, text, once) for a in others))

    def _tell_askers(
        self,
        change: CaseChanges,
        case: Case,
        what: ToAsker,
        text: str,
        entry: int,
        besides: str = "",
    ) -> None:
        """Write to everybody who asked, each once about this entry."""
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

    def _to_expert(
        self, case: Case, what: ToExpert, to: str, name: str, text: str, once: str = ""
    ) -> Sequence[Outgoing]:
        space = self._space(case.space)
        title = (space.title or space.name) if space else ""
        return self._writer.expert(case, what, to, title, name, text, once or what)

    def _askers_name(self, change: CaseChanges, case: Case) -> str:
        askers = change.askers(case.id)
        return _name(askers[0]) if askers else ""

    def _open_one_like(self, text: str, personal: bool, asks: Asks) -> Case | None:
        """An open case with the same question, whose passages the asker may read as well."""
        if personal:
            return None
        known = [
            case
            for case in self._table.list([*asks.spaces, None], _OPEN, kinds=_QUESTIONS)
            if not case.personal
        ]
        found = self._same(text, [case.question for case in known]) if known else None
        if found is None:
            return None
        case = known[found]
        return case if asks.may_read(self._table.quoted(case)) else None

    def _still(self, change: CaseChanges, number: int) -> Case:
        found = change.get(number) if 0 < number < 2**63 else None
        if found is None:
            raise CaseError("unknown", f"there is no case {number}; the list shows those there are")
        return found

    def _entry(self, number: int, entry: int) -> Entry:
        return next(e for e in self._table.entries(number) if e.id == entry)

    def _text(self, text: str) -> str:
        text = text.strip()
        if not text:
            raise CaseError("empty", "the text is empty; write what is to be said")
        if len(text) > LONGEST_TEXT:
            raise CaseError(
                "empty",
                f"the text has {len(text):,} characters and the longest allowed is "
                f"{LONGEST_TEXT:,}; shorten it",
            )
        return text

    def _space(self, name: str | None) -> Space | None:
        """A case's space; None where it has none, or one that kilde.toml no longer names."""
        return next((space for space in self._settings.space if space.name == name), None)


def _name(asker: CaseAsker) -> str:
    """What an asker is called to experts; "" one who stays unnamed."""
    if asker.anonymous:
        return ""
    return Person(asker.person, asker.name, asker.address).called
