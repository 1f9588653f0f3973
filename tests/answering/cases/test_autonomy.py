"""With "suggest" an expert looks before an answer goes out, with "review" afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import insert, select

from answering import Answer, Kilde
from answering.cases import CaseError
from records import Case, CaseTable
from records.schema import cases, departures, reviews
from tests.answering.cases.office import EXPERT, KARI, ask, escalated, letters

QUESTION = "Hvor mange uker ferie har ansatte i året?"
RIGHT = "fem uker ferie"


@pytest.fixture
def company(kilde: Kilde) -> Iterator[Kilde]:
    """HR answers whatever it finds, so that the level alone decides."""
    kilde.departures.change("hr", "threshold", 0.0, "a test")
    yield kilde
    with kilde.catalogue.engine.execution_options(writes=True).begin() as connection:
        connection.execute(reviews.delete())
        connection.execute(departures.delete())
    kilde.departures.change("hr", "threshold", 0.6, "a test")


def level(kilde: Kilde, autonomy: str) -> None:
    kilde.departures.change("hr", "autonomy", autonomy, "a test")


def verdicts(kilde: Kilde) -> list[tuple[str, str]]:
    with kilde.catalogue.engine.connect() as connection:
        rows = connection.execute(select(reviews.c.verdict, reviews.c.reviewer))
        return [(row.verdict, row.reviewer) for row in rows]


def status(kilde: Kilde, turn_id: str) -> str:
    turn = kilde.conversations.turns.get(turn_id)
    assert turn is not None
    return turn.status


def waiting(kilde: Kilde, kind: str) -> Case:
    [case] = [case for case in kilde.cases.list(states=["open"]) if case.kind == kind]
    return case


def test_an_answer_is_shown_before_it_is_recorded_unless_an_expert_looks_first(
    company: Kilde,
) -> None:
    shown: list[tuple[str, bool]] = []

    def show(answer: Answer) -> None:
        shown.append((answer.status, company.conversations.turns.get(answer.id) is None))

    company.conversations.ask(company.reader(()), QUESTION, KARI, show=show)
    assert shown == [("answered", True)]
    level(company, "suggest")
    company.conversations.ask(company.reader(()), QUESTION, KARI, show=show)
    assert shown == [("answered", True)]


def test_suggested_answers_show_nothing_before_they_are_approved(company: Kilde) -> None:
    level(company, "suggest")
    answer = ask(company, QUESTION)
    assert (answer.status, answer.answer, answer.citations) == ("pending", "", ())
    case = waiting(company, "approval")
    assert answer.case == case.id
    [(to, subject, body)] = letters(company)
    assert (to, subject) == ("hr@example.com", f"Case {case.id}: an answer to approve")
    assert QUESTION in body
    assert "Kari" not in body
    assert RIGHT not in body

    company.cases.judge(case.id, EXPERT, "right")
    assert status(company, answer.id) == "answered"
    assert verdicts(company) == [("right", "hr@example.com")]
    to, subject, body = letters(company)[-1]
    assert (to, subject) == ("kari@example.com", f"Du har fått svar: {QUESTION}")
    assert RIGHT in body
    assert "[1] Ferie" in body
    [*_, reply] = company.cases.seen_by(case.id, "kari").entries
    assert RIGHT in reply.text
    with pytest.raises(CaseError, match="no answer that waits"):
        company.cases.judge(case.id, EXPERT, "wrong")


def test_a_suggested_answer_is_corrected_or_rejected(company: Kilde) -> None:
    level(company, "suggest")
    corrected = ask(company, QUESTION)
    company.cases.judge(
        waiting(company, "approval").id, EXPERT, "corrected", "Seks uker fra 60 år."
    )
    assert status(company, corrected.id) == "escalated"
    assert "Seks uker fra 60 år." in letters(company)[-1][2]

    by_mail = ask(company, QUESTION)
    company.cases.reply(waiting(company, "approval").id, EXPERT, "Fem uker, seks fra 60 år.")
    assert status(company, by_mail.id) == "escalated"

    rejected = ask(company, QUESTION)
    company.cases.judge(waiting(company, "approval").id, EXPERT, "wrong")
    assert status(company, rejected.id) == "unanswered"
    assert "Dokumentene gir ikke noe godt svar" in letters(company)[-1][2]

    dropped = ask(company, QUESTION)
    company.cases.close(waiting(company, "approval").id, EXPERT, "Spør lønn.")
    assert status(company, dropped.id) == "unanswered"
    assert [verdict for verdict, _ in verdicts(company)] == ["corrected", "corrected", "wrong"]


def test_an_approved_answer_stays_right_whatever_is_written_after_it(company: Kilde) -> None:
    level(company, "suggest")
    answer = ask(company, QUESTION)
    case = waiting(company, "approval").id
    company.cases.judge(case, EXPERT, "right")
    company.cases.reply(case, EXPERT, "Og god ferie!")
    company.cases.add(case, KARI, "Takk! Og på deltid?")
    with pytest.raises(CaseError, match="no answer that waits"):
        company.cases.judge(case, EXPERT, "wrong")
    company.cases.reply(case, EXPERT, "Like mange uker.")
    assert status(company, answer.id) == "answered"
    assert verdicts(company) == [("right", "hr@example.com")]


def test_a_rejected_answer_that_is_asked_on_about_is_a_question_to_people(company: Kilde) -> None:
    level(company, "suggest")
    answer = ask(company, QUESTION)
    case = waiting(company, "approval").id
    company.cases.judge(case, EXPERT, "wrong")
    company.cases.add(case, KARI, "Hvem vet det da?")
    company.cases.reply(case, EXPERT, "Fem uker.")
    assert status(company, answer.id) == "escalated"
    assert verdicts(company) == [("wrong", "hr@example.com")]


def test_an_answer_is_judged_again_where_an_expert_opens_its_case_again(company: Kilde) -> None:
    level(company, "suggest")
    answer = ask(company, QUESTION)
    case = waiting(company, "approval").id
    company.cases.judge(case, EXPERT, "right")
    company.cases.reopen(case, EXPERT)
    company.cases.reply(case, EXPERT, "Seks uker fra 60 år.")
    assert status(company, answer.id) == "escalated"
    assert verdicts(company) == [("corrected", "hr@example.com")]


def test_an_approved_answer_stays_so_where_its_case_is_opened_again_and_closed(
    company: Kilde,
) -> None:
    level(company, "suggest")
    answer = ask(company, QUESTION)
    case = waiting(company, "approval").id
    company.cases.judge(case, EXPERT, "right")
    company.cases.reopen(case, EXPERT)
    company.cases.close(case, EXPERT)
    assert status(company, answer.id) == "answered"
    assert verdicts(company) == [("right", "hr@example.com")]


def test_reviewed_answers_are_shown_and_looked_at_quietly(company: Kilde) -> None:
    level(company, "review")
    answer = ask(company, QUESTION)
    assert answer.status == "answered"
    assert RIGHT in answer.answer
    case = waiting(company, "review")
    assert company.cases.list(person="kari") == []
    company.cases.judge(case.id, EXPERT, "right")
    assert company.cases.get(case.id).state == "closed"
    assert letters(company) == []
    assert verdicts(company) == [("right", "hr@example.com")]


@pytest.mark.parametrize(
    ("verdict", "text", "told"),
    [("corrected", "Seks uker fra 60 år.", "Seks uker fra 60 år."), ("wrong", "", "stemmer ikke")],
)
def test_the_asker_of_a_wrong_answer_is_told(
    company: Kilde, verdict: str, text: str, told: str
) -> None:
    level(company, "review")
    answer = ask(company, QUESTION)
    case = waiting(company, "review")
    company.cases.judge(case.id, EXPERT, "wrong" if verdict == "wrong" else "corrected", text)
    [(to, subject, body)] = letters(company)
    assert (to, subject) == ("kari@example.com", f"Om et svar du fikk: {QUESTION}")
    assert told in body
    assert [mine.id for mine in company.cases.list(person=KARI.id)] == [case.id]
    turn = company.conversations.turns.get(answer.id)
    assert turn is not None
    assert (turn.status, turn.case_id) == ("answered", case.id)


@pytest.mark.parametrize(("autonomy", "kind"), [("suggest", "approval"), ("review", "review")])
def test_answers_that_are_looked_at_are_not_merged(
    company: Kilde, autonomy: str, kind: str
) -> None:
    level(company, autonomy)
    ask(company, QUESTION)
    looked_at = waiting(company, kind)
    question = escalated(company, "Får jeg feriepenger i foreldrepermisjonen?")
    for one, into in ((question, looked_at), (looked_at, question)):
        with pytest.raises(CaseError, match="never merged"):
            company.cases.merge(one.id, into.id, EXPERT)


def test_who_adds_to_an_answer_that_was_reviewed_waits_for_a_person(company: Kilde) -> None:
    level(company, "review")
    ask(company, QUESTION)
    case = waiting(company, "review")
    company.cases.judge(case.id, EXPERT, "wrong")
    company.cases.add(case.id, KARI, "Hva er riktig, da?")
    [mine] = company.cases.list(person=KARI.id)
    assert (mine.id, mine.kind, mine.state) == (case.id, "question", "open")
    with pytest.raises(CaseError, match="no answer that waits"):
        company.cases.judge(case.id, EXPERT, "right")


def test_many_answers_to_review_hide_no_question_that_waits(company: Kilde) -> None:
    waits = escalated(company, "Får jeg feriepenger i foreldrepermisjonen?")
    with CaseTable(company.catalogue.engine).changes() as change:
        review = {
            "space": "hr", "language": "nb", "question": QUESTION, "kind": "review",
            "state": "open", "opened": change.now, "changed": change.now,
        }  # fmt: skip
        change.connection.execute(insert(cases), [review] * 501)
    assert company.cases.list(states=["open"])[0].id == waits.id
    assert company.cases.list({"it"}, ["open"], assignee="HR@example.com") == [waits]


def test_with_answer_nobody_looks(company: Kilde) -> None:
    level(company, "answer")
    assert ask(company, QUESTION).status == "answered"
    assert company.cases.list() == []
