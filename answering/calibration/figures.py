"""What a question set says of Kilde, in figures with their intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from answering.calibration.curve import Point, curve, threshold_for
from answering.calibration.intervals import Estimate, Share, resampled, rounded
from answering.calibration.measuring import Measured
from answering.calibration.metrics import Flags, Floats, auroc, calibration_error, expected_error

RANKS = (1, 5, 10)
_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Questions of like confidence: the mean of it, and the share that is right."""

    low: float
    high: float
    confidence: float
    right: Share


@dataclass(frozen=True)
class Figures:
    """The figures of some questions.

    found_passages, found_documents: by rank, of the questions that the documents answer, those
        whose passage or document is among so many.
    right, wrong: of those questions, the ones that got a right answer, and a wrong one.
    shown: of those questions, the ones where the text shown holds an answer, whatever the
        confidence.
    false: of the questions without an answer in the documents, those that got one.
    answered: of all questions. right_of_answered, supported: of the answers given, those that
        are right, and those that quote the document that has the answer.
    auroc, auroc_right: how well the confidence tells answerable questions from others, and
        right texts from others.
    calibration_error: how far confidence and being right are apart; a perfect confidence
        would measure `calibration_noise` on so few questions.
    """

    questions: int
    answerable: int
    found_passages: dict[int, Share]
    found_documents: dict[int, Share]
    right: Share
    wrong: Share
    shown: Share
    false: Share
    answered: Share
    right_of_answered: Share
    supported: Share
    auroc: Estimate
    auroc_right: Estimate
    calibration_error: float
    calibration_noise: float
    reliability: tuple[Bin, ...]
    curve: tuple[Point, ...]

    @property
    def now(self) -> Point:
        """What the spaces' own thresholds give; their number stands elsewhere."""
        wrong = self.answered.count - self.right_of_answered.count
        return Point(float("nan"), self.answered, Share(wrong, self.answered.count))

    def threshold_for(self, error: float) -> Point | None:
        """The threshold that answers most with at most `error` of the answers wrong."""
        return threshold_for(self.curve, error)

    def as_json(self) -> dict[str, Any]:
        """One object; shares are in 0..1, each with its 95 % interval."""
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "recall": {
                "passages": {str(k): share.as_json() for k, share in self.found_passages.items()},
                "documents": {str(k): share.as_json() for k, share in self.found_documents.items()},
            },
            "in_text_shown": self.shown.as_json(),
            "right_of_answerable": self.right.as_json(),
            "wrong_of_answerable": self.wrong.as_json(),
            "false_of_unanswerable": self.false.as_json(),
            "answered": self.answered.as_json(),
            "right_of_answered": self.right_of_answered.as_json(),
            "supported_of_answered": self.supported.as_json(),
            "auroc": self.auroc.as_json(),
            "auroc_right": self.auroc_right.as_json(),
            "calibration_error": {
                "value": rounded(self.calibration_error),
                "of_a_perfect_one": rounded(self.calibration_noise),
            },
            "reliability": [
                {
                    "from": round(one.low, 1),
                    "to": round(one.high, 1),
                    "confidence": rounded(one.confidence),
                    "right": one.right.as_json(),
                }
                for one in self.reliability
            ],
            "curve": [point_json(point) for point in self.curve],
        }


def point_json(point: Point) -> dict[str, Any]:
    """A threshold with the share that it answers and the share of those that is wrong."""
    return {
        "threshold": rounded(point.threshold),
        "answered": point.coverage.as_json(),
        "wrong_of_answered": point.error.as_json(),
    }


def figures(rows: Sequence[Measured]) -> Figures:
    """The figures of these questions."""
    answerable = [row for row in rows if row.question.answerable]
    others = [row for row in rows if not row.question.answerable]
    given = [row for row in rows if row.answered]
    confidence = np.array([row.answer.confidence for row in rows], dtype=float)
    right = np.array([row.right for row in rows], dtype=bool)
    known = np.array([row.question.answerable for row in rows], dtype=bool)
    return Figures(
        questions=len(rows),
        answerable=len(answerable),
        found_passages={k: _share(answerable, _within("passage_rank", k)) for k in RANKS},
        found_documents={k: _share(answerable, _within("document_rank", k)) for k in RANKS},
        right=_share(answerable, lambda row: row.answered and row.right),
        wrong=_share(answerable, lambda row: row.answered and not row.right),
        shown=_share(answerable, lambda row: row.right),
        false=_share(others, lambda row: row.answered),
        answered=_share(rows, lambda row: row.answered),
        right_of_answered=_share(given, lambda row: row.right),
        supported=_share(given, lambda row: row.supported),
        auroc=resampled(auroc, confidence, known),
        auroc_right=resampled(auroc, confidence, right),
        calibration_error=calibration_error(confidence, right),
        calibration_noise=expected_error(confidence),
        reliability=_reliability(confidence, right),
        curve=curve(confidence, right),
    )


def _share(rows: Sequence[Measured], has: Callable[[Measured], bool]) -> Share:
    return Share(sum(map(has, rows)), len(rows))


def _within(rank: str, k: int) -> Callable[[Measured], bool]:
    def found(row: Measured) -> bool:
        at: int | None = getattr(row, rank)
        return at is not None and at <= k

    return found


def _reliability(confidence: Floats, right: Flags) -> tuple[Bin, ...]:
    of_bin = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    found = []
    for number in range(_BINS):
        inside = of_bin == number
        if inside.any():
            found.append(
                Bin(
                    number / _BINS,
                    (number + 1) / _BINS,
                    float(confidence[inside].mean()),
                    Share(int(right[inside].sum()), int(inside.sum())),
                )
            )
    return tuple(found)
