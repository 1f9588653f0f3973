"""A question and a passage as tokens that know where in the text they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.embedding import Tokens
from vectorstore.sentences import Span

# Tokens. A passage of 1,200 characters has about 300, a question seldom 60.
LONGEST_QUESTION = 96
LONGEST_HEADING = 40
LONGEST_PASSAGE = 400
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Encoded:
    """A passage as token numbers, framed, its headings first.

    `words` has for each token the span of its word in the passage's text, `sentences` the
    number of its sentence; both are None for the frame and for the headings. The tokens from
    `headings` [0] up to [1] are the headings'.
    """

    numbers: list[int]
    words: list[Span | None]
    sentences: list[int | None]
    headings: tuple[int, int]


def question_numbers(tokens: Tokens, prefix: str, question: str) -> list[int]:
    """A question as token numbers, framed."""
    return tokens.encode(prefix + question, LONGEST_QUESTION)


def own_tokens(tokens: Tokens, prefix: str) -> slice:
    """Which of `question_numbers` are the question's own: not the prefix, not the frame."""
    return slice(_of_prefix(tokens, prefix), -1)


def encode(
    tokens: Tokens, prefix: str, headings: Sequence[str], text: str, sentences: Sequence[Span]
) -> Encoded:
    """A passage; of a long one what does not fit is left out at the end."""
    begin = tokens.encode(prefix + " > ".join(headings), LONGEST_HEADING)
    begin, close = begin[:-1], begin[-1]
    numbers = list(begin)
    words: list[Span | None] = [None] * len(begin)
    of_sentence: list[int | None] = [None] * len(begin)
    for index, (start, end) in enumerate(sentences):
        for word in _WORD.finditer(text, start, end):
            pieces = tokens.pieces(word[0])
            if len(numbers) + len(pieces) >= LONGEST_PASSAGE:
                break
            numbers += pieces
            words += [word.span()] * len(pieces)
            of_sentence += [index] * len(pieces)
    told = _of_prefix(tokens, prefix), len(begin)
    return Encoded([*numbers, close], [*words, None], [*of_sentence, None], told)


def _of_prefix(tokens: Tokens, prefix: str) -> int:
    """How many tokens the frame's beginning and the prefix have; its last space goes with the
    word that follows."""
    return len(tokens.encode(prefix.rstrip(), LONGEST_HEADING)) - 1
