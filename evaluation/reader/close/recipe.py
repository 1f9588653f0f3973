"""The numbers of the training, from recipe.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evaluation.reader.recipe import read_as

FILE = Path(__file__).with_name("recipe.toml")


@dataclass(frozen=True)
class Recipe:
    """What recipe.toml explains, by the same names."""

    seed: int
    wordings: int
    noisy: float
    unanswered: float
    passages: int
    tokens: tuple[int, ...]
    tokens_weights: tuple[float, ...]
    made_up: int
    repeated: int
    steps: int
    groups_a_batch: int
    rate: float
    rate_of_heads: float
    warm_up: float
    decay: float
    dropout: float
    weight_answers: float
    weight_span: float


def read(file: Path = FILE) -> Recipe:
    """Raises TypeError where a number is missing or unknown."""
    return read_as(Recipe, file)
