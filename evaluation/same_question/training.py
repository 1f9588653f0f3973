"""Training the matcher: the same each time, on one core."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from answering.verified.wording import SIGNALS, apart
from evaluation.same_question.made_up import Cluster
from evaluation.same_question.network import Network, padded
from evaluation.same_question.pairs import Pair
from evaluation.same_question.seen import Seen

Say = Callable[[str], None]
_TRIES = 8


@dataclass(frozen=True)
class Recipe:
    """All numbers of a training. `shares` are those of the kinds of clusters."""

    shares: tuple[float, ...]
    steps: int
    seed: int
    pairs_a_step: int = 48
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.15
    same: float = 0.45


def train(kinds: Sequence[Sequence[Cluster]], seen: Seen, recipe: Recipe, say: Say) -> Network:
    """A network that has learnt from the clusters."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    network = Network(seen.directions.shape[1], SIGNALS + 1, recipe.dropout)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.rate, total_steps=recipe.steps, pct_start=0.1
    )
    began, total = time.monotonic(), 0.0
    network.train()
    for step in range(1, recipe.steps + 1):
        drawn = [
            _left(chance.choice(chance.choices(kinds, recipe.shares)[0]), recipe, seen, chance)
            for _ in range(recipe.pairs_a_step)
        ]
        targets = torch.tensor([float(pair.same) for pair in drawn])
        loss = functional.binary_cross_entropy_with_logits(network(*_batch(drawn, seen)), targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 250 == 0:
            say(f"step {step} of {recipe.steps}: loss {total / 250:.3f}, "
                f"{(time.monotonic() - began) / step:.2f} s a step")  # fmt: skip
            total = 0.0
    network.eval()
    return network


def logits(network: Network, pairs: Sequence[Pair], seen: Seen) -> np.ndarray:
    """Log odds [n] that the pairs are the same."""
    found = []
    with torch.no_grad():
        for start in range(0, len(pairs), 128):
            found.append(network(*_batch(pairs[start : start + 128], seen)).numpy())
    return np.concatenate(found)


def _left(cluster: Cluster, recipe: Recipe, seen: Seen, chance: random.Random) -> Pair:
    """A pair that the words alone do not tell apart, where one is soon drawn."""
    for _ in range(_TRIES):
        pair = _pair(cluster, recipe.same, chance)
        one, other = seen.questions[pair.one], seen.questions[pair.other]
        if not apart(one.particulars, other.particulars):
            break
    return pair


def _pair(cluster: Cluster, same: float, chance: random.Random) -> Pair:
    """Two wordings of one meaning, or one each of two."""
    if chance.random() < same:
        several = [cluster.same, *(one for one in cluster.near if len(one) > 1)]
        wordings = chance.choice(several) if chance.random() < 0.5 else cluster.same
        one, other = chance.sample(wordings, 2)
        return Pair(one, other, True)
    if chance.random() < 0.7 or len(cluster.near) < 2:
        return Pair(chance.choice(cluster.same), chance.choice(chance.choice(cluster.near)), False)
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
