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
# Strength of the L2 penalty on the standardised coefficients, beside a mean loss.
RIDGE = 1e-4


@dataclass(frozen=True)
class Regression:
    """P = 1 / (1 + exp(-(intercept + coefficients · (x - means) / scales)))."""

    means: Floats
    scales: Floats
    coefficients: Floats
    intercept: float

    def predict(self, signals: Floats) -> Floats:
        """Probabilities [n] of signals [n, k]."""
        return sigmoid((signals - self.means) / self.scales @ self.coefficients + self.intercept)


def fit(signals: Floats, answerable: Flags, right: Flags, weights: Floats) -> Regression:
    """The confidence for signals [n, k] of n questions.

    The direction is fitted to both targets at once, and then scaled and shifted so that
    the probability is that of being right (Platt).
    """
    means = np.average(signals, axis=0, weights=weights)
    scales = np.sqrt(np.average((signals - means) ** 2, axis=0, weights=weights)) + 1e-9
    standard = (signals - means) / scales
    soft = ANSWERABLE * answerable + (1 - ANSWERABLE) * right
    direction = logistic(standard, soft, weights, RIDGE)
    ranked = standard @ direction[1:] + direction[0]
    shift, slope = logistic(ranked[:, None], right.astype(float), weights, 0.0)
    return Regression(means, scales, slope * direction[1:], float(slope * direction[0] + shift))
