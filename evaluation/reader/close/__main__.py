"""`python -m evaluation.reader.close`: trains the close reader, and writes its weights.

Goes on in build/reader where it was stopped. On two cores it takes about half a day, on a
graphics card some minutes.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from answering.reader.close import GRAPH
from answering.reader.served import WEIGHTS
from config import Settings
from evaluation.exporting import export
from evaluation.jointly import Words, device
from evaluation.reader import candidates, contexts, groups, rules
from evaluation.reader.close import numbering, recipe, training, written
from evaluation.reader.crossfit import DATA, WORK
from vectorstore.embedding import e5, token_vectors


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.reader.close", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="where what takes long is kept")
    parser.add_argument(
        "--without",
        type=int,
        choices=range(contexts.FOLDS),
        help="train without this fold, into the work folder, to be measured on it",
    )
    given = parser.parse_args(arguments)
    if not DATA.exists():
        _say(f"{DATA} is not there; the reader is trained on it")
        return 1
    start = time.perf_counter()
    # As many cores each time: others would add up in another order.
    torch.set_num_threads(2)
    name = "all" if given.without is None else f"without-{given.without}"
    target = WEIGHTS if given.without is None else given.work / name
    train(recipe.read(), given.work, given.without, target / GRAPH)
    _say(f"written to {target} after {time.perf_counter() - start:.0f} s")
    return 0


def train(numbers: recipe.Recipe, work: Path, without: int | None, target: Path) -> None:
    """Trains on all contexts but those of the fold `without`, and writes the graph `target`."""
    work.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    vectors = token_vectors(settings.embedding.model, settings.models_folder)
    if vectors is None:
        raise SystemExit(f"the model {settings.embedding.model} is not built; run make setup.")
    learnt, cuts = material(numbers, work, without)
    asked = (wording for group in learnt for wording in group.wordings)
    ready = numbering.numbered(vectors, cuts, asked)
    tensors = e5.read(e5.locate()).tensors
    words = Words(tensors, ready.used).to(device())
    network = training.begun(tensors, numbers).to(device())
    checkpoint = work / f"close-{'all' if without is None else without}.checkpoint"
    _say(f"training the close reader on {len(learnt)} groups of passages")
    training.train(network, words, learnt, ready, numbers, checkpoint, _say)
    export(network.cpu(), target, ("states", "second"), "tokens")


def material(
    numbers: recipe.Recipe, work: Path, without: int | None
) -> tuple[list[groups.Group], list[candidates.Cut]]:
    """What is learnt from, and the passages that it speaks of by their numbers."""
    read = contexts.read(DATA)
    file = work / "candidates.json"
    if not file.exists():
        _say("finding passages for the questions")
        candidates.save(file, *candidates.candidates(read))
    cuts, found = candidates.load(file)
    found = [one for one in found if read[one.context].fold != without]
    asked = groups.groups(cuts, found, numbers.wordings, numbers.seed)
    more, made_up = rules.made_up(numbers.made_up, numbers.wordings, len(cuts), numbers.seed)
    cuts += more
    more, near = written.groups(written.read(), numbers.wordings, len(cuts), numbers.seed)
    cuts += more
    return [*asked * numbers.repeated, *made_up, *near], cuts


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
