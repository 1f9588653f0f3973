"""How the matcher that comes with Kilde is trained: on what, and with which numbers."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from answering.calibration.regression import logistic
from answering.verified.matching import FACTS, Facts
from answering.verified.network import FILE
from answering.verified.together import GRAPH
from answering.verified.wording import SIGNALS
from config import ROOT
from evaluation.same_question.learnt import (
    exchanged,
    made_up,
    names_of,
    of_families,
    parallel,
    to_choose_on,
    written,
)
from evaluation.same_question.made_up import Cluster
from evaluation.same_question.pairs import DEVELOP, Pair, subjects
from evaluation.same_question.seen import seen
from evaluation.same_question.together import Together, export
from evaluation.same_question.training import (
    Recipe,
    Say,
    logits,
    logits_together,
    stacked,
    train,
    train_together,
)
from vectorstore.embedding import TokenVectors, e5

READING = Path("../shared/qa/train/reading.jsonl")
WORK = ROOT / "build" / "same_question"
MADE_UP, PARALLEL = 250, 400
EXCHANGED = 16_000
# Of the families, the written subjects, the made-up questions, the parallel ones, and those of
# which a word was exchanged; the last would be all that is learnt if they came first.
SHARES, SHARPENING = (0.7, 0.14, 0.08, 0.08), (0.5, 0.1, 0.04, 0.04, 0.32)
# Two that saw many exchanged words, and two that saw more of the families, longer.
QUICK = (
    *(Recipe(SHARPENING, 3000, seed) for seed in (1, 2)),
    *(
        Recipe((0.62, 0.1, 0.04, 0.04, 0.2), 6000, seed, pairs_a_step=128, rate=1.5e-3, same=0.4)
        for seed in (3, 4)
    ),
)
TOGETHER = (
    Recipe(SHARES, 5000, 1, pairs_a_step=64, rate=1.2e-3, begun=2e-4, dropout=0.1),
    Recipe(SHARPENING, 1500, 2, pairs_a_step=64, rate=4e-4, begun=1e-4, dropout=0.1),
)
# Pairs of families to choose on; all would take an hour.
_PAIRS = 12_000
# The share of near misses, told apart by their words or not, that may be matched on these, and
# of those that may join a case, at which an expert looks: half of what is wanted elsewhere, since
# of others, chosen on none, twice as many were.
_MATCHED, _JOINED = 0.01, 0.04
# The share of them that the cosine, and that a quick look may lose.
_LOST = 0.005


def train_all(vectors: TokenVectors, folder: Path, say: Say, work: Path = WORK) -> None:
    """Trains both networks on all that there is, chooses the least chance, and writes them
    into `folder`.

    What takes long is kept in the folder `work`, by what is learnt from, and gone on with where
    it was stopped. Raises OSError where the reader's training data is missing,
    WeightsUnreadable where the embedding model's own weights are.
    """
    kinds = clusters()
    on = {name: _developed(name) for name in DEVELOP} | {"families": _kept()}
    pairs = [pair for own in on.values() for pair in own]
    texts = [text for kind in kinds for c in kind for group in (c.same, *c.near) for text in group]
    texts += [text for pair in pairs for text in (pair.one, pair.other)]
    say(f"{len(set(texts))} questions are embedded")
    known = seen(vectors, texts, work / "vectors.pickle")
    work /= f"{crc32(chr(10).join(texts).encode()):08x}"
    work.mkdir(parents=True, exist_ok=True)
    # As many cores each time: others would add up in another order.
    torch.set_num_threads(1)
    quick = [train(kinds, known, one, say, work / f"quick-{one.seed}.pt") for one in QUICK]
    torch.set_num_threads(2)
    together = Together(e5.read(e5.locate()).tensors, SIGNALS + 1, TOGETHER[0].dropout)
    for one in TOGETHER:
        file = work / f"together-{one.seed}.pt"
        train_together(together, kinds[: len(one.shares)], known, one, say, file)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / FILE, **stacked(quick, known))
    export(together, folder / GRAPH)
    left = {name: [p for p in own if not known.apart(p.one, p.other)] for name, own in on.items()}
    looked = {
        name: np.mean([logits(one, own, known) for one in quick], axis=0)
        for name, own in left.items()
    }
    read = {name: logits_together(together, own, known) for name, own in left.items()}
    near = {name: sum(not pair.same for pair in own) for name, own in on.items()}
    card = vectors.card
    cosines = {
        name: np.array([known.cosine(pair.one, pair.other) for pair in own])
        for name, own in left.items()
    }
    facts = chosen((card.name, card.fingerprint), left, cosines, looked, read, near)
    (folder / FACTS).write_text(json.dumps(asdict(facts), indent=2) + "\n", encoding="utf-8")


def clusters() -> list[list[Cluster]]:
    """What is learnt from, by kind."""
    return [
        of_families(names_of("families")),
        written(names_of("learnt"), 1),
        made_up(MADE_UP, 2),
        parallel(READING, 3)[:PARALLEL],
        exchanged(names_of("families"), EXCHANGED, 5),
    ]


def chosen(
    embedding: tuple[str, str],
    pairs: dict[str, list[Pair]],
    near_by: dict[str, np.ndarray],
    looked: dict[str, np.ndarray],
    read: dict[str, np.ndarray],
    near: dict[str, int],
) -> Facts:
    """How the logits of the pairs that words do not tell apart become a chance, and which is
    enough, so that of the near misses, `near` of them in each set, no more than may be are."""
    same = {name: np.array([pair.same for pair in own]) for name, own in pairs.items()}
    every = np.concatenate(list(same.values()))
    cosines, quick, together = (
        np.concatenate(list(one.values())) for one in (near_by, looked, read)
    )
    # As if one in two of the questions that come near were the same.
    weights = np.where(every, 0.5 / every.mean(), 0.5 / (1 - every.mean()))
    shift, look, reading = logistic(
        np.column_stack([quick, together]), every.astype(float), weights, 1e-3
    )

    def least(share: float) -> float:
        """Where so many of the near misses are matched on average over the sets."""
        chances = {
            name: 1 / (1 + np.exp(-(shift + look * looked[name] + reading * read[name])))
            for name in pairs
        }
        missed = sorted(
            (
                (float(chance), 1 / near[name] / len(pairs))
                for name in pairs
                for chance in chances[name][~same[name]]
            ),
            reverse=True,
        )
        together = np.cumsum([weight for _, weight in missed])
        return float(np.nextafter(missed[int((together <= share).sum())][0], 2.0))

    joins = least(_JOINED)
    # Of what would be enough even then, nearly nothing is lost before it is read together.
    matched = every & (shift + look * quick + reading * together >= np.log(joins / (1 - joins)))
    far, worth = (float(np.quantile(one[matched], _LOST)) for one in (cosines, quick))
    numbers = (far, worth, shift, look, reading, least(_MATCHED), joins)
    return Facts(*embedding, *(float(one) for one in numbers))


def _developed(name: str) -> list[Pair]:
    return [pair for one in subjects(name) for pair in one.pairs()]


def _kept() -> list[Pair]:
    every = [pair for one in to_choose_on(names_of("families")) for pair in one.pairs()]
    return random.Random(1).sample(every, min(_PAIRS, len(every)))
