"""The company's own fit: the shipped one, moved as far as its questions bear it out."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from answering.calibration.curve import Point, curve, threshold_for
from answering.calibration.intervals import Estimate, resampled, rounded
from answering.calibration.metrics import Flags, Floats, auroc, calibration_error, expected_error
from answering.calibration.regression import logistic, sigmoid
from answering.confidence import Confidence
from answering.signals import Signals

# Fewer tell less than the shipped fit, which was made on thousands.
LEAST, LEAST_OF_EACH = 30, 10
# How far, in standard deviations, the shift, the scale and each signal's coefficient are
# expected from the shipped fit's (0, 1 and its own). Chosen on the sample company's questions,
# cross-validated over all 188, over 80 and over 40 of them.
_SHIFT, _SCALE, _COEFFICIENT = 1.0, 0.5, 0.2
_FOLDS = 10


class TooFew(Exception):
    """There are too few questions to fit on, or too few of a kind; the message says how many
    more of what are needed."""


@dataclass(frozen=True)
class Example:
    """The signals of an answer, and whether it was right.

    Questions with the same `group` are held out together, as they tell of one another;
    `space` is that by which a threshold is suggested.
    """

    signals: Signals
    right: bool
    group: str
    space: str


@dataclass(frozen=True)
class Quality:
    """How good a confidence is: as in `Figures`, and the mean log loss."""

    auroc_right: Estimate
    calibration_error: float
    calibration_noise: float
    log_loss: float
    curve: tuple[Point, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "auroc_right": self.auroc_right.as_json(),
            "calibration_error": {
                "value": rounded(self.calibration_error),
                "of_a_perfect_one": rounded(self.calibration_noise),
            },
            "log_loss": rounded(self.log_loss),
        }


@dataclass(frozen=True)
class Fit:
    """The company's own confidence, what it says to each example when it was not fitted on
    it, and how good that is beside the shipped one."""

    confidence: Confidence
    held_out: Floats
    before: Quality
    after: Quality

    @property
    def better(self) -> bool:
        return self.after.log_loss < self.before.log_loss


def fit_own(
    shipped: Confidence, examples: Sequence[Example], made_by: str, facts: dict[str, Any]
) -> Fit:
    """A fit for the models and the reader that `made_by` names; `facts` go into what is told
    of it. Raises TooFew."""
    right = np.array([example.right for example in examples], dtype=bool)
    _check(int(right.sum()), int((~right).sum()))
    known = _table(shipped, examples)
    folds = np.array([zlib.crc32(example.group.encode()) % _FOLDS for example in examples])
    held_out = np.zeros(len(right))
    for fold in np.unique(folds):
        rows = folds == fold
        found = _moved(known[~rows], right[~rows])
        held_out[rows] = sigmoid(found[0] + known[rows] @ found[1:])
    before = quality(shipped.ceiling * sigmoid(known[:, 0]), right)
    after = quality(held_out, right)
    found = _moved(known, right)
    own = replace(
        shipped,
        coefficients=tuple(
            round(float(found[1] * old + new), 5)
            for old, new in zip(shipped.coefficients, found[2:], strict=True)
        ),
        intercept=round(float(found[0] + found[1] * shipped.intercept), 5),
        # So few questions do not tell what the surest are worth.
        ceiling=1.0,
        fitted_on={
            "embedding": shipped.fitted_on.get("embedding", ""),
            **facts,
            "date": date.today().isoformat(),
            "questions": len(examples),
            "right": int(right.sum()),
            "made_by": made_by,
            "shipped": before.as_json(),
            "cross_validated": after.as_json(),
        },
    )
    return Fit(own, held_out, before, after)


def quality(confidence: Floats, right: Flags) -> Quality:
    """How good confidences are for answers of which it is known whether they are right."""
    sure = np.clip(confidence, 1e-6, 1 - 1e-6)
    return Quality(
        auroc_right=resampled(auroc, confidence, right),
        calibration_error=calibration_error(confidence, right),
        calibration_noise=expected_error(confidence),
        log_loss=float(-np.mean(np.where(right, np.log(sure), np.log(1 - sure)))),
        curve=curve(np.round(confidence, 4), right),
    )


def suggested(
    fit: Fit, examples: Sequence[Example], space: str, error: float
) -> tuple[Point | None, bool]:
    """The threshold for a space, and whether it is by the space's own questions; where those
    are too few it is by all."""
    rows = np.array([example.space == space for example in examples])
    if rows.sum() >= LEAST:
        right = np.array([example.right for example in examples])[rows]
        return threshold_for(curve(np.round(fit.held_out[rows], 4), right), error), True
    return threshold_for(fit.after.curve, error), False


def _check(right: int, wrong: int) -> None:
    more_right, more_wrong = max(0, LEAST_OF_EACH - right), max(0, LEAST_OF_EACH - wrong)
    more = max(0, LEAST - right - wrong - more_right - more_wrong)
    if not more_right + more_wrong + more:
        return
    wanted = []
    if more_right:
        wanted.append(f"{more_right} more that Kilde answers right")
    if more_wrong:
        wanted.append(
            f"{more_wrong} more that it does not answer right (such as the documents do not answer)"
        )
    if more:
        wanted.append(f"{more} more of either kind")
    raise TooFew(
        f"the questions are too few or too one-sided to fit the confidence on: {right + wrong} "
        f"can be used, {right} of them answered right and {wrong} not, and at least {LEAST} are "
        f"needed, {LEAST_OF_EACH} of each kind. Add {', and '.join(wanted)}"
    )


def _table(shipped: Confidence, examples: Sequence[Example]) -> Floats:
    """A row an example: the shipped fit's log odds, then the signals as it takes them."""
    signals = np.array([[getattr(e.signals, name) for name in shipped.names] for e in examples])
    standard = (signals - np.array(shipped.means)) / np.array(shipped.scales)
    odds = standard @ np.array(shipped.coefficients) + shipped.intercept
    return np.column_stack([odds, standard])


def _moved(known: Floats, right: Flags) -> Floats:
    """Shift, scale and changes of the coefficients: the likeliest, given that they are drawn
    around the shipped fit's."""
    signals = known.shape[1] - 1
    towards = np.zeros(2 + signals)
    towards[1] = 1
    if not len(known):
        return towards
    widths = np.array([_SHIFT, _SCALE, *[_COEFFICIENT] * signals])
    penalty = 1 / widths**2 / len(known)
    return logistic(known, right.astype(float), np.ones(len(known)), penalty, towards)
