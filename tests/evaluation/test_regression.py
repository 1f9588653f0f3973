"""Logistic regression, and the fit of the confidence by it."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.metrics import auroc, calibration_error
from evaluation.regression import fit, logistic


def test_it_finds_the_coefficients_that_made_the_data() -> None:
    random = np.random.default_rng(1)
    signals = random.normal(size=(20_000, 2))
    chance = 1 / (1 + np.exp(-(0.5 + 2 * signals[:, 0] - signals[:, 1])))
    right = (random.random(20_000) < chance).astype(float)
    found = logistic(signals, right, np.ones(20_000), ridge=0.0)
    assert found == pytest.approx([0.5, 2.0, -1.0], abs=0.1)


def test_weights_count_as_repetitions() -> None:
    signals, targets = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 0.0, 1.0])
    weighted = logistic(signals, targets, np.array([2.0, 1.0, 3.0]), ridge=0.01)
    repeat = np.array([0, 0, 1, 2, 2, 2])
    assert weighted == pytest.approx(
        logistic(signals[repeat], targets[repeat], np.ones(6), ridge=0.01), abs=1e-6
    )


def test_separable_data_end_with_a_finite_fit() -> None:
    signals, targets = np.array([[0.0], [1.0]]), np.array([0.0, 1.0])
    assert np.isfinite(logistic(signals, targets, np.ones(2), ridge=1e-4)).all()


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
