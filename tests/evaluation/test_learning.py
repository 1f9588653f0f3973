"""The loop that trains networks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import nn

from evaluation.learning import Course, learn


class Stopped(Exception):
    """As if somebody had ended the program."""


def batches(stop: int | None = None) -> Iterator[torch.Tensor]:
    """Numbers by chance, the same each time; it ends before the batch number `stop`."""
    for number in range(400):
        if number == stop:
            raise Stopped
        yield torch.full((1,), (number * 37 % 100) / 100)


def trained(checkpoint: Path | None, stop: int | None = None, recipe: str = "one") -> list[float]:
    torch.manual_seed(1)
    network = nn.Linear(1, 2)
    course = Course(recipe, steps=300, seed=1, warm_up=0.1, decay=0.01)
    learn(
        network,
        [(1e-2, [network.weight]), (1e-2, [network.bias])],
        batches(stop),
        lambda batch: (network(batch) - torch.rand(1)).pow(2).sum(),
        course,
        lambda _: None,
        checkpoint,
    )
    return [one for value in network.parameters() for one in value.flatten().tolist()]


def test_stopped_and_gone_on_with_it_ends_the_same(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        trained(tmp_path / "kept", stop=270)

    assert trained(tmp_path / "kept") == trained(None)


def test_a_checkpoint_of_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        trained(tmp_path / "kept", stop=270, recipe="another")

    assert trained(tmp_path / "kept") == trained(None)
