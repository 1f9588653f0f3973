"""Training: from groups and features to a network, the same each time, and resumed where
it was stopped."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from evaluation.reader.features import Features
from evaluation.reader.groups import Drawn, Group, Read, drawn
from evaluation.reader.network import Network
from evaluation.reader.recipe import Recipe
from vectorstore.embedding.token_vectors import LAYERS

# Steps between lines of progress.
_SAID_EACH = 20

Say = Callable[[str], None]


@dataclass(frozen=True)
class Batch:
    """Tensors of several groups; each row is a question with one passage.

    `mask` [rows, question tokens] is true where there is a token. `sentence` [rows, passage
    tokens] numbers the sentences from 1; 0 is for the headings, `outside` for all else.
    `right` [rows, sentences + 1] is true for those that answer. `group` [rows] numbers the
    groups, `begin` and `end` are -1 where the passage does not answer.
    """

    question: torch.Tensor
    passage: torch.Tensor
    mask: torch.Tensor
    sentence: torch.Tensor
    outside: int
    right: torch.Tensor
    group: torch.Tensor
    begin: torch.Tensor
    end: torch.Tensor


def begun(features: Features, recipe: Recipe) -> Network:
    """A network that has learnt nothing yet."""
    torch.manual_seed(recipe.seed)
    centres = torch.from_numpy(features.centres).unflatten(1, (len(LAYERS), -1))
    return Network(centres, recipe.width)


def train(
    network: Network,
    groups: Sequence[Group],
    features: Features,
    recipe: Recipe,
    checkpoint: Path | None = None,
    say: Say = print,
    saved_each: float = 120,
) -> Network:
    """The network, trained in place. Goes on from `checkpoint` where that is of the same
    recipe, and writes it each `saved_each` seconds."""
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=recipe.rate, weight_decay=recipe.decay, fused=True
    )
    steps = recipe.steps
    warm_up = max(1, round(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm_up, (steps - n) / (steps - warm_up))
    )
    done = _resume(checkpoint, recipe, network, optimizer, schedule)
    saved = began = time.monotonic()
    total, count, step = 0.0, 0, 0
    network.train()
    for batch in _batches(groups, features, recipe):
        step += 1
        if step <= done:
            continue
        torch.manual_seed(recipe.seed + step)
        made = batch_of(batch, features, recipe, random.Random(f"{recipe.seed} {step}"))
        loss = loss_of(network, made, recipe)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        total, count = total + loss.item(), count + 1
        if checkpoint and time.monotonic() - saved >= saved_each:
            _save(checkpoint, step, recipe, network, optimizer, schedule)
            saved = time.monotonic()
        if step % _SAID_EACH == 0:
            pace = (time.monotonic() - began) / (step - done)
            say(f"step {step} of {steps}: loss {total / count:.3f}, {pace:.2f} s a step")
            total, count = 0.0, 0
    if checkpoint:
        _save(checkpoint, step, recipe, network, optimizer, schedule)
    network.eval()
    return network


def _batches(groups: Sequence[Group], features: Features, recipe: Recipe) -> Iterator[list[Drawn]]:
    """As many batches as there are steps, epoch after epoch."""
    epochs = (drawn(groups, features.encoded, recipe, epoch) for epoch in itertools.count())
    return itertools.islice(itertools.chain.from_iterable(epochs), recipe.steps)


def batch_of(
    batch: Sequence[Drawn], features: Features, recipe: Recipe, chance: random.Random
) -> Batch:
    """The tensors of a batch."""
    rows = [(n, read) for n, one in enumerate(batch) for read in one.reads]
    asked = [_question(one, features, recipe, chance) for one in batch]
    numbers = [_sentences(read, features) for _, read in rows]
    longest_q = max(len(one) for one in asked)
    longest_p = max(len(read.tokens) for _, read in rows)
    outside = 1 + max(one or 0 for own in numbers for one in own)
    size = asked[0].shape[1]
    question = torch.zeros(len(rows), longest_q, size)
    passage = torch.zeros(len(rows), longest_p, size)
    mask = torch.zeros(len(rows), longest_q, dtype=torch.bool)
    sentence = torch.full((len(rows), longest_p), outside)
    right = torch.zeros(len(rows), outside, dtype=torch.bool)
    for row, (n, read) in enumerate(rows):
        own, found = asked[n], features.passages[read.passage]
        tokens = np.array(read.tokens)
        question[row, : len(own)] = torch.from_numpy(own.astype(np.float32))
        passage[row, : len(tokens)] = torch.from_numpy(found[tokens].astype(np.float32))
        mask[row, : len(own)] = True
        sentence[row, : len(tokens)] = torch.tensor(
            [outside if one is None else one for one in numbers[row]]
        )
        right[row, [one for one in (numbers[row][place] for place in read.here) if one]] = True
    return Batch(
        question,
        passage,
        mask,
        sentence,
        outside,
        right,
        torch.tensor([n for n, _ in rows]),
        torch.tensor([-1 if read.begin is None else read.begin for _, read in rows]),
        torch.tensor([-1 if read.end is None else read.end for _, read in rows]),
    )


def _sentences(read: Read, features: Features) -> list[int | None]:
    """The number of each token's sentence among those read, from 1; 0 for the headings."""
    encoded = features.encoded[read.passage]
    seen: dict[int, int] = {}
    found: list[int | None] = []
    for token in read.tokens:
        own = encoded.sentences[token]
        if own is not None:
            found.append(seen.setdefault(own, len(seen) + 1))
        else:
            found.append(0 if encoded.headings[0] <= token < encoded.headings[1] else None)
    return found


