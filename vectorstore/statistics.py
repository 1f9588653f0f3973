"""How rare terms are, in a partition and in all that somebody may read together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vectorstore.analysis import is_of_function_word

# Chosen on questions in three languages to documents in one of them and in all.
_OF_FUNCTION_WORDS = 0.25


@dataclass(frozen=True)
class Statistics:
    """How many passages there are, and in how many of them each term occurs."""

    passages: int
    frequencies: Mapping[str, int]

    def idf(self, term: str) -> float:
        """BM25's inverse document frequency (Robertson and Spärck Jones), never negative."""
        found = self.frequencies.get(term, 0)
        total = max(self.passages, found)
        return math.log(1 + (total - found + 0.5) / (found + 0.5))

    def of(self, terms: Iterable[str]) -> Statistics:
        """The same for some of the terms."""
        return Statistics(self.passages, {t: self.frequencies.get(t, 0) for t in set(terms)})

    def weight_of(self, term: str) -> float:
        """The term's IDF, less where it is one of a function word.

        Among passages in several languages such words are rare, but their rarity says which
        language a passage is in, not what it is about.
        """
        return _OF_FUNCTION_WORDS * self.idf(term) if is_of_function_word(term) else self.idf(term)

    @property
    def weight(self) -> float:
        """The terms' weights together."""
        return sum(map(self.weight_of, self.frequencies))


def least(pool: Statistics, wordings: Iterable[Iterable[str]]) -> Statistics:
    """The statistics of that wording of a question whose terms weigh least.

    A passage need hold one of them only to hold all that was asked for.
    """
    return min((pool.of(terms) for terms in wordings), key=lambda asked: asked.weight)


def pooled(statistics: Iterable[Statistics]) -> Statistics:
    """The statistics of several partitions as if they were one."""
    passages, frequencies = 0, dict[str, int]()
    for part in statistics:
        passages += part.passages
        for term, found in part.frequencies.items():
            frequencies[term] = frequencies.get(term, 0) + found
    return Statistics(passages, frequencies)
