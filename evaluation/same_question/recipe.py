"""How the matcher that comes with Kilde is trained: on what, and with which numbers."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from answering.calibration.regression import logistic
from answering.reader.text import question_numbers
from answering.verified.matching import FACTS, Facts, Weights
from answering.verified.network import FILE
from answering.verified.together import GRAPH, INPUTS
from config import ROOT
from evaluation.exporting import export
from evaluation.jointly import Words, device
from evaluation.learning import Say
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
from evaluation.same_question.network import Network
from evaluation.same_question.pairs import DEVELOP, Pair, subjects
from evaluation.same_question.seen import Seen, seen
from evaluation.same_question.together import Together
from evaluation.same_question.training import (
    Recipe,
    logits,
    logits_together,
    stacked,
    train,
    train_together,
)
from vectorstore.embedding import TokenVectors, e5
from vectorstore.language import detect

READING = Path("../shared/qa/train/reading.jsonl")
WORK = ROOT / "build" / "same_question"
MADE_UP, PARALLEL = 250, 400
EXCHANGED = 16_000
# Of the families, the written subjects, the made-up questions, the parallel ones, and those of
# which a word was exchanged.
SHARPENING = (0.5, 0.1, 0.04, 0.04, 0.32)
# Two that saw many exchanged words, and two that saw more of the families, longer.
QUICK = (
    *(Recipe(SHARPENING, 3000, seed) for seed in (1, 2)),
    *(
        Recipe((0.62, 0.1, 0.04, 0.04, 0.2), 6000, seed, pairs_a_step=128, rate=1.5e-3, same=0.4)
        for seed in (3, 4)
    ),
)
# A day on two cores, eight minutes on a graphics card.
TOGETHER = Recipe((0.7, 0.1, 0.05, 0.05, 0.1), 8700, 1, pairs_a_step=384, rate=1e-3, begun=2e-4,
                  warm_up=0.035, of_one=6, at_once=8, smooth=0.03)  # fmt: skip
# Pairs of families to choose on; all would take an hour.
_PAIRS = 12_000
# The share of near misses, told apart by their words or not, that may be matched on these, and
# of those that may join a case, at which an expert looks: less than is wanted elsewhere, since
# of others, chosen on none, up to twice as many were.
_MATCHED, _JOINED = 0.012, 0.04
# The share of them that the cosine, and that a quick look may lose.
_LOST = 0.015


def train_all(vectors: TokenVectors, folder: Path, say: Say, work: Path = WORK) -> None:
    """Trains the networks on all that there is, chooses the least chance, and writes them
    into `folder`.

    What takes long is kept in the folder `work`, by what is learnt from, and gone on with where
    it was stopped. Raises OSError where the reader's training data is missing,
    WeightsUnreadable where the embedding model's own weights are.
    """
    kinds = clusters()
    developed = [pair for name in DEVELOP for one in subjects(name) for pair in one.pairs()]
    kept = _kept()
    pairs = [*developed, *kept]
    texts = [text for kind in kinds for c in kind for group in (c.same, *c.near) for text in group]
    texts += [text for pair in pairs for text in (pair.one, pair.other)]
    say(f"{len(set(texts))} questions are embedded")
    known = seen(vectors, texts, work / "vectors.pickle")
    work /= f"{crc32(repr(kinds).encode()):08x}"
    work.mkdir(parents=True, exist_ok=True)
    # As many cores each time: others would add up in another order.
    torch.set_num_threads(1)
    quick = [train(kinds, known, one, say, work / f"quick-{one.seed}.pt") for one in QUICK]
    torch.set_num_threads(2)
    numbered = {text: question_numbers(vectors.tokens(), "", text) for text in dict.fromkeys(texts)}
    tensors = e5.read(e5.locate()).tensors
    words = Words(tensors, {number for own in numbered.values() for number in own}).to(device())
    together = Together(tensors, TOGETHER.dropout).to(device())
    train_together(together, words, kinds, numbered, TOGETHER, say, work / "together.pt")
    together, words = together.cpu(), words.cpu()
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / FILE, **stacked(quick, known))
    export(together, folder / GRAPH, INPUTS, "logit")
    read = partial(logits_together, together, words, numbered=numbered)
    sets = (compared(own, known, quick, read) for own in (developed, kept))
    facts = chosen((vectors.card.name, vectors.card.fingerprint), *sets)
    (folder / FACTS).write_text(json.dumps(asdict(facts), indent=2) + "\n", encoding="utf-8")


def compared(
    pairs: Sequence[Pair],
    known: Seen,
    quick: Sequence[Network],
    read: Callable[[Sequence[Pair]], np.ndarray],
) -> Compared:
    """Of a set's pairs those that words do not tell apart, looked at and read."""
    left = [pair for pair in pairs if not known.apart(pair.one, pair.other)]
    near = Counter(detect(p.one) != detect(p.other) for p in pairs if not p.same)
    return Compared(
        np.array([pair.same for pair in left]),
        np.array([detect(pair.one) != detect(pair.other) for pair in left]),
        np.array([known.cosine(pair.one, pair.other) for pair in left]),
        np.mean([logits(one, left, known) for one in quick], axis=0),
        read(left),
        (near[False], near[True]),
    )


