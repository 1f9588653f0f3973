"""Values are known for what they are, however they are written."""

import pytest

from answering.differences.values import Value, values


def only(text: str, language: str) -> Value:
    [value] = values(text, language)
    return value


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("1 200 kr", "1.200 kroner", "nb"),
        ("1,200 euros", "€1200", "en"),
        ("50 %", "halvparten", "nb"),
        ("25 %", "ein Viertel", "de"),
        ("22 per cent", "22%", "en"),
        ("to uker", "14 dager", "nb"),
        ("ein Monat", "30 Tage", "de"),
        ("six months", "6 months", "en"),
        ("kl. 8", "kl. 08.00", "nb"),
        ("12 Uhr", "12:00 Uhr", "de"),
        ("1. mars", "01.03.", "nb"),
        ("31 March", "March 31st", "en"),
        # One value within the other's range.
        ("2 til 4 uker", "3 uker", "nb"),
    ],
)
def test_the_same_value(one: str, other: str, language: str) -> None:
    assert only(one, language).comes_to(only(other, language))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("1 200 kr", "1 250 kr", "nb"),
        ("300 euros", "300 NOK", "en"),
        ("14 dager", "30 dager", "nb"),
        ("en dag", "to dager", "nb"),
        ("et år", "to år", "nb"),
        ("1. mars", "15. mars", "nb"),
        ("am vierten", "am dritten", "de"),
        ("6:00 Uhr", "5:45 Uhr", "de"),
        ("mandag", "tirsdag", "nb"),
        ("8 to 12 weeks", "2 to 4 weeks", "en"),
    ],
)
def test_another_value(one: str, other: str, language: str) -> None:
    assert not only(one, language).comes_to(only(other, language))


def test_references_and_footnotes_are_no_values() -> None:
    assert values("se punkt 3, § 4 og versjon 4.1¹ [2]", "nb") == []
