"""An answer about another thing of the kind that the question names is none."""

import pytest

from answering.things import names_another

E51 = "Fehler E-51 bedeutet, dass die Fixiereinheit zu heiß ist."
CANTEEN = "Kantinen i Bergen er åpen fra 11.00 til 13.00."
FLOOR = "Der Drucker im zweiten Stock heißt PRN-207."
RATES = "Satser 2026\nDiett er 634 kroner."


@pytest.mark.parametrize(
    ("question", "quote", "language"),
    [
        ("Was bedeutet Fehler E-52?", E51, "de"),
        ("Når er kantinen i Oslo åpen?", CANTEEN, "nb"),
        ("Wie heißt der Drucker im dritten Stock?", FLOOR, "de"),
        ("Who has the key to room 12?", "The key to room 14 is with Kari.", "en"),
    ],
)
def test_another_one(question: str, quote: str, language: str) -> None:
    assert names_another(question, [quote], quote, language, foreign=False)


@pytest.mark.parametrize(
    ("question", "quote", "language"),
    [
        ("Was bedeutet Fehler E 51?", E51, "de"),
        ("Hva betyr feil E-51?", E51, "nb"),
        ("Når er kantinen i Bergn åpen?", CANTEEN, "nb"),
        ("Jeg er i Oslo nå, når er kantinen i Bergen åpen?", CANTEEN, "nb"),
        ("Når er kantinen åpen?", CANTEEN, "nb"),
        ("Wie heißt der Drucker im zweiten Stock?", FLOOR, "de"),
        # What is counted in other units says nothing of which thing is meant.
        ("Får jeg overtid etter klokken 22?", "Overtid gjelder etter klokken 21.", "nb"),
        ("Is NOK 700 covered?", "The allowance is NOK 634.", "en"),
        ("Can I take leave in December?", "Leave is taken in Bergen or at home.", "en"),
    ],
)
def test_the_same_one_or_none_named(question: str, quote: str, language: str) -> None:
    assert not names_another(question, [quote], quote, language, foreign=False)


def test_what_else_is_shown_may_name_it() -> None:
    told = f"{CANTEEN} Den i Oslo stenger kl. 14."
    assert not names_another("Når er kantinen i Oslo åpen?", [CANTEEN], told, "nb", foreign=False)


def test_a_place_has_other_names_in_other_languages() -> None:
    quote = "Ansatte i Norge har 25 feriedager."
    question = "How many holidays are there in Norway?"
    assert not names_another(question, [quote], quote, "en", foreign=True)
