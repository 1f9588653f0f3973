"""The reader as it is trained: the embedding model's layers, reading a question with a passage.

Each token of the passage tells whether the answer is there, begins there, ends there; the
question's first token whether the passage answers at all (Devlin et al. 2019,
arXiv:1810.04805, section 4.3).
"""

from __future__ import annotations

import torch
from torch import nn

from evaluation.jointly import Jointly, Tensors

# Before anything is learnt a sentence of twenty tokens weighs about as much as nowhere.
_NOWHERE = -3.0


class Network(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """From the states of a question's and a passage's words to logits."""

    def __init__(self, tensors: Tensors, dropout: float) -> None:
        super().__init__()
        self.jointly = Jointly(tensors, dropout)
        self.here = nn.Linear(self.jointly.dim, 3)
        self.answers = nn.Linear(self.jointly.dim, 1)
        nn.init.constant_(self.answers.bias, _NOWHERE)

    def forward(
        self, states: torch.Tensor, second: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Logits [b, n, 3] by token: that the answer is here, rather than nowhere, and that it
        begins and ends here. `states`, `second` and `mask` as `Jointly` takes them."""
        states = self.jointly(states, second, mask)
        logits = self.here(states)
        answers = self.answers(states[:, :1])
        result: torch.Tensor = torch.cat([logits[..., :1] + answers, logits[..., 1:]], -1)
        return result

    def new(self) -> list[nn.Parameter]:
        """What the embedding model has not."""
        heads = (*self.here.parameters(), *self.answers.parameters())
        return [self.jointly.second, *heads]
