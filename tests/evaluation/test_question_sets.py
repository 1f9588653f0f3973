"""Question sets, their translations and their cuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.question_sets import Question, QuestionSet, all_sets, coldstore

SET = QuestionSet(
    "animals",
    frozenset({"en"}),
    {f"{n}.txt": f"Animal {n} eats {n} apples." for n in range(40)},
    tuple(Question(f"What does {n} eat?", f"{n}.txt", (f"{n} apples",), str(n)) for n in range(40)),
    "animals",
)


def test_a_cut_keeps_some_documents_and_what_they_answer() -> None:
    small = SET.cut(20, seed=1)
    assert len(small.documents) == 20
    known = [q for q in small.questions if q.answerable]
    assert {q.document for q in known} == set(small.documents)
    assert len(small.questions) - len(known) == 5
    assert small.whole == "animals"


def test_what_a_cut_does_not_answer_has_no_answers() -> None:
    unknown = [q for q in SET.cut(20, seed=1).questions if not q.answerable]
    assert all(not q.document for q in unknown)


def test_a_cut_is_the_same_each_time_and_another_for_another_seed() -> None:
    assert SET.cut(20, seed=1) == SET.cut(20, seed=1)
    assert set(SET.cut(20, seed=1).documents) != set(SET.cut(20, seed=2).documents)


def test_a_set_smaller_than_the_cut_stays_whole() -> None:
    assert set(SET.cut(60, seed=1).documents) == set(SET.documents)


def test_the_made_up_company_answers_what_it_is_said_to() -> None:
    company = coldstore()
    known = [q for q in company.questions if q.answerable]
    assert (len(company.documents), len(company.questions), len(known)) == (24, 272, 145)
    assert all(q.answers[0] in company.documents[q.document] for q in known)
    # A question and its near misses are about one document, and so in one fold.
    assert {q.context for q in known} == {q.context for q in company.questions}


@pytest.mark.slow
def test_the_sets_beside_the_project_are_read_with_their_translations(shared: Path) -> None:
    sets = {one.name: one for one in all_sets(shared)}
    assert list(sets) == [
        "norquad",
        "xquad_en",
        "xquad_de",
        "xquad_de-on-en",
        "xquad_en-on-de",
        "mixed",
    ]
    for one in sets.values():
        texts = {name: " ".join(text.split()) for name, text in one.documents.items()}
        assert all(q.document in texts for q in one.questions if q.answerable)
        assert any(not q.answerable for q in one.questions)
    german = {q.text: q for q in sets["xquad_de"].questions}
    across = {q.text: q for q in sets["xquad_de-on-en"].questions}
    assert german.keys() == across.keys()
    assert {q.context for q in sets["xquad_en"].questions} == {q.context for q in german.values()}
    mixed = sets["mixed"]
    written = {q.document.startswith("de-") for q in mixed.questions if q.text in german}
    assert written == {True, False}
    assert len(mixed.documents) == len(sets["norquad"].documents) + len(sets["xquad_en"].documents)
