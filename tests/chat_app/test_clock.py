"""What day it is where people work."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from chat_app.show.figures import Clock


def test_the_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    clock = Clock(late, ZoneInfo("Europe/Oslo"))
    assert (clock.today, clock.day(late)) == (date(2026, 11, 26), date(2026, 11, 26))
    assert Clock(late, UTC).today == date(2026, 11, 25)
