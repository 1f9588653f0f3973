"""Training the close reader, on two cores or on a graphics card."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import torch
from torch.nn import functional

from evaluation.jointly import Rows, Tensors, Words, rows
from evaluation.learning import Course, Say, learn
from evaluation.reader.close.network import Network
from evaluation.reader.close.numbering import Numbered
from evaluation.reader.close.recipe import Recipe
from evaluation.reader.groups import Drawn, Group, Read, drawn


@dataclass(frozen=True)
class Batch:
    """Tensors of several groups; each row is a question with one passage.

    `sentence` [rows, tokens] numbers the passage's sentences from 0; `outside` is all else.
    `right` [rows, sentences] is true for those that answer. `group` [rows] numbers the groups,
    `begin` and `end` are -1 where the passage does not answer.
    """

    rows: Rows
    sentence: torch.Tensor
    outside: int
    right: torch.Tensor
    group: torch.Tensor
    begin: torch.Tensor
    end: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        moved = (self.right, self.group, self.begin, self.end)
        return Batch(
            self.rows.to(device),
            self.sentence.to(device, non_blocking=True),
            self.outside,
            *(one.to(device, non_blocking=True) for one in moved),
        )


def begun(tensors: Tensors, recipe: Recipe) -> Network:
    """A network that has learnt nothing yet but what the embedding model knows."""
    torch.manual_seed(recipe.seed)
    return Network(tensors, recipe.dropout)


def train(
    network: Network,
    words: Words,
    groups: Sequence[Group],
    material: Numbered,
    recipe: Recipe,
    checkpoint: Path | None = None,
    say: Say = print,
) -> Network:
    """The network, trained in place, on the device on which it lies. Goes on from `checkpoint`
    where that is of the same recipe, and writes it now and then."""
    where = words.words.device

    def loss(batch: Sequence[Drawn]) -> torch.Tensor:
        made = batch_of(batch, material).to(where)
        # Half the precision where that is three times as fast.
        with torch.autocast(where.type, torch.bfloat16, enabled=where.type == "cuda"):
            states = words(made.rows.numbers, made.rows.places)
            tokens = network(states, made.rows.second, made.rows.mask)
        return loss_of(tokens.float(), made, recipe)

    rates = [(recipe.rate, network.jointly.begun()), (recipe.rate_of_heads, network.new())]
    learnt = crc32(repr((groups, material.encoded)).encode())
    course = Course(
        f"{recipe} of {learnt:08x}", recipe.steps, recipe.seed, recipe.warm_up, recipe.decay
    )
    learn(network, rates, _batches(groups, material, recipe), loss, course, say, checkpoint)
    return network


def _batches(groups: Sequence[Group], material: Numbered, recipe: Recipe) -> Iterator[list[Drawn]]:
    """As many batches as there are steps, epoch after epoch."""
    epochs = (drawn(groups, material.encoded, recipe, epoch) for epoch in itertools.count())
    return itertools.islice(itertools.chain.from_iterable(epochs), recipe.steps)


def batch_of(batch: Sequence[Drawn], material: Numbered) -> Batch:
    """The tensors of a batch."""
    passages = material.encoded
    reads = [(n, one.question, read) for n, one in enumerate(batch) for read in one.reads]
    pairs = [
        (material.questions[question], [passages[read.passage].numbers[t] for t in read.tokens])
        for _, question, read in reads
    ]
    made = rows(pairs)
    numbers = [_sentences(read, material) for _, _, read in reads]
    outside = max(1 + max((one for one in own if one is not None), default=0) for own in numbers)
    sentence = torch.full(made.numbers.shape, outside)
    right = torch.zeros(len(reads), outside, dtype=torch.bool)
    begin, end = torch.full((len(reads),), -1), torch.full((len(reads),), -1)
    for row, (_, question, read) in enumerate(reads):
        first = len(material.questions[question])
        own = numbers[row]
        sentence[row, first : first + len(own)] = torch.tensor(
            [outside if one is None else one for one in own]
        )
        right[row, [one for one in (own[place] for place in read.here) if one is not None]] = True
        if read.begin is not None and read.end is not None:
            begin[row], end[row] = first + read.begin, first + read.end
    return Batch(made, sentence, outside, right, torch.tensor([n for n, _, _ in reads]), begin, end)


def _sentences(read: Read, material: Numbered) -> list[int | None]:
    """The number of each token's sentence among those read; None outside of them."""
    encoded = material.encoded[read.passage]
    seen: dict[int, int] = {}
    return [
        None if own is None else seen.setdefault(own, len(seen))
        for own in (encoded.sentences[token] for token in read.tokens)
    ]


def weights_of(tokens: torch.Tensor, batch: Batch) -> torch.Tensor:
    """What `answering.reader.served.reading` makes of a passage, for a whole batch: weights
    [rows, sentences], -1e4 where there is no sentence."""
    here = tokens[..., 0]
    highest = here.detach().amax(1, keepdim=True)
    summed = here.new_zeros(len(here), batch.outside + 1)
    summed = summed.scatter_add(1, batch.sentence, (here - highest).exp())
    present = torch.zeros_like(summed, dtype=torch.bool).scatter(1, batch.sentence, True)
    told: torch.Tensor = summed.clamp_min(1e-9).log() + highest
    return told.masked_fill(~present, -1e4)[:, : batch.outside]


def loss_of(tokens: torch.Tensor, batch: Batch, recipe: Recipe) -> torch.Tensor:
    """Of a group's passages, the chance is to lie on the sentences that answer, or on none
    where none does; each passage is to know whether it answers, and where."""
    weights = weights_of(tokens, batch)
    groups = int(batch.group[-1]) + 1
    # The chance of "nowhere" has the logit 0.
    nowhere = weights.new_zeros(groups, 1)
    everything = _by_group(weights, batch.group, nowhere)
    right = _by_group(weights.masked_fill(~batch.right, -1e4), batch.group, nowhere - 1e4)
    answered = torch.zeros(groups, dtype=torch.bool, device=weights.device)
    gold = batch.right.any(1)
    answered[batch.group[gold]] = True
    loss = (everything - torch.where(answered, right, 0.0)).mean()
    loss = loss + recipe.weight_answers * functional.binary_cross_entropy_with_logits(
        torch.logsumexp(weights, 1), gold.float()
    )
    if gold.any():
        inside = batch.sentence[gold] < batch.outside
        places = tokens[gold][..., 1:].masked_fill(~inside[..., None], -1e4)
        loss = loss + recipe.weight_span * (
            functional.cross_entropy(places[..., 0], batch.begin[gold])
            + functional.cross_entropy(places[..., 1], batch.end[gold])
        )
    return loss


def _by_group(weights: torch.Tensor, group: torch.Tensor, also: torch.Tensor) -> torch.Tensor:
    """The log of the sum of exp [groups] of weights [rows, n], and of those `also` there."""
    rows_of = torch.logsumexp(weights, 1)
    parts = torch.full((len(also), len(group)), -1e4, device=weights.device)
    parts[group, torch.arange(len(group), device=weights.device)] = rows_of
    return torch.logsumexp(torch.cat([parts, also], 1), 1)
