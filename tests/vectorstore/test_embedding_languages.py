"""Vectors freed of the language that their texts are in."""

from __future__ import annotations

import numpy as np
import pytest

from config import ROOT
from vectorstore import Embedder
from vectorstore.embedding import load
from vectorstore.embedding.languages import PARALLEL, directions, neutral, unrelated


def made_of(subjects: np.ndarray, languages: np.ndarray) -> np.ndarray:
    """Unit vectors [languages * n, dim], each a subject's and a language's vector together."""
    vectors = (languages[:, None, :] + subjects[None, :, :]).reshape(-1, subjects.shape[1])
    lengths: np.ndarray = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, np.float32)


def test_every_sentence_has_its_translations() -> None:
    counts = {language: len(sentences) for language, sentences in PARALLEL.items()}
    assert set(counts) == {"nb", "de", "en"}
    assert len(set(counts.values())) == 1


def test_translations_come_nearer_to_each_other_than_other_sentences() -> None:
    random = np.random.default_rng(1)
    subjects = random.normal(size=(40, 64))
    vectors = made_of(subjects, 3 * random.normal(size=(3, 64)))
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[40]  # a language holds together
    freed = neutral(vectors, np.sqrt(2) * directions(vectors, vectors))  # taken out whole
    assert freed[0] @ freed[40] > 0.9
    assert freed[0] @ freed[1] < freed[0] @ freed[40]


def test_freed_vectors_have_length_one() -> None:
    random = np.random.default_rng(2)
    vectors = made_of(random.normal(size=(5, 8)), random.normal(size=(3, 8)))
    freed = neutral(vectors, directions(vectors, vectors))
    assert np.linalg.norm(freed, axis=1) == pytest.approx(np.ones(15), abs=1e-5)
    assert neutral(np.zeros((1, 8), np.float32), directions(vectors, vectors)).tolist() == [[0] * 8]


def test_translations_do_not_count_as_unrelated() -> None:
    count = len(PARALLEL["en"])
    subjects = np.eye(count, dtype=np.float32)
    same = made_of(subjects, np.zeros((3, count)))
    assert unrelated(same, same) == 0


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load("multilingual-e5-small", ROOT / "models")


def test_an_answer_in_another_language_beats_what_is_beside_the_point_in_ones_own(
    embedder: Embedder,
) -> None:
    question = embedder.queries(["Wie viele Tage darf ich im Ausland arbeiten?"])[0]
    right, wrong = embedder.passages(
        [
            "You may work from another country in the EU for up to 15 working days a year.",
            "Wie viele Personen in den Besprechungsraum passen, steht an der Tür des Raums.",
        ]
    )
    assert question @ right > question @ wrong


def test_unrelated_texts_are_as_close_as_the_model_says(embedder: Embedder) -> None:
    questions = embedder.queries(["Hva koster frimerker?", "When does the bus leave?"])
    passages = embedder.passages(["Die Pumpe wird jährlich gewartet.", "Katten sover på taket."])
    assert (questions @ passages.T).mean() == pytest.approx(embedder.unrelated, abs=0.05)
