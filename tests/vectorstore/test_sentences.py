"""Where sentences, items and rows begin and end, in the three languages."""

from __future__ import annotations

import time

import pytest

from vectorstore.sentences import spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        # Norwegian
        ["Møtet er kl. 12 den 17. mai.", "Ta med f.eks. pass, bl.a. for Nr. 5 og Dr. Lie."],
        ["Fristen er 1. januar 2026.", "Se nr. 14 på s. 3."],
        ["Prisen steg i 2018.", "Deretter falt den."],
        ["Han ble født 3. Mars 1950.", "Hun kom i den 2. Divisjon."],
        ["Han vant 3.", "Deretter tapte han."],
        ["Slutt, osv.", "Ny setning."],
        # German
        ["Am 3. März kam Dr. Müller z. B. an.", "Der 2. Weltkrieg endete im 20. Jahrhundert."],
        ["Es kostet ca. 3,5 Mio. Euro, d. h. zu viel.", "Siehe Abb. 3 und Art. 5 Abs. 2."],
        ["Das gilt für diese Art.", "Nicht für andere usw.", "Ende."],
        # English
        ["Mr. J. R. Smith left, i.e. he went.", "Really?!", "Yes… no.", "It cost $3.50 in all."],
        ["See https://example.com/a.b?c=d.", "Mail a.b@example.com now!"],
        ['He said "Go."', "Then (and only then.)", "She went."],
        # Brackets and quotes in their kinds
        ["«Ja.»", "„Nein.“", "“Maybe.”", "Done."],
        ["会社です。", "はい。"],
    ],
)
def test_prose_is_split_into_sentences(sentences: list[str]) -> None:
    joined = "".join(sentences) if "。" in sentences[0] else " ".join(sentences)
    assert split(joined) == sentences


def test_what_goes_on_in_lower_case_is_one_sentence() -> None:
    assert split("Versjon 2.0. av boka er ute.") == ["Versjon 2.0. av boka er ute."]


def test_items_and_rows_are_one_each_with_their_marks() -> None:
    text = "Ta med:\n- pass\n  - kopi. Og bilde.\n1. Søk først\nNavn | Pris. Kr.\nPenn | 2"
    assert split(text) == [
        "Ta med:",
        "- pass",
        "- kopi.",
        "Og bilde.",
        "1. Søk først",
        "Navn | Pris. Kr.",
        "Penn | 2",
    ]


def test_a_line_break_within_a_sentence_is_no_end() -> None:
    assert split("Ferien varer\ni fem uker. Deretter\nArbeid.") == [
        "Ferien varer\ni fem uker.",
        "Deretter",
        "Arbeid.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\n "])
def test_nothing_has_no_sentences(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize("unit", ["a. ", ". ", "« ", "1. ", "x", "- \n", "A.B. ", " | \n"])
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    spans(text)
    assert time.process_time() - start < 5
