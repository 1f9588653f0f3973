"""`python -m evaluation.same_question`: measures the matcher; `--train` trains it anew.

One JSON object a line: of each set every question with those beside it, also by whether both are
in one language, and every wording with every other. Training takes some twenty minutes on one
core and gives the same weights each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from answering.calibration.regression import logistic
from answering.verified.matching import FACTS, Facts, Matcher, open_matcher
from answering.verified.network import FILE, WEIGHTS
from answering.verified.wording import apart, particulars
from config import Settings, load
from evaluation.same_question.learnt import (
    MADE_UP,
    made_up,
    names_of,
    of_families,
    parallel,
    written,
)
from evaluation.same_question.measures import figures, threshold
from evaluation.same_question.pairs import DEVELOP, HELD_OUT, HELD_OUT_2, Pair, subjects
from evaluation.same_question.seen import seen
from vectorstore.embedding import token_vectors
from vectorstore.language import detect

TRAINING = Path("../shared/qa/train/reading.jsonl")
SEEDS = (1, 2)
STEPS = 2500
SHARES = (0.6, 0.3, 0.1)
# The share of the near misses to develop on that may be matched.
MISSED = 0.015


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="train the matcher first")
    parser.add_argument("--details", action="store_true", help="print the pairs it is wrong on")
    arguments = parser.parse_args()
    settings = load(None)
    if arguments.train:
        train(settings)
    matcher = open_matcher(settings.embedding.model, settings.models_folder)
    if matcher is None:
        sys.exit("the matcher is not trained for this embedding model; run it with --train")
    for half in (DEVELOP, HELD_OUT, HELD_OUT_2):
        measure(matcher, half, arguments.details)


def measure(matcher: Matcher, half: str, details: bool) -> None:
    """Print the figures of a half of the pairs."""
    least = matcher.facts.least
    beside = [pair for one in subjects(half) for pair in one.pairs()]
    across = [detect(pair.one) != detect(pair.other) for pair in beside]
    for what, pairs in (
        ("pairs", beside),
        ("pairs_of_one_language", [p for p, two in zip(beside, across, strict=True) if not two]),
        ("pairs_of_two_languages", [p for p, two in zip(beside, across, strict=True) if two]),
        ("all_pairs", [pair for one in subjects(half) for pair in one.all_pairs()]),
    ):
        chances = np.array([matcher.chance(pair.one, pair.other) for pair in pairs])
        print(json.dumps({"half": half, "of": what, **figures(chances, pairs, least)}), flush=True)
        if details and what == "pairs":
            for pair, chance in zip(pairs, chances, strict=True):
                if pair.same != (chance >= least):
                    print(f"  {chance:.3f} {'+' if pair.same else '-'} {pair.one} | {pair.other}")


def train(settings: Settings) -> None:
    """Train the networks, calibrate them on the pairs to develop on, write the weights."""
    import torch

    from evaluation.same_question.training import Recipe, logits, stacked
    from evaluation.same_question.training import train as train_one

    torch.set_num_threads(1)
    vectors = token_vectors(settings.embedding.model, settings.models_folder)
    if vectors is None or not TRAINING.exists():
        sys.exit(f"training needs the embedding model (make setup) and {TRAINING}")
    kinds = [
        written(names_of("learnt"), 1) + of_families(names_of("families"), 4),
        made_up(MADE_UP, 2),
        parallel(TRAINING, 3),
    ]
    pairs = [pair for one in subjects(DEVELOP) for pair in one.all_pairs()]
    texts = [text for kind in kinds for c in kind for group in (c.same, *c.near) for text in group]
    print(f"{len(set(texts))} questions are embedded", file=sys.stderr)
    known = seen(vectors, [*texts, *(text for pair in pairs for text in (pair.one, pair.other))])
    networks = [
        train_one(
            kinds, known, Recipe(SHARES, STEPS, seed), lambda line: print(line, file=sys.stderr)
        )
        for seed in SEEDS
    ]
    found = np.mean([logits(network, pairs, known) for network in networks], axis=0)
    WEIGHTS.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS / FILE, **stacked(networks, known))
    write_facts(vectors.card.name, vectors.card.fingerprint, found, pairs)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def write_facts(name: str, fingerprint: str, found: np.ndarray, pairs: list[Pair]) -> None:
    """The calibration of log odds on pairs, and the least chance that is a match."""
    # What the words alone tell apart is not for the network to judge.
    left = [
        number
        for number, pair in enumerate(pairs)
        if not apart(particulars(pair.one), particulars(pair.other))
    ]
    near_misses = sum(not pair.same for pair in pairs)
    found, pairs = found[left], [pairs[number] for number in left]
    same = np.array([pair.same for pair in pairs])
    # As if one in two of the questions that come near were the same.
    weights = np.where(same, 0.5 / same.mean(), 0.5 / (1 - same.mean()))
    shift, slope = logistic(found[:, None], same.astype(float), weights, 0.0)
    chances = 1 / (1 + np.exp(-(shift + slope * found)))
    facts = Facts(
        name,
        fingerprint,
        float(shift),
        float(slope),
        threshold(chances, same, MISSED * near_misses / (~same).sum()),
    )
    (WEIGHTS / FACTS).write_text(json.dumps(asdict(facts), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
