"""Logistic regression."""

from __future__ import annotations

import numpy as np

from answering.calibration.metrics import Floats


def logistic(
    signals: Floats,
    targets: Floats,
    weights: Floats,
    ridge: float | Floats,
    towards: Floats | None = None,
) -> Floats:
    """Intercept and coefficients [1 + k] that maximise the weighted likelihood of targets
    in 0..1, by Newton's method.

    The loss is a mean; `ridge` is the strength of the L2 penalty beside it, on all
    coefficients but the intercept, or [1 + k] one for each. It draws them to 0, or to
    `towards` [1 + k].
    """
    design = np.column_stack([np.ones(len(signals)), signals])
    weights = weights / weights.sum()
    penalty = np.full(design.shape[1], ridge, dtype=float)
    if np.ndim(ridge) == 0:
        penalty[0] = 1e-12
    centre = np.zeros(design.shape[1]) if towards is None else towards
    found = centre.astype(float)
    for _ in range(100):
        chance = sigmoid(design @ found)
        slope = design.T @ (weights * (targets - chance)) - penalty * (found - centre)
        curve = (design.T * (weights * chance * (1 - chance))) @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        # Shortened, because a full first step can overshoot on separable data.
        found = found + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-8:
            break
    return found


def sigmoid(values: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))
