"""What the embedding model makes of the tokens, once for the whole training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from answering.reader.text import Encoded, encode, own_tokens, question_numbers
from evaluation.reader.candidates import Cut
from vectorstore.embedding import TokenVectors
from vectorstore.sentences import spans

_THREADS = 2


@dataclass(frozen=True)
class Features:
    """float16 [tokens, layers * dim] of each passage, and of each question by its words.

    `shifts` [layers * dim] are what a question would have more or less of in another language,
    by (its language, the other): the difference of the languages' mean questions. `centres`
    [2, layers * dim] are the mean tokens of all questions and of all passages.
    """

    encoded: Sequence[Encoded]
    passages: Sequence[np.ndarray]
    questions: dict[str, np.ndarray]
    shifts: dict[tuple[str, str], np.ndarray]
    centres: np.ndarray


def features(
    vectors: TokenVectors, cuts: Sequence[Cut], questions: Iterable[str], languages: dict[str, str]
) -> Features:
    """`languages` are those of the questions, where known."""
    tokens, card = vectors.tokens(), vectors.card
    encoded = [
        encode(tokens, card.passage_prefix, cut.headings, cut.text, spans(cut.text)) for cut in cuts
    ]
    asked = list(dict.fromkeys(questions))
    with ThreadPoolExecutor(_THREADS) as pool:

        def of(numbers: list[int]) -> np.ndarray:
            return vectors.vectors(numbers).astype(np.float16)

        passages = list(pool.map(of, [one.numbers for one in encoded]))
        own = own_tokens(tokens, card.query_prefix)
        numbers = [question_numbers(tokens, card.query_prefix, question) for question in asked]
        of_question = {
            question: found[own]
            for question, found in zip(asked, pool.map(of, numbers), strict=True)
        }
    centres = np.stack([_mean(of_question.values()), _mean(passages)])
    return Features(encoded, passages, of_question, _shifts(of_question, languages), centres)


def _mean(texts: Iterable[np.ndarray]) -> np.ndarray:
    """The mean of the texts' mean tokens."""
    mean: np.ndarray = np.mean([text.astype(np.float32).mean(axis=0) for text in texts], axis=0)
    return mean


def _shifts(
    questions: dict[str, np.ndarray], languages: dict[str, str]
) -> dict[tuple[str, str], np.ndarray]:
    means = {
        language: _mean(
            found for question, found in questions.items() if languages.get(question) == language
        )
        for language in sorted(set(languages.values()))
    }
    return {
        (one, other): (means[other] - means[one]).astype(np.float16)
        for one in means
        for other in means
        if one != other
    }
