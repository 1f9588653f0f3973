"""When a schedule comes: cron's meaning, and clocks that are moved."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ingest.schedule import Cron

OSLO = ZoneInfo("Europe/Oslo")


def comes(expression: str, start: str, count: int, timezone: str = "Europe/Oslo") -> list[str]:
    """The next times of a schedule, on the clocks of its zone."""
    cron, zone = Cron(expression, timezone), ZoneInfo(timezone)
    now, found = datetime.fromisoformat(start).replace(tzinfo=zone), []
    for _ in range(count):
        now = cron.next(now)
        found.append(now.astimezone(zone).strftime("%a %d.%m. %H:%M"))
    return found


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("0 3 * * 0", ["Sun 01.11. 03:00", "Sun 08.11. 03:00"]),
        ("0 3 * * 7", ["Sun 01.11. 03:00", "Sun 08.11. 03:00"]),
        ("0 3 * * 1", ["Mon 02.11. 03:00", "Mon 09.11. 03:00"]),
        ("0 3 * * sun", ["Sun 01.11. 03:00", "Sun 08.11. 03:00"]),
        ("0 3 * * 1-5", ["Mon 02.11. 03:00", "Tue 03.11. 03:00", "Wed 04.11. 03:00"]),
        ("0 3 * * 6-7", ["Sun 01.11. 03:00", "Sat 07.11. 03:00", "Sun 08.11. 03:00"]),
        ("0 3 * * 6,0", ["Sun 01.11. 03:00", "Sat 07.11. 03:00", "Sun 08.11. 03:00"]),
        ("0 3 13 * 5", ["Fri 06.11. 03:00", "Fri 13.11. 03:00", "Fri 20.11. 03:00"]),
        ("0 3 2 * 5", ["Mon 02.11. 03:00", "Fri 06.11. 03:00", "Fri 13.11. 03:00"]),
        # A step is no restriction to cron: both must fit.
        ("0 3 */2 * 1", ["Mon 09.11. 03:00", "Mon 23.11. 03:00"]),
        ("30 6-18/6 * * *", ["Sun 01.11. 06:30", "Sun 01.11. 12:30", "Sun 01.11. 18:30"]),
        ("0 0 1 jan,jul *", ["Fri 01.01. 00:00", "Thu 01.07. 00:00"]),
        ("0 0 29 2 *", ["Tue 29.02. 00:00"]),
    ],
)
def test_what_the_fields_mean(expression: str, times: list[str]) -> None:
    assert comes(expression, "2026-11-01 00:00", len(times)) == times


def test_what_falls_into_the_missing_hour_comes_right_after_it() -> None:
    assert comes("30 2 * * *", "2026-03-28 12:00", 2) == ["Sun 29.03. 03:00", "Mon 30.03. 02:30"]


def test_what_the_clocks_show_twice_comes_once() -> None:
    assert comes("30 2 * * *", "2026-10-24 12:00", 2) == ["Sun 25.10. 02:30", "Mon 26.10. 02:30"]


def test_every_hour_is_every_hour_that_passes() -> None:
    assert comes("0 * * * *", "2026-03-29 00:30", 3) == [
        "Sun 29.03. 01:00", "Sun 29.03. 03:00", "Sun 29.03. 04:00",
    ]  # fmt: skip
    assert comes("0 * * * *", "2026-10-25 00:30", 4) == [
        "Sun 25.10. 01:00", "Sun 25.10. 02:00", "Sun 25.10. 02:00", "Sun 25.10. 03:00",
    ]  # fmt: skip


def test_the_last_time_is_the_one_that_the_next_time_followed() -> None:
    chance = random.Random(4)
    for expression in ("30 2 * * *", "*/20 * * * *", "0 3 * * 7", "15 1,2,3 29 * 0"):
        cron = Cron(expression, "Europe/Berlin")
        for _ in range(60):
            now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(525_600))
            after = cron.next(now)
            assert cron.previous(after) == after
            assert cron.previous(after - timedelta(seconds=1)) <= now
            assert cron.next(cron.previous(now)) > now


def test_against_the_calendar() -> None:
    """Every minute of two weeks, tried one by one."""
    cron, start = Cron("*/30 8-10 1-7 * 1", "Europe/Oslo"), datetime(2026, 11, 1, tzinfo=OSLO)
    minutes = [start + timedelta(minutes=n) for n in range(1, 14 * 24 * 60)]
    wanted = [
        at.astimezone(UTC)
        for at in minutes
        if at.minute in (0, 30) and 8 <= at.hour <= 10 and (at.day <= 7 or at.weekday() == 0)
    ]
    found, now = [], start.astimezone(UTC)
    while (now := cron.next(now)) <= minutes[-1]:
        found.append(now)
    assert found == wanted


def test_without_a_zone_it_goes_by_this_machines_clocks() -> None:
    now = datetime.now(UTC)
    assert Cron("0 3 * * *").next(now).astimezone().strftime("%H:%M") == "03:00"
