"""Is this question that one in other words, in any of nb, de and en?

Numbers, dates, negations and names are held against each other exactly. Then a small network
takes a quick look: it lays the embedding model's token vectors of both side by side, and what in
one has no counterpart in the other tells them apart. Those that are left are read together by
the embedding model's layers, trained for it. Trained and measured by
`python -m evaluation.same_question`.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from answering.reader.text import LONGEST_QUESTION, own_tokens, question_numbers
from answering.verified.network import WEIGHTS, Network, Seen
from answering.verified.together import Together
from answering.verified.wording import Particulars, apart, particulars, unlike
from vectorstore.embedding import TokenVectors, token_vectors

if TYPE_CHECKING:
    import numpy as np

FACTS = "same.json"
# Questions that are kept as they were seen; each takes about 40 KB.
_KEPT = 5000


# The log odds that two questions are the same: a constant, and how much each logit counts, of
# the quick look and of the reading.
Weights = tuple[float, float, float]


@dataclass(frozen=True)
class Facts:
    """What is written beside the weights: the embedding model that they stand on; the cosine
    below which questions are too `far` to be looked at, and the logit of the quick look `worth`
    reading them together from; how that and the logit of the reading become a probability,
    `within` one language and `across` two; of which at least `least` is a match, and `joins`
    enough for a question to join a case."""

    embedding: str
    fingerprint: str
    far: float
    worth: float
    within: Weights
    across: Weights
    least: float
    joins: float


@dataclass(frozen=True)
class Asked:
    """A question as it is compared; `numbers` are its tokens', framed, `words` their states."""

    seen: tuple[Seen, ...]
    numbers: tuple[int, ...]
    words: np.ndarray
    vector: np.ndarray
    particulars: Particulars


@dataclass(frozen=True)
class Match:
    """The question that matched, by its place in what was compared, and the probability that
    it is the same."""

    index: int
    chance: float


class Matcher:
    """Compares questions; threads may share it. It loads at the first question."""

    def __init__(self, vectors: TokenVectors, facts: Facts, folder: Path = WEIGHTS) -> None:
        self._vectors = vectors
        self._folder = folder
        self.facts = facts
        self._lock = threading.Lock()
        self._network: Network | None = None
        self._together = Together(folder)
        self._kept: OrderedDict[str, Asked] = OrderedDict()

    def chance(self, one: str, other: str) -> float:
        """The probability, 0 to 1, that one answer serves both questions."""
        first, second = self._asked(one), self._asked(other)
        if first.particulars.words == second.particulars.words:
            return 1.0
        # What differs may stand where a long one was cut off.
        if max(len(first.numbers), len(second.numbers)) >= LONGEST_QUESTION:
            return 0.0
        if float(first.vector @ second.vector) < self.facts.far:
            return 0.0
        if apart(first.particulars, second.particulars):
            return 0.0
        told = signals(first.vector, second.vector, first.particulars, second.particulars)
        quick = self._opened().logit(first.seen, second.seen, told)
        if quick < self.facts.worth:
            return 0.0
        # Neither question is the first: both orders come to the same.
        first, second = sorted((first, second), key=lambda one: one.numbers)
        read = self._together.logit(first.words, second.words)
        abroad = first.particulars.language != second.particulars.language
        shift, look, reading = self.facts.across if abroad else self.facts.within
        return 1 / (1 + exp(-(shift + look * quick + reading * read)))

    def same(self, one: str, other: str) -> bool:
        """Whether one answer serves both questions."""
        return self.chance(one, other) >= self.facts.least

    def best(
        self, question: str, others: Sequence[str], least: float | None = None
    ) -> Match | None:
        """The first of `matches`; None where there is none."""
        return next(iter(self.matches(question, others, least)), None)

    def matches(
        self, question: str, others: Sequence[str], least: float | None = None
    ) -> list[Match]:
        """Those of the others that are the same question with a chance of `least` (None: what
        was chosen in training), the likeliest first.

        Of one nothing but itself has a say in its chance.
        """
        least = self.facts.least if least is None else least
        found = [Match(n, self.chance(question, other)) for n, other in enumerate(others)]
        enough = [match for match in found if match.chance >= least]
        return sorted(enough, key=lambda match: -match.chance)

    def _asked(self, question: str) -> Asked:
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        tokens, prefix = self._vectors.tokens(), self._vectors.card.query_prefix
        found = self._vectors.vectors(question_numbers(tokens, prefix, question))
        numbers = question_numbers(tokens, "", question)
        made = Asked(
            self._opened().see(found[self._own]),
            tuple(numbers),
            self._vectors.words(numbers),
            sentence_vector(found),
            particulars(question),
        )
        with self._lock:
            self._kept[question] = made
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def forget(self) -> None:
        """Drop what is kept of questions: one of them was erased."""
        with self._lock:
            self._kept.clear()

    @cached_property
    def _own(self) -> slice:
        return own_tokens(self._vectors.tokens(), self._vectors.card.query_prefix)

    def _opened(self) -> Network:
        with self._lock:
            if self._network is None:
                self._network = Network.load(self._folder)
            return self._network


def sentence_vector(tokens: np.ndarray) -> np.ndarray:
    """The embedding of a text out of its token vectors [n, layers * dim], of length one."""
    import numpy as np

    last = tokens[:, tokens.shape[1] // 2 :].mean(axis=0)
    vector: np.ndarray = last / np.linalg.norm(last)
    return vector


def signals(
    one: np.ndarray, other: np.ndarray, one_is: Particulars, other_is: Particulars
) -> np.ndarray:
    """What the networks are told of two questions, by their embeddings and particulars, beside
    the tokens: the cosine, stretched, and what is unlike."""
    import numpy as np

    cosine = 10 * float(one @ other) - 8.5
    return np.array([cosine, *unlike(one_is, other_is)], np.float32)


def open_matcher(embedding: str, models: Path, folder: Path = WEIGHTS) -> Matcher | None:
    """The matcher for the embedding model `embedding`, built under `models`; None where there
    are no weights in `folder`, or they stand on another model."""
    try:
        stored = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        facts = Facts(**stored | {name: tuple(stored[name]) for name in ("within", "across")})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    vectors = token_vectors(embedding, models) if facts.embedding == embedding else None
    if vectors is None or vectors.card.fingerprint != facts.fingerprint:
        return None
    return Matcher(vectors, facts, folder)
