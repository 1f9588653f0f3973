"""Serves the trained reader: a question and passages in, what each says to it out."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from answering.reader.close import GRAPH as CLOSE
from answering.reader.close import CloseReader
from answering.reader.text import Encoded, encode, own_tokens, question_numbers
from vectorstore.embedding import TokenVectors, available_cores, open_session, token_vectors
from vectorstore.sentences import Span

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime

WEIGHTS = Path(__file__).with_name("weights")
GRAPH = "reader.onnx"
FACTS = "reader.json"
# The weight of a sentence of which nothing was read.
NOTHING = -20.0
# Answers are a few words; a longer one is given by its sentence. In tokens.
_LONGEST_ANSWER = 40
# How much the close reader counts.
_CLOSE = 0.4


@dataclass(frozen=True)
class Facts:
    """What is written beside the weights: the embedding model that they stand on, by name and
    fingerprint."""

    embedding: str
    fingerprint: str

    def write(self, folder: Path) -> None:
        """Writes them into the folder of the weights."""
        content = json.dumps(asdict(self), indent=2)
        (folder / FACTS).write_text(content + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Unread:
    """A passage to be read: its headings, its text, and where its sentences are in that."""

    headings: tuple[str, ...]
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True)
class Reading:
    """What a passage says to a question.

    `sentences` has for each sentence how much speaks for the answer to stand there rather
    than nowhere: exp of it is its weight against all other sentences of all passages, and
    against 1 for nowhere. `answer` is the likeliest answer's place in the text; None where
    the passage has no words. `close` is the log odds, as the close reader sees them, that the
    passage answers at all; None where there was nothing to read.
    """

    sentences: tuple[float, ...]
    answer: Span | None
    close: float | None = None

    @property
    def total(self) -> float:
        """As `sentences`, of all of them together."""
        import numpy as np

        return float(np.logaddexp.reduce(self.sentences)) if self.sentences else NOTHING


@dataclass(frozen=True)
class _Asked:
    """A question: its own tokens' vectors, and its words framed."""

    vectors: np.ndarray
    words: np.ndarray


class TrainedReader:
    """The reader, ready to be asked. It loads at the first question; threads may share it."""

    def __init__(self, vectors: TokenVectors, folder: Path) -> None:
        self._vectors = vectors
        self._graph = folder / GRAPH
        self._loading = threading.Lock()
        # One for all questions: who asked first is read for first, and the others wait, instead
        # of all being slow together.
        cores = available_cores()
        self._pool = ThreadPoolExecutor(cores, "reader") if cores > 1 else None
        self._session: onnxruntime.InferenceSession | None = None
        # None beside a first reader that has just been trained.
        self._close = CloseReader(folder / CLOSE) if (folder / CLOSE).exists() else None

    def read(self, question: str, passages: Sequence[Unread]) -> list[Reading]:
        """A reading of each passage, by itself: no other passage changes it."""
        if not passages:
            return []
        tokens, prefix = self._vectors.tokens(), self._vectors.card.query_prefix
        numbers = question_numbers(tokens, prefix, question)
        vectors = self._vectors.vectors(numbers)[own_tokens(tokens, prefix)]
        asked = _Asked(vectors, self._vectors.words(numbers))
        if self._pool is None or len(passages) < 2:
            return [self._read(asked, passage) for passage in passages]
        return list(self._pool.map(lambda passage: self._read(asked, passage), passages))

    def _read(self, asked: _Asked, passage: Unread) -> Reading:
        prefix = self._vectors.card.passage_prefix
        encoded = encode(
            self._vectors.tokens(), prefix, passage.headings, passage.text, passage.sentences
        )
        sentences = len(passage.sentences)
        if not sentences or not len(asked.vectors):
            return Reading((NOTHING,) * sentences, None)
        found = self._vectors.vectors(encoded.numbers)
        near, tokens, mix = self._opened().run(None, {"question": asked.vectors, "passage": found})
        read = reading(encoded, sentences, near, tokens, mix)
        if self._close is None:
            return read
        words = self._vectors.words(encoded.numbers)
        return together(
            read, close_reading(encoded, sentences, self._close.tokens(asked.words, words))
        )

    def _opened(self) -> onnxruntime.InferenceSession:
        with self._loading:
            if self._session is None:
                self._session = open_session(self._graph, 1)
            return self._session


