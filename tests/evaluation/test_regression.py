"""The fit of the shipped confidence."""

from __future__ import annotations

import numpy as np
import pytest

from answering.calibration.metrics import auroc, calibration_error
from evaluation.regression import fit, scaled


def test_the_confidence_ranks_by_both_targets_and_means_being_right() -> None:
    random = np.random.default_rng(2)
    signals = random.normal(size=(20_000, 3)) * [1, 10, 0.1] + [0, 5, 0.8]
    answerable = signals[:, 0] + random.normal(size=20_000) > -1
    right = answerable & (signals[:, 1] + 5 * random.normal(size=20_000) > 0)
    fitted = fit(signals, answerable, right, np.ones(20_000))
    confidence = fitted.predict(signals)
    assert auroc(confidence, answerable) > 0.75
    assert auroc(confidence, right) > 0.8
    assert calibration_error(confidence, right) < 0.02
    # The third signal tells nothing.
    assert abs(fitted.coefficients[2]) < 0.05 < abs(fitted.coefficients[:2]).min()


def test_some_of_the_surest_are_wrong_all_the_same() -> None:
    random = np.random.default_rng(3)
    ranked = random.normal(size=20_000) * 3
    known = random.random(20_000) < 1 / (1 + np.exp(-(1.5 * ranked - 0.5)))
    right = known & (random.random(20_000) < 0.9)
    shift, slope, ceiling = scaled(ranked, right, np.ones(20_000))
    assert (shift, slope, ceiling) == pytest.approx((-0.5, 1.5, 0.9), abs=0.08)
