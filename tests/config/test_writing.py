"""Dates, numbers, lists and plurals as each language writes them."""

from datetime import date, time

import pytest

from config import texts, writing


@pytest.mark.parametrize(
    "language, day, number, decimal, share, time_of_day, names",
    [
        ("nb", "15. januar 2026", "19 997", "0,60", "93 %", "03:05", "a, b og c"),
        ("de", "15. Januar 2026", "19.997", "0,60", "93 %", "03:05", "a, b und c"),
        ("en", "15 January 2026", "19,997", "0.60", "93%", "03:05", "a, b and c"),
    ],
)
def test_a_language_s_own_way(
    language: str, day: str, number: str, decimal: str, share: str, time_of_day: str, names: str
) -> None:
    def plain(text: str) -> str:
        return text.replace("\u00a0", " ")

    assert plain(writing.day(date(2026, 1, 15), language)) == day
    assert plain(writing.number(19997, language)) == number
    assert writing.number(0.6, language, 2) == decimal
    assert plain(writing.percent(0.93, language)) == share
    assert writing.time_of_day(time(3, 5), language) == time_of_day
    assert writing.listed(["a", "b", "c"], language) == names


def test_a_date_and_a_number_are_not_broken_over_two_lines() -> None:
    assert " " not in writing.day(date(2026, 1, 15), "nb")
    assert " " not in writing.number(19997, "nb")


def test_a_count_has_the_form_that_belongs_to_it() -> None:
    assert [texts("en").counted("count.passages", count) for count in (0, 1, 2, 1000)] == [
        "0 passages",
        "1 passage",
        "2 passages",
        "1,000 passages",
    ]
    assert texts("de").counted("count.documents", 1) == "1 Dokument"
    assert texts("nb").counted("answer.done", 1) == "Svaret er klart, med én kilde."
    told = texts("en").counted("mail.waiting_subject", 1, title="Kilde", space="HR")
    assert told == "Kilde: 1 document of “HR” waits for you to confirm its removal"


def test_what_is_less_than_nothing_has_a_minus_sign() -> None:
    assert writing.number(-1.3, "de", 1) == "\u22121,3"
    assert writing.money(-800, "NOK", "en").startswith("\u2212")
