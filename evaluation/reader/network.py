"""The reader as it is trained: what it makes of the embedding model's token vectors.

How near each token of a question comes to the tokens of a passage tells what the passage
speaks of, in any language (late interaction: Khattab and Zaharia 2020, arXiv:2004.12832); it
does so before any training, which then bends the question's side. A small head beside it
learns which tokens are of the kind that is asked for: a date for "when".
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

# As near as the same thing in other words, as a weight against nowhere.
_SCALE = 30.0
_NOWHERE = -15.0


class Network(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """From [batch, tokens, layers * dim] of question and passage to what `reading` takes.

    `centres` [2, layers, dim] are the mean token of questions and that of passages, which
    say nothing of a text and hide what does.
    """

    def __init__(self, centres: torch.Tensor, width: int) -> None:
        super().__init__()
        _, self.layers, dim = centres.shape
        self.register_buffer("centres", centres)
        self.turn = nn.ModuleList(nn.Linear(dim, dim, bias=False) for _ in range(self.layers))
        for one in self.turn:
            nn.init.eye_(one.weight)
        self.blend = nn.Parameter(torch.full((self.layers,), 1 / self.layers))
        self.importance = nn.Linear(self.layers * dim, 1)
        nn.init.zeros_(self.importance.weight)
        self.asked = nn.Linear(self.layers * dim, width)
        self.kind = nn.Linear(self.layers * dim, width)
        self.own = nn.Linear(self.layers * dim + self.layers, width)
        self.here = nn.Linear(width, 3)
        self.mix = nn.Parameter(_SCALE * torch.tensor([0.5, 0.25, 0.25, _NOWHERE / _SCALE]))

    def forward(
        self, question: torch.Tensor, passage: torch.Tensor, mask: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """[batch, question tokens, passage tokens], [batch, passage tokens, 3], and [4].

        `mask` [batch, question tokens] is true where there is a token; None: everywhere.
        """
        question = question.unflatten(-1, (self.layers, -1)) - self.centres[0]
        passage = passage.unflatten(-1, (self.layers, -1)) - self.centres[1]
        flat_question = functional.normalize(question, dim=-1).flatten(2)
        passage = functional.normalize(passage, dim=-1)
        each = [
            functional.normalize(turn(question[:, :, n]), dim=-1) @ passage[:, :, n].transpose(1, 2)
            for n, turn in enumerate(self.turn)
        ]
        importance = self.importance(flat_question * 10)
        if mask is not None:
            importance = importance.masked_fill(~mask[..., None], -1e4)
        weights = importance.softmax(1)
        near = weights * sum(share * one for share, one in zip(self.blend, each, strict=True))
        # The most that a token of the passage is like one of the question's.
        nearest = torch.stack([one.amax(1) for one in each], dim=-1)
        flat = passage.flatten(2) * 10
        asked = self.asked((weights * flat_question).sum(1, keepdim=True) * 10)
        inner = functional.gelu(
            self.kind(flat) * asked + self.own(torch.cat([flat, nearest * 10], dim=-1))
        )
        return near, self.here(inner), self.mix * 1.0