def _question(one: Drawn, features: Features, recipe: Recipe, chance: random.Random) -> np.ndarray:
    """A question's features; now and then as if it were in another language.

    What a language adds to a text is nearly the same for all texts, so a question moved by
    it stands in for the translation that there is none of.
    """
    found = features.questions[one.question]
    ways = sorted(way for way in features.shifts if way[0] == "nb")
    if one.language == "nb" and ways and chance.random() < recipe.shifted:
        moved: np.ndarray = found + features.shifts[chance.choice(ways)]
        return moved
    return found


def weights_of(network: Network, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """What `answering.reader.served.reading` makes of a passage, for a whole batch: weights
    [rows, sentences + 1], -1e4 where there is no sentence; and the logits of the tokens."""
    near, tokens, mix = network(batch.question, batch.passage, batch.mask)
    rows, asked, _ = near.shape
    slots = batch.outside + 1
    index = batch.sentence[:, None, :].expand(-1, asked, -1)
    # The best match of each of the question's tokens, by sentence; the first are headings.
    best = near.new_full((rows, asked, slots), -1e4).scatter_reduce(2, index, near, "amax")
    best = best[..., : batch.outside]
    present = best[:, 0] > -1e3
    headings = best[..., :1]
    before = functional.pad(best[..., :-1], (1, 0), value=-1e4)
    around = torch.maximum(torch.maximum(best, headings), before)
    whole = best.amax(2, keepdim=True)
    # Padded questions' tokens have no weight, so they add nothing.
    parts = [one.masked_fill(~batch.mask[..., None], 0.0).sum(1) for one in (best, around, whole)]
    here = tokens[..., 0]
    highest = here.detach().amax(1, keepdim=True)
    summed = here.new_zeros(rows, slots).scatter_add(1, batch.sentence, (here - highest).exp())
    told = summed[:, : batch.outside].clamp_min(1e-9).log() + highest
    weights = told + mix[0] * parts[0] + mix[1] * parts[1] + mix[2] * parts[2] + mix[3]
    present = present.clone()
    present[:, 0] = False
    return weights.masked_fill(~present, -1e4), tokens


def loss_of(network: Network, batch: Batch, recipe: Recipe) -> torch.Tensor:
    """Of a group's passages, the chance is to lie on the sentences that answer, or on none
    where none does; each passage is to know whether it answers, and where."""
    weights, tokens = weights_of(network, batch)
    losses = []
    for number in range(int(batch.group.max()) + 1):
        rows = batch.group == number
        own, right = weights[rows].flatten(), batch.right[rows].flatten()
        # The chance of "nowhere" has the logit 0.
        everything = torch.logsumexp(functional.pad(own, (0, 1)), 0)
        inside = torch.logsumexp(own[right], 0) if right.any() else own.new_zeros(())
        losses.append(everything - inside)
    loss = torch.stack(losses).mean()
    gold = batch.right.any(1)
    loss = loss + recipe.weight_answers * functional.binary_cross_entropy_with_logits(
        torch.logsumexp(weights, 1), gold.float()
    )
    if gold.any():
        text = (batch.sentence[gold] > 0) & (batch.sentence[gold] < batch.outside)
        places = tokens[gold][..., 1:].masked_fill(~text[..., None], -1e4)
        loss = loss + recipe.weight_span * (
            functional.cross_entropy(places[..., 0], batch.begin[gold])
            + functional.cross_entropy(places[..., 1], batch.end[gold])
        )
    return loss


def _save(
    file: Path,
    step: int,
    recipe: Recipe,
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    content = {
        "step": step,
        "recipe": repr(recipe),
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
    }
    partial = file.with_suffix(".partial")
    torch.save(content, partial)
    partial.replace(file)


def _resume(
    file: Path | None,
    recipe: Recipe,
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    """How many steps were done."""
    if file is None or not file.exists():
        return 0
    content = torch.load(file, weights_only=True)
    if content["recipe"] != repr(recipe):
        return 0
    network.load_state_dict(content["network"])
    optimizer.load_state_dict(content["optimizer"])
    schedule.load_state_dict(content["schedule"])
    step: int = content["step"]
    return step
