"""The matcher: measured on the pairs that it was not made on, and trained small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from answering.verified import open_matcher
from answering.verified.network import Network as Served
from config import ROOT
from evaluation.same_question.learnt import made_up, names_of
from evaluation.same_question.measures import figures
from evaluation.same_question.pairs import (
    DEVELOP,
    HELD_OUT,
    HELD_OUT_2,
    Family,
    Pair,
    families,
    subjects,
)
from evaluation.same_question.seen import DIRECTIONS, seen
from evaluation.same_question.training import Recipe, logits, stacked, train
from vectorstore.embedding import token_vectors

MODELS = ROOT / "models"
MODEL = "multilingual-e5-small"


@pytest.mark.parametrize(("half", "count"), [(DEVELOP, 30), (HELD_OUT, 30), (HELD_OUT_2, 40)])
def test_each_set_has_four_rewordings_and_four_near_misses_a_subject(half: str, count: int) -> None:
    found = subjects(half)
    pairs = [pair for one in found for pair in one.pairs()]
    assert len(found) == count
    assert (sum(p.same for p in pairs), sum(not p.same for p in pairs)) == (4 * count, 4 * count)


def test_a_family_pairs_every_wording_with_every_other() -> None:
    family = Family((("Wann?", "Når?"), ("Wo?",)))
    assert family.pairs() == [
        Pair("Wann?", "Når?", True),
        Pair("Wann?", "Wo?", False),
        Pair("Når?", "Wo?", False),
    ]


def test_no_family_has_a_question_that_is_measured() -> None:
    written = {
        wording.casefold()
        for name in names_of("families")
        for family in families(name)
        for meaning in family.meanings
        for wording in meaning
    }
    measured = {
        wording.casefold()
        for half in (DEVELOP, HELD_OUT, HELD_OUT_2)
        for one in subjects(half)
        for wording in (one.question, *one.same, *one.near)
    }
    assert len(written) > 3500
    assert written & measured == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("half", "near", "reworded", "auroc"),
    [(HELD_OUT, 0.02, 0.25, 0.92), (HELD_OUT_2, 0.03, 0.2, 0.87)],
)
def test_few_near_misses_are_matched_where_nothing_was_developed(
    half: str, near: float, reworded: float, auroc: float
) -> None:
    matcher = open_matcher(MODEL, MODELS)
    assert matcher is not None
    pairs = [pair for one in subjects(half) for pair in one.pairs()]
    chances = np.array([matcher.chance(pair.one, pair.other) for pair in pairs])

    found = figures(chances, pairs, matcher.facts.least)

    assert found["near_misses_matched"] <= near
    assert found["rewordings_matched"] >= reworded
    assert found["auroc"] >= auroc


def test_made_up_questions_are_the_same_each_time() -> None:
    assert made_up(3, 1) == made_up(3, 1)
    assert made_up(3, 1) != made_up(3, 2)


@pytest.mark.slow
def test_what_is_trained_is_what_is_served(tmp_path: Path) -> None:
    vectors = token_vectors(MODEL, MODELS)
    assert vectors is not None
    clusters = made_up(12, 1)
    texts = [text for one in clusters for group in (one.same, *one.near) for text in group]
    known = seen(vectors, texts)
    recipe = Recipe((1.0,), 20, 1, pairs_a_step=8)
    network = train([clusters], known, recipe, lambda _: None)
    again = train([clusters], known, recipe, lambda _: None)
    pair = Pair(clusters[0].same[0], clusters[0].near[0][0], False)

    served = Served(stacked([network], known))
    one, other = (known.questions[text].tokens for text in (pair.one, pair.other))
    # Served on whole vectors: the directions' inverse stands in for them here.
    whole = np.linalg.pinv(known.directions)
    first, second = (
        served.see(side.astype(np.float32) @ whole + known.centre) for side in (one, other)
    )
    signals = np.array(known.signals(pair.one, pair.other), np.float32)

    assert known.directions.shape[1] == DIRECTIONS
    [trained] = logits(network, [pair], known)
    assert logits(again, [pair], known)[0] == trained
    assert served.logit(first, second, signals) == pytest.approx(trained, abs=0.05)
