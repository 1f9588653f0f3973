"""The figures of some spaces: sums of lines, each of at least five people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from answering.calibration import Share
from answering.figures.worth import Worth, worth
from config import Settings, Value
from records import Figures, Line
from records.figures import PILOT, Measure

Scope = frozenset[str] | None
"""The spaces that somebody answers for; None: all, and what belongs to several or none."""


@dataclass(frozen=True)
class Sums:
    """The lines of one part: all, a space, or some weeks. `cases` is of cases answered those
    within a day; `hours` is what one took on average, None where there is none."""

    asked: int
    settled: Share
    earlier: Share
    handed: Share
    helpful: Share
    right: Share
    cases: Share
    hours: float | None

    @property
    def answered(self) -> Share:
        """Settled, or answered and handed on all the same; of nothing where that is not known
        of the very questions that are told settled or not."""
        others = self.settled.of - self.settled.count
        if self.handed.of != others:
            return Share(0, 0)
        return Share(self.settled.count + self.handed.count, self.settled.of)

    def as_json(self) -> dict[str, Any]:
        shares = ("answered", "settled", "earlier", "helpful", "right")
        return {
            "asked": self.asked,
            **{name: getattr(self, name).as_json() for name in shares},
            "cases": {**self.cases.as_json(), "hours": self.hours and round(self.hours, 1)},
        }


@dataclass(frozen=True)
class Weeks:
    """What was asked, or settled, in the weeks from the Monday `first` to the Sunday `last`."""

    first: date
    last: date
    share: Share

    def as_json(self) -> dict[str, Any]:
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            **self.share.as_json(),
        }


@dataclass(frozen=True)
class Overview:
    """Everything of a scope. With `pilot` it is one total of everything until now, of too few
    people for more. `spaces` has "" for what belongs to several spaces, to none, or to one
    with too few people. `worth` is of all, `worth_of` of each of the spaces."""

    pilot: bool
    first: date | None
    last: date | None
    all: Sums
    spaces: dict[str, Sums]
    asked: tuple[Weeks, ...]
    settled: tuple[Weeks, ...]
    worth: Worth
    worth_of: dict[str, Worth]
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "pilot": self.pilot,
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "all": self.all.as_json(),
            "worth": self.worth.as_json(),
            "spaces": [
                {
                    "space": name or None,
                    **sums.as_json(),
                    "worth": self.worth_of[name].as_json(),
                }
                for name, sums in self.spaces.items()
            ],
            "weeks": {
                "asked": [one.as_json() for one in self.asked],
                "settled": [one.as_json() for one in self.settled],
            },
        }


def figures(
    engine: Engine, settings: Settings, scope: Scope, now: datetime | None = None
) -> Overview:
    """What may be shown to somebody who answers for `scope`, as of the last Sunday."""
    table = Figures(engine)
    table.settle(now)
    lines = table.lines()
    # Where nobody signs in there is one person, who looks at their own.
    fewest = 1 if settings.auth.provider == "none" else PILOT
    pilot = table.whole(fewest) if scope is None and not lines else []
    return overview(lines, pilot, scope, settings.value)


def overview(lines: Sequence[Line], pilot: Sequence[Line], scope: Scope, value: Value) -> Overview:
    """What may be shown to somebody who answers for `scope`: sums of `lines`, or, for all
    spaces and where there are none yet, the total of a `pilot`."""
    mine = [line for line in lines if scope is None or line.space in scope]
    is_pilot = not any(line.measure == "asked" for line in mine) and scope is None
    if is_pilot:
        mine = list(pilot)
    names = sorted({line.space for line in mine}, key=lambda name: (not name, name))
    total = _sums(mine)
    spaces = {name: _sums([line for line in mine if line.space == name]) for name in names}
    return Overview(
        is_pilot,
        min((line.first for line in mine), default=None),
        max((_sunday(line.last) for line in mine), default=None),
        total,
        {} if is_pilot else spaces,
        () if is_pilot else _weeks(mine, "asked"),
        () if is_pilot else _weeks(mine, "settled"),
        _worth(total, value),
        {name: _worth(sums, value) for name, sums in spaces.items()},
        tuple(mine),
    )


def _worth(sums: Sums, value: Value) -> Worth:
    return worth(sums.settled.count, sums.right, sums.helpful, value)


def _sums(lines: Sequence[Line]) -> Sums:
    def share(measure: Measure) -> Share:
        mine = [line for line in lines if line.measure == measure]
        return Share(sum(line.count for line in mine), sum(line.of for line in mine))

    cases = share("cases")
    hours = sum(line.hours for line in lines if line.measure == "cases")
    return Sums(
        share("asked").of, share("settled"), share("earlier"), share("handed"),
        share("helpful"), share("right"), cases, hours / cases.of if cases.of else None,
    )  # fmt: skip


def _weeks(lines: Sequence[Line], measure: Measure) -> tuple[Weeks, ...]:
    found: dict[tuple[date, date], Share] = {}
    for line in (one for one in lines if one.measure == measure):
        key = (line.first, line.last)
        before = found.get(key, Share(0, 0))
        found[key] = Share(before.count + line.count, before.of + line.of)
    return tuple(
        Weeks(first, _sunday(last), share) for (first, last), share in sorted(found.items())
    )


def _sunday(monday: date) -> date:
    return monday + timedelta(days=6)
