"""A case from the question to the answer, and everybody who is told on the way."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from answering import Kilde, Person
from answering.cases import CaseError, Cases
from tests.answering.cases.office import (
    EXPERT,
    OLA,
    ask,
    escalated,
    events,
    letters,
)

QUESTION = "Får jeg feriepenger i foreldrepermisjonen?"
ANSWER = "Ja, i inntil 15 uker. Hilsen Hanne"


def test_asked_answered_and_told(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    assert (case.space, case.state, case.assignee) == ("hr", "open", "hr@example.com")
    [(to, subject, body)] = letters(kilde)
    assert (to, subject) == ("hr@example.com", f"Case {case.id}: {QUESTION}")
    assert "Kari Nordmann asks" in body
    assert f"http://localhost:8501/inbox?case={case.id}" in body
    kilde.cases.reply(case.id, EXPERT, ANSWER)
    assert kilde.cases.get(case.id).state == "answered"
    to, subject, body = letters(kilde)[-1]
    assert (to, subject) == ("kari@example.com", f"Du har fått svar: {QUESTION}")
    assert ANSWER in body
    assert events(kilde) == [("case.opened", case.id), ("case.answered", case.id)]


def test_the_same_question_joins_and_both_are_told(kilde: Kilde) -> None:
    first = escalated(kilde, QUESTION)
    second = escalated(kilde, "Får jeg feriepenger når jeg er i foreldrepermisjon?", OLA)
    assert second.id == first.id
    kilde.cases.reply(first.id, EXPERT, ANSWER)
    told = [to for to, subject, _ in letters(kilde) if "svar" in subject]
    assert told == ["kari@example.com", "ola@example.com"]
    seen = kilde.cases.seen_by(first.id, "ola")
    assert [entry.kind for entry in seen.entries] == ["joined", "reply"]
    assert seen.case.question == "Får jeg feriepenger når jeg er i foreldrepermisjon?"


def test_who_asks_while_it_is_answered_gets_a_case_of_their_own(kilde: Kilde) -> None:
    first = escalated(kilde, QUESTION)

    def answered_meanwhile(_question: str, others: Sequence[str]) -> int | None:
        kilde.cases.reply(first.id, EXPERT, ANSWER)
        return 0 if others else None

    late = Cases(lambda: kilde.settings, kilde.catalogue.engine, answered_meanwhile)
    proposal = kilde.cases.propose(kilde.reader(()), QUESTION, "nb")
    assert proposal is not None
    second = late.open(proposal, OLA, kilde.reader(()))
    assert (second.id != first.id, second.state) == (True, "open")
    assert [asker.person for asker in kilde.cases.view(second.id).askers] == ["ola"]


def test_a_service_desk_gets_it_without_asking(kilde: Kilde) -> None:
    answer = ask(kilde, "Why does the VPN client show error 809?")
    assert answer.status == "escalated"
    assert answer.case is not None
    case = kilde.cases.get(answer.case)
    assert case.space == "it"
    turn = kilde.conversations.turns.get(answer.id)
    assert turn is not None
    assert (turn.case_id, turn.status) == (case.id, "escalated")


def test_what_was_closed_takes_no_answer(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    kilde.cases.close(case.id, EXPERT, "Spør lønn.")
    with pytest.raises(CaseError, match="reopen it to answer"):
        kilde.cases.reply(case.id, EXPERT, ANSWER)
    kilde.cases.reopen(case.id, EXPERT)
    kilde.cases.reply(case.id, EXPERT, ANSWER)
    assert kilde.cases.get(case.id).state == "answered"


def test_the_same_question_of_many_at_once_is_one_case(kilde: Kilde) -> None:
    askers = [Person(f"p{n}", f"P{n}", f"p{n}@example.com") for n in range(6)]
    with ThreadPoolExecutor(len(askers)) as pool:
        numbers = set(pool.map(lambda person: escalated(kilde, QUESTION, person).id, askers))
    assert len(numbers) == 1
    [number] = numbers
    assert {asker.person for asker in kilde.cases.view(number).askers} == {a.id for a in askers}
    assert [to for to, *_ in letters(kilde)] == ["hr@example.com"]
    with ThreadPoolExecutor(4) as pool:
        entries = set(
            pool.map(lambda _: kilde.cases.reply(number, EXPERT, ANSWER, key="mail-7").id, range(4))
        )
    assert len(entries) == 1
    assert len(letters(kilde)) == 1 + len(askers)
