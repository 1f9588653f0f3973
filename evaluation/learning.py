"""The loop that trains a network: the same each time, and resumed where it was stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

Say = Callable[[str], None]
Batch = TypeVar("Batch")
# Steps between lines of progress, between looks at the loss, each of which waits for the
# device, and between checkpoints.
_SAID_EACH, _LOOKED_EACH, _SAVED_EACH = 100, 5, 250


@dataclass(frozen=True)
class Course:
    """How a network learns. `recipe` names what it learns from and how: a checkpoint of another
    is not gone on with. The rates grow over the first `warm_up` of the steps, and shrink to
    nothing."""

    recipe: str
    steps: int
    seed: int
    warm_up: float
    decay: float


def learn(
    network: nn.Module,
    rates: Sequence[tuple[float, Iterable[nn.Parameter]]],
    batches: Iterable[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    course: Course,
    say: Say,
    checkpoint: Path | None = None,
) -> None:
    """Trains the network in place, its parameters at the rates that they stand beside."""
    optimizer = torch.optim.AdamW(
        [{"params": list(own), "lr": rate} for rate, own in rates],
        weight_decay=course.decay,
        fused=True,
    )
    steps, warm = course.steps, max(1, round(course.warm_up * course.steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, (steps - n) / (steps - warm + 1))
    )
    state = {"network": network, "optimizer": optimizer, "schedule": schedule}
    done = _resumed(checkpoint, course.recipe, state)
    began, looks = time.monotonic(), list[float]()
    network.train()
    for step, batch in zip(range(1, steps + 1), batches, strict=False):
        if step <= done:
            continue
        torch.manual_seed(course.seed + step)
        loss = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % _LOOKED_EACH == 0:
            looks.append(loss.item())
        if step % _SAID_EACH == 0:
            pace = (time.monotonic() - began) / (step - done)
            say(f"step {step} of {steps}: loss {sum(looks) / len(looks):.3f}, {pace:.2f} s a step")
            looks.clear()
        if checkpoint and (step % _SAVED_EACH == 0 or step == steps):
            content = {"step": step, "recipe": course.recipe}
            content |= {name: one.state_dict() for name, one in state.items()}
            partial = checkpoint.with_suffix(".partial")
            torch.save(content, partial)
            partial.replace(checkpoint)
    network.eval()


def _resumed(checkpoint: Path | None, recipe: str, state: Mapping[str, Any]) -> int:
    """How many steps were done."""
    if checkpoint is None or not checkpoint.exists():
        return 0
    content = torch.load(checkpoint, weights_only=True, map_location="cpu")
    if content["recipe"] != recipe:
        return 0
    for name, one in state.items():
        one.load_state_dict(content[name])
    step: int = content["step"]
    return step
