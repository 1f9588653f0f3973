"""The matcher: measured on the pairs that it was not made on, and trained small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from answering.reader.text import question_numbers
from answering.verified import open_matcher
from answering.verified.network import Network as Served
from answering.verified.together import GRAPH, INPUTS, Together
from config import ROOT
from evaluation.exporting import export
from evaluation.jointly import Words
from evaluation.same_question.learnt import made_up, names_of
from evaluation.same_question.made_up import Cluster
from evaluation.same_question.measures import figures
from evaluation.same_question.pairs import (
    DEVELOP,
    HELD_OUT,
    Family,
    Pair,
    families,
    subjects,
)
from evaluation.same_question.seen import DIRECTIONS, Seen, seen
from evaluation.same_question.together import Together as Learning
from evaluation.same_question.training import (
    Recipe,
    logits,
    logits_together,
    stacked,
    train,
    train_together,
)
from vectorstore.embedding import e5, token_vectors

MODELS = ROOT / "models"
MODEL = "multilingual-e5-small"


@pytest.mark.parametrize(
    ("half", "count"),
    [*zip(DEVELOP, (28, 24, 38, 40, 37), strict=True), *zip(HELD_OUT, (27, 36), strict=True)],
)
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
        for half in (*DEVELOP, *HELD_OUT)
        for one in subjects(half)
        for wording in (one.question, *one.same, *one.near)
    }
    assert len(written) > 50_000
    assert written & measured == set()


@pytest.mark.slow
def test_rewordings_are_matched_and_few_near_misses_where_nothing_was_developed() -> None:
    found = [
        measured([pair for one in subjects(half) for pair in one.pairs()]) for half in HELD_OUT
    ]

    rewordings = [one["rewordings_matched"] for one in found]
    assert all(share >= least for share, least in zip(rewordings, (0.48, 0.44), strict=True))
    pairs = sum(one["near_misses"] for one in found)
    missed = sum(one["near_misses_matched"] * one["near_misses"] for one in found)
    assert missed / pairs < 0.02


def measured(pairs: list[Pair]) -> dict[str, float]:
    matcher = open_matcher(MODEL, MODELS)
    assert matcher is not None
    chances = np.array([matcher.chance(pair.one, pair.other) for pair in pairs])
    return figures(chances, pairs, matcher.facts.least)


def test_made_up_questions_are_the_same_each_time() -> None:
    assert made_up(3, 1) == made_up(3, 1)
    assert made_up(3, 1) != made_up(3, 2)


@pytest.mark.slow
def test_what_is_trained_is_what_is_served(known: Seen, clusters: list[Cluster]) -> None:
    recipe = Recipe((1.0,), 20, 1, pairs_a_step=8)
    network = train([clusters], known, recipe, lambda _: None)
    again = train([clusters], known, recipe, lambda _: None)
    pair = compared(clusters, known)

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


@pytest.mark.slow
def test_what_reads_together_is_trained_resumed_and_served(
    known: Seen, clusters: list[Cluster], tmp_path: Path
) -> None:
    vectors = token_vectors(MODEL, MODELS)
    assert vectors is not None
    numbered = {text: question_numbers(vectors.tokens(), "", text) for text in known.questions}
    tensors = e5.read(e5.locate()).tensors
    words = Words(tensors, {number for own in numbered.values() for number in own})
    recipe = Recipe((1.0,), 3, 1, pairs_a_step=4, rate=1e-3, dropout=0.0)
    network, again = (Learning(tensors, recipe.dropout) for _ in range(2))
    kept = tmp_path / "kept"
    train_together(network, words, [clusters], numbered, recipe, lambda _: None, kept)
    train_together(again, words, [clusters], numbered, recipe, lambda _: None, kept)
    pair = compared(clusters, known)
    turned = Pair(pair.other, pair.one, False)

    export(network, tmp_path / GRAPH, INPUTS, "logit")
    one, other = sorted(numbered[text] for text in (pair.one, pair.other))

    trained, from_behind = logits_together(network, words, [pair, turned], numbered)
    assert trained == pytest.approx(from_behind, abs=1e-4)
    assert logits_together(again, words, [pair], numbered)[0] == pytest.approx(trained, abs=1e-5)
    served = Together(tmp_path).logit(vectors.words(one), vectors.words(other))
    assert served == pytest.approx(trained, abs=0.15)


def compared(clusters: list[Cluster], known: Seen) -> Pair:
    """Two questions that their words alone do not tell apart."""
    pairs = (Pair(one.same[0], near[0], False) for one in clusters for near in one.near)
    return next(pair for pair in pairs if not known.apart(pair.one, pair.other))


@pytest.fixture(scope="module")
def clusters() -> list[Cluster]:
    return made_up(12, 1)


@pytest.fixture(scope="module")
def known(clusters: list[Cluster]) -> Seen:
    vectors = token_vectors(MODEL, MODELS)
    assert vectors is not None
    return seen(
        vectors, (text for one in clusters for own in (one.same, *one.near) for text in own)
    )
