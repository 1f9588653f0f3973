"""Which language a question, a keyword or a text is in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vectorstore.language import detect, told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hvor mange feriedager kan jeg overføre til neste år?", "nb"),
        ("Hvem er verneombud?", "nb"),
        ("Kva er opningstida i kantina?", "nb"),
        ("Hva het sjefen før?", "nb"),
        ("permisjon ved dødsfall", "nb"),
        ("Dekker bedriften tannlege?", "nb"),
        ("Betaler firmaet parkering?", "nb"),
        ("Dekker firmaet briller?", "nb"),
        ("Overtid?", "nb"),
        ("Zahlt die Firma Parkplätze?", "de"),
        ("Gilt das auch samstags?", "de"),
        ("Do contractors get badges?", "en"),
        ("Wie melde ich mich krank?", "de"),
        ("Drucker geht nicht", "de"),
        ("Krankmeldung", "de"),
        ("How do I connect to the VPN?", "en"),
        ("vacation days", "en"),
        ("caregiver allowance", "??"),
        ("Artikelsendung", "de"),
        ("Quelle est la durée des congés payés ?", "fr"),
        ("¿Cuántos días de vacaciones tengo este año?", "es"),
        ("Jak zmienić hasło do komputera?", "pl"),
        ("Hur många semesterdagar får jag spara till nästa år?", "sv"),
        ("Hvad er min adgangskode, og hvordan ændrer jeg den?", "da"),
    ],
)
def test_questions_and_keywords(text: str, language: str) -> None:
    assert detect(text, default="??") == language


@pytest.mark.parametrize("text", ["", "  ", "?!", "VPN", "4711"])
def test_a_text_that_tells_nothing_is_in_the_default_language(text: str) -> None:
    assert detect(text) == "en"
    assert detect(text, default="nb") == "nb"


@pytest.mark.parametrize(
    "keyword",
    [
        "ferie",
        "sykmelding",
        "legen",
        "brystholder",
        "Urlaub",
        "arbeidsgiveren",
        "oppfinnelsen",
        "fylkesveien",
    ],
)
def test_a_keyword_tells_no_language(keyword: str) -> None:
    assert told(keyword) is None


def test_its_own_letters_tell_one() -> None:
    assert (told("møterom"), told("Kündigung")) == ("nb", "de")


@pytest.mark.slow
def test_nearly_every_question_of_the_sets_is_told(shared: Path) -> None:
    lines = (shared / "qa/train/reading.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [
        (entry["lang"], question["question"])
        for entry in map(json.loads, lines)
        for question in entry["questions"]
    ]
    wrong = [question for language, question in asked if detect(question) != language]
    assert len(wrong) <= 0.002 * len(asked), wrong
