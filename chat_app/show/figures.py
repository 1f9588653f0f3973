"""Numbers, moments and durations, as a language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from chat_app.show.dates import shown_date
from config import Texts, writing


@dataclass(frozen=True)
class Clock:
    """What time it is, and in which zone moments are shown; None is the machine's."""

    now: datetime
    zone: tzinfo | None

    @property
    def today(self) -> date:
        return self.day(self.now)

    def day(self, at: datetime) -> date:
        """The day of a moment, in the zone."""
        return at.astimezone(self.zone).date()

    def shown(self, at: datetime, texts: Texts) -> str:
        """A moment as seen from now."""
        return shown_moment(at, self.now, self.zone, texts)


def grouped(number: int, texts: Texts) -> str:
    """A number with its thousands apart: `19 997`."""
    return writing.number(number, texts.language)


def percent(share: float, texts: Texts) -> str:
    """A share as `93 %`."""
    return writing.percent(share, texts.language)


def estimated(probability: float) -> float:
    """A probability that is never none and never all, as it is an estimate."""
    return min(0.99, max(0.01, probability))


def estimate(probability: float, texts: Texts) -> str:
    """A probability as `93 %`."""
    return percent(estimated(probability), texts)


def counted(number: int, key: str, texts: Texts) -> str:
    """A number and what it counts: the texts `count.<key>_one` and `count.<key>_other`."""
    return texts.counted(f"count.{key}", number)


def shown_moment(at: datetime, now: datetime, zone: tzinfo | None, texts: Texts) -> str:
    """`today 03:00`, `yesterday 03:00`, `tomorrow 03:00`, or the date with it."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    time = writing.time_of_day(local.time(), texts.language)
    days = (local.date() - today).days
    if -1 <= days <= 1:
        day = {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
        return texts(f"moment.{day}", time=time)
    return texts("moment.date", date=shown_date(local.date().isoformat(), texts), time=time)


def shown_duration(seconds: float, texts: Texts) -> str:
    """`4 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = timedelta(seconds=max(1, round(seconds)))
    minutes, rest = divmod(int(whole.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    units = (("hour", hours), ("minute", minutes), ("second", rest))
    first = next(number for number, (_, count) in enumerate(units) if count)
    shown = units[first : first + 2] if first < 2 else units[first:]
    return "\u00a0".join(
        writing.amount_of_time(count, unit, texts.language) for unit, count in shown
    )


def waited(since: datetime, now: datetime, texts: Texts) -> str:
    """For how long somebody has waited, in the largest whole unit: `has waited 3 hours`."""
    minutes = max(1, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return counted(minutes, "waited_minutes", texts)
    if minutes < 48 * 60:
        return counted(minutes // 60, "waited_hours", texts)
    return counted(minutes // (24 * 60), "waited_days", texts)
