"""Figures of question sets: what counts as found, as shown and as known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def fold(text: str) -> str:
    """White space and case made equal, to compare texts."""
    return re.sub(r"\s+", " ", text).casefold().strip()


def holds(text: str, answers: Iterable[str]) -> bool:
    """Whether the text holds one of the answers, word for word."""
    folded = fold(text)
    return any(fold(answer) in folded for answer in answers)


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """The mean of 1 / rank of the first hit, counted from 1; None counts as 0."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 0.0


def auroc(scores: Floats, positive: Flags) -> float:
    """The chance that a positive scores above a negative, ties counted half (Mann-Whitney).

    NaN where there is only one kind.
    """
    many, few = int(positive.sum()), int((~positive).sum())
    if not many or not few:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    # The mean rank of each group of ties, from 1.
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[positive].sum() - many * (many + 1) / 2) / (many * few))


def calibration_error(confidence: Floats, right: Flags, bins: int = 10) -> float:
    """The expected calibration error: how far confidence and being right are apart within
    bins of equal width, weighted by how many are in each."""
    bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(
        sum(
            (bin_of == number).mean()
            * abs(confidence[bin_of == number].mean() - right[bin_of == number].mean())
            for number in np.unique(bin_of)
        )
    )


def expected_error(confidence: Floats, times: int = 200) -> float:
    """The mean calibration error where each answer is right with exactly its confidence: what
    so few questions measure even of a perfect one. Drawn with a fixed seed."""
    drawn = np.random.default_rng(1).random((times, len(confidence)))
    return float(np.mean([calibration_error(confidence, one < confidence) for one in drawn]))


def answered_within(confidence: Floats, answerable: Flags, wrong: float = 0.05) -> float:
    """The largest share, the surest first, of which at most `wrong` cannot be answered."""
    order = np.argsort(-confidence, kind="stable")
    count = np.arange(1, len(order) + 1)
    allowed = count[np.cumsum(~answerable[order]) <= wrong * count]
    return float(allowed.max() / len(order)) if len(allowed) else 0.0
