"""From a question to a case: proposed, then opened, or joined where it is asked already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from answering.cases.models import CaseError, Choice, Proposal
from answering.cases.proposing import Asks, propose
from answering.cases.telling import Telling, called
from answering.cases.worth import Likelihood, is_question
from answering.models import Person
from answering.urgency import Judged
from config import Settings
from mail.letters import is_address
from records import Case, CaseAsker, CaseChanges, CaseKind, CaseState, CaseTable, Entry, TurnRecord

LONGEST_TEXT = 10_000
# Which of some questions asks the same as the first, None if none does.
Same = Callable[[str, Sequence[str]], int | None]

_OPEN: tuple[CaseState] = ("open",)
_QUESTIONS: tuple[CaseKind] = ("question",)


class Opening:
    """Proposes and opens cases."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        table: CaseTable,
        telling: Telling,
        same: Same | None,
        judge: Callable[[str], Judged],
        likelihood: Likelihood | None,
    ) -> None:
        self._current = settings
        self._table = table
        self._telling = telling
        self._judge = judge
        self._likelihood = likelihood
        self._same = same or (lambda _question, _others: None)

    def propose(
        self, asks: Asks, question: str, language: str, turn: TurnRecord | None
    ) -> Proposal | None:
        """See `Cases.propose`."""
        if (turn is not None and turn.small_talk) or not is_question(question, self._likelihood):
            return None
        turn_id = turn.id if turn else None
        away = self._telling.away()
        proposal = propose(self._current(), asks, question, language, turn_id, away)
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
        text: str | None,
        choice: Choice | None,
        anonymous: bool,
        share: bool,
    ) -> Case:
        """See `Cases.open`."""
        text = checked_text(proposal.text if text is None else text)
        if not is_question(text, self._likelihood):
            raise CaseError(
                "worthless", "this says nothing that somebody could answer; write your question"
            )
        if person.address and not is_address(person.address):
            raise CaseError(
                "address", f"{person.address!r} is no mail address; correct it or leave it out"
            )
        choice = _checked_choice(proposal, choice, anonymous)
        judged = self._judge(text)
        # What the asker's own edit left out was still asked.
        urgency = judged.urgency.reason if judged.urgency else proposal.urgency
        personal = judged.personal or proposal.personal
        while True:
            newest = self._table.newest()
            same = self._open_one_like(text, personal, asks)
            with self._table.changes() as change:
                change.alone()
                if change.newest() != newest:
                    continue  # somebody opened one meanwhile, perhaps this very question's
                known = change.case_of_turn(proposal.turn_id) if proposal.turn_id else None
                if known is not None:
                    return known
                if same is not None and not _may_be_joined(change.get(same.id)):
                    continue  # it was answered, closed or merged meanwhile
                asker = CaseAsker(
                    same.id if same else 0, person.id, person.name, person.address, anonymous,
                    proposal.language, proposal.turn_id, change.now,
                )  # fmt: skip
                if same is not None:
                    return self._join(change, asker, text, urgency)
                case = change.open(
                    space=choice.space,
                    language=proposal.language,
                    question=text,
                    turn_id=proposal.turn_id,
                    urgency=urgency,
                    personal=personal,
                    shared=share and not anonymous,
                    assignee=self._telling.next_one(choice.space, None),
                )
                asker = replace(asker, case_id=case.id)
                change.join(asker)
                change.enter(case.id, "question", person.id, called(asker), text)
                if proposal.turn_id:
                    change.attach(proposal.turn_id, case.id)
                self._telling.opened(change, case, asker)
                return case

    def apart(
        self,
        change: CaseChanges,
        case: Case,
        asker: CaseAsker,
        text: str,
        judged: Judged,
        key: str | None,
    ) -> Entry:
        """One of several askers goes on in a case of their own: its first entry."""
        own = [
            entry.text
            for entry in change.entries(case.id)
            if entry.author == asker.person and entry.kind in ("question", "joined")
        ]
        question = "\n\n".join([*own[:1], text])
        new = change.open(
            space=case.space,
            language=asker.language,
            question=question,
            turn_id=asker.turn_id,
            urgency=judged.urgency.reason if judged.urgency else case.urgency,
            personal=True,
            shared=False,
            assignee=self._telling.next_one(case.space, None),
        )
        asker = replace(asker, case_id=new.id, joined=change.now, told=None)
        change.leave(case.id, asker.person, new.id)
        change.join(asker)
        number = change.enter(new.id, "question", asker.person, called(asker), question, key)
        self._telling.opened(change, new, asker)
        return next(entry for entry in change.entries(new.id) if entry.id == number)

    def _join(self, change: CaseChanges, asker: CaseAsker, text: str, urgency: str | None) -> Case:
        case = still(change, asker.case_id)
        if change.join(asker):
            change.enter(case.id, "joined", asker.person, called(asker), text)
        if asker.turn_id:
            change.attach(asker.turn_id, case.id)
        # As they are there: who was unnamed once stays so.
        asker = next(one for one in change.askers(case.id) if one.person == asker.person)
        if urgency and not case.urgency:
            case = change.set(case.id, urgency=urgency)
            self._telling.now_urgent(change, case, asker, text)
        return case

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


def _may_be_joined(case: Case | None) -> bool:
    return case is not None and case.state == "open" and not case.personal


def still(change: CaseChanges, number: int) -> Case:
    """The case, within a transaction; raises CaseError "unknown"."""
    found = change.get(number) if 0 < number < 2**63 else None
    if found is None:
        raise unknown(number)
    return found


def unknown(number: int) -> CaseError:
    """One that is somebody else's is spoken of like one that does not exist."""
    return CaseError(
        "unknown", f"there is no case {number} that you may see; the list shows those there are"
    )


def checked_text(text: str) -> str:
    """The text without white space around it; raises CaseError "empty"."""
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


def _checked_choice(proposal: Proposal, choice: Choice | None, anonymous: bool) -> Choice:
    choice = choice or proposal.choice
    if choice not in proposal.choices:
        raise CaseError("off", "nobody takes cases there; choose one of those proposed")
    if anonymous and not choice.may_be_anonymous:
        raise CaseError(
            "forbidden", f"{choice.title!r} does not take cases from people who stay unnamed"
        )
    return choice
