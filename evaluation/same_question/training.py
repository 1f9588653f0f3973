"""Training the matcher's two networks: the same each time, on the same number of cores."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from answering.verified.wording import SIGNALS
from evaluation.same_question.made_up import Cluster
from evaluation.same_question.network import Network, padded
from evaluation.same_question.pairs import Pair
from evaluation.same_question.seen import Seen
from evaluation.same_question.together import Together, batched

Say = Callable[[str], None]
_SAID_EACH, _SAVED_EACH = 100, 250
# Batches are drawn so many at once, and made of pairs that are about as long.
_AT_ONCE = 4
# Pairs that are drawn of a cluster before another is.
_OF_ONE = 10


@dataclass(frozen=True)
class Recipe:
    """All numbers of a training. `shares` are those of the kinds of clusters, `same` that of
    rewordings; `begun` is the rate of what was there before."""

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


def train(
    kinds: Sequence[Sequence[Cluster]],
    seen: Seen,
    recipe: Recipe,
    say: Say,
    checkpoint: Path | None = None,
) -> Network:
    """The network that takes a quick look. Goes on from `checkpoint` where that is of the same
    recipe, and writes it now and then."""
    torch.manual_seed(recipe.seed)
    network = Network(seen.directions.shape[1], SIGNALS + 1, recipe.dropout)
    groups = [{"params": list(network.parameters()), "lr": recipe.rate}]
    batches = _batches(kinds, seen, recipe)
    _learn(
        network, groups, lambda one: network(*_batch(one, seen)), batches, recipe, say, checkpoint
    )
    return network


def train_together(
    network: Together,
    kinds: Sequence[Sequence[Cluster]],
    seen: Seen,
    recipe: Recipe,
    say: Say,
    checkpoint: Path | None = None,
) -> None:
    """As `train`, in place, the network that reads two questions together."""
    torch.manual_seed(recipe.seed)
    groups = [
        {"params": network.begun(), "lr": recipe.begun},
        {"params": network.new(), "lr": recipe.rate},
    ]
    batches = _batches(kinds, seen, recipe)
    _learn(
        network, groups, lambda one: network(*batched(one, seen)), batches, recipe, say, checkpoint
    )


def _learn(
    network: nn.Module,
    groups: list[dict[str, Any]],
    logit: Callable[[Sequence[Pair]], torch.Tensor],
    batches: Iterator[list[Pair]],
    recipe: Recipe,
    say: Say,
    checkpoint: Path | None,
) -> None:
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
    steps, warm = recipe.steps, max(1, round(recipe.warm_up * recipe.steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, (steps - n) / (steps - warm + 1))
    )
    state = {"network": network, "optimizer": optimizer, "schedule": schedule}
    done = _resumed(checkpoint, recipe, state)
    began, total = time.monotonic(), 0.0
    network.train()
    for step, pairs in zip(range(1, steps + 1), batches, strict=False):
        if step <= done:
            continue
        torch.manual_seed(recipe.seed + step)
        targets = torch.tensor([float(pair.same) for pair in pairs])
        loss = functional.binary_cross_entropy_with_logits(logit(pairs), targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % _SAID_EACH == 0:
            say(f"step {step} of {steps}: loss {total / _SAID_EACH:.3f}, "
                f"{(time.monotonic() - began) / (step - done):.2f} s a step")  # fmt: skip
            total = 0.0
        if checkpoint and (step % _SAVED_EACH == 0 or step == steps):
            content = {"step": step, "recipe": repr(recipe)}
            content |= {name: one.state_dict() for name, one in state.items()}
            partial = checkpoint.with_suffix(".partial")
            torch.save(content, partial)
            partial.replace(checkpoint)
    network.eval()


def _resumed(checkpoint: Path | None, recipe: Recipe, state: Mapping[str, Any]) -> int:
    """How many steps were done."""
    if checkpoint is None or not checkpoint.exists():
        return 0
    content = torch.load(checkpoint, weights_only=True)
    if content["recipe"] != repr(recipe):
        return 0
    for name, one in state.items():
        one.load_state_dict(content[name])
    step: int = content["step"]
    return step


def logits(network: Network, pairs: Sequence[Pair], seen: Seen) -> np.ndarray:
    """Log odds [n] that the pairs are the same, by a quick look."""
    return _logits(lambda some: network(*_batch(some, seen)), pairs)


def logits_together(network: Together, pairs: Sequence[Pair], seen: Seen) -> np.ndarray:
    """As `logits`, by reading them together."""
    return _logits(lambda some: network(*batched(some, seen)), pairs)


def _logits(logit: Callable[[Sequence[Pair]], torch.Tensor], pairs: Sequence[Pair]) -> np.ndarray:
    with torch.no_grad():
        found = [logit(pairs[start : start + 64]).numpy() for start in range(0, len(pairs), 64)]
    return np.concatenate(found)


def _batches(
    kinds: Sequence[Sequence[Cluster]], seen: Seen, recipe: Recipe
) -> Iterator[list[Pair]]:
    """Pairs that the words alone do not tell apart; each cluster is drawn before one is again."""
    chance = random.Random(recipe.seed)
    decks = [_Deck(kind, chance) for kind in kinds]
    size = recipe.pairs_a_step
    while True:
        drawn: list[Pair] = []
        while len(drawn) < _AT_ONCE * size:
            cluster = chance.choices(decks, recipe.shares)[0].draw()
            pairs = (_pair(cluster, recipe.same, chance) for _ in range(_OF_ONE))
            drawn += [pair for pair in pairs if not seen.apart(pair.one, pair.other)]
        # The longest are not those that are too many.
        chance.shuffle(drawn)
        del drawn[_AT_ONCE * size :]
        drawn.sort(key=lambda pair: seen.tokens(pair.one) + seen.tokens(pair.other))
        starts = [number * size for number in range(_AT_ONCE)]
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
