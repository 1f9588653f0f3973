"""What the embedding model makes of the questions, once for the whole training."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from answering.reader.text import own_tokens, question_numbers
from answering.verified.matching import sentence_vector
from answering.verified.wording import Particulars, particulars, unlike
from vectorstore.embedding import TokenVectors

_THREADS = 2
# Of the principal directions of token vectors; more learn the data by heart.
DIRECTIONS = 192


@dataclass(frozen=True)
class Question:
    """`tokens` [n, DIRECTIONS] in the principal directions, the embedding, the particulars."""

    tokens: np.ndarray
    vector: np.ndarray
    particulars: Particulars


@dataclass(frozen=True)
class Seen:
    """The questions, and how their tokens came about: `(vectors - centre) @ directions`."""

    questions: dict[str, Question]
    centre: np.ndarray
    directions: np.ndarray

    def signals(self, one: str, other: str) -> list[float]:
        """As `answering.verified.matching.signals`."""
        first, second = self.questions[one], self.questions[other]
        cosine = 10 * float(first.vector @ second.vector) - 8.5
        return [cosine, *unlike(first.particulars, second.particulars)]


def seen(vectors: TokenVectors, questions: Iterable[str]) -> Seen:
    """Each of the questions; the directions are found on a part of them."""
    tokens, prefix = vectors.tokens(), vectors.card.query_prefix
    own = own_tokens(tokens, prefix)
    asked = list(dict.fromkeys(questions))

    def of(question: str) -> tuple[np.ndarray, np.ndarray]:
        found = vectors.vectors(question_numbers(tokens, prefix, question))
        return found[own].astype(np.float16), sentence_vector(found)

    with ThreadPoolExecutor(_THREADS) as pool:
        found = list(pool.map(of, asked))
    sample = np.concatenate([one.astype(np.float32) for one, _ in found[::5]])
    centre, scale = sample.mean(axis=0), sample.std(axis=0) + 1e-6
    plain = (sample - centre) / scale
    sizes, axes = np.linalg.eigh(plain.T @ plain / len(plain))
    axes, sizes = axes[:, ::-1][:, :DIRECTIONS], sizes[::-1][:DIRECTIONS]
    directions = (axes / np.sqrt(sizes.mean()) / scale[:, None]).astype(np.float32)
    made = {
        question: Question(
            ((one.astype(np.float32) - centre) @ directions).astype(np.float16),
            vector,
            particulars(question),
        )
        for question, (one, vector) in zip(asked, found, strict=True)
    }
    return Seen(made, centre, directions)
