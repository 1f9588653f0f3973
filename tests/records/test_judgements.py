"""What people found of answers: whether each was right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Engine

from records import Asked, Judgement, Judgements, Reviews, TurnRecord, Turns, open_database
from records.cases import CaseTable
from records.reviews import Verdict, put_review

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'kilde.db'}")


def asked(engine: Engine, turn_id: str, **changes: Any) -> None:
    turn = TurnRecord(
        id=turn_id,
        conversation="c",
        person="kari",
        asked=START + timedelta(minutes=int(turn_id)),
        channel="page",
        question="og for deltid?",
        full_question="Hvor mange feriedager har jeg på deltid?",
        language="nb",
        status="answered",
        confidence=0.8,
        answer="Ti dager. [1]",
        citations="[]",
        more='{"basis": null}',
        spaces=("hr",),
    )
    Turns(engine).add(TurnRecord(**{**vars(turn), **changes}))


def test_who_asked_knows_whether_it_helped(engine: Engine) -> None:
    for number in ("1", "2", "3", "4"):
        asked(engine, number)
    turns = Turns(engine)
    turns.rate("1", "kari", helpful=True)
    turns.rate("2", "kari", helpful=True)
    turns.rate("2", "kari", helpful=False)
    # Two who disagree tell nothing.
    turns.rate("3", "kari", helpful=True)
    turns.rate("3", "ola", helpful=False)
    question = "Hvor mange feriedager har jeg på deltid?"
    assert Judgements(engine).all() == [
        Judgement("1", question, '{"basis": null}', "hr", True),
        Judgement("2", question, '{"basis": null}', "hr", False),
    ]


def test_an_answer_that_a_person_had_to_add_to_was_not_enough(engine: Engine) -> None:
    cases = CaseTable(engine)
    for number in ("1", "2", "3"):
        asked(engine, number)
        with cases.changes() as change:
            case = change.open(space="it", language="nb", question="?")
            if number != "1":
                change.enter(case.id, "reply", "it@example.com", text="Spør Ola.")
            change.attach(number, case.id)
    # It helped all the same, says who asked.
    Turns(engine).rate("3", "kari", helpful=True)
    assert [(one.turn_id, one.space, one.right) for one in Judgements(engine).all()] == [
        ("2", "it", False),
        ("3", "it", True),
    ]


def test_what_an_expert_found_goes_before_what_who_asked_thought(engine: Engine) -> None:
    for number, verdict in (("1", "right"), ("2", "wrong"), ("3", "corrected")):
        asked(engine, number)
        Turns(engine).rate(number, "kari", helpful=verdict != "right")
        with engine.execution_options(writes=True).begin() as connection:
            put_review(connection, number, None, "hr@example.com", cast(Verdict, verdict))
    assert [one.right for one in Judgements(engine).all()] == [True, False, False]


def test_small_talk_and_verified_answers_tell_nothing_of_the_confidence(engine: Engine) -> None:
    asked(engine, "1", small_talk=True)
    asked(engine, "2", verified_id=7)
    for number in ("1", "2"):
        Turns(engine).rate(number, "kari", helpful=True)
    assert Judgements(engine).all() == []


def test_answers_count_whatever_an_expert_found_but_for_verified_ones(engine: Engine) -> None:
    found = {"1": "answered", "2": "escalated", "3": "unanswered", "4": "pending"}
    for number, status in found.items():
        asked(engine, number, status=status)
    with engine.begin() as connection:
        for number, verdict in (("1", "right"), ("2", "corrected"), ("3", "wrong")):
            put_review(connection, number, None, "hr@example.com", cast(Verdict, verdict))
    asked(engine, "5", status="unanswered")  # there was none
    asked(engine, "6", verified_id=1)  # an expert's own
    Turns(engine).rate("6", "kari", helpful=False)
    assert Reviews(engine).asked("hr", START) == Asked(answered=4, rated=0, unhelpful=0)
