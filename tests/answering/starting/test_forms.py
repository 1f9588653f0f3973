"""From headings to questions, in three languages: what is made of which, and of which nothing."""

from __future__ import annotations

import pytest

from answering.starting.forms import Heading, question
from config import forms


def made(heading: str, language: str, small: str = "", names: str = "") -> str | None:
    form = forms(language)
    assert form is not None
    return question(Heading(heading, language, small.split(), names.split()), form)


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("1 Hvor mye ferie har du?", "Hvor mye ferie har jeg?"),
        ("Blir du syk i ferien?", "Hva gjør jeg hvis jeg blir syk i ferien?"),
        ("Slik får du hjelp", "Hvordan får jeg hjelp?"),
        ("Hvis det brenner", "Hva gjør jeg hvis det brenner?"),
        ("Når du slutter", "Hva gjør jeg når jeg slutter?"),
        ("Jeg har glemt passordet", "Hva gjør jeg hvis jeg har glemt passordet?"),
        ("Skriveren virker ikke", "Hva gjør jeg hvis skriveren ikke virker?"),
        ("Bestille utstyr", "Hvordan kan jeg bestille utstyr?"),
        ("5. Feriepenger", "Hva bør jeg vite om feriepenger?"),
        ("Bytte av vakt", "Hva bør jeg vite om bytte av vakt?"),
        ("Tjenestepensjon (OTP)", "Hva bør jeg vite om tjenestepensjon?"),
    ],
)
def test_norwegian(heading: str, asked: str) -> None:
    assert made(heading, "nb") == asked


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("1. Wer bekommt einen Dienstwagen?", "Wer bekommt einen Dienstwagen?"),
        ("So melden Sie sich krank", "Wie melde ich mich krank?"),
        ("2. So druckt man", "Wie druckt man?"),
        ("Einen neuen Drucker einrichten", "Wie kann ich einen neuen Drucker einrichten?"),
        ("Störungen beseitigen", "Wie kann ich Störungen beseitigen?"),
        ("§ 6 Entgelt und Urlaub", "Was muss ich über Entgelt und Urlaub wissen?"),
        ("5 Sonstige Auslagen", "Was muss ich über sonstige Auslagen wissen?"),
    ],
)
def test_german(heading: str, asked: str) -> None:
    assert made(heading, "de") == asked


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("What counts as an incident?", "What counts as an incident?"),
        ("How to report a lost card", "How do I report a lost card?"),
        ("Report a lost card", "How do I report a lost card?"),
        ("Changing your password", "What should I know about changing my password?"),
        ("Working hours", "What should I know about working hours?"),
        ("Password manager", "What should I know about the password manager?"),
        ("Your first day in Ålesund", "What should I know about my first day in Ålesund?"),
    ],
)
def test_english(heading: str, asked: str) -> None:
    assert made(heading, "en") == asked


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Kontakt", "nb"), ("3. Satser", "nb"), ("Hva koster det?", "nb"), ("3) NYTT ERP", "nb"),
        ("Sak 22/26 Sykefravær", "nb"), ("Kari Holm → Per Vik, 2026-03-09", "nb"),
        ("§ 1 Geltungsbereich", "de"), ("Erster Tag", "de"), ("Checkliste Einarbeitung", "de"),
        ("Während der Arbeit krank geworden", "de"), ("Ansprechpartnerin", "de"),
        ("When it does not work", "en"), ("Contacts", "en"), ("Something feels wrong?", "en"),
        ("How to connect", "en"), ("Monday", "en"), ("What you get", "en"),
    ],
)  # fmt: skip
def test_labels_make_no_question(heading: str, language: str) -> None:
    assert made(heading, language) is None


def test_words_are_written_as_within_a_sentence() -> None:
    assert made("Egenmelding ved sykdom", "nb") == "Hva bør jeg vite om egenmelding ved sykdom?"
    assert made("VPN på reise", "nb") == "Hva bør jeg vite om VPN på reise?"
    named = made("Timeboka på mobilen", "nb", names="Timeboka")
    assert named == "Hva bør jeg vite om Timeboka på mobilen?"
    # A German word that is also written small is no noun.
    assert made("Krank im Urlaub", "de", small="krank") is None
