"""The trained reader as it is served."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from answering.reader import Unread, open_reader
from answering.reader.close import GRAPH as CLOSE
from answering.reader.served import (
    FACTS,
    GRAPH,
    NOTHING,
    WEIGHTS,
    Reading,
    close_reading,
    reading,
    together,
)
from answering.reader.text import Encoded
from config import ROOT
from tests.answering.finding import trained
from vectorstore.sentences import spans

MODEL = "multilingual-e5-small"
# Two tokens of headings, two sentences of two and three tokens, between the frame.
ENCODED = Encoded(
    [0, 8, 9, 10, 11, 12, 13, 14, 2],
    [None, None, None, (0, 3), (4, 7), (8, 12), (13, 17), (13, 17), None],
    [None, None, None, 0, 0, 1, 1, 1, None],
    (1, 3),
)
NEAR = np.array([[9, 2, 0, 1, 0, 3, 0, 0, 9], [9, 0, 1, 0, 4, 0, 0, 2, 9]], np.float32)
NOTHING_HERE = np.zeros((9, 3), np.float32)


def weights(mix: list[float], tokens: np.ndarray = NOTHING_HERE) -> tuple[float, ...]:
    return reading(ENCODED, 2, NEAR, tokens, np.array(mix, np.float32)).sentences


def test_a_sentence_counts_as_near_as_each_of_the_questions_words_comes_to_it() -> None:
    here = np.log([2, 3])
    assert weights([1, 0, 0, 0]) == pytest.approx((1 + 4 + here[0], 3 + 2 + here[1]))


def test_what_stands_above_and_before_a_sentence_can_count_for_it() -> None:
    here = np.log([2, 3])
    assert weights([0, 1, 0, 0]) == pytest.approx((2 + 4 + here[0], 3 + 4 + here[1]))


def test_the_whole_passage_and_nowhere_count_alike_for_all() -> None:
    here = np.log([2, 3])
    assert weights([0, 0, 1, -5]) == pytest.approx((7 - 5 + here[0], 7 - 5 + here[1]))


def test_tokens_of_the_kind_that_is_asked_for_add_up() -> None:
    tokens = NOTHING_HERE.copy()
    tokens[5:8, 0] = (2, 1, 1)
    assert weights([0, 0, 0, 0], tokens)[1] == pytest.approx(np.log(np.e**2 + 2 * np.e))


def test_an_answer_begins_before_it_ends_in_its_sentence() -> None:
    tokens = NOTHING_HERE.copy()
    tokens[6, 1], tokens[5, 2], tokens[7, 2] = 2, 3, 2
    found = reading(ENCODED, 2, NEAR, tokens, np.zeros(4))
    assert found.answer == (13, 17)


def test_a_sentence_that_was_cut_off_weighs_nothing() -> None:
    found = reading(ENCODED, 3, NEAR, NOTHING_HERE, np.ones(4))
    assert found.sentences[2] == NOTHING


def test_a_passage_without_words_has_no_answer() -> None:
    empty = Encoded([0, 2], [None, None], [None, None], (1, 1))
    found = reading(empty, 0, np.zeros((2, 2)), np.zeros((2, 3)), np.ones(4))
    assert (found.answer, found.sentences, found.total) == (None, (), NOTHING)


def test_of_the_close_reader_a_sentence_weighs_what_its_tokens_add_up_to() -> None:
    tokens = np.full((9, 3), -9, np.float32)
    tokens[5:8, 0] = (2, 1, 1)
    found = close_reading(ENCODED, 2, tokens)
    assert found.sentences[1] == pytest.approx(np.log(np.e**2 + 2 * np.e))
    assert found.sentences[0] < -8


def test_both_readers_have_a_say_in_a_sentence() -> None:
    read, close = Reading((1.0, -2.0), (0, 3)), Reading((-1.0, 3.0), (8, 12))
    found = together(read, close)
    assert found.sentences == pytest.approx((0.2, 0.0))
    assert (found.answer, found.close) == ((8, 12), close.total)


@pytest.mark.parametrize("missing", [GRAPH, CLOSE])
def test_without_the_weights_of_both_there_is_no_reader(tmp_path: Path, missing: str) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights", ignore=shutil.ignore_patterns(missing))
    assert open_reader(MODEL, ROOT / "models", tmp_path / "weights") is None


def test_weights_for_another_embedding_model_are_left_alone(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    facts = tmp_path / "weights" / FACTS

    assert open_reader("another", ROOT / "models", tmp_path / "weights") is None
    content = json.loads(facts.read_text(encoding="utf-8"))
    facts.write_text(json.dumps(content | {"fingerprint": "another"}), encoding="utf-8")
    assert open_reader(MODEL, ROOT / "models", tmp_path / "weights") is None


def unread(text: str, *headings: str) -> Unread:
    return Unread(headings, text, tuple(spans(text)))


HOLIDAY = unread(
    "Alle har fem uker ferie i året. Inntil ti feriedager kan overføres til neste år. "
    "Feriepengene utbetales i juni.",
    "Ferie",
)
PRICES = unread("Was | Preis\nBürostuhl | 480 Euro\nHeadset | 95 Euro\nBildschirm | 310 Euro")


@pytest.mark.parametrize(
    ("question", "passage", "sentence"),
    [
        ("Hvor mange feriedager kan jeg overføre til neste år?", HOLIDAY, 1),
        ("hvor mange feriedagr kan jeg overfore", HOLIDAY, 1),
        ("Wann wird das Urlaubsgeld ausgezahlt?", HOLIDAY, 2),
        ("Was kostet das Headset?", PRICES, 2),
        ("How much is the office chair?", PRICES, 1),
    ],
)
def test_it_finds_the_sentence_that_answers(question: str, passage: Unread, sentence: int) -> None:
    (found,) = trained().read(question, [passage])

    assert int(np.argmax(found.sentences)) == sentence


def test_a_passage_that_does_not_answer_is_told_from_one_that_does() -> None:
    asked = "Hvor mange feriedager kan jeg overføre til neste år?"
    yes, no = trained().read(asked, [HOLIDAY, unread("Kantina er åpen fra kl. 8 til kl. 14.")])

    assert yes.total > no.total


def test_a_reading_does_not_depend_on_what_is_read_beside_it() -> None:
    alone = trained().read("Was kostet das Headset?", [PRICES])[0]

    assert trained().read("Was kostet das Headset?", [HOLIDAY, PRICES, HOLIDAY])[1] == alone


@pytest.mark.parametrize("question", ["?", "a" * 2000, "日本語 😀", "Ærø"])
def test_odd_questions_are_read(question: str) -> None:
    (found,) = trained().read(question, [HOLIDAY])

    assert np.isfinite(found.sentences).all()


@pytest.mark.parametrize(
    ("answered", "near"),
    [
        ("Når utbetales feriepengene?", "Hvem utbetaler feriepengene?"),
        (
            "Wie viele Urlaubstage kann ich übertragen?",
            "Wie viele Überstunden kann ich übertragen?",
        ),
        ("How many weeks of holiday do we have?", "How many weeks of notice do we have?"),
    ],
)
def test_what_a_passage_answers_is_told_from_what_it_only_comes_near(
    answered: str, near: str
) -> None:
    (yes,) = trained().read(answered, [HOLIDAY])
    (no,) = trained().read(near, [HOLIDAY])

    assert yes.close is not None and no.close is not None
    assert yes.close > no.close
