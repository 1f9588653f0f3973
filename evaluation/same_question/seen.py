"""What the embedding model makes of the questions, once for the whole training."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from answering.reader.text import own_tokens, question_numbers
from answering.verified.matching import sentence_vector, signals
from answering.verified.wording import Particulars, apart, particulars
from vectorstore.embedding import TokenVectors

_THREADS = 2
# Of the principal directions of token vectors; more learn the data by heart.
DIRECTIONS = 192


@dataclass(frozen=True)
class Question:
    """`tokens` [own, DIRECTIONS] in the principal directions; the embedding; the particulars."""

    tokens: np.ndarray
    vector: np.ndarray
    particulars: Particulars


@dataclass(frozen=True)
class Seen:
    """The questions, and how their `tokens` came about: `(vectors - centre) @ directions`."""

    questions: dict[str, Question]
    centre: np.ndarray
    directions: np.ndarray
    _told: dict[tuple[str, str], list[float] | None] = field(default_factory=dict)

    def tokens(self, question: str) -> int:
        """How many tokens it has."""
        return len(self.questions[question].tokens)

    def cosine(self, one: str, other: str) -> float:
        """Of their embeddings."""
        return float(self.questions[one].vector @ self.questions[other].vector)

    def apart(self, one: str, other: str) -> bool:
        """Whether the words alone tell them apart."""
        return self._signals(one, other) is None

    def signals(self, one: str, other: str) -> list[float]:
        """As `answering.verified.matching.signals`; raises ValueError where they are apart."""
        found = self._signals(one, other)
        if found is None:
            raise ValueError(f"told apart by their words: {one!r} and {other!r}")
        return found

    def _signals(self, one: str, other: str) -> list[float] | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._told:
            first, second = self.questions[one], self.questions[other]
            self._told[pair] = (
                None
                if apart(first.particulars, second.particulars)
                else list(
                    signals(first.vector, second.vector, first.particulars, second.particulars)
                )
            )
        return self._told[pair]


def seen(vectors: TokenVectors, questions: Iterable[str], kept: Path | None = None) -> Seen:
    """Each of the questions; the directions are found on a part of them.

    What the embedding model makes of them is kept in the file `kept`, and taken from there.
    """
    tokens, prefix = vectors.tokens(), vectors.card.query_prefix
    own = own_tokens(tokens, prefix)
    asked = list(dict.fromkeys(questions))

    def of(question: str) -> np.ndarray:
        return vectors.vectors(question_numbers(tokens, prefix, question)).astype(np.float16)

    found: dict[str, np.ndarray] = {}
    if kept and kept.exists():
        found = pickle.loads(kept.read_bytes())
    missing = [question for question in asked if question not in found]
    with ThreadPoolExecutor(_THREADS) as pool:
        found.update(zip(missing, pool.map(of, missing), strict=True))
    if kept and missing:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(found, protocol=5))
    sample = np.concatenate([found[one][own].astype(np.float32) for one in asked[::5]])
    centre, scale = sample.mean(axis=0), sample.std(axis=0) + 1e-6
    plain = (sample - centre) / scale
    sizes, axes = np.linalg.eigh(plain.T @ plain / len(plain))
    axes, sizes = axes[:, ::-1][:, :DIRECTIONS], sizes[::-1][:DIRECTIONS]
    directions = (axes / np.sqrt(sizes.mean()) / scale[:, None]).astype(np.float32)

    def made(question: str) -> Question:
        whole = found[question].astype(np.float32)
        return Question(
            ((whole[own] - centre) @ directions).astype(np.float16),
            sentence_vector(whole),
            particulars(question),
        )

    return Seen({question: made(question) for question in asked}, centre, directions)
