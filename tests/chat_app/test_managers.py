"""What the page Figures says of worth, in words."""

from __future__ import annotations

from datetime import date

import pytest

from answering.figures import overview
from chat_app.managed import Managed
from chat_app.show.managers import managers
from config import LANGUAGES, Value, texts
from records import Line

MONDAY = date(2026, 11, 2)


def worth(language: str, right: int, of: int) -> list[str]:
    """What is said of 10 settled questions when experts found `right` of `of` answers right."""
    lines = [
        Line("asked", MONDAY, MONDAY, "hr", 10, 10),
        Line("settled", MONDAY, MONDAY, "hr", 10, 10),
        Line("right", MONDAY, MONDAY, "hr", of, right),
    ]
    found = Managed(None, overview(lines, [], None, Value()), [])
    said = managers(found, {"hr": "Personal"}, texts(language))["worth"]
    return [said["headline"], *said["lines"]]


def test_worth_is_told_from_twenty_judged_answers_on() -> None:
    headline = worth("en", 19, 19)[0]
    assert headline.startswith("At most 2.0 hours")
    assert headline.endswith("looked at 20 of them, or askers have rated as many.")
    headline, _, wrong, _ = worth("en", 20, 20)
    assert headline.startswith("About 2.0 hours")
    assert wrong.startswith("Taken off for wrong answers: 0.0 hours. Of 20 answers")


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_may_be_lost_than_saved(language: str) -> None:
    headline, *_ = worth(language, 0, 20)
    assert "\u22122" in headline
    assert "-" not in headline
