"""Hours and money: what was saved, less what wrong answers cost, with how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from answering.calibration import Share
from config import Value

# With fewer that were judged nothing is told of how many are wrong: of as many that are all
# right up to a sixth may be wrong, of half as many more than a quarter.
FEWEST_JUDGED = 20


@dataclass(frozen=True)
class Worth:
    """`settled` questions at `minutes` each. `wrong` is the share of wrong ones among answers
    that were looked at, or of unhelpful ones among those rated (`judged_by` "experts" or
    "askers"; "nobody" where there are too few). Hours, and money in `currency`: `gross` if all
    were right; `hours` and its bounds with each wrong one saving nothing and costing as much
    as it would have saved. Where too few were judged, the bounds are not known and None."""

    settled: int
    minutes: float
    hourly_cost: float
    currency: str
    wrong: Share
    judged_by: str

    @property
    def gross(self) -> float:
        return self.settled * self.minutes / 60

    @property
    def lost(self) -> float | None:
        """What the wrong ones cost, in hours: what they did not save, and as much again."""
        return 2 * self.wrong.value * self.gross if self.wrong.of else None

    @property
    def hours(self) -> float | None:
        return self._less(self.wrong.value)

    @property
    def low(self) -> float | None:
        return self._less(self.wrong.high)

    @property
    def high(self) -> float | None:
        return self._less(self.wrong.low)

    def money(self, hours: float) -> float:
        return hours * self.hourly_cost

    def as_json(self) -> dict[str, Any]:
        hours = {"value": self.hours, "low": self.low, "high": self.high, "gross": self.gross}
        return {
            "settled": self.settled,
            "minutes_per_question": self.minutes,
            "hourly_cost": self.hourly_cost,
            "currency": self.currency,
            "wrong": self.wrong.as_json(),
            "judged_by": self.judged_by,
            "hours": {key: _rounded(value) for key, value in hours.items()},
            "money": {
                key: None if value is None else _rounded(self.money(value))
                for key, value in hours.items()
            },
        }

    def _less(self, wrong: float) -> float | None:
        return self.gross * (1 - 2 * wrong) if self.wrong.of else None


def worth(settled: int, right: Share, helpful: Share, value: Value) -> Worth:
    """What so many settled questions are worth; experts' judgement counts before askers'."""
    both = (("experts", right), ("askers", helpful))
    enough = ((by, share) for by, share in both if share.of >= FEWEST_JUDGED)
    by, judged = next(enough, ("nobody", Share(0, 0)))
    wrong = Share(judged.of - judged.count, judged.of)
    return Worth(settled, value.minutes_per_question, value.hourly_cost, value.currency, wrong, by)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
