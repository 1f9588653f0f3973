"""Two sentences disagree where one value differs and all else is the same."""

import pytest

from answering.differences import Told, disagreements


def between(
    one: str, other: str, language: str, titles: tuple[str, str] = ("A", "B")
) -> list[object]:
    told = [
        Told(text, title, "", language) for text, title in zip((one, other), titles, strict=True)
    ]
    return [(found.kind, found.values) for found in disagreements(*told)]


def test_a_number_differs() -> None:
    assert between(
        "Reiseregningen leveres senest 14 dager etter reisen.",
        "Reiseregningen leveres senest 30 dager etter reisen.",
        "nb",
    ) == [("duration", ("14 dager", "30 dager"))]


def test_a_not_differs() -> None:
    assert between("Bompenger dekkes av firmaet.", "Bompenger dekkes ikke av firmaet.", "nb") == [
        ("negation", ("dekkes", "dekkes ikke"))
    ]
    assert between("Das ist erlaubt am Standort.", "Das ist verboten am Standort.", "de") == [
        ("negation", ("erlaubt", "verboten"))
    ]


def test_a_row_of_a_table_differs() -> None:
    assert between("Nachtarbeit | 25 %", "Nachtarbeit | 30 %", "de") == [
        ("percent", ("25 %", "30 %"))
    ]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Satsen for bil er 5,10 kr.", "Satsen for motorsykkel er 3,20 kr.", "nb"),
        ("Satsen i 2026 er 5,10 kr.", "Satsen i 2025 er 4,90 kr.", "nb"),
        ("Die Frist in der Probezeit beträgt zwei Wochen.",
         "Die Frist nach der Probezeit beträgt vier Wochen.", "de"),
        ("The course costs 1,245 euros.", "The course costs €1245.", "en"),
        ("Delivery takes 4 to 6 weeks.", "Delivery takes 5 weeks.", "en"),
        ("Dosing screw 60 mm | 809", "Dosing screw 40 mm | 700", "en"),
        ("You may work 10 hours in seven days.", "You may work 25 hours in four weeks.", "en"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it(one: str, other: str, language: str) -> None:
    assert between(one, other, language) == []


def test_titles_that_name_two_things_of_a_kind() -> None:
    assert (
        between(
            "The office is open from 8 to 16.",
            "The office is open from 7 to 17.",
            "en",
            ("Larvik office", "Oldenburg office"),
        )
        == []
    )


@pytest.mark.parametrize(
    "titles",
    [
        ("Travel", "Expenses"),
        ("Travel policy", "Travel handbook"),
        ("Employee handbook", "Finance handbook"),
        ("About travel", "About expenses"),
        ("Handbuch für Mitarbeiter", "Richtlinie für Reisen"),
        ("Om reiser", "Om utlegg"),
    ],
)
def test_titles_that_share_only_what_kind_of_document_it_is(titles: tuple[str, str]) -> None:
    claim = "Travel expenses must be claimed within {} days."
    assert between(claim.format(14), claim.format(30), "en", titles) == [
        ("duration", ("14 days", "30 days"))
    ]


@pytest.mark.parametrize(
    "titles",
    [("Rules 2025", "Rules 2026"), ("Car rates", "Train rates"), ("Satser bil", "Satser 2025")],
)
def test_titles_of_two_years_or_of_two_things(titles: tuple[str, str]) -> None:
    claim = "Travel expenses must be claimed within {} days."
    assert between(claim.format(14), claim.format(30), "en", titles) == []
