"""What counts as found, as shown and as known."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from answering.calibration.metrics import (
    answered_within,
    auroc,
    calibration_error,
    holds,
    reciprocal_rank,
)

YES, NO = True, False


def test_an_answer_is_held_whatever_the_case_and_the_white_space() -> None:
    assert holds("Fristen er\n 1.  MAI.", ["1. mai"])
    assert not holds("Fristen er 1. juni.", ["1. mai", "første mai"])
    assert not holds("Fristen er 1. mai.", [])


def test_reciprocal_rank_is_the_mean_of_one_over_the_rank() -> None:
    assert reciprocal_rank([1, 2, None, 4]) == pytest.approx((1 + 0.5 + 0 + 0.25) / 4)
    assert reciprocal_rank([]) == 0


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [
        ([0.9, 0.8, 0.1], [YES, YES, NO], 1.0),
        ([0.1, 0.8, 0.9], [YES, YES, NO], 0.0),
        ([0.5, 0.5], [YES, NO], 0.5),
        ([0.9, 0.5, 0.5, 0.1], [YES, YES, NO, NO], 0.875),
    ],
)
def test_auroc_is_the_share_of_pairs_in_the_right_order(
    scores: list[float], positive: list[bool], expected: float
) -> None:
    assert auroc(np.array(scores), np.array(positive)) == pytest.approx(expected)


def test_auroc_of_one_kind_only_is_unknown() -> None:
    assert isnan(auroc(np.array([0.1, 0.2]), np.array([YES, YES])))


def test_calibration_error_weighs_the_bins_by_what_is_in_them() -> None:
    # In the bin from 0.8 three of four are right, in that of 1.0 none of one.
    confidence = np.array([0.85, 0.85, 0.85, 0.85, 1.0])
    right = np.array([YES, YES, YES, NO, NO])
    assert calibration_error(confidence, right) == pytest.approx(0.8 * 0.1 + 0.2 * 1.0)


def test_answered_within_takes_the_surest_first() -> None:
    confidence = np.array([0.9, 0.8, 0.7, 0.6])
    answerable = np.array([YES, YES, NO, YES])
    assert answered_within(confidence, answerable, wrong=0.0) == 0.5
    assert answered_within(confidence, answerable, wrong=0.25) == 1.0
    assert answered_within(confidence, ~answerable, wrong=0.0) == 0.0
