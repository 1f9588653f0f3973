"""The built model as the others use it: `load`, `queries`, `passages`."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedding import Embedder, ModelMissing, load

MODELS = Path(__file__).resolve().parents[2] / "models"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load("multilingual-e5-small", MODELS)


def test_a_row_for_each_text_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.passages(["Kantinen er åpen fra 11 til 13.", "VPN"])
    assert vectors.shape == (2, embedder.dim) == (2, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.queries([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("question", "answer", "others"),
    [
        (
            "Hvor mange feriedager kan jeg overføre til neste år?",
            "Inntil 14 dager ferie kan tas med over i det følgende ferieåret.",
            ("Kantinen serverer varm lunsj hver dag.", "Passordet byttes hver tredje måned."),
        ),
        (
            "Wie melde ich mich krank?",
            "Bei Arbeitsunfähigkeit ruft man vor neun Uhr die Teamleitung an.",
            ("Die Kantine öffnet um elf Uhr.", "Das Kennwort wird jedes Quartal geändert."),
        ),
        (
            "How do I connect to the VPN?",
            "Open the remote access client, sign in, and choose the office gateway.",
            ("Lunch is served from eleven.", "Travel receipts are due within two weeks."),
        ),
        (
            "How many holidays can I carry over?",
            "Inntil 14 dager ferie kan tas med over i det følgende ferieåret.",
            ("Kantinen serverer varm lunsj hver dag.", "Lunch is served from eleven."),
        ),
    ],
    ids=["nb", "de", "en", "en-nb"],
)
def test_the_answer_is_nearer_than_other_passages(
    embedder: Embedder, question: str, answer: str, others: tuple[str, ...]
) -> None:
    scores = embedder.passages([answer, *others]) @ embedder.queries([question])[0]
    assert scores.argmax() == 0


def test_a_vector_does_not_depend_on_its_neighbours_or_their_order(embedder: Embedder) -> None:
    texts = ["Ferie.", "En mye lengre tekst om reiseregninger og bilag. " * 20, "VPN", ""]
    together = embedder.passages(texts)
    alone = np.concatenate([embedder.passages([text]) for text in texts])
    assert (together * alone).sum(axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-4)
    assert np.array_equal(embedder.passages(texts[::-1])[::-1], together)


def test_questions_and_passages_are_embedded_differently(embedder: Embedder) -> None:
    question, passage = embedder.queries(["ferie"])[0], embedder.passages(["ferie"])[0]
    assert question @ passage < 0.99


def test_what_is_beyond_the_longest_text_is_cut_off(embedder: Embedder) -> None:
    long = "Ferie overføres. " * 1200  # 20,400 characters, far over 512 tokens
    with_more = long + "Kantinen er stengt."
    assert np.array_equal(embedder.queries([long]), embedder.queries([with_more]))


@pytest.mark.parametrize("text", ["", " \t\n", "\x00", "half a pair \ud83d", "x" * 20_000])
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.queries([text])[0]) == pytest.approx(1, abs=1e-5)


def test_progress_tells_of_every_passage(embedder: Embedder) -> None:
    done: list[int] = []
    embedder.passages(["en", "to", "tre"], done.append)
    assert sum(done) == 3


def test_an_error_in_progress_stops_the_work(embedder: Embedder) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedder.passages(["tekst"] * 50, interrupt)


def test_a_model_that_is_not_built_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as raised:
        load("e5-large", tmp_path)
    assert str(raised.value) == "the model e5-large is not built; run make setup."


def test_a_model_with_a_truncated_file_counts_as_not_built(tmp_path: Path) -> None:
    built = tmp_path / "multilingual-e5-small"
    built.mkdir()
    for source in (MODELS / "multilingual-e5-small").iterdir():
        os.link(source, built / source.name)
    assert load("multilingual-e5-small", tmp_path).dim == 384
    (built / "tokenizer.json").unlink()
    (built / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelMissing):
        load("multilingual-e5-small", tmp_path)
