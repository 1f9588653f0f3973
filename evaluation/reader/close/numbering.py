"""Questions and passages as the embedding model's token numbers, once for the whole training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answering.reader.text import Encoded, encode, question_numbers
from evaluation.reader.candidates import Cut
from vectorstore.embedding import TokenVectors
from vectorstore.sentences import spans


@dataclass(frozen=True)
class Numbered:
    """All passages, and the questions by their words, framed."""

    encoded: Sequence[Encoded]
    questions: Mapping[str, Sequence[int]]

    @property
    def used(self) -> set[int]:
        """All token numbers that occur."""
        texts = [*(one.numbers for one in self.encoded), *self.questions.values()]
        return {number for text in texts for number in text}


def numbered(vectors: TokenVectors, cuts: Sequence[Cut], questions: Iterable[str]) -> Numbered:
    """All passages, and each of the questions."""
    tokens, card = vectors.tokens(), vectors.card
    encoded = [
        encode(tokens, card.passage_prefix, cut.headings, cut.text, spans(cut.text)) for cut in cuts
    ]
    asked = {one: question_numbers(tokens, card.query_prefix, one) for one in questions}
    return Numbered(encoded, asked)
