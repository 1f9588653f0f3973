"""Hours and money: with a range, and with what wrong answers cost taken off."""

from __future__ import annotations

import pytest

from answering.calibration import Share
from answering.figures import worth
from config import Value

VALUE = Value(minutes_per_question=12, hourly_cost=600, currency="NOK")


def test_wrong_answers_save_nothing_and_cost_as_much() -> None:
    shown = worth(100, right=Share(90, 100), helpful=Share(1, 2), value=VALUE)
    assert shown.judged_by == "experts"
    assert shown.gross == 20  # 100 questions at 12 minutes
    assert shown.lost == pytest.approx(4)  # 10 that saved nothing and cost 12 minutes each
    assert shown.hours == pytest.approx(16)
    assert shown.low == pytest.approx(13.03, abs=0.01)
    assert shown.high == pytest.approx(17.79, abs=0.01)
    assert shown.money(16) == 9600


def test_without_experts_askers_judge() -> None:
    shown = worth(100, right=Share(0, 0), helpful=Share(15, 20), value=VALUE)
    assert (shown.judged_by, shown.wrong) == ("askers", Share(5, 20))


def test_a_few_who_judged_say_nothing_of_all() -> None:
    shown = worth(100, right=Share(0, 19), helpful=Share(0, 19), value=VALUE)
    assert (shown.judged_by, shown.gross, shown.hours) == ("nobody", 20, None)
    shown = worth(100, right=Share(0, 19), helpful=Share(15, 20), value=VALUE)
    assert shown.judged_by == "askers"


def test_without_anybody_who_judged_there_is_no_range() -> None:
    shown = worth(100, right=Share(0, 0), helpful=Share(0, 0), value=VALUE)
    assert (shown.gross, shown.hours, shown.low, shown.high) == (20, None, None, None)
    assert shown.as_json()["money"] == {"value": None, "low": None, "high": None, "gross": 12000}


def test_many_wrong_answers_cost_more_than_is_saved() -> None:
    assert worth(60, Share(20, 100), Share(0, 0), VALUE).hours == pytest.approx(-7.2)
