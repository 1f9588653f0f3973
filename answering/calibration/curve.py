"""How many questions are answered, and how many of those wrongly, from threshold to threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answering.calibration.intervals import Share
from answering.calibration.metrics import Flags, Floats

# Answers by which a threshold may be judged: of fewer, none wrong is luck.
LEAST_ANSWERS = 10


@dataclass(frozen=True)
class Point:
    """What a threshold gives: the share of all questions that are answered, and the share of
    the answers shown that are not right."""

    threshold: float
    coverage: Share
    error: Share


def curve(confidence: Floats, right: Flags) -> tuple[Point, ...]:
    """A point for each confidence there is, the surest first."""
    order = np.argsort(-confidence, kind="stable")
    sure, wrong = confidence[order], np.cumsum(~right[order])
    points = []
    for index in range(len(sure)):
        last = index + 1 == len(sure)
        if last or sure[index + 1] < sure[index]:
            below = 0.0 if last else float(sure[index + 1])
            points.append(
                Point(
                    _shortest(float(sure[index]), below),
                    Share(index + 1, len(sure)),
                    Share(int(wrong[index]), index + 1),
                )
            )
    return tuple(points)


def threshold_for(points: Sequence[Point], error: float) -> Point | None:
    """The point that answers most with at most `error` of its answers wrong; None where not
    even the surest LEAST_ANSWERS reach that."""
    good = [p for p in points if p.error.value <= error and p.error.of >= LEAST_ANSWERS]
    return max(good, key=lambda point: point.coverage.count, default=None)


def _shortest(value: float, below: float) -> float:
    """The number with the fewest decimals above `below` and up to `value`."""
    for decimals in range(2, 6):
        step = 10**decimals
        short = float(np.floor(value * step + 1e-9) / step)
        if short > below:
            return short
    return value
