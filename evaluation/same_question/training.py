"""Training the matcher's two networks: the same each time, on the same number of cores."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from answering.verified.wording import SIGNALS
from evaluation.jointly import Words, rows
from evaluation.learning import Course, Say, learn
from evaluation.same_question.made_up import Cluster
from evaluation.same_question.network import Network, padded
from evaluation.same_question.pairs import Pair
from evaluation.same_question.seen import Seen
from evaluation.same_question.together import Together

# The questions as token numbers, framed.
Numbered = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Recipe:
    """All numbers of a training. `shares` are those of the kinds of clusters, `same` that of
    rewordings; `begun` is the rate of what was there before. Of a cluster `of_one` pairs are
    drawn before another is, and batches `at_once`, made of pairs that are about as long. The
    answers to learn are as sure as `smooth` leaves them."""

    shares: tuple[float, ...]
    steps: int
    seed: int
    pairs_a_step: int = 48
    rate: float = 2e-3
    begun: float = 2e-4
    decay: float = 0.02
    dropout: float = 0.15
    same: float = 0.5
    warm_up: float = 0.1
    of_one: int = 10
    at_once: int = 4
    smooth: float = 0.0

    @property
    def course(self) -> Course:
        """How the network goes through it."""
        return Course(repr(self), self.steps, self.seed, self.warm_up, self.decay)


def train(
    kinds: Sequence[Sequence[Cluster]],
    seen: Seen,
    recipe: Recipe,
    say: Say,
    checkpoint: Path | None = None,
) -> Network:
    """The network that takes a quick look, trained on pairs that words alone do not tell apart.

    Goes on from `checkpoint` where that is of the same recipe, and writes it now and then.
    """
    torch.manual_seed(recipe.seed)
    network = Network(seen.directions.shape[1], SIGNALS + 1, recipe.dropout)
    batches = _batches(kinds, recipe, seen.tokens, seen.apart)

    def loss(pairs: Sequence[Pair]) -> torch.Tensor:
        return _loss(network(*_batch(pairs, seen)), pairs, recipe)

    learn(network, [(recipe.rate, network.parameters())], batches, loss, recipe.course, say,
          checkpoint)  # fmt: skip
    return network


def train_together(
    network: Together,
    words: Words,
    kinds: Sequence[Sequence[Cluster]],
    numbered: Numbered,
    recipe: Recipe,
    say: Say,
    checkpoint: Path | None = None,
) -> None:
    """As `train`, in place and of all pairs, the network that reads two questions together; on
    the device on which both lie."""
    where = words.words.device

    def loss(pairs: Sequence[Pair]) -> torch.Tensor:
        # Half the precision where that is three times as fast.
        with torch.autocast(where.type, torch.bfloat16, enabled=where.type == "cuda"):
            given = rows([(numbered[pair.one], numbered[pair.other]) for pair in pairs])
            found = network.of(words, given.to(where))
        return _loss(found.float(), pairs, recipe)

    batches = _batches(kinds, recipe, lambda one: len(numbered[one]), lambda *_: False)
    rates = [(recipe.begun, network.jointly.begun()), (recipe.rate, network.new())]
    torch.manual_seed(recipe.seed)
    learn(network, rates, batches, loss, recipe.course, say, checkpoint)


def _loss(logits: torch.Tensor, pairs: Sequence[Pair], recipe: Recipe) -> torch.Tensor:
    targets = torch.tensor([float(pair.same) for pair in pairs], device=logits.device)
    targets = targets * (1 - 2 * recipe.smooth) + recipe.smooth
    return functional.binary_cross_entropy_with_logits(logits, targets)


def logits(network: Network, pairs: Sequence[Pair], seen: Seen) -> np.ndarray:
    """Log odds [n] that the pairs are the same, by a quick look."""
    return _logits(lambda some: network(*_batch(some, seen)), pairs)


def logits_together(
    network: Together, words: Words, pairs: Sequence[Pair], numbered: Numbered
) -> np.ndarray:
    """As `logits`, by reading them together."""
    return _logits(
        lambda some: network.of(words, rows([_ordered(pair, numbered) for pair in some])), pairs
    )


def _ordered(pair: Pair, numbered: Numbered) -> tuple[Sequence[int], Sequence[int]]:
    """As they are served: in the order of their token numbers."""
    one, other = sorted((tuple(numbered[pair.one]), tuple(numbered[pair.other])))
    return one, other


def _logits(logit: Callable[[Sequence[Pair]], torch.Tensor], pairs: Sequence[Pair]) -> np.ndarray:
    with torch.no_grad():
        found = [logit(pairs[start : start + 64]).numpy() for start in range(0, len(pairs), 64)]
    return np.concatenate(found)


def _batches(
    kinds: Sequence[Sequence[Cluster]],
    recipe: Recipe,
    length: Callable[[str], int],
    apart: Callable[[str, str], bool],
) -> Iterator[list[Pair]]:
    """Pairs that are not `apart`; each cluster is drawn before one is again."""
    chance = random.Random(recipe.seed)
    decks = [_Deck(kind, chance) for kind in kinds]
    size, at_once = recipe.pairs_a_step, recipe.at_once
    while True:
        drawn: list[Pair] = []
        while len(drawn) < at_once * size:
            cluster = chance.choices(decks, recipe.shares)[0].draw()
            pairs = (_pair(cluster, recipe.same, chance) for _ in range(recipe.of_one))
            drawn += [pair for pair in pairs if not apart(pair.one, pair.other)]
        # The longest are not those that are too many.
        chance.shuffle(drawn)
        del drawn[at_once * size :]
        drawn.sort(key=lambda pair: length(pair.one) + length(pair.other))
        starts = [number * size for number in range(at_once)]
        chance.shuffle(starts)
        yield from (drawn[start : start + size] for start in starts)


class _Deck:
    """Clusters in an order by chance, again and again."""

    def __init__(self, clusters: Sequence[Cluster], chance: random.Random) -> None:
        self._clusters, self._chance, self._left = clusters, chance, list[Cluster]()

    def draw(self) -> Cluster:
        if not self._left:
            self._left = list(self._clusters)
            self._chance.shuffle(self._left)
        return self._left.pop()


def _pair(cluster: Cluster, same: float, chance: random.Random) -> Pair:
    """Two wordings of one meaning, or one each of two; of these the first is as often one of
    them as all others together."""
    meanings = (cluster.same, *cluster.near)
    if chance.random() < same or not cluster.near:
        several = [one for one in meanings if len(one) > 1]
        [wordings] = chance.choices(several, [len(one) * (len(one) - 1) for one in several])
        one, other = chance.sample(wordings, 2)
        return Pair(one, other, True)
    if chance.random() < 0.5 or len(cluster.near) < 2:
        first, second = cluster.same, chance.choice(cluster.near)
    else:
        first, second = chance.sample(cluster.near, 2)
    return Pair(chance.choice(first), chance.choice(second), False)


def _batch(pairs: Sequence[Pair], seen: Seen) -> tuple[torch.Tensor, ...]:
    one = padded([seen.questions[pair.one].tokens for pair in pairs])
    other = padded([seen.questions[pair.other].tokens for pair in pairs])
    signals = torch.tensor([seen.signals(pair.one, pair.other) for pair in pairs])
    return *one, *other, signals


def stacked(networks: Sequence[Network], seen: Seen) -> dict[str, Any]:
    """The networks' tensors by name, a row each, in float16, on whole token vectors: where
    they were centred and turned is put into their first layers."""
    members = []
    for network in networks:
        values = {name: value.numpy() for name, value in network.state_dict().items()}
        for name in ("look", "mean", "weigh"):
            weight = values[f"{name}.weight"] @ seen.directions.T
            bias = values.get(f"{name}.bias", 0.0)
            values[f"{name}.weight"] = weight
            values[f"{name}.bias"] = bias - weight @ seen.centre
        members.append(values)
    return {
        name: np.stack([member[name] for member in members]).astype(
            np.float32 if name.endswith("bias") else np.float16
        )
        for name in members[0]
    }
