"""What somebody sees who answers for some spaces, or for all."""

from __future__ import annotations

from datetime import date

from answering.calibration import Share
from answering.figures import as_csv, overview
from config import Value
from records import Line

MONDAY = date(2026, 11, 2)
LINES = [
    Line("asked", MONDAY, MONDAY, "hr", 10, 10),
    Line("asked", MONDAY, MONDAY, "", 7, 7),
    Line("settled", MONDAY, MONDAY, "hr", 10, 10),
    Line("settled", MONDAY, MONDAY, "", 7, 0),
    Line("handed", MONDAY, MONDAY, "", 7, 7),
    Line("cases", MONDAY, MONDAY, "", 8, 8, 20.0),
]


def test_administrators_see_all_and_the_parts() -> None:
    shown = overview(LINES, [], None, Value())
    assert (shown.pilot, shown.first, shown.last) == (False, MONDAY, date(2026, 11, 8))
    assert (shown.all.asked, shown.all.settled) == (17, Share(10, 17))
    assert shown.all.answered == Share(17, 17)
    assert (shown.all.cases, shown.all.hours) == (Share(8, 8), 2.5)
    assert {name: sums.asked for name, sums in shown.spaces.items()} == {"hr": 10, "": 7}
    assert {name: worth.gross for name, worth in shown.worth_of.items()} == {"hr": 2, "": 0}
    assert [(one.first, one.share) for one in shown.asked] == [(MONDAY, Share(17, 17))]


def test_owners_see_their_spaces_only() -> None:
    shown = overview(LINES, [], frozenset({"hr"}), Value())
    assert (shown.all.asked, list(shown.spaces), shown.all.cases.of) == (10, ["hr"], 0)
    assert as_csv(shown).splitlines() == [
        "measure,first_week,last_week,space,of,count,hours",
        "asked,2026-11-02,2026-11-02,hr,10,10,",
        "settled,2026-11-02,2026-11-02,hr,10,10,",
    ]


def test_a_pilot_has_one_total_for_administrators() -> None:
    pilot = [Line("asked", MONDAY, MONDAY, "", 3, 3), Line("settled", MONDAY, MONDAY, "", 3, 2)]
    shown = overview([], pilot, None, Value())
    assert (shown.pilot, shown.all.asked, shown.spaces, shown.asked) == (True, 3, {}, ())
    assert overview([], pilot, frozenset({"hr"}), Value()).all.asked == 0
