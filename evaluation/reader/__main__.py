"""`python -m evaluation.reader`: trains the reader, from the data to the model card.

What takes long is kept in build/reader, and gone on with where it was stopped.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from answering.reader.served import WEIGHTS
from config import Settings
from evaluation.reader import candidates, contexts, features, groups, recipe, rules
from evaluation.reader.crossfit import DATA, WORK
from evaluation.reader.export import export
from evaluation.reader.network import Network
from evaluation.reader.training import begun, train
from vectorstore.embedding import TokenVectors, token_vectors


@dataclass(frozen=True)
class Material:
    """All that a reader is trained on, and what it stands on."""

    contexts: Sequence[contexts.Context]
    found: Sequence[candidates.Candidates]
    cuts: Sequence[candidates.Cut]
    made_up: Sequence[groups.Group]
    features: features.Features
    vectors: TokenVectors
    recipe: recipe.Recipe

    def groups(self, without: int | None) -> list[groups.Group]:
        """What is learnt from, the contexts of fold `without` left out."""
        found = [one for one in self.found if self.contexts[one.context].fold != without]
        made = groups.groups(self.cuts, found, self.recipe.wordings, self.recipe.seed)
        return [*made, *self.made_up]


def material(data: Path, work: Path, settings: Settings, numbers: recipe.Recipe) -> Material:
    """Read from `data`, made, or taken from `work` where it was made before."""
    work.mkdir(parents=True, exist_ok=True)
    read = contexts.read(data)
    file = work / "candidates.json"
    if not file.exists():
        _say("finding passages for the questions")
        candidates.save(file, *candidates.candidates(read))
    cuts, found = candidates.load(file)
    more, made_up = rules.made_up(numbers.made_up, numbers.wordings, len(cuts), numbers.seed)
    cuts += more
    name = settings.embedding.model
    vectors = token_vectors(name, settings.models_folder)
    if vectors is None:
        raise SystemExit(f"the model {name} is not built; run make setup.")
    every = [*groups.groups(cuts, found, numbers.wordings, numbers.seed), *made_up]
    languages = {one.question: read[one.context].language for one in found}
    kept = work / "features.pickle"
    if kept.exists():
        with kept.open("rb") as stored:
            made = pickle.load(stored)
    else:
        _say("running the embedding model once over all questions and passages")
        questions = [wording for group in every for wording in group.wordings]
        made = features.features(vectors, cuts, questions, languages)
        with kept.open("wb") as stored:
            pickle.dump(made, stored, protocol=5)
    return Material(read, found, cuts, made_up, made, vectors, numbers)


def trained(given: Material, without: int | None, work: Path) -> Network:
    """A network trained on the contexts of all folds but `without`."""
    network = begun(given.features, given.recipe)
    name = "all" if without is None else f"without-{without}"
    learnt = given.groups(without)
    _say(f"training {name}: {len(learnt)} groups of passages")
    return train(network, learnt, given.features, given.recipe, work / f"{name}.checkpoint", _say)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.reader", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="where what takes long is kept")
    parser.add_argument(
        "--without",
        type=int,
        choices=range(contexts.FOLDS),
        help="train without this fold, into the work folder, to be measured on it",
    )
    parser.add_argument("--threads", type=int, default=2, help="cores to train on")
    given = parser.parse_args(arguments)
    if not DATA.exists():
        _say(f"{DATA} is not there; the reader is trained on it")
        return 1
    start = time.perf_counter()
    torch.set_num_threads(given.threads)
    numbers = recipe.read()
    ready = material(DATA, given.work, Settings(), numbers)
    network = trained(ready, given.without, given.work)
    target = WEIGHTS if given.without is None else given.work / f"without-{given.without}"
    export(network, ready.vectors, target)
    _say(f"written to {target} after {time.perf_counter() - start:.0f} s")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
