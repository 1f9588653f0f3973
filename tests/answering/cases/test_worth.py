"""Small talk and nonsense make no case; a question of one word does.

What the rule gets wrong of the messages that were not looked at while it was made: at first 0 of
77 that say nothing and 2 of 65 questions ("IT", "is"), of which the first was then mended.
"""

from __future__ import annotations

import pytest

from answering.cases import is_question
from config import Settings
from tests.answering.cases.messages import (
    NOTHING_SEEN,
    NOTHING_UNSEEN,
    QUESTION_SEEN,
    QUESTION_UNSEEN,
)
from vectorstore import Embedder
from vectorstore.embedding import load


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    settings = Settings()
    return load(settings.embedding.model, settings.models_folder)


def test_what_says_nothing(embedder: Embedder) -> None:
    messages = (*NOTHING_SEEN, *NOTHING_UNSEEN)
    assert [text for text in messages if is_question(text, embedder.likelihood)] == []


def test_what_somebody_could_answer(embedder: Embedder) -> None:
    messages = (*QUESTION_SEEN, *QUESTION_UNSEEN)
    assert [text for text in messages if not is_question(text, embedder.likelihood)] == ["is"]


def test_without_the_vocabulary() -> None:
    assert [text for text in NOTHING_SEEN if is_question(text)] == ["wqeqwe"]
    assert [text for text in QUESTION_SEEN if not is_question(text)] == []
