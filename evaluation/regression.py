"""The fit of the shipped confidence, by logistic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from answering.calibration.metrics import Flags, Floats
from answering.calibration.regression import logistic, sigmoid

# Of the ranking, the part that is fitted to telling what can be answered at all; the rest
# is fitted to being right. Alone, the first shows too little doubt about what is shown, the
# second gives away much of the first.
ANSWERABLE = 0.5
# Strength of the L2 penalty on the standardised coefficients, beside a mean loss. Signals
# that say nearly the same would else be set against each other, and a knowledge base unlike
# those fitted on, of one page, say, be judged by their difference.
RIDGE = 1e-2


# Rounds of finding the ceiling; each changes it by less than a thousandth long before.
ROUNDS = 60


@dataclass(frozen=True)
class Regression:
    """P = ceiling / (1 + exp(-(intercept + coefficients · (x - means) / scales)))."""

    means: Floats
    scales: Floats
    coefficients: Floats
    intercept: float
    ceiling: float

    def predict(self, signals: Floats) -> Floats:
        """Probabilities [n] of signals [n, k]."""
        odds = (signals - self.means) / self.scales @ self.coefficients + self.intercept
        return self.ceiling * sigmoid(odds)


def fit(signals: Floats, answerable: Flags, right: Flags, weights: Floats) -> Regression:
    """The confidence for signals [n, k] of n questions.

    The direction is fitted to both targets at once, and then scaled and shifted so that
    the probability is that of being right (Platt), with a ceiling: even among the surest
    some are wrong, and without it those would make all others too unsure.
    """
    means = np.average(signals, axis=0, weights=weights)
    scales = np.sqrt(np.average((signals - means) ** 2, axis=0, weights=weights)) + 1e-9
    standard = (signals - means) / scales
    soft = ANSWERABLE * answerable + (1 - ANSWERABLE) * right
    direction = logistic(standard, soft, weights, RIDGE)
    ranked = standard @ direction[1:] + direction[0]
    shift, slope, ceiling = scaled(ranked, right, weights)
    return Regression(
        means, scales, slope * direction[1:], float(slope * direction[0] + shift), ceiling
    )


def scaled(ranked: Floats, right: Flags, weights: Floats) -> tuple[float, float, float]:
    """Shift, slope and ceiling that make ranks probabilities, by expectation maximisation:
    what is right was known, and what is wrong was known with a chance and missed all the same.
    """
    known = right.astype(float)
    shift, slope = logistic(ranked[:, None], known, weights, 0.0)
    ceiling = 0.95
    for _ in range(ROUNDS):
        chance = sigmoid(slope * ranked + shift)
        known = np.where(right, 1.0, chance * (1 - ceiling) / (1 - ceiling * chance))
        ceiling = float((weights * right).sum() / (weights * known).sum())
        shift, slope = logistic(ranked[:, None], known, weights, 0.0)
    return float(shift), float(slope), ceiling
