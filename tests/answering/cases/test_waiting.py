"""What time does to a case that waits, and that it is done once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from answering import Kilde, Person
from answering.cases import CaseError, Cases
from answering.cases.chain import after, working_days_later
from records.schema import cases
from tests.answering.cases.office import EXPERT, KARI, escalated, forget_mail, letters

QUESTION = "Får jeg feriepenger i foreldrepermisjonen?"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def opened(kilde: Kilde, at: datetime = MONDAY) -> int:
    """A case as if it had been opened then, its first letter sent."""
    number = escalated(kilde, QUESTION).id
    forget_mail(kilde)
    with kilde.catalogue.engine.execution_options(writes=True).begin() as connection:
        connection.execute(cases.update().values(opened=at, changed=at, reminded=at))
    return number


def tick(kilde: Kilde, now: datetime) -> list[tuple[str, str]]:
    """Who is written to then, and the beginning of what."""
    forget_mail(kilde)
    kilde.cases.tick(now)
    return [(to, subject.split(":")[0]) for to, subject, _ in letters(kilde)]


def test_the_expert_is_reminded_then_the_next_one_asked_then_those_who_run_it(
    kilde: Kilde,
) -> None:
    number = opened(kilde)
    told = {}
    for day in range(15):
        now = MONDAY + timedelta(days=day, minutes=1)
        letters_of_the_day = tick(kilde, now)
        if letters_of_the_day:
            told[f"{now:%a %d}"] = letters_of_the_day
    assert told == {
        "Wed 25": [("hr@example.com", f"Case {number} still waits")],
        "Fri 27": [("hr2@example.com", f"Case {number} is yours now")],
        "Tue 01": [("hr2@example.com", f"Case {number} still waits")],
        "Thu 03": [("admin@example.com", f"Case {number} is yours now")],
        "Mon 07": [("admin@example.com", f"Case {number} still waits")],
    }
    assert [entry.kind for entry in kilde.cases.view(number).entries] == [
        "question", "reminder", "passed", "reminder", "passed", "reminder",
    ]  # fmt: skip


def test_once_however_often_it_is_looked_and_by_whom(kilde: Kilde) -> None:
    opened(kilde)
    late = MONDAY + timedelta(days=2, minutes=1)
    assert len(tick(kilde, late)) == 1
    another = Cases(kilde.departures, kilde.catalogue.engine)
    another.tick(late)
    kilde.cases.tick(late)
    assert len(letters(kilde)) == 1


def test_a_case_waits_no_longer_for_a_clock_that_was_set_back(kilde: Kilde) -> None:
    opened(kilde, MONDAY + timedelta(days=365))
    assert tick(kilde, MONDAY) == []
    [(to, _)] = tick(kilde, MONDAY + timedelta(days=2, minutes=1))
    assert to == "hr@example.com"


def test_what_was_answered_or_closed_waits_no_more(kilde: Kilde) -> None:
    number = opened(kilde)
    kilde.cases.reply(number, EXPERT, "Ja.")
    assert tick(kilde, MONDAY + timedelta(days=30)) == []
    kilde.cases.add(number, KARI, "Også fedre?")
    kilde.cases.close(number, EXPERT)
    assert tick(kilde, MONDAY + timedelta(days=60)) == []


def test_an_addition_begins_the_wait_anew(kilde: Kilde) -> None:
    number = opened(kilde)
    kilde.cases.add(number, KARI, "Det gjelder fra mars.")
    waits_since = kilde.cases.get(number).reminded
    assert waits_since is not None
    assert waits_since > MONDAY


def test_the_next_one_where_the_expert_is_away(kilde: Kilde) -> None:
    number = opened(kilde)
    assert kilde.cases.away(number, "HR@example.com").assignee == "hr2@example.com"
    assert kilde.cases.away(number, "hr@example.com").assignee == "hr2@example.com"
    [(to, _, _)] = letters(kilde)
    assert to == "hr2@example.com"


def test_a_case_passed_to_another_space(kilde: Kilde) -> None:
    number = opened(kilde)
    case = kilde.cases.pass_on(number, EXPERT, space="it")
    assert (case.space, case.assignee) == ("it", "it@example.com")
    case = kilde.cases.pass_on(number, EXPERT, to="sjef@example.com", text="Din avgjørelse")
    assert case.assignee == "sjef@example.com"
    assert kilde.cases.view(number).entries[-1].text == "Din avgjørelse"


def test_to_what_is_no_address_nothing_is_handed(kilde: Kilde) -> None:
    number = opened(kilde)
    with pytest.raises(CaseError, match="'sjefen' is no mail address"):
        kilde.cases.pass_on(number, EXPERT, to="sjefen")
    with pytest.raises(CaseError, match="is no mail address"):
        escalated(kilde, "Noe helt annet om ferie?", Person("local", "Kari", "kari@"))


def test_a_case_passed_to_a_space_without_experts(kilde: Kilde) -> None:
    case = kilde.cases.pass_on(opened(kilde), EXPERT, space="canteen")
    assert (case.space, case.assignee) == ("canteen", "admin@example.com")


@pytest.mark.parametrize(
    ("begins", "days", "ends"),
    [
        ("2026-11-23", 2, "2026-11-25"),
        ("2026-11-26", 2, "2026-11-30"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-28", 0, "2026-11-30"),
    ],
)
def test_weekends_do_not_count(begins: str, days: int, ends: str) -> None:
    moment = datetime.fromisoformat(f"{begins}T09:00+00:00")
    assert f"{working_days_later(moment, days, UTC):%Y-%m-%d}" == ends


def test_whose_turn_comes_next() -> None:
    assert after(("a@x", "b@x"), None) == "a@x"
    assert after(("a@x", "b@x"), "A@x") == "b@x"
    assert after(("a@x", "b@x"), "b@x") is None
    assert after(("a@x", "b@x"), "gone@x") == "a@x"
    assert after((), None) is None
