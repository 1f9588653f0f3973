"""The network that reads two questions together, as it is trained.

What it makes of both, and of what is unlike in them, tells whether one answer serves both.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from evaluation.jointly import Jointly, Rows, Tensors, Words

_HIDDEN = 256


class Together(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """Logits that the two questions of each pair are the same."""

    def __init__(self, tensors: Tensors, dropout: float = 0.1) -> None:
        super().__init__()
        self.jointly = Jointly(tensors, dropout)
        self.inner = nn.Linear(3 * self.jointly.dim, _HIDDEN)
        self.outer = nn.Linear(_HIDDEN, 1)
        self.drop = nn.Dropout(dropout)

    def forward(
        self,
        states: torch.Tensor,
        second: torch.Tensor,
        own: torch.Tensor,
        mask: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Logits [b] of both questions' words in one row, `states` [b, n, dim]; floats [b, n], 1
        where a token is the second question's, where it counts, and where there is one."""
        states = self.jointly(states, second, mask)
        means = [
            (states * one[..., None]).sum(1) / one.sum(1, keepdim=True).clamp_min(1)
            for one in (own * (1 - second), own * second)
        ]
        most = (states + 1e4 * (own - 1)[..., None]).max(1).values
        both = torch.cat([means[0] + means[1], (means[0] - means[1]).abs(), most], 1)
        told = functional.gelu(self.inner(self.drop(both)))
        result: torch.Tensor = self.outer(self.drop(told))[:, 0]
        return result

    def of(self, words: Words, given: Rows) -> torch.Tensor:
        """As `forward`, of pairs of framed questions; the frame does not count."""
        own, edge = given.mask.clone(), (given.places == 0).float()
        own -= edge * given.mask
        own[:, :-1] -= edge[:, 1:] * own[:, :-1]
        own[:, -1] = 0
        states = words(given.numbers, given.places)
        return self(states, given.second, own.clamp_min(0), given.mask)

    def new(self) -> list[nn.Parameter]:
        """What the embedding model has not."""
        return [self.jointly.second, *self.inner.parameters(), *self.outer.parameters()]
