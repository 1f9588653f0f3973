"""What concerns a person's health or conduct is told from questions about the rules."""

from __future__ import annotations

import pytest

from answering.urgency import personal
from vectorstore import Embedder


@pytest.mark.parametrize(
    "message",
    [
        "Når er Hanne tilbake fra sykmelding?",
        "Wie lange fällt Herr Brandt noch aus?",
        "Why was Ellen given a warning?",
        "Jeg er gravid og har ikke sagt det til noen",
        "Meine Kollegin trinkt während der Arbeit",
        "My manager keeps making remarks about my body",
        "Ich bekomme weniger Gehalt als mein Kollege",
        "Sjefen mobber meg",
        "Hat Stefan eine Abmahnung bekommen?",
        "Har jeg blitt mobbet?",
        "He cut his hand on the saw",
        "Det haster, Hanne er sykmeldt igjen",
    ],
)
def test_about_a_person(embedder: Embedder, message: str) -> None:
    assert personal(message, embedder)


@pytest.mark.parametrize(
    "message",
    [
        "How many sick days do I have?",
        "Hvor mange egenmeldingsdager har jeg?",
        "Ab wann brauche ich eine Krankschreibung?",
        "Får jeg feriepenger i foreldrepermisjonen?",
        "What does the handbook say about harassment?",
        "Gilt bei uns ein Alkoholverbot?",
        "Hvordan kobler jeg meg til VPN?",
        "Which oil goes into the gearbox?",
        "Kan jeg ta med hund?",
        "Er hund tillatt?",
        "Det haster litt",
        "Haster!",
        "Es eilt sehr, bitte.",
        "\u202d\u202c",
        "if (a) { return b; }",
        "",
    ],
)
def test_about_the_rules(embedder: Embedder, message: str) -> None:
    assert not personal(message, embedder)
