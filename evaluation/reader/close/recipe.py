"""The numbers of the training, from recipe.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

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
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {key: tuple(value) for key, value in content.items() if isinstance(value, list)}
    return Recipe(**(content | lists))
