"""What experts found of answers says whether a space may be trusted further, or less."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from answering.autonomy import Evidence, Proposal, evidence
from config import Space
from records import Asked, Reviewed

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def looked_at(right: int, wrong: int, confidence: float = 0.8) -> list[Reviewed]:
    """So many answers that were right, and after them so many that were not."""
    found: list[Reviewed] = []
    for n in range(right + wrong):
        verdict: Any = "right" if n < right else ("wrong", "corrected")[n % 2]
        found.append(Reviewed(f"{n}", verdict, confidence, ("hr",), NOW))
    return found


def of(level: str, reviewed: list[Reviewed], asked: Asked | None = None, **keys: Any) -> Evidence:
    space = Space.model_validate({"name": "hr", "autonomy": level, **keys})
    return evidence(space, reviewed, asked or Asked(100, 0, 0), error=0.1, enough=50)


@pytest.mark.parametrize(
    ("level", "right", "wrong", "proposed"),
    [
        ("suggest", 50, 0, Proposal("review", back=False)),
        ("review", 98, 2, Proposal("answer", back=False)),
        ("suggest", 49, 0, None),  # too few
        ("suggest", 47, 3, None),  # 6 %, but it may be 16 %
        ("answer", 80, 0, None),  # there is nothing above
        ("review", 40, 12, Proposal("suggest", back=True)),  # 12 of the newest 30
        ("suggest", 0, 60, None),  # there is nothing below
        ("review", 0, 1, None),  # one tells nothing
        ("review", 4, 5, None),  # nor do nine
        ("review", 5, 5, Proposal("suggest", back=True)),
    ],
)
def test_a_step_is_proposed(level: str, right: int, wrong: int, proposed: Proposal | None) -> None:
    assert of(level, looked_at(right, wrong)).proposal == proposed


def test_where_nobody_looks_people_who_were_not_helped_count() -> None:
    assert of("answer", [], Asked(200, 60, 55)).proposal == Proposal("review", back=True)
    assert of("answer", [], Asked(200, 60, 15)).proposal is None
    assert of("answer", [], Asked(2, 2, 2)).proposal is None


def test_what_the_next_level_would_have_meant() -> None:
    found = of("suggest", looked_at(36, 4), Asked(200, 0, 0))
    assert found.next_level == "review"
    assert found.missing == 10
    assert (found.wrong.count, found.wrong.of) == (4, 40)
    assert found.expected(found.wrong.value) == 20
    assert found.expected(found.wrong.low) == 8
    assert found.expected(found.wrong.high) == 46


def test_what_another_threshold_would_have_meant() -> None:
    reviewed = looked_at(10, 10, confidence=0.62) + looked_at(19, 1, confidence=0.88)
    found = of("suggest", reviewed, threshold=0.6)
    told = [(at.threshold, at.wrong.of, at.wrong.count) for at in found.thresholds]
    assert told[0] == (0.6, 40, 11)
    assert told[1:] == [(t, 20, 1) for t in (0.65, 0.7, 0.75, 0.8, 0.85)]


def test_only_answers_that_the_threshold_of_today_lets_through_count() -> None:
    reviewed = looked_at(0, 20, confidence=0.5) + looked_at(50, 0, confidence=0.9)
    assert of("suggest", reviewed, threshold=0.7).proposal == Proposal("review", back=False)
    assert of("suggest", reviewed, threshold=0.4).proposal is None
