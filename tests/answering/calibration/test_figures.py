"""Figures with their intervals, the curve, the threshold for a wanted error, and the picture."""

from __future__ import annotations

import math
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from answering import Answer, Citation
from answering.calibration import NOW, WANTED, Mark, Measured, Question, Share, figures, picture
from answering.calibration.curve import curve, threshold_for
from answering.calibration.intervals import resampled
from answering.calibration.metrics import auroc

CITED = Citation(1, "hr", "docs/a.md", "A", None, "", None, "kl. 14", 0.8, None, 7)


def row(confidence: float, right: bool, answerable: bool = True, rank: int | None = 1) -> Measured:
    question = Question("1", "Når?", "nb", "a.md", ("kl. 14",) if answerable else (), None)
    text = "Til kl. 14. [1]" if right else "Vet ikke. [1]"
    answer = Answer(
        "1",
        "answered" if confidence >= 0.6 else "unanswered",
        confidence,
        "nb",
        text,
        None,
        80,
        (CITED,),
    )
    return Measured(question, answer, rank, rank, "hr")


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # By Wilson (1927), as tables give them.
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (95, 100, 0.8882, 0.9785)],
)
def test_the_interval_of_a_share(count: int, of: int, low: float, high: float) -> None:
    share = Share(count, of)
    assert (share.value, share.low, share.high) == pytest.approx((count / of, low, high), abs=1e-4)


def test_a_share_of_nothing_is_no_number_and_null_in_json() -> None:
    assert math.isnan(Share(0, 0).value)
    assert Share(0, 0).as_json()["value"] is None


def test_the_interval_of_another_figure_is_the_same_each_time() -> None:
    scores = np.linspace(0, 1, 40)
    flags = scores + np.tile([0.4, -0.4], 20) > 0.5
    once, again = resampled(auroc, scores, flags), resampled(auroc, scores, flags)
    assert once == again
    assert once.low < once.value < once.high


def test_what_is_found_given_right_and_false() -> None:
    found = figures(
        [
            row(0.9, right=True),
            row(0.8, right=False, rank=4),
            row(0.3, right=True, rank=None),
            row(0.7, right=False, answerable=False),
            row(0.1, right=False, answerable=False),
        ]
    )
    assert (found.questions, found.answerable) == (5, 3)
    assert {k: s.count for k, s in found.found_passages.items()} == {1: 1, 5: 2, 10: 2}
    assert (found.right, found.wrong, found.shown) == (Share(1, 3), Share(1, 3), Share(2, 3))
    assert (found.false, found.answered) == (Share(1, 2), Share(3, 5))
    assert (found.right_of_answered, found.supported) == (Share(1, 3), Share(2, 3))
    assert found.now.error == Share(2, 3)


def test_the_calibration_error_stands_beside_what_few_questions_measure_anyway() -> None:
    honest = [row(0.25, right=n < 2) for n in range(8)] + [row(0.75, right=n < 6) for n in range(8)]
    boasting = [row(0.95, right=n < 8) for n in range(16)]
    assert figures(honest).calibration_error == pytest.approx(0)
    assert figures(boasting).calibration_error == pytest.approx(0.45)
    assert 0.05 < figures(honest).calibration_noise < 0.2
    assert figures(boasting).calibration_noise < 0.1


def test_the_threshold_answers_most_with_no_more_wrong_than_wanted() -> None:
    # The surest twenty are right but one; of the rest every second is.
    confidence = np.linspace(0.99, 0.01, 60)
    right = np.array([n != 4 if n < 20 else n % 2 == 0 for n in range(60)])
    points = curve(confidence, right)
    best = threshold_for(points, 0.05)
    assert best is not None
    assert (best.coverage, best.error) == (Share(21, 60), Share(1, 21))
    assert confidence[20] >= best.threshold > confidence[21]
    assert threshold_for(points, 0.01) is None


def test_a_threshold_is_not_judged_by_a_handful_of_answers() -> None:
    points = curve(np.linspace(0.99, 0.01, 60), np.arange(60) < 5)
    assert threshold_for(points, 0.1) is None


def test_equal_confidences_are_answered_together() -> None:
    points = curve(np.array([0.9, 0.9, 0.5]), np.array([True, False, True]))
    assert [(p.coverage.count, p.error.count) for p in points] == [(2, 1), (3, 1)]


def test_the_picture_is_xml_with_both_axes_named_and_its_marks_on_the_curve() -> None:
    rows = [row(n / 40, right=n % 4 > 0 or n > 30) for n in range(40)]
    found = figures(rows)
    wanted = found.threshold_for(0.2)
    assert wanted is not None
    drawn = picture(
        found.curve,
        [Mark(found.now, "now: <0.6>", NOW), Mark(wanted, "wanted", WANTED)],
        0.2,
        "Coverage & error",
    )
    root = ElementTree.fromstring(drawn)
    texts = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Share of the questions that are answered" in texts
    assert "Share of those answers that are wrong" in texts
    assert {"Coverage & error", "now: <0.6>", "wanted: at most 20 % wrong"} <= set(texts)
    [line] = root.iter("{http://www.w3.org/2000/svg}polyline")
    spots = set(line.attrib["points"].split())
    circles = list(root.iter("{http://www.w3.org/2000/svg}circle"))
    marked = [c for c in circles if c.attrib["r"] == "6"]
    assert {f"{float(c.attrib['cx']):g},{float(c.attrib['cy']):g}" for c in marked} <= spots


def test_a_picture_of_no_answers_is_one_too() -> None:
    found = figures([replace(row(0.3, right=False), passage_rank=None)])
    assert ElementTree.fromstring(picture(found.curve, [], 0.05, "One")) is not None
