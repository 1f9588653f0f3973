"""Logistic regression."""

from __future__ import annotations

import numpy as np
import pytest

from answering.calibration.regression import logistic


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


def test_a_strong_penalty_keeps_what_it_draws_to() -> None:
    signals, targets = np.array([[0.0], [1.0]]), np.array([1.0, 0.0])
    towards = np.array([0.5, 2.0])
    found = logistic(signals, targets, np.ones(2), np.array([1e4, 1e4]), towards)
    assert found == pytest.approx(towards, abs=1e-3)
