"""Urgent messages go first, whatever words they use; questions about emergencies do not."""

from __future__ import annotations

import pytest

from answering.urgency import REASONS, urgency
from config import LANGUAGES, texts
from vectorstore import Embedder


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Hun puster ikke!", "injury"),
        ("Lærlingen kutta seg stygt på båndsaga", "injury"),
        ("Das Förderband hat ihr den Ärmel und den Arm reingezogen", "injury"),
        ("Det ryker fra tørketrommelen", "danger"),
        ("There's a smell of gas in the canteen", "danger"),
        ("Ich will nicht mehr leben.", "self_harm"),
        ("Sjefen klådde på meg igjen i går", "harassment"),
        ("My supervisor keeps touching me", "harassment"),
        ("Ich habe die Bewerbungen an den falschen Verteiler geschickt", "breach"),
        ("My work laptop was stolen on the bus", "breach"),
        ("jeg klikket på lenken i mailen fra posten", "fraud"),
        ("Die ganze Linie 2 steht seit acht", "outage"),
        ("The whole site is down!!", "outage"),
        ("Kunden er sperret ute av nettbutikken", "locked_out"),
        ("WG: „Eine Frechheit! Ich schalte meinen Anwalt ein.“", "customer"),
        ("Søknaden må være inne om en halvtime og siden henger", "deadline"),
        ("HASTER!", "hurry"),
        ("dringend bitte", "hurry"),
    ],
)
def test_urgent(embedder: Embedder, message: str, reason: str) -> None:
    found = urgency(message, embedder)
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize(
    "message",
    [
        "Hva gjør vi hvis det begynner å brenne?",
        "Where do you keep the first-aid kit?",
        "How urgent are tickets of priority 1?",
        "Meldefrist bei Datenpannen?",
        "Det haster ikke, men skriveren mangler toner",
        "Wer ist für den Brandschutz zuständig?",
        "The server was down last week but is back now. Where is the report?",
        "Hvordan svarer vi på klager fra sinte kunder?",
        "Hvor mange feriedager har jeg?",
        "Wie melde ich einen Arbeitsunfall?",
        "Is there a course on dealing with threats?",
        "The customer would like the invoice in English",
        "'; DROP TABLE x; --",
        "../../etc/passwd",
        "!!!!",
        "a",
        "\u202e\u202d\u200f",
        "\x00\x01",
        "",
        "  ",
    ],
)
def test_not_urgent(embedder: Embedder, message: str) -> None:
    assert urgency(message, embedder) is None


def test_one_topic_of_two(embedder: Embedder) -> None:
    message = (
        "When is the canteen open on Friday? Also, Jim has fallen off the ramp and isn't moving."
    )
    assert urgency(message, embedder) is not None


def test_the_words_that_show_it() -> None:
    found = urgency("Kan dere hjelpe? Kunden er rasende og truer med advokat.")
    assert found is not None
    assert (found.reason, found.evidence) == ("customer", "kunden er rasende")


def test_phrases_alone_where_the_model_is_another() -> None:
    assert urgency("Es brennt im Lager") is not None
    assert urgency("Was tun, wenn es brennt?") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: str) -> None:
    assert all(texts(language)(f"urgency.{reason}") for reason in REASONS)
