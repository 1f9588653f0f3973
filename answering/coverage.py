"""How much of what a question asks about a text holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vectorstore import Found
from vectorstore.analysis import content_words, word_grams, word_stems, words

K = TypeVar("K")


@dataclass(frozen=True)
class Terms:
    """The stems and the 5-grams of a text."""

    stems: frozenset[str]
    grams: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Terms:
        held = set(words(text))
        return cls(
            frozenset(stem for word in held for stem in word_stems(word)),
            frozenset(gram for word in held for gram in word_grams(word)),
        )

    def __or__(self, other: Terms) -> Terms:
        return Terms(self.stems | other.stems, self.grams | other.grams)


@dataclass(frozen=True)
class Wording:
    """One wording of a question: its words by their stems, and its 5-grams, with weights.

    The weights of the stems add to 1, and so do those of the 5-grams.
    """

    stems: Mapping[tuple[str, ...], float]
    grams: Mapping[str, float]

    def covered(self, text: Terms) -> tuple[float, float]:
        """The weight of the stems and of the 5-grams that the text holds, 0 to 1 each."""
        return (
            sum(w for forms, w in self.stems.items() if not text.stems.isdisjoint(forms)),
            sum(w for gram, w in self.grams.items() if gram in text.grams),
        )


@dataclass(frozen=True)
class Wanted:
    """What a question asks about, in each of its wordings (see `Found`)."""

    wordings: tuple[Wording, ...]

    @classmethod
    def in_all(cls, found: Found) -> Wanted:
        """Weighted by how rare each term is in all that was searched (IDF)."""

        def rare(forms: tuple[str, ...]) -> float:
            return max(found.stems.idf(form) for form in forms)

        return cls(tuple(_weighted(w, rare, found.grams.idf) for w in found.wordings))

    @classmethod
    def among(cls, wordings: Sequence[str], texts: Sequence[Terms]) -> Wanted:
        """Weighted by how rare each term is among some texts: a word that all of them
        hold, such as a document's subject, tells none from the others."""

        def rare(occurs: int) -> float:
            return math.log((len(texts) + 1) / (occurs + 0.5))

        def rare_stems(forms: tuple[str, ...]) -> float:
            return rare(sum(not text.stems.isdisjoint(forms) for text in texts))

        def rare_gram(gram: str) -> float:
            return rare(sum(gram in text.grams for text in texts))

        return cls(tuple(_weighted(wording, rare_stems, rare_gram) for wording in wordings))

    def covered(self, text: Terms) -> tuple[float, float]:
        """How much of the wording that the text holds most of it holds: stems and 5-grams,
        0 to 1 each."""
        return max((wording.covered(text) for wording in self.wordings), key=sum)


def _weighted(
    question: str,
    weigh_stems: Callable[[tuple[str, ...]], float],
    weigh_gram: Callable[[str], float],
) -> Wording:
    asked = content_words(question)
    stems = {forms: weigh_stems(forms) for forms in map(word_stems, asked)}
    grams = {gram: weigh_gram(gram) for word in asked for gram in word_grams(word)}
    return Wording(_to_one(stems), _to_one(grams))


def _to_one(weights: Mapping[K, float]) -> dict[K, float]:
    total = sum(weights.values()) or 1.0
    return {key: weight / total for key, weight in weights.items()}
