"""The network that learns whether two questions are the same, in torch.

Each token of one question looks for its counterpart in the other (decomposable attention,
Parikh et al. 2016, arXiv:1606.01933); what is left without one tells them apart. Served by
`answering/verified/network.py`, which computes the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

WIDTH = 64


class Network(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """Logits that the two questions of each pair are the same."""

    def __init__(self, size: int, signals: int, dropout: float) -> None:
        super().__init__()
        self.look = nn.Linear(size, WIDTH, bias=False)
        self.mean = nn.Linear(size, WIDTH)
        self.weigh = nn.Linear(size, 1)
        self.sharp = nn.Parameter(torch.tensor(2.3))
        self.compare = nn.Linear(4 * WIDTH + 1, WIDTH)
        self.inner = nn.Linear(4 * WIDTH + 4 + signals, 64)
        self.outer = nn.Linear(64, 1)
        self.drop = nn.Dropout(dropout)

    def forward(
        self,
        one: torch.Tensor,
        one_mask: torch.Tensor,
        other: torch.Tensor,
        other_mask: torch.Tensor,
        signals: torch.Tensor,
    ) -> torch.Tensor:
        """Logits [b] of questions [b, n, size] with their masks [b, n], and signals [b, k]."""
        first, second = self._seen(one), self._seen(other)
        a = self._left(first, one_mask, second, other_mask)
        b = self._left(second, other_mask, first, one_mask)
        least = torch.minimum(a[1], b[1]), torch.maximum(a[1], b[1])
        close = torch.minimum(a[2], b[2]), torch.maximum(a[2], b[2])
        both = torch.cat(
            [a[0] + b[0], (a[0] - b[0]).abs(), torch.stack([*least, *close], 1), signals], 1
        )
        hidden = torch.relu(self.inner(self.drop(both)))
        result: torch.Tensor = self.outer(self.drop(hidden))[:, 0]
        return result

    def _seen(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        plain = self.drop(tokens)
        looks = functional.normalize(self.look(plain), dim=-1)
        return looks, torch.tanh(self.mean(plain)), torch.sigmoid(self.weigh(plain))[..., 0]

    def _left(
        self,
        one: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
        one_mask: torch.Tensor,
        other: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
        other_mask: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        near = one[0] @ other[0].transpose(1, 2)
        near = near.masked_fill(~other_mask[:, None], -2.0)
        share = torch.softmax((near * self.sharp.exp()).masked_fill(~other_mask[:, None], -1e4), 2)
        counterpart = share @ other[1]
        best = near.max(2).values
        parts = [one[1], counterpart, (one[1] - counterpart).abs(), one[1] * counterpart]
        compared = torch.relu(self.compare(self.drop(torch.cat([*parts, best[..., None]], 2))))
        weight = one[2] * one_mask
        total = weight.sum(1, keepdim=True) + 1e-6
        weighed = compared * weight[..., None]
        pooled = torch.cat([weighed.sum(1) / total, weighed.max(1).values], 1)
        missing = ((1 - best) * weight).masked_fill(~one_mask, 0)
        return pooled, missing.max(1).values, missing.sum(1) / total[:, 0]


def padded(tokens: Sequence[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Questions [n, size] of different lengths as one tensor, and its mask."""
    longest = max(len(one) for one in tokens)
    whole = torch.zeros(len(tokens), longest, tokens[0].shape[1])
    mask = torch.zeros(len(tokens), longest, dtype=torch.bool)
    for row, one in enumerate(tokens):
        whole[row, : len(one)] = torch.from_numpy(one.astype(np.float32))
        mask[row, : len(one)] = True
    return whole, mask
