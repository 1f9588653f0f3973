"""What is learnt from: a question with passages, of which one may hold its answer."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from answering.reader.text import Encoded
from evaluation.reader.candidates import Candidates, Cut
from evaluation.reader.noise import noisy


@dataclass(frozen=True)
class Group:
    """A question in its wordings, the passages with its answer, and others, the nearest first.

    `gold` are (passage, start, end), as in `Candidates`; where no passage answers there are
    none, and the nearest of the others is always read. The first wording is the question as it
    was asked.
    """

    wordings: tuple[str, ...]
    gold: tuple[tuple[int, int, int], ...]
    others: tuple[int, ...]
    language: str


class Drawing(Protocol):
    """The numbers by which groups are drawn; recipe.toml says what they mean."""

    @property
    def seed(self) -> int: ...
    @property
    def noisy(self) -> float: ...
    @property
    def unanswered(self) -> float: ...
    @property
    def passages(self) -> int: ...
    @property
    def tokens(self) -> tuple[int, ...]: ...
    @property
    def tokens_weights(self) -> tuple[float, ...]: ...
    @property
    def groups_a_batch(self) -> int: ...


@dataclass(frozen=True)
class Read:
    """A passage as it is read in training: some of its tokens, and where the answer is.

    `tokens` are positions in the passage as it was encoded; `here`, `begin` and `end` are
    positions among them: the tokens of the answer's sentences, and its first and last;
    empty and None where the passage does not answer.
    """

    passage: int
    tokens: tuple[int, ...]
    here: tuple[int, ...] = ()
    begin: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Drawn:
    """A group as it is read in one epoch."""

    question: str
    language: str
    reads: tuple[Read, ...]


def groups(
    cuts: Sequence[Cut], found: Sequence[Candidates], wordings: int, seed: int
) -> list[Group]:
    """A group for each question that a passage answers, with so many noisy wordings.

    Passages of the same text that hold the answer's words elsewhere are left out: whether
    they answer is not known. So are other contexts' passages that were not `found` by one
    of `found`'s own contexts, which keeps folds apart.
    """
    inside = {one.context for one in found}
    made = []
    for one in found:
        if not one.gold:
            continue
        answering = {number for number, _, _ in one.gold}
        number, start, end = one.gold[0]
        answer, home = cuts[number].text[start:end], cuts[number].context
        others = [
            other
            for other in one.found
            if other not in answering
            and cuts[other].context in inside
            and not (cuts[other].context == home and answer in cuts[other].text)
        ]
        if not others:
            continue
        chance = random.Random(f"{seed} {one.question}")
        made.append(
            Group(
                (one.question, *(noisy(one.question, chance) for _ in range(wordings))),
                one.gold,
                tuple(others),
                one.language,
            )
        )
    return made


def drawn(
    all_groups: Sequence[Group], passages: Sequence[Encoded], recipe: Drawing, epoch: int
) -> Iterator[list[Drawn]]:
    """The batches of an epoch: groups in a new order, with other wordings, passages and
    parts of passages each time. Passages of one batch are about equally long."""
    chance = random.Random(f"{recipe.seed} {epoch}")
    order = list(all_groups)
    chance.shuffle(order)
    for start in range(0, len(order), recipe.groups_a_batch):
        most = chance.choices(recipe.tokens, recipe.tokens_weights)[0]
        yield [
            _drawn(group, passages, recipe, chance, most)
            for group in order[start : start + recipe.groups_a_batch]
        ]


def _drawn(
    group: Group, passages: Sequence[Encoded], recipe: Drawing, chance: random.Random, most: int
) -> Drawn:
    question = group.wordings[0]
    if len(group.wordings) > 1 and chance.random() < recipe.noisy:
        question = chance.choice(group.wordings[1:])
    answered = chance.random() >= recipe.unanswered and bool(group.gold)
    count = recipe.passages - answered
    # The nearest first: a passage counts for less with its rank.
    weights = [1 / (rank + 1) ** 0.5 for rank in range(len(group.others))]
    likely = list(group.others[:1]) if not group.gold else []
    likely += chance.choices(group.others, weights, k=3 * count)
    others = list(dict.fromkeys(likely))[:count]
    reads = [_part(number, passages[number], chance, most) for number in others]
    if answered:
        number, start, end = chance.choice(group.gold)
        read = _gold(number, passages[number], (start, end), chance, most)
        if read is not None:
            reads.insert(0, read)
    return Drawn(question, group.language, tuple(reads))


def _part(number: int, passage: Encoded, chance: random.Random, most: int) -> Read:
    return Read(number, _window(passage, chance.randrange(len(passage.numbers)), chance, most))


def _gold(
    number: int, passage: Encoded, answer: tuple[int, int], chance: random.Random, most: int
) -> Read | None:
    """A read with the answer in it; None where the passage was cut off before it."""
    inside = [
        position
        for position, word in enumerate(passage.words)
        if word and word[0] < answer[1] and answer[0] < word[1]
    ]
    if not inside:
        return None
    tokens = _window(passage, inside[0], chance, most)
    sentences = {passage.sentences[position] for position in inside}
    at = {position: place for place, position in enumerate(tokens)}
    here = tuple(p for p, t in enumerate(tokens) if passage.sentences[t] in sentences)
    begin, end = at.get(inside[0]), at.get(inside[-1])
    if begin is None:
        return None
    return Read(number, tokens, here, begin, begin if end is None else end)


def _window(passage: Encoded, at: int, chance: random.Random, most: int) -> tuple[int, ...]:
    """Positions of the headings and of whole sentences around position `at`, `most` of them
    or the one sentence."""
    everything = range(len(passage.numbers))
    if len(everything) <= most:
        return tuple(everything)
    before = [p for p in everything if passage.sentences[p] is None and p < len(everything) // 2]
    sizes: dict[int, int] = {}
    for sentence in passage.sentences:
        if sentence is not None:
            sizes[sentence] = sizes.get(sentence, 0) + 1
    own = passage.sentences[at]
    numbers = list(sizes)
    if not numbers:
        return tuple(everything)[:most]
    low = high = numbers.index(own) if own is not None else 0
    size = sizes[numbers[low]]
    left = most - len(before)
    while True:
        ways = [n for n in (low - 1, high + 1) if 0 <= n < len(numbers)]
        ways = [n for n in ways if size + sizes[numbers[n]] <= left]
        if not ways:
            break
        way = chance.choice(ways)
        size += sizes[numbers[way]]
        low, high = min(low, way), max(high, way)
    kept = set(numbers[low : high + 1])
    return (*before, *(p for p in everything if passage.sentences[p] in kept))
