"""The company's own fit: when it can be made, how far it goes, and when it is used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import pytest

from answering.calibration import Example, TooFew, fit_own, from_use, suggested
from answering.confidence import Confidence
from answering.own_fit import NAME, Fits
from answering.signals import Signals
from records import Judgement

ZERO = Signals(**{field.name: 0.0 for field in fields(Signals)})
# One signal that says something, by the shipped fit; here it says less, and something else more.
SHIPPED = Confidence(
    ("cosine", "sure"), (0.0, 0.0), (1.0, 1.0), (2.0, 0.0), 1.0, {"embedding": "e5"}
)


def examples(count: int, seed: int = 1) -> list[Example]:
    """Right with the chance that lies two below what the shipped fit says."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        cosine, sure = random.normal(size=2)
        chance = 1 / (1 + np.exp(-(-1.0 + 1.0 * cosine + 1.0 * sure)))
        signals = replace(ZERO, cosine=float(cosine), sure=float(sure))
        right = bool(random.random() < chance)
        made.append(Example(signals, right, str(number), "hr" if number % 4 else "it"))
    return made


def fitted(made: Sequence[Example]) -> Confidence:
    return fit_own(SHIPPED, made, "mark", {}).confidence


def test_it_moves_from_the_shipped_fit_as_far_as_the_questions_bear_it_out() -> None:
    few, many = fitted(examples(50)), fitted(examples(4000))
    assert many.intercept == pytest.approx(-1.0, abs=0.15)
    assert many.coefficients == pytest.approx((1.0, 1.0), abs=0.15)
    # Fifty questions have a say, and not the last word.
    assert -1.0 < few.intercept < 1.0
    assert 0.0 < few.coefficients[1] < 0.5


def test_it_is_measured_on_questions_held_out() -> None:
    fit = fit_own(SHIPPED, examples(400), "mark", {"sources": {"use": 400}})
    assert fit.better
    assert fit.after.log_loss < fit.before.log_loss
    assert fit.after.calibration_error < fit.before.calibration_error
    facts = fit.confidence.fitted_on
    assert (facts["questions"], facts["made_by"], facts["sources"]) == (400, "mark", {"use": 400})
    assert facts["cross_validated"]["log_loss"] == pytest.approx(fit.after.log_loss, abs=1e-4)
    # A question is not told of by another of its group.
    one = [replace(example, group="same") for example in examples(60)]
    alone = fit_own(SHIPPED, one, "mark", {})
    assert alone.held_out == pytest.approx(
        [1 / (1 + np.exp(-(1 + 2 * e.signals.cosine))) for e in one]
    )


def test_noise_is_not_kept_for_an_improvement() -> None:
    random = np.random.default_rng(5)
    made = []
    for number in range(60):
        cosine, sure = random.normal(size=2)
        chance = 1 / (1 + np.exp(-(1.0 + 2.0 * cosine)))
        signals = replace(ZERO, cosine=float(cosine), sure=float(sure))
        made.append(Example(signals, bool(random.random() < chance), str(number), "hr"))
    # The shipped fit is the truth here: what is learnt from sixty questions is chance.
    assert not fit_own(SHIPPED, made, "mark", {}).better


@pytest.mark.parametrize(
    ("right", "wrong", "wanted"),
    [
        (25, 2, "Add 8 more that it does not answer right (such as the documents do not answer)"),
        (2, 30, "Add 8 more that Kilde answers right"),
        (12, 12, "Add 6 more of either kind"),
        (0, 0, "Add 10 more that Kilde answers right, and 10 more that it does not answer right"),
    ],
)
def test_too_few_or_too_one_sided(right: int, wrong: int, wanted: str) -> None:
    made = [Example(ZERO, n < right, str(n), "hr") for n in range(right + wrong)]
    with pytest.raises(TooFew) as raised:
        fitted(made)
    assert f"{right + wrong} can be used, {right} of them answered right" in str(raised.value)
    assert wanted in str(raised.value)


def test_a_space_with_few_questions_gets_the_threshold_of_all() -> None:
    made = examples(100)
    fit = fit_own(SHIPPED, made, "mark", {})
    by_its_own, own = suggested(fit, made, "hr", 0.5)
    by_all, other = suggested(fit, made, "it", 0.5)
    assert (own, other) == (True, False)
    assert by_its_own is not None
    assert by_all is not None
    assert (by_its_own.coverage.of, by_all.coverage.of) == (75, 100)
    assert by_all.error.value <= 0.5


def judgement(question: str, right: bool, made_by: str = "mark", **changes: float) -> Judgement:
    basis = {"signals": {**asdict(ZERO), **changes}, "made_by": made_by}
    return Judgement("t", question, json.dumps({"basis": basis}), "hr", right)


def test_what_people_judged_is_learnt_from() -> None:
    used = from_use(
        [
            judgement("Når er kantina åpen?", False, cosine=0.7),
            judgement("når er  kantina åpen?", True, cosine=0.8),
            judgement("Hvem leder HR?", False, "another reader"),
            judgement("Hvem leder IT?", True, forgotten=1.0),
            Judgement("t", "Hei", "{}", "", True),
        ],
        "mark",
    )
    # Asked twice counts once, as it was judged last; what other models gave is left out.
    assert used.examples == (
        Example(replace(ZERO, cosine=0.8), True, "når er kantina åpen?", "hr"),
    )
    assert used.outdated == 2


def test_the_own_fit_wins_without_a_restart_and_goes_with_reset(tmp_path: Path) -> None:
    running, beside = Fits(tmp_path, with_reader=True), Fits(tmp_path, with_reader=True)
    shipped = running.in_use("e5")
    own = replace(shipped, intercept=-3.0, fitted_on={"made_by": beside.mark("e5")})
    beside.keep(own)
    assert running.in_use("e5") == own
    again = replace(own, intercept=-4.0)
    beside.keep(again)
    assert running.in_use("e5") == again
    assert beside.reset()
    assert running.in_use("e5") == shipped
    assert not beside.reset()
    assert list(tmp_path.iterdir()) == []


def test_a_fit_for_another_model_or_reader_is_left_alone(tmp_path: Path) -> None:
    fits = Fits(tmp_path, with_reader=True)
    fits.keep(replace(fits.shipped, intercept=-3.0, fitted_on={"made_by": fits.mark("e5")}))
    for used, model in ((fits, "another"), (Fits(tmp_path, with_reader=False), "e5")):
        own = used.own(model)
        assert own is not None
        assert "made with another embedding model, reader or version" in own.problem
        assert used.in_use(model) == used.shipped


def test_a_damaged_fit_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{", encoding="utf-8")
    fits = Fits(tmp_path, with_reader=True)
    own = fits.own("e5")
    assert own is not None
    assert own.problem.endswith("cannot be read")
    assert fits.in_use("e5") == fits.shipped
