"""`python -m evaluation.same_question`: measures the matcher; `--train` trains it anew.

One JSON object a line: of each set every question with those beside it, and every wording with
every other, also by whether both are in one language. Training takes about a day on two cores,
where it gives the same weights each time, and half an hour beside a graphics card.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence

import numpy as np

from answering.verified.matching import Matcher, open_matcher
from answering.verified.network import WEIGHTS
from config import Settings, load
from evaluation.same_question.measures import figures
from evaluation.same_question.pairs import DEVELOP, HELD_OUT, LATER, Pair, families, subjects
from vectorstore.embedding import token_vectors
from vectorstore.language import detect

# Of the pairs of the families that were written later; all would take hours.
_SAMPLE = 8000


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
    for half in (*DEVELOP, *HELD_OUT):
        beside = [pair for one in subjects(half) for pair in one.pairs()]
        measure(matcher, half, "pairs", beside, arguments.details)
        every = [pair for one in subjects(half) for pair in one.all_pairs()]
        measure(matcher, half, "all_pairs", every)
    every = [pair for one in families(LATER) for pair in one.pairs()]
    measure(matcher, LATER, "all_pairs", random.Random(1).sample(every, _SAMPLE))


def measure(
    matcher: Matcher, half: str, of: str, pairs: Sequence[Pair], details: bool = False
) -> None:
    """Print the figures of pairs: of all, of those in one language, and of those in two."""
    least = matcher.facts.least
    chances = np.array([matcher.chance(pair.one, pair.other) for pair in pairs])
    across = np.array([detect(pair.one) != detect(pair.other) for pair in pairs])
    for what, rows in ((of, across | True), (f"{of}_of_one_language", ~across),
                       (f"{of}_of_two_languages", across)):  # fmt: skip
        some = [pair for pair, wanted in zip(pairs, rows, strict=True) if wanted]
        line = {"half": half, "of": what, **figures(chances[rows], some, least)}
        print(json.dumps(line), flush=True)
    for pair, chance in zip(pairs, chances, strict=True):
        if details and pair.same != (chance >= least):
            print(f"  {chance:.3f} {'+' if pair.same else '-'} {pair.one} | {pair.other}")


def train(settings: Settings) -> None:
    """Train the matcher, and write its weights."""
    from evaluation.same_question.recipe import READING, train_all

    vectors = token_vectors(settings.embedding.model, settings.models_folder)
    if vectors is None or not READING.exists():
        sys.exit(f"training needs the embedding model (make setup) and {READING}")
    train_all(vectors, WEIGHTS, lambda line: print(line, file=sys.stderr, flush=True))


if __name__ == "__main__":
    main()
