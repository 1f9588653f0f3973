"""A year that is asked for must stand somewhere about what is quoted."""

from __future__ import annotations

from datetime import date

import pytest

from answering.years import another_year
from records import Passage

TODAY = date(2026, 11, 25)


def passage(text: str, title: str = "Kantina", day: str | None = None) -> Passage:
    return Passage(1, 1, 1, "hr", "h", "h/kantina.md", title, day, "nb", ("Priser",), text)


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("Hva kostet lunsj i 2019?", "Lunsj koster 690 kroner i måneden.", 2019),
        ("Hva kostet lunsj i 2019?", "I 2019 kostet lunsj 550 kroner.", None),
        ("Hva koster lunsj?", "Lunsj koster 690 kroner i måneden.", None),
        # What holds now need not say so.
        ("Hva koster lunsj i 2026?", "Lunsj koster 690 kroner i måneden.", None),
        ("Hva koster lunsj i 2026?", "Satser 2025: lunsj koster 690 kroner.", 2026),
        ("Was kostet das Essen 2027?", "Ab 2026 kostet das Essen 7 Euro.", 2027),
        ("Who paid in 2022?", "From 2020–2024 the company paid for lunch.", None),
        ("Who paid in 2026/27?", "In the year 2025/26 the company paid for lunch.", None),
        ("Who paid in 2025?", "In the year 2024/25 the company paid for lunch.", None),
        ("Kan pumpen gi 2050 liter?", "Pumpen gir 2 050 liter i timen.", None),
    ],
)
def test_a_year_of_the_question_is_looked_for(
    question: str, text: str, missing: int | None
) -> None:
    assert another_year(question, [text], [passage(text)], TODAY) == missing


def test_the_title_and_the_date_tell_of_which_year_it_is() -> None:
    assert another_year("Ferie 2025?", [], [passage("Fem uker.", "Ferie 2025")], TODAY) is None
    assert another_year("Ferie 2025?", [], [passage("Fem uker.", day="2025-01-09")], TODAY) is None
    assert another_year("Ferie 2025?", [], [passage("Fem uker.", day="2026-01-09")], TODAY) == 2025
