"""The numbers of the training, from recipe.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

FILE = Path(__file__).with_name("recipe.toml")
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Recipe:
    """What recipe.toml explains, by the same names."""

    seed: int
    width: int
    wordings: int
    noisy: float
    unanswered: float
    passages: int
    tokens: tuple[int, ...]
    tokens_weights: tuple[float, ...]
    made_up: int
    shifted: float
    steps: int
    groups_a_batch: int
    rate: float
    warm_up: float
    decay: float
    weight_answers: float
    weight_span: float


def read(file: Path = FILE) -> Recipe:
    """The first reader's; raises TypeError where a number is missing or unknown."""
    return read_as(Recipe, file)


def read_as(kind: type[Kind], file: Path) -> Kind:
    """A dataclass of the file's numbers; raises TypeError where one is missing or unknown."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {key: tuple(value) for key, value in content.items() if isinstance(value, list)}
    return kind(**(content | lists))
