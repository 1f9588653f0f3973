"""The life of a case: proposed, opened or joined, answered, passed on, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine

from answering.cases.care import care
from answering.cases.judging import Judging, with_sources
from answering.cases.letters import ToAsker
from answering.cases.merging import merged
from answering.cases.models import Care, CaseError, CaseView, Choice, Proposal
from answering.cases.opening import Opening, Same, checked_text, still, unknown
from answering.cases.proposing import Asks
from answering.cases.telling import Telling, called
from answering.cases.viewing import as_asker, as_expert
from answering.cases.waiting import Waiting
from answering.cases.worth import Likelihood
from answering.models import Answer, Person
from answering.urgency import Judged, judge
from answering.verified import NotPublished, Publisher
from config import Settings
from mail.letters import is_address
from records import Case, CaseKind, CaseState, CaseTable, Entry, ReplyTable, TurnRecord, Verdict


class Cases:
    """Every case of one installation. Safe to share between threads and processes."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        engine: Engine,
        same: Same | None = None,
        judge: Callable[[str], Judged] = judge,
        likelihood: Likelihood | None = None,
        publisher: Publisher | None = None,
    ) -> None:
        self._current = settings
        self._table = CaseTable(engine)
        self._judge = judge
        self._publisher = publisher
        self._telling = Telling(settings, self._table.secret(), ReplyTable(engine))
        self._opening = Opening(settings, self._table, self._telling, same, judge, likelihood)
        self._judging = Judging(self._table, self._telling)
        self._waiting = Waiting(settings(), self._table, self._telling)

    # Looking

    def get(self, number: int) -> Case:
        """The case; raises CaseError "unknown"."""
        found = self._table.get(number) if 0 < number < 2**63 else None
        if found is None:
            raise unknown(number)
        return found

    def list(
        self,
        spaces: Collection[str | None] | None = None,
        states: Collection[CaseState] = (),
        person: str | None = None,
        assignee: str = "",
    ) -> list[Case]:
        """Cases of some spaces (None among them: those that fit none), with those whose turn is
        `assignee`'s, or of an asker: urgent ones first, then those that somebody waits for, then
        those that changed last."""
        return self._table.list(spaces, states, person, assignee=assignee)

    def view(self, number: int) -> CaseView:
        """A case as its experts see it: who wishes to stay unnamed is."""
        case = self.get(number)
        names = self._current().privacy.asker_names == "experts"
        return as_expert(case, self._table.entries(number), self._table.askers(number), names)

    def seen_by(self, number: int, person: str) -> CaseView:
        """A case as one of its askers sees it: their own words, and what the experts said since
        they asked. Raises CaseError "unknown" where they did not ask."""
        case = self.get(number)
        mine = [asker for asker in self._table.askers(number) if asker.person == person]
        if not mine:
            raise unknown(number)
        names = self._current().privacy.expert_names != "nobody"
        return as_asker(case, self._table.entries(number), mine[0], names)

    def experts(self, case: Case) -> tuple[str, ...]:
        """The addresses whose case it is: the space's experts and those told of urgent ones,
        else those who get what fits nowhere."""
        space = self._telling.space(case.space)
        urgent = space.urgent if space and case.urgency else ()
        return tuple(dict.fromkeys([*self._telling.chain(case.space), *urgent]))

    # From a question to a case

    def propose(
        self, asks: Asks, question: str, language: str, turn: TurnRecord | None = None
    ) -> Proposal | None:
        """What would be sent to whom; None where the space that the question belongs to offers
        nothing, and for what is no question.

        `asks` searches as the asker may (a Reader); `turn` is where the question was asked.
        """
        return self._opening.propose(asks, question, language, turn)

    def some_auto(self, asks: Asks) -> bool:
        """Whether any space that may be read gets its cases without asking."""
        spaces = (self._telling.space(name) for name in asks.spaces)
        return any(space is not None and space.escalate == "auto" for space in spaces)

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
        return self._opening.open(proposal, person, asks, text, choice, anonymous, share)

    def add(self, number: int, person: Person, text: str, key: str | None = None) -> Entry:
        """An asker adds to a case; one that was answered is open again.

        What is about somebody's health or conduct is not for those who asked the same: it
        becomes a case of its own, and the entry returned is that one's.
        """
        text = checked_text(text)
        judged = self._judge(text)
        mine = self.seen_by(number, person.id).askers[0]
        with self._table.changes() as change:
            case = still(change, number)
            known = change.entry_with(key)
            if known is not None:
                return known
            if case.state == "closed":
                raise CaseError(
                    "closed", f"case {number} is closed; ask a new question to open another"
                )
            if judged.personal and len(change.askers(number)) > 1:
                return self._opening.apart(change, case, mine, text, judged, key)
            case = self._judging.over(change, case)
            entry = change.enter(number, "addition", person.id, called(mine), text, key)
            newly = judged.urgency.reason if judged.urgency and not case.urgency else None
            # Who says something of an answer that they were shown waits for a person now.
            was_review = case.kind == "review"
            if was_review and case.turn_id and change.has_turn(case.turn_id):
                change.attach(case.turn_id, number)
            case = change.set(
                number,
                kind="question" if was_review else case.kind,
                state="open",
                reminded=change.now,
                reminders=0,
                urgency=newly or case.urgency,
                personal=case.personal or judged.personal,
            )
            self._telling.assignee(change, case, "addition", mine, text, f"addition-{entry}")
            if newly:
                self._telling.urgent(change, case, mine, text)
        return self._entry(number, entry)

    def care(self, answer: Answer) -> Care | None:
        """Whether an answer is put before an expert, and when."""
        return care(self._current(), answer)

    def submit(self, kind: CaseKind, turn: TurnRecord, space: str, person: Person) -> Case:
        """Put an answer before the experts of a space: as "approval" before its asker sees it,
        as "review" afterwards. Who asked is not named to them."""
        return self._judging.submit(kind, turn, space, person, self._judge(turn.full_question))

    # What experts do

    def judge(self, number: int, author: Person, verdict: Verdict, text: str = "") -> Case:
        """What an expert found of an answer put before them. The asker is told: of the answer
        once it is approved or corrected (`text`), and where one that they saw is wrong.

        Raises CaseError "closed" where nothing waits for a verdict, "empty" where there is no
        answer to send.
        """
        case = self.get(number)
        draft = with_sources(*self._table.answer_of_turn(case.turn_id), case.language)
        return self._judging.judge(number, author, verdict, text, draft)

    def reply(
        self,
        number: int,
        author: Person,
        text: str,
        publish: bool = False,
        key: str | None = None,
        question: str = "",
        review_on: date | None = None,
    ) -> Entry:
        """Answer a case: everybody who asked is told. `key` is what it came with, such as a
        Message-ID: the second time, what was made of it the first time is returned.

        `publish` makes it a verified answer too: to `question`, which is the case's in other
        words, until `review_on`.
        """
        if key is not None:
            known = self._table.entry_with(key)
            if known is not None:
                return known
        text = checked_text(text)
        keep = self._published(number, author, text, question, review_on) if publish else None
        with self._table.changes() as change:
            case = still(change, number)
            known = change.entry_with(key)
            if known is not None:
                return known
            if case.state == "closed":
                raise CaseError("closed", f"case {number} is closed; reopen it to answer it")
            if publish and case.personal:
                raise CaseError(
                    "personal",
                    f"case {number} is about somebody's health or conduct and is never published; "
                    "answer without publishing",
                )
            case = self._judging.over(change, case)
            entry = change.enter(
                number, "reply", author.address or author.id, author.name, text, key
            )
            if keep is not None:
                change.enter(
                    number, "published", author.address or author.id, author.name,
                    f"verified/{keep(change.connection)}",
                )  # fmt: skip
            self._judging.found(change, case, author.address or author.id, "corrected")
            case = change.set(number, state="answered", answered=change.now)
            what: ToAsker = "judged" if case.kind == "review" else "answered"
            self._telling.askers(change, case, what, text, entry)
            self._telling.answered(change, case)
        self._telling.is_back(author.address)
        return self._entry(number, entry)

    def _published(
        self, number: int, author: Person, text: str, question: str, review_on: date | None
    ) -> Callable[[Connection], int] | None:
        """What keeps the reply for everyone; raises CaseError where it may not be."""
        case = self.get(number)
        if self._publisher is None or case.personal:
            return None
        try:
            return self._publisher.prepare(case, author, text, question, review_on)
        except NotPublished as error:
            kind = "personal" if error.reason == "personal" else "unpublished"
            raise CaseError(kind, f"case {number} was not answered: {error}") from error

    def note(self, number: int, author: Person, text: str, key: str | None = None) -> Entry:
        """Keep something for the experts alone."""
        text = checked_text(text)
        with self._table.changes() as change:
            still(change, number)
            known = change.entry_with(key)
            if known is not None:
                return known
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
        if to and not is_address(to):
            raise CaseError("address", f"{to!r} is no mail address; correct it")
        with self._table.changes() as change:
            case = still(change, number)
            if space is not None:
                self._current().named(space)
                case = change.set(number, space=space)
                case = replace(case, assignee=None)
            to = to or self._telling.next_one(case.space, case.assignee)
            if to is None and space is not None:
                # It waits on the Inbox page of whoever may see the space's cases.
                by = author.address or author.id
                change.enter(number, "passed", by, author.name, text.strip() or space)
                case = change.set(number, assignee=None, reminded=change.now, reminders=0)
            else:
                case = self._telling.hand_over(change, case, to, author, text)
            first = next(iter(change.askers(number)), None)
            if space is not None and first is not None:
                self._telling.urgent(change, case, first, case.question)
            return case

    def away(self, number: int, address: str, text: str = "") -> Case:
        """The expert whose turn it is does not work now: the next one's turn comes."""
        with self._table.changes() as change:
            case = still(change, number)
            if case.state != "open" or (case.assignee or "").lower() != address.lower():
                return case
            following = self._telling.next_one(case.space, case.assignee)
            if following is None:
                return case
            return self._telling.hand_over(change, case, following, Person("", "", address), text)

    def merge(self, number: int, into: int, author: Person) -> Case:
        """Two cases ask the same: who asked in one is told with those of the other."""
        if number == into:
            raise CaseError("forbidden", f"case {number} cannot be merged with itself")
        with self._table.changes() as change:
            case, other = still(change, number), still(change, into)
            if (case.kind, other.kind) != ("question", "question"):
                raise CaseError(
                    "forbidden", "an answer that is approved or reviewed is never merged"
                )
            if case.personal or other.personal:
                raise CaseError(
                    "personal", "a case about somebody's health or conduct is never merged"
                )
            if other.state != "open":
                raise CaseError("closed", f"case {into} does not wait any more; reopen it first")
            coming = next((asker.person for asker in change.askers(number)), None)
            merged(change, case, other, author)
            first = next((one for one in change.askers(into) if one.person == coming), None)
            self._telling.closed(change, still(change, number))
            newly = case.urgency if not other.urgency else None
            other = change.set(into, urgency=other.urgency or newly)
            if first is not None and newly:
                self._telling.now_urgent(change, other, first, case.question)
            return other

    def close(self, number: int, author: Person, text: str = "") -> Case:
        """Close a case; who asked and had no answer is told, with `text` where something is
        said. Closing a closed case changes nothing."""
        with self._table.changes() as change:
            case = still(change, number)
            if case.state == "closed":
                return case
            unanswered = case.state == "open"
            if unanswered:
                self._judging.dropped(change, case)
            by, name = author.address or author.id, author.name
            for asker in change.askers(number):
                if asker.person == author.id:  # their experts know them as who asked
                    by, name = asker.person, called(asker)
            entry = change.enter(number, "closed", by, name, text.strip())
            case = change.set(number, state="closed", closed=change.now)
            if unanswered or text.strip():
                self._telling.askers(change, case, "closed", text, entry, author.id)
            self._telling.closed(change, case)
            return case

    def reopen(self, number: int, author: Person, text: str = "") -> Case:
        """Open a case again that was answered or closed."""
        with self._table.changes() as change:
            case = still(change, number)
            if case.state == "open":
                return case
            by = author.address or author.id
            change.enter(number, "reopened", by, author.name, text.strip())
            return change.set(
                number, state="open", closed=None, reminded=change.now, reminders=0
            )  # fmt: skip

    def tick(self, now: datetime | None = None) -> None:
        """Remind the experts of cases that wait, and hand on those of which they were reminded
        in vain.

        May be called by any process at any time: each thing is done once.
        """
        self._waiting.tick(now or datetime.now(UTC))

    def _entry(self, number: int, entry: int) -> Entry:
        return next(e for e in self._table.entries(number) if e.id == entry)
