"""The graph of token vectors, cut out of the one that embeds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from config import ROOT
from tests.answering.finding import embedder, vectors
from tests.tiny_model import tiny_model
from vectorstore.embedding import ModelMissing, load
from vectorstore.embedding.build import BUILT_IN, build
from vectorstore.embedding.card import FILE, folder_of
from vectorstore.embedding.token_vectors import LAYERS, TOKENS_GRAPH, WORDS_GRAPH, cut


def test_the_mean_of_the_last_layers_tokens_is_the_texts_embedding() -> None:
    text = "Inntil ti feriedager kan overføres til neste år."
    prefixed = vectors().card.passage_prefix + text
    found = vectors().vectors(vectors().tokens().encode(prefixed, 64))
    dim = vectors().card.dim

    assert found.shape[1] == len(LAYERS) * dim
    mean = found[:, -dim:].mean(axis=0)
    (whole,) = embedder().passages([text])
    assert float(mean @ whole) / float(np.linalg.norm(mean)) > 0.98


def test_a_word_is_the_same_in_any_text_but_for_its_place() -> None:
    tokens = vectors().tokens()
    one, other, moved = (
        vectors().words(tokens.encode(text, 64)) for text in ("ferie", "ferie i juni", "i ferie")
    )

    assert one.shape == (3, vectors().card.dim)
    assert np.allclose(one[1], other[1])
    assert not np.allclose(one[1], moved[2])


@pytest.mark.slow
def test_a_layer_that_is_not_there_is_named(tmp_path: Path) -> None:
    name = tiny_model(tmp_path)
    build(name, tmp_path / "models")
    with pytest.raises(ValueError, match=r"no layers \(2, 5\) that can be told apart"):
        cut(folder_of(name, tmp_path / "models"), layers=(2, 5))


def older(models: Path, graph: str) -> Path:
    """The built-in model under `models`, as a Kilde built it that did not have the graph yet."""
    built, again = folder_of(BUILT_IN, ROOT / "models"), folder_of(BUILT_IN, models)
    shutil.copytree(built, again, ignore=shutil.ignore_patterns(graph))
    content = json.loads((again / FILE).read_text(encoding="utf-8"))
    content["files"].pop(graph, None)
    (again / FILE).write_text(json.dumps(content), encoding="utf-8")
    return again


@pytest.mark.parametrize("graph", [TOKENS_GRAPH, WORDS_GRAPH])
def test_the_built_in_model_gets_it_where_it_was_built_without(tmp_path: Path, graph: str) -> None:
    again = older(tmp_path, graph)

    build(BUILT_IN, tmp_path)

    built = folder_of(BUILT_IN, ROOT / "models")
    assert (again / graph).read_bytes() == (built / graph).read_bytes()


def test_a_model_that_an_older_kilde_built_is_named_with_the_next_step(tmp_path: Path) -> None:
    older(tmp_path, WORDS_GRAPH)
    with pytest.raises(ModelMissing, match="built for an older Kilde; run make setup"):
        load(BUILT_IN, tmp_path)
