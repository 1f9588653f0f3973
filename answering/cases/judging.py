"""Answers put before an expert: to be approved before they are shown, or looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from answering.cases.letters import ToAsker
from answering.cases.models import CaseError
from answering.cases.opening import still
from answering.cases.telling import Telling
from answering.models import Person
from answering.urgency import Judged
from config import texts
from records import (
    Case,
    CaseAsker,
    CaseChanges,
    CaseKind,
    CaseTable,
    TurnRecord,
    Verdict,
    put_review,
)

# What becomes of the status of an answer that was to be approved.
_STATUS: dict[Verdict, str] = {"right": "answered", "corrected": "escalated", "wrong": "unanswered"}


class Judging:
    """Cases of the kinds "approval" and "review"."""

    def __init__(self, table: CaseTable, telling: Telling) -> None:
        self._table = table
        self._telling = telling

    def submit(
        self, kind: CaseKind, turn: TurnRecord, space: str, person: Person, judged: Judged
    ) -> Case:
        """See `Cases.submit`."""
        with self._table.changes() as change:
            case = change.open(
                space=space,
                language=turn.language,
                question=turn.full_question,
                turn_id=turn.id,
                kind=kind,
                urgency=judged.urgency.reason if judged.urgency else None,
                personal=judged.personal,
                assignee=self._telling.next_one(space, None),
            )
            # Who asked Kilde did not ask a person, and need not be known to one.
            asker = CaseAsker(
                case.id, person.id, person.name, person.address, True, turn.language, turn.id,
                change.now,
            )  # fmt: skip
            change.join(asker)
            change.enter(case.id, "question", person.id, "", turn.full_question)
            if kind == "approval":
                change.attach(turn.id, case.id)
                self._telling.assignee(change, case, "approval", None, case.question, "approval")
                self._telling.urgent(change, case, asker, case.question)
                self._telling.event(change, case)
            return case

    def judge(self, number: int, author: Person, verdict: Verdict, text: str, draft: str) -> Case:
        """See `Cases.judge`; `draft` is the answer that is looked at."""
        by = author.address or author.id
        with self._table.changes() as change:
            case = still(change, number)
            if case.kind == "question" or case.state != "open":
                raise CaseError("closed", f"case {number} has no answer that waits for a verdict")
            if verdict == "corrected" or (verdict == "right" and case.kind == "approval"):
                text = draft if verdict == "right" else text
                if not text.strip():
                    raise CaseError("empty", "there is no answer to send; write one")
                return self._answered(change, case, author, verdict, text)
            self.found(change, case, by, verdict)
            if verdict == "right":
                change.enter(number, "note", by, author.name, "✓")
                return change.set(number, state="closed", closed=change.now)
            say = self._telling.texts(case.language)
            told = text.strip() or say(f"autonomy.told_wrong_{case.kind}")
            entry = change.enter(number, "reply", by, author.name, told)
            case = change.set(number, state="answered", answered=change.now)
            self._telling.askers(change, case, "judged", told, entry)
            self._telling.answered(change, case)
            return case

    def found(self, change: CaseChanges, case: Case, by: str, verdict: Verdict) -> None:
        """Keep the verdict, and let the answer's asker see what became of it."""
        if case.kind == "question" or case.turn_id is None or not change.has_turn(case.turn_id):
            return
        put_review(change.connection, case.turn_id, case.id, by, verdict)
        if case.kind == "approval":
            change.set_turn(case.turn_id, status=_STATUS[verdict])
        elif verdict != "right":
            change.set_turn(case.turn_id, case_id=case.id)

    def over(self, change: CaseChanges, case: Case) -> Case:
        """From the first word after its verdict a case is a question like any other: what is
        written in it says nothing of the answer any more. Where that one was rejected, the
        question is with people now."""
        if case.kind == "question" or case.state != "answered":
            return case
        if case.turn_id is not None:
            change.attach(case.turn_id, case.id)
        return change.set(case.id, kind="question")

    def dropped(self, change: CaseChanges, case: Case) -> None:
        """A case was closed without a verdict: an answer that waited for one is none. What had
        one before its case was opened again keeps it."""
        if case.kind == "approval" and case.turn_id is not None:
            change.set_turn(case.turn_id, was="pending", status="unanswered")

    def _answered(
        self, change: CaseChanges, case: Case, author: Person, verdict: Verdict, text: str
    ) -> Case:
        by = author.address or author.id
        self.found(change, case, by, verdict)
        entry = change.enter(case.id, "reply", by, author.name, text.strip())
        case = change.set(case.id, state="answered", answered=change.now)
        what: ToAsker = "answered" if case.kind == "approval" else "judged"
        self._telling.askers(change, case, what, text, entry)
        self._telling.answered(change, case)
        return case


def with_sources(answer: str, citations: Iterable[Mapping[str, Any]], language: str) -> str:
    """An answer with what it quotes below it, a line each: it may be read where no page is."""
    say = texts(language)
    lines = []
    for one in citations:
        if f"[{one['n']}]" in answer:
            page = say("answer.page", page=one["page"]) if one["page"] else ""
            where = ", ".join(filter(None, (one["title"], one["heading"], page)))
            lines.append(f"[{one['n']}] {where}")
    return "\n\n".join(filter(None, (answer, "\n".join(lines))))
