"""How much of what a question asks about a text holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vectorstore import Found
from vectorstore.analysis import content_words, word_grams, word_stems, words


@dataclass(frozen=True)
class Wanted:
    """A question's words, each with its weight; the weights of stems and of grams add to 1.

    A word weighs as much as its rarest stem is rare (IDF) in what was searched, so that
    "the" counts for nothing and a name for most.
    """

    stems: tuple[tuple[frozenset[str], float], ...]
    grams: Mapping[str, float]

    @classmethod
    def of(cls, found: Found) -> Wanted:
        asked = content_words(found.question)
        stems = [
            (frozenset(word_stems(word)), max(found.stems.idf(s) for s in word_stems(word)))
            for word in asked
        ]
        grams = {gram: found.grams.idf(gram) for word in asked for gram in word_grams(word)}
        total_stems = sum(weight for _, weight in stems) or 1.0
        total_grams = sum(grams.values()) or 1.0
        return cls(
            tuple((forms, weight / total_stems) for forms, weight in stems),
            {gram: weight / total_grams for gram, weight in grams.items()},
        )

    def covered(self, text: str) -> tuple[float, float]:
        """The weight of the question's stems and of its grams that the text holds, 0..1."""
        held = words(text)
        stems = {stem for word in held for stem in word_stems(word)}
        grams = {gram for word in held for gram in word_grams(word)}
        return (
            sum(weight for forms, weight in self.stems if not forms.isdisjoint(stems)),
            sum(weight for gram, weight in self.grams.items() if gram in grams),
        )
