"""What earlier newcomers asked is told by the section, of enough people, in nobody's words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from answering.starting.newcomers import AT_LEAST, asked_about

OPENED = datetime(2026, 1, 5, tzinfo=UTC)
LATER = OPENED + timedelta(weeks=10)
FERIE = json.dumps(
    [{"space": "hr", "document": "handbook/ferie.md", "heading": "Ferie > Overføring"}]
)
SECTION = ("hr", "handbook/ferie.md", "Ferie > Overføring")


def newcomers(count: int, came: datetime = LATER) -> dict[str, datetime]:
    return {"first": OPENED} | {f"person-{n}": came for n in range(count)}


def test_a_section_that_enough_newcomers_asked_about() -> None:
    first = newcomers(AT_LEAST)
    turns = [(person, LATER + timedelta(days=3), FERIE) for person in first if person != "first"]
    assert asked_about(turns, first) == {SECTION: AT_LEAST}


def test_fewer_people_are_not_told_of_however_often_they_asked() -> None:
    first = newcomers(AT_LEAST - 1)
    turns = [(person, LATER, FERIE) for person in first if person != "first"] * 3
    assert asked_about(turns, first) == {}


def test_who_has_been_there_for_long_is_not_new() -> None:
    first = newcomers(AT_LEAST)
    turns = [(person, LATER + timedelta(weeks=5), FERIE) for person in first]
    assert asked_about(turns, first) == {}


def test_those_who_came_with_kilde_itself_are_not_new() -> None:
    first = newcomers(AT_LEAST, came=OPENED + timedelta(days=2))
    turns = [(person, OPENED + timedelta(days=3), FERIE) for person in first]
    assert asked_about(turns, first) == {}
