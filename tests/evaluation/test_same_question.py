"""The matcher: measured on the pairs that it was not made on, and trained small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from answering.verified import open_matcher
from answering.verified.network import Network as Served
from config import ROOT
from evaluation.same_question.learnt import made_up
from evaluation.same_question.measures import figures
from evaluation.same_question.pairs import DEVELOP, HELD_OUT, Pair, subjects
from evaluation.same_question.seen import DIRECTIONS, seen
from evaluation.same_question.training import Recipe, logits, stacked, train
from vectorstore.embedding import token_vectors

MODELS = ROOT / "models"
MODEL = "multilingual-e5-small"


@pytest.mark.parametrize("half", [DEVELOP, HELD_OUT])
def test_each_half_has_rewordings_and_near_misses_of_thirty_subjects(half: str) -> None:
    found = subjects(half)
    pairs = [pair for one in found for pair in one.pairs()]
    assert len(found) == 30
    assert (sum(p.same for p in pairs), sum(not p.same for p in pairs)) == (120, 120)


@pytest.mark.slow
def test_few_near_misses_are_matched_on_the_half_held_out() -> None:
    matcher = open_matcher(MODEL, MODELS)
    assert matcher is not None
    pairs = [pair for one in subjects(HELD_OUT) for pair in one.pairs()]
    chances = np.array([matcher.chance(pair.one, pair.other) for pair in pairs])

    found = figures(chances, pairs, matcher.facts.least)

    assert found["near_misses_matched"] <= 0.02
    assert found["rewordings_matched"] >= 0.25
    assert found["auroc"] >= 0.92


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
