"""When a schedule comes, with cron's meaning of its five fields.

Weekdays count from Sunday, 0 or 7; where day of month and weekday are both restricted, either
will do. When clocks go forward, what falls into the missing hour comes right after it; when
they go back, it comes once. A schedule for every hour comes every hour that passes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from croniter import croniter

from config import Settings, Space

# No clock has ever been moved further than this at once.
_SHIFT = timedelta(hours=3)
_MINUTE = timedelta(minutes=1)


class Cron:
    """A cron expression on the clocks of `timezone`, or of this machine."""

    def __init__(self, expression: str, timezone: str = "") -> None:
        self._expression = expression
        self._zone = ZoneInfo(timezone) if timezone else None
        self._every_hour = expression.split()[1].startswith("*")

    def next(self, now: datetime) -> datetime:
        """The first time after `now`, in UTC."""
        slots = self._slots(self._wall(now) - _SHIFT)
        return self._nearest(slots.get_next, lambda at: at > now, min)

    def previous(self, now: datetime) -> datetime:
        """The last time before `now` or at it, in UTC."""
        slots = self._slots(self._wall(now) + _SHIFT)
        return self._nearest(slots.get_prev, lambda at: at <= now, max)

    def _slots(self, start: datetime) -> croniter:
        # What croniter calls a bug is what cron does with */2 beside a weekday.
        return croniter(self._expression, start, implement_cron_bug=True)

    def _nearest(
        self,
        step: Callable[[type[datetime]], datetime],
        wanted: Callable[[datetime], bool],
        choose: Callable[[list[datetime]], datetime],
    ) -> datetime:
        """Slots are in the order of the clock on the wall, which is not quite that of time."""
        found: list[datetime] = []
        first: datetime | None = None
        while True:
            slot = step(datetime)
            if first is not None and abs(slot - first) > _SHIFT:
                return choose(found)
            for at in self._instants(slot):
                if wanted(at):
                    first = first or slot
                    found.append(at)

    def _instants(self, slot: datetime) -> list[datetime]:
        early, late = self._utc(slot, 0), self._utc(slot, 1)
        if early == late:
            return [early]
        if early < late:  # the clocks show it twice
            return [early, late] if self._every_hour else [early]
        if self._every_hour:  # the clocks never show it
            return []
        at = early
        while self._offset(at - _MINUTE) == self._offset(early):
            at -= _MINUTE
        return [at]

    def _utc(self, slot: datetime, fold: int) -> datetime:
        return slot.replace(tzinfo=self._zone, fold=fold).astimezone(UTC)

    def _offset(self, at: datetime) -> timedelta | None:
        return at.astimezone(self._zone).utcoffset()

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(self._zone).replace(tzinfo=None, fold=0)


def next_run(settings: Settings, space: Space, now: datetime) -> datetime | None:
    """When the space's schedule comes next, in UTC; None where it has none."""
    return Cron(space.schedule, settings.timezone).next(now) if space.schedule else None