def clusters() -> list[list[Cluster]]:
    """What is learnt from, by kind."""
    return [
        of_families(names_of("families")),
        written(names_of("learnt"), 1),
        made_up(MADE_UP, 2),
        parallel(READING, 3)[:PARALLEL],
        exchanged(names_of("families"), EXCHANGED, 5),
    ]


@dataclass(frozen=True)
class Compared:
    """What is known of the pairs of a set that words do not tell apart, an entry each: whether
    they are the same, in two languages, how near, and the logits of the quick look and of the
    reading. `near` near misses has the whole set within a language, and across two."""

    same: np.ndarray
    abroad: np.ndarray
    cosine: np.ndarray
    look: np.ndarray
    read: np.ndarray
    near: tuple[int, int]


def chosen(embedding: tuple[str, str], subjects: Compared, families: Compared) -> Facts:
    """How the logits become a chance, and which is enough, so that of the near misses no more
    than may be are matched, within a language and across two, on average of both sets."""
    both = subjects, families
    same, abroad, cosine, look, read = (
        np.concatenate([getattr(one, name) for one in both])
        for name in ("same", "abroad", "cosine", "look", "read")
    )
    logits = np.column_stack([look, read])
    # What a near miss weighs that is matched: a share of its set's.
    weights = np.concatenate([0.5 / np.array(one.near)[one.abroad.astype(int)] for one in both])

    def least(odds: np.ndarray, rows: np.ndarray, share: float) -> float:
        """The odds over which so many of the near misses among the rows have some."""
        missed = sorted(zip(odds[rows], weights[rows], strict=True), reverse=True)
        together = np.cumsum([weight for _, weight in missed])
        return float(missed[int((together <= share).sum())][0])

    within, across = (_weighed(logits[rows], same[rows]) for rows in (~abroad, abroad))
    enough, enough_abroad = (
        least(_odds(weighed, logits), ~same & rows, _MATCHED)
        for weighed, rows in ((within, ~abroad), (across, abroad))
    )
    # Moved so that one chance is enough in both.
    across = across[0] + enough - enough_abroad, *across[1:]
    odds = np.where(abroad, _odds(across, logits), _odds(within, logits))
    joins = least(odds, ~same, 2 * _JOINED)
    # Of what would be enough even then, nearly nothing is lost before it is read together.
    matched = same & (odds > joins)
    far, worth = (float(np.quantile(one[matched], _LOST)) for one in (cosine, look))
    return Facts(*embedding, far, worth, within, across, _chance(enough), _chance(joins))


def _chance(odds: float) -> float:
    """Just above what log odds come to."""
    return float(np.nextafter(1 / (1 + np.exp(-odds)), 2.0))


def _weighed(logits: np.ndarray, same: np.ndarray) -> Weights:
    """As if one in two of the questions that come near were the same."""
    weights = np.where(same, 0.5 / same.mean(), 0.5 / (1 - same.mean()))
    shift, look, read = map(float, logistic(logits, same.astype(float), weights, 1e-3))
    return shift, look, read


def _odds(weights: Weights, logits: np.ndarray) -> np.ndarray:
    odds: np.ndarray = weights[0] + logits @ weights[1:]
    return odds


def _kept() -> list[Pair]:
    every = [pair for one in to_choose_on(names_of("families")) for pair in one.pairs()]
    return random.Random(1).sample(every, min(_PAIRS, len(every)))
