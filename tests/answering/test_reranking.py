"""The first passages as the trained reader orders them."""

from __future__ import annotations

from answering.reader import Reading
from answering.reranking import reranked
from tests.answering.finding import search

FOUND = search(
    "Når er kantina åpen?",
    "Kantina er åpen fra kl. 8 til kl. 14.",
    "Kantina er pusset opp.",
    "Brannalarmen testes på mandager.",
)
DOCUMENTS = [hit.passage.document for hit in FOUND.hits]


def reading(weight: float) -> Reading:
    return Reading((weight,), (0, 1))


def order(*weights: float) -> list[int]:
    hits = reranked(FOUND.hits, [reading(weight) for weight in weights])
    return [DOCUMENTS.index(hit.passage.document) for hit in hits]


def test_what_answers_comes_first() -> None:
    assert order(-4.0, 9.0, -4.0) == [1, 0, 2]


def test_where_the_reader_sees_no_difference_search_decides() -> None:
    assert order(-2.0, -2.0, -2.0) == [0, 1, 2]


def test_what_was_not_read_stays_behind_what_was() -> None:
    assert order(-9.0, 9.0) == [1, 0, 2]


def test_all_sentences_of_a_passage_count_together() -> None:
    one, two = Reading((3.0,), None), Reading((2.9, 2.9), None)
    assert two.total > one.total
