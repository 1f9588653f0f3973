"""The close reader: what it learns from, and a tiny one from texts to what is served."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from answering.reader.close import GRAPH, CloseReader
from evaluation.exporting import export
from evaluation.jointly import Words, rows
from evaluation.reader.candidates import Cut
from evaluation.reader.close import recipe, training, written
from evaluation.reader.close.network import Network
from evaluation.reader.close.numbering import Numbered, numbered
from evaluation.reader.groups import Group, drawn
from tests.answering.finding import vectors
from vectorstore.embedding import e5

WRITTEN = """\
# nb | Personalhåndbok > Ferie
Alle har fem uker ferie. Inntil ti dager kan overføres.
+ Hvor mange dager kan overføres? | ti dager
- Hvor mange timer kan overføres?

# de | Lohn
Der Lohn kommer am 15. des Monats.
+ Wann kommt der Lohn? | am 15.
- Wann kommt das Urlaubsgeld?
- Wer zahlt den Lohn aus?
"""


@pytest.fixture
def passages(tmp_path: Path) -> list[written.Written]:
    (tmp_path / "some.txt").write_text(WRITTEN, encoding="utf-8")
    return written.read(tmp_path)


def test_a_written_passage_has_questions_that_it_answers_and_near_misses(
    passages: list[written.Written],
) -> None:
    text = "Alle har fem uker ferie. Inntil ti dager kan overføres."
    assert passages[0] == written.Written(
        Cut(written.NO_CONTEXT, "nb", ("Personalhåndbok", "Ferie"), text),
        (("Hvor mange dager kan overføres?", 32, 40),),
        ("Hvor mange timer kan overføres?",),
    )


def test_an_answer_that_its_passage_does_not_say_is_named(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    file.write_text(WRITTEN.replace("| ti dager", "| ti uker"), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("Ferie: it does not say 'ti uker'")):
        written.read(tmp_path)


def test_a_near_miss_is_read_with_the_passage_that_it_comes_near(
    passages: list[written.Written],
) -> None:
    cuts, made = written.groups(passages, wordings=0, first=7, seed=1)

    assert cuts == [one.cut for one in passages]
    assert made[0] == Group(("Hvor mange dager kan overføres?",), ((7, 32, 40),), (8,), "nb")
    assert made[1] == Group(("Hvor mange timer kan overføres?",), (), (7, 8), "nb")


def test_what_was_written_is_whole_and_no_passage_is_learnt_and_measured() -> None:
    learnt, held_out = written.read(), written.read(held_out=True)

    assert len(learnt) > 800
    assert len(held_out) > 100
    assert not {one.cut.text for one in learnt} & {one.cut.text for one in held_out}
    assert {one.cut.language for one in learnt} == {"nb", "de", "en"}
    assert all(len(one.answered) >= 5 and len(one.near) >= 6 for one in learnt)


@pytest.fixture
def material(passages: list[written.Written]) -> tuple[list[Group], Numbered]:
    cuts, made = written.groups(passages, wordings=0, first=0, seed=1)
    return made, numbered(vectors(), cuts, [one.wordings[0] for one in made])


def test_a_batch_knows_which_sentences_answer_and_where_the_answer_begins(
    material: tuple[list[Group], Numbered],
) -> None:
    made, texts = material
    numbers = recipe.Recipe(**{**recipe.read().__dict__, "unanswered": 0.0, "noisy": 0.0})
    [one] = [
        group
        for batch in drawn(made, texts.encoded, numbers, 1)
        for group in batch
        if group.question == "Hvor mange dager kan overføres?"
    ]

    batch = training.batch_of([one], texts)

    assert batch.right.tolist() == [[False, True], [False, False]]
    first = len(texts.questions[one.question])
    begin = int(batch.begin[0])
    assert texts.encoded[0].words[begin - first] == (32, 34)
    assert batch.begin.tolist() == [begin, -1]
    assert batch.rows.second[0].tolist() == [0.0] * first + [1.0] * len(texts.encoded[0].numbers)


@pytest.mark.slow
def test_it_learns_what_is_answered_and_is_served_so(
    material: tuple[list[Group], Numbered], tmp_path: Path
) -> None:
    made, texts = material
    tensors = e5.read(e5.locate()).tensors
    words = Words(tensors, texts.used)
    numbers = recipe.Recipe(
        **{**recipe.read().__dict__, "steps": 25, "groups_a_batch": 5, "dropout": 0.0}
    )
    network = training.begun(tensors, numbers)
    before = loss(network, words, made, texts, numbers)
    kept = tmp_path / "kept"
    training.train(network, words, made, texts, numbers, kept, lambda _: None)
    again = training.begun(tensors, numbers)
    training.train(again, words, made, texts, numbers, kept, lambda _: None)
    export(network, tmp_path / GRAPH, ("states", "second"), "tokens")

    assert loss(network, words, made, texts, numbers) < before / 2
    assert loss(again, words, made, texts, numbers) == pytest.approx(
        loss(network, words, made, texts, numbers)
    )
    question = texts.questions["Hvor mange dager kan overføres?"]
    own = texts.encoded[0].numbers
    given = rows([(question, own)])
    with torch.no_grad():
        [tokens] = network(words(given.numbers, given.places), given.second, given.mask)
    served = CloseReader(tmp_path / GRAPH).tokens(vectors().words(question), vectors().words(own))
    assert np.abs(served - tokens[len(question) :].numpy()).mean() < 0.5


def loss(
    network: Network, words: Words, made: list[Group], texts: Numbered, numbers: recipe.Recipe
) -> float:
    [batch] = drawn(made, texts.encoded, numbers, 1)
    given = training.batch_of(batch, texts)
    with torch.no_grad():
        tokens = network(
            words(given.rows.numbers, given.rows.places), given.rows.second, given.rows.mask
        )
        return float(training.loss_of(tokens, given, numbers))
