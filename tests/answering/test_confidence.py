"""The probability that the text shown is right."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from answering.confidence import FILE, WITH_READER, Confidence, ConfidenceError
from answering.quoting import quote
from answering.signals import OF_READER, Signals
from tests.answering.finding import embedder, search

NONE = Signals(**{field.name: 0.0 for field in fields(Signals)})
ONE_SIGNAL = {
    "names": ["cosine"],
    "means": [0.8],
    "scales": [0.1],
    "coefficients": [2.0],
    "intercept": 0.0,
    "fitted_on": {},
}


def write(folder: Path, **changes: object) -> Path:
    file = folder / "confidence.json"
    file.write_text(json.dumps({**ONE_SIGNAL, **changes}), encoding="utf-8")
    return file


@pytest.mark.parametrize(("cosine", "chance"), [(0.8, 0.5), (0.9, 0.8808), (0.7, 0.1192)])
def test_it_is_a_logistic_regression(tmp_path: Path, cosine: float, chance: float) -> None:
    confidence = Confidence.load(write(tmp_path))
    values = {field.name: 0.0 for field in fields(Signals)} | {"cosine": cosine}
    assert confidence.estimate(Signals(**values)) == pytest.approx(chance, abs=1e-4)


def test_it_stays_within_0_and_1_far_out(tmp_path: Path) -> None:
    assert 0 < Confidence.load(write(tmp_path, intercept=-1e9)).estimate(NONE) < 1e-9
    assert 1 - 1e-9 < Confidence.load(write(tmp_path, intercept=1e9)).estimate(NONE) < 1


def test_the_surest_are_as_sure_as_the_ceiling(tmp_path: Path) -> None:
    confidence = Confidence.load(write(tmp_path, intercept=30.0, ceiling=0.96))
    assert confidence.estimate(NONE) == pytest.approx(0.96, abs=1e-4)
    assert confidence.as_json()["ceiling"] == 0.96


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"names": ["luck"]}, "signals that Kilde no longer has .luck."),
        ({"means": None}, "cannot be read"),
        ({"means": []}, "cannot be read"),
    ],
)
def test_coefficients_that_cannot_be_used_are_named(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(ConfidenceError, match=f"confidence.json.*{reason}.*evaluation.fit"):
        Confidence.load(write(tmp_path, **changes))


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfidenceError, match="cannot be read"):
        Confidence.load(tmp_path / "confidence.json")


@pytest.mark.parametrize(("file", "without"), [(FILE, OF_READER), (WITH_READER, ())])
def test_the_shipped_ones_name_their_data_and_use_every_signal_they_have(
    file: Path, without: tuple[str, ...]
) -> None:
    shipped = Confidence.load(file)
    assert set(shipped.names) == {field.name for field in fields(Signals)} - set(without)
    assert {"data", "questions", "date", "cross_validated_over_contexts"} <= set(shipped.fitted_on)
    assert "norquad" in json.loads(file.read_text(encoding="utf-8"))["fitted_on"]["data"]


@pytest.mark.parametrize("pages", [1, 3, 12])
def test_the_shipped_one_knows_what_it_does_not_know_of_little_knowledge(pages: int) -> None:
    texts = [
        "Inntil ti feriedager kan overføres til neste år. Søknaden sendes til leder.",
        "Kantina er åpen fra kl. 8 til kl. 14.",
        "Brannalarmen testes den første mandagen i måneden.",
        *(f"Møterom {n} har {n} plasser og skjerm på veggen." for n in range(9)),
    ][:pages]
    confidence = Confidence.load()

    def asked(question: str) -> float:
        found = search(question, *texts, language="nb")
        return confidence.estimate(quote(found, embedder()).signals)

    assert asked("Hvor mange feriedager kan jeg overføre til neste år?") > 0.6
    assert asked("Hvem er direktør for datterselskapet i Chile?") < 0.4
    assert asked("Hva er passordet til det trådløse nettet?") < 0.4


def test_another_embedding_model_is_a_reason_to_doubt_it() -> None:
    shipped = Confidence.load()
    assert shipped.doubt("multilingual-e5-small") == ""
    assert "fitted with the embedding model multilingual-e5-small" in shipped.doubt("other/model")
