"""How far a figure of so few questions can be trusted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from answering.calibration.metrics import Flags, Floats

# 95 of 100 intervals made so hold the true figure.
_Z = 1.959964
_RESAMPLED = 1000


@dataclass(frozen=True)
class Share:
    """`count` of `of`, with its 95 % interval by Wilson's score, which holds for few too."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """0 to 1; NaN of nothing."""
        return self.count / self.of if self.of else math.nan

    @property
    def low(self) -> float:
        return self._bound(-1)

    @property
    def high(self) -> float:
        return self._bound(1)

    def _bound(self, side: int) -> float:
        if not self.of:
            return math.nan
        share, square = self.value, _Z**2 / self.of
        middle = share + square / 2
        reach = _Z * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of))
        return min(1.0, max(0.0, (middle + side * reach) / (1 + square)))

    def as_json(self) -> dict[str, Any]:
        return {
            "value": rounded(self.value),
            "low": rounded(self.low),
            "high": rounded(self.high),
            "count": self.count,
            "of": self.of,
        }


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; NaN where there is none."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, Any]:
        return {name: rounded(value) for name, value in vars(self).items()}


def resampled(figure: Callable[[Floats, Flags], float], scores: Floats, flags: Flags) -> Estimate:
    """A figure and its percentile interval over questions drawn again and again, always the
    same ones."""
    drawn = np.random.default_rng(1)
    count = len(scores)
    found = []
    for _ in range(_RESAMPLED if count else 0):
        rows = drawn.integers(0, count, count)
        one = figure(scores[rows], flags[rows])
        if not math.isnan(one):
            found.append(one)
    if not found:
        return Estimate(math.nan, math.nan, math.nan)
    low, high = np.quantile(found, (0.025, 0.975))
    return Estimate(figure(scores, flags), float(low), float(high))


def rounded(value: float) -> float | None:
    """Four decimals, as JSON: None for NaN."""
    return None if math.isnan(value) else round(float(value), 4)