def reading(
    encoded: Encoded, sentences: int, near: np.ndarray, tokens: np.ndarray, mix: np.ndarray
) -> Reading:
    """From what the graph gives for a passage to what that says by sentence.

    `near` [question tokens, passage tokens] is how near each is to each, by the weight of
    the question's token. `tokens` [passage tokens, 3] are logits: that the answer is here,
    begins here, ends here. `mix` [4] weighs how near the question comes to a sentence, to it
    with its headings and the sentence before, and to the whole passage; the last is added.
    """
    import numpy as np

    of_sentence = np.array([-1 if one is None else one for one in encoded.sentences])
    first, last = encoded.headings
    # The best match of each of the question's tokens, by sentence and in the headings.
    best = np.full((sentences, near.shape[0]), -np.inf, np.float32)
    weights = np.full(sentences, NOTHING)
    here = np.full(sentences, NOTHING)
    answer, likeliest = None, -np.inf
    for number in range(sentences):
        own = np.flatnonzero(of_sentence == number)
        if not len(own):
            continue
        best[number] = near[:, own].max(axis=1)
        here[number] = np.logaddexp.reduce(tokens[own, 0])
        pairs = tokens[own, 1][:, None] + tokens[own, 2][None, :]
        pairs[~np.triu(np.tril(np.ones_like(pairs, bool), _LONGEST_ANSWER))] = -np.inf
        begin, end = np.unravel_index(int(pairs.argmax()), pairs.shape)
        begins, ends = encoded.words[own[begin]], encoded.words[own[end]]
        if pairs[begin, end] > likeliest and begins and ends:
            likeliest, answer = float(pairs[begin, end]), (begins[0], ends[1])
    if answer is None:
        return Reading((NOTHING,) * sentences, None)
    headings = near[:, first:last].max(axis=1, initial=-np.inf)
    whole = np.maximum(best.max(axis=0), headings)
    for number in range(sentences):
        if best[number, 0] > -np.inf:
            around = np.maximum(best[number], headings)
            if number:
                around = np.maximum(around, best[number - 1])
            parts = best[number].sum(), around.sum(), whole.sum(), 1.0
            weights[number] = here[number] + float(np.dot(mix, parts))
    return Reading(tuple(map(float, weights)), answer)


def close_reading(encoded: Encoded, sentences: int, tokens: np.ndarray) -> Reading:
    """As `reading`, of the close reader's logits `tokens` [passage tokens, 3] alone."""
    import numpy as np

    return reading(encoded, sentences, np.zeros((1, len(tokens))), tokens, np.zeros(4))


def together(read: Reading, close: Reading) -> Reading:
    """What both say of a passage. Each knows what the other does not: one what speaks of the
    same in any language, the other what exactly is asked, and what only comes near it."""
    sentences = tuple(
        (1 - _CLOSE) * one + _CLOSE * other
        for one, other in zip(read.sentences, close.sentences, strict=True)
    )
    return Reading(sentences, close.answer or read.answer, close.total)


def open_reader(embedding: str, models: Path, folder: Path = WEIGHTS) -> TrainedReader | None:
    """The reader for the embedding model `embedding`, built under `models`.

    None where there are no weights in `folder`, or they stand on another model.
    """
    try:
        facts = Facts(**json.loads((folder / FACTS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    if facts.embedding != embedding or not all((folder / one).exists() for one in (GRAPH, CLOSE)):
        return None
    vectors = token_vectors(embedding, models)
    if vectors is None or vectors.card.fingerprint != facts.fingerprint:
        return None
    return TrainedReader(vectors, folder)
