"""The fit of the shipped confidence."""

from __future__ import annotations

import numpy as np

from answering.calibration.metrics import auroc, calibration_error
from evaluation.regression import fit


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
