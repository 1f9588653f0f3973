"""Building any sentence-transformers model, and building only what is needed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from tests.tiny_model import TEXTS, tiny_model
from vectorstore.embedding import load
from vectorstore.embedding.build import BuildFailed, build

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


def test_a_model_with_cls_pooling_and_no_prompts_is_served_as_it_is(tmp_path: Path) -> None:
    name = tiny_model(tmp_path)
    card = build(name, tmp_path / "models")
    assert (card.dim, card.max_tokens) == (32, 48)
    assert (card.query_prefix, card.passage_prefix) == ("", "")

    expected = SentenceTransformer(name, device="cpu").encode(TEXTS, normalize_embeddings=True)
    served = load(name, tmp_path / "models")
    assert (served.queries(TEXTS) * expected).sum(axis=1).min() > 0.98
    assert np.array_equal(served.queries(TEXTS), served.passages(TEXTS))


def test_the_prompts_of_a_model_are_its_prefixes(tmp_path: Path) -> None:
    name = tiny_model(tmp_path, {"query": "ferie: ", "document": "Betrieb: "})
    card = build(name, tmp_path / "models")
    assert (card.query_prefix, card.passage_prefix) == ("ferie: ", "Betrieb: ")

    model = SentenceTransformer(name, device="cpu")
    expected = model.encode(TEXTS, prompt_name="query", normalize_embeddings=True)
    served = load(name, tmp_path / "models").queries(TEXTS)
    assert (served * expected).sum(axis=1).min() > 0.98


def test_the_fingerprint_is_of_the_weights_and_the_prefixes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    plain = build(tiny_model(tmp_path / "a"), tmp_path / "models")
    again = build(plain.name, tmp_path / "elsewhere")
    prompted = build(tiny_model(tmp_path / "b", {"query": "q: "}), tmp_path / "models")
    assert plain.fingerprint == again.fingerprint != prompted.fingerprint


def test_a_built_model_is_left_alone_until_its_folder_changes(tmp_path: Path) -> None:
    name = tiny_model(tmp_path)
    build(name, tmp_path / "models")
    (card,) = (tmp_path / "models").glob("*/model.json")
    first = card.stat().st_mtime_ns
    build(name, tmp_path / "models")
    assert card.stat().st_mtime_ns == first

    os.utime(Path(name) / "modules.json", (time.time() + 5, time.time() + 5))
    build(name, tmp_path / "models")
    assert card.stat().st_mtime_ns > first
    assert [path.name for path in (tmp_path / "models").iterdir()] == [card.parent.name]


def test_a_model_that_cannot_be_fetched_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed) as raised:
        build("./no/such/folder", tmp_path)
    message = str(raised.value)
    assert message.startswith("./no/such/folder: it is neither a folder with a sentence-transf")
    assert message.endswith("then run make setup.")
    assert list(tmp_path.iterdir()) == []


def test_a_build_with_nothing_to_do_imports_nothing_heavy() -> None:
    seen = "import sys; sys.exit(bool({'torch', 'transformers', 'onnxruntime'} & set(sys.modules)))"
    code = f"from vectorstore.embedding.build import main; main([]); {seen}"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
