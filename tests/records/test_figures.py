"""No figure is about one person or about fewer than five, however figures are combined."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert

from records import Figures, open_database
from records.figures import MEASURES, Event, Line, as_counted, counted, enough, unanswered_since
from records.schema import case_askers, cases, feedback, reviews, turns

FIRST = date(2026, 9, 7)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FIVE = ["ada", "bo", "cai", "dag", "eva"]


def week(number: int) -> date:
    return FIRST + timedelta(weeks=number)


def events(people: list[str], number: int, space: str, so: bool = True) -> list[Event]:
    return [Event(frozenset([one]), week(number), space, so) for one in people]


def test_weeks_are_taken_together_until_five_people_have_asked() -> None:
    happened = [
        *events(["ada", "ada", "bo"], 0, "hr"),
        *events(["cai", "dag", "eva"], 1, "hr"),
        *events(FIVE, 2, "hr"),
        *events(["ada", "bo"], 3, "hr"),
    ]
    assert counted("asked", happened) == [
        Line("asked", week(0), week(1), "hr", 6, 6),
        Line("asked", week(2), week(2), "hr", 5, 5),
    ]


def test_a_small_space_hides_in_the_smallest_that_can_hide_it() -> None:
    happened = [
        *events([*FIVE, *FIVE], 0, "hr"),
        *events([*FIVE, "fay"], 0, "it"),
        *events(["ada"], 0, "board"),
    ]
    # Not hr, it and a total of 17, from which the board's one question would follow.
    assert counted("asked", happened) == [
        Line("asked", week(0), week(0), "hr", 10, 10),
        Line("asked", week(0), week(0), "", 7, 7),
    ]


def test_what_is_told_apart_waits_four_weeks_for_a_small_space() -> None:
    happened = [
        *events(FIVE, 0, "hr"),
        *events(["ada"], 0, "it"),
        *events(["bo", "cai", "dag", "eva"], 2, "it"),
        *events(["ada"], 3, "board"),
        *events(FIVE, 6, "hr"),
    ]
    assert counted("settled", happened) == [
        Line("settled", week(0), week(2), "hr", 5, 5),
        Line("settled", week(0), week(2), "it", 5, 5),
        Line("settled", week(3), week(6), "", 6, 6),
    ]


def test_a_side_of_fewer_than_five_waits_too() -> None:
    happened = [
        *events([*FIVE, "fay"], 0, "hr"),
        *events(["ada", "bo"], 0, "hr", so=False),
        *events(["cai", "dag", "eva"], 1, "hr", so=False),
    ]
    assert counted("settled", happened) == [Line("settled", week(0), week(1), "hr", 11, 6)]
    assert counted("settled", happened[:8]) == []
    assert counted("settled", happened[:6]) == [Line("settled", week(0), week(0), "hr", 6, 6)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'kilde.db'}")
    yield engine
    engine.dispose()


def ask(
    engine: Engine, person: str, number: int, space: str = "hr", status: str = "answered",
    case_id: int | None = None, verified_id: int | None = None, channel: str = "page",
    instead_of: str | None = None,
) -> str:  # fmt: skip
    key = uuid.uuid4().hex
    at = datetime.combine(week(number), datetime.min.time(), UTC) + timedelta(hours=30)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            insert(turns).values(
                id=key, conversation=key, person=person, asked=at, channel=channel, question="?",
                full_question="?", language="nb", status=status, confidence=0.9, answer="!",
                citations="[]", spaces=space, case_id=case_id, verified_id=verified_id,
                instead_of=instead_of,
            )
        )  # fmt: skip
    return key


def test_what_was_counted_stays_when_people_are_forgotten(engine: Engine) -> None:
    for person in FIVE:
        ask(engine, person, 0)
    ask(engine, "ada", 0, channel="command line")
    figures = Figures(engine)
    figures.settle(NOW)
    before = figures.lines()
    assert [(line.measure, line.of, line.count) for line in before] == [
        ("asked", 5, 5), ("settled", 5, 5), ("earlier", 5, 0),
    ]  # fmt: skip
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(delete(turns).where(turns.c.person == "ada"))
    figures.settle(NOW)
    assert figures.lines() == before


def test_a_question_that_was_answered_again_counts_once(engine: Engine) -> None:
    for person in FIVE:
        first = ask(engine, person, 0, status="unanswered")
        ask(engine, person, 0, instead_of=first)
    figures = Figures(engine)
    figures.settle(NOW)
    assert [(line.measure, line.of, line.count) for line in figures.lines()] == [
        ("asked", 5, 5), ("settled", 5, 5), ("earlier", 5, 0),
    ]  # fmt: skip
    assert unanswered_since(engine, datetime(2026, 1, 1, tzinfo=UTC)) == []


def test_the_week_that_goes_on_is_not_counted(engine: Engine) -> None:
    for person in FIVE:
        ask(engine, person, 11)  # from Monday, 23 November
    figures = Figures(engine)
    figures.settle(NOW)
    assert figures.lines() == []
    figures.settle(NOW + timedelta(days=7))
    assert [line.of for line in figures.lines() if line.measure == "asked"] == [5]


def test_ratings_reviews_and_cases(engine: Engine) -> None:
    for number, person in enumerate([*FIVE, *FIVE]):
        key = ask(engine, person, 0)
        at = datetime.combine(week(1), datetime.min.time(), UTC)
        with engine.execution_options(writes=True).begin() as connection:
            connection.execute(
                insert(feedback).values(
                    turn_id=key, person=person, helpful=number < 5, reason="", at=at
                )
            )
            connection.execute(
                insert(reviews).values(turn_id=key, reviewer="per", verdict="right", at=at)
            )
            case = connection.execute(
                insert(cases).values(
                    space="hr", language="nb", question="?", state="answered", opened=at,
                    changed=at, answered=at + timedelta(hours=2 if number < 5 else 50),
                )
            ).inserted_primary_key  # fmt: skip
            assert case is not None
            connection.execute(
                insert(case_askers).values(
                    case_id=case[0], person=person, name="", address="", language="nb", joined=at
                )
            )
    figures = Figures(engine)
    figures.settle(NOW)
    told = {line.measure: (line.of, line.count, line.hours) for line in figures.lines()}
    assert told["helpful"] == (10, 5, 0)
    assert told["right"] == (10, 10, 0)
    assert told["cases"] == (10, 5, 260)


def test_a_pilot_has_a_total_and_nothing_else(engine: Engine) -> None:
    ask(engine, "ada", 0)
    ask(engine, "bo", 0, status="unanswered")
    figures = Figures(engine)
    figures.settle(NOW)
    assert (figures.lines(), figures.whole()) == ([], [])  # each would know the other
    ask(engine, "cai", 11)
    total = {line.measure: (line.of, line.count) for line in figures.whole()}
    assert total["asked"] == (3, 3)
    assert total["settled"] == (3, 2)


def test_every_line_of_a_company_is_of_five_people_on_each_side(engine: Engine) -> None:
    """Random companies, held against the questions themselves."""
    dice = random.Random(4)
    people = [f"p{number}" for number in range(14)]
    asked: list[tuple[str, int, str, bool, bool]] = []
    for number in range(11):
        for _ in range(dice.randint(2, 14)):
            person, space = dice.choice(people), dice.choice(["hr", "hr", "it", "board", "hr\nit"])
            status = dice.choice(["answered", "answered", "unanswered"])
            case_id, verified_id = dice.choice([None, None, 1]), dice.choice([None, None, 1])
            ask(engine, person, number, space, status, case_id, verified_id)
            settled = status == "answered" and case_id is None
            asked.append((person, number, space, settled, verified_id is not None))
    figures = Figures(engine)
    for weeks in range(5, 0, -1):  # looked at now and then
        figures.settle(NOW - timedelta(weeks=weeks))
    figures.settle(NOW)
    lines = figures.lines()
    assert {line.measure for line in lines} >= {"asked", "settled", "earlier"}
    base = [line for line in lines if line.measure == "asked"]
    of_asked = as_counted(
        [
            Event(frozenset([person]), week(number), "" if "\n" in space else space, settled)
            for person, number, space, settled, _ in asked
        ],
        base,
    )
    for line in base:
        part = [e for e in of_asked if (e.since, e.space) == (line.first, line.space)]
        assert len(part) == line.of
        assert len({person for e in part for person in e.people}) >= 5
    for line in (one for one in lines if one.measure == "settled"):
        part = [
            e
            for e in as_counted(of_asked, [one for one in lines if one.measure == "settled"])
            if (e.since, e.space) == (line.first, line.space)
        ]
        assert (len(part), sum(e.so for e in part)) == (line.of, line.count)
        assert enough(part)
    assert set(MEASURES) >= {line.measure for line in lines}
