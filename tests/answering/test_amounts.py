"""Who asks for a number is not answered by a sentence without one."""

from __future__ import annotations

import pytest

from answering.amounts import lacks_amount


@pytest.mark.parametrize(
    ("question", "quote", "lacks"),
    [
        ("Hvor mange lærlinger har vi?", "Lærlingene begynner etter sommerferien.", True),
        ("Hvor mange lærlinger har vi?", "Vi tar inn to lærlinger hvert år.", False),
        ("Hvor mange lærlinger har vi?", "Vi har ingen lærlinger.", False),
        ("Hva koster lunsjen?", "Lunsjen er gratis.", False),
        ("Hva koster lunsjen?", "Lunsjen serveres i kantina.", True),
        ("Wie hoch ist der Zuschuss zum Ticket?", "Der Zuschuss wird ungekürzt gezahlt.", True),
        ("Wie hoch ist der Zuschuss zum Ticket?", "Die Firma zahlt die Hälfte.", False),
        ("Wie viele Urlaubstage gibt es?", "Es gibt dreißig Tage.", False),
        ("How much does a new pump cost?", "Prices of pumps are on request.", True),
        ("How much does a new pump cost?", "A new pump costs EUR 4,200.", False),
        ("What is the phone number of the warehouse?", "Call reception to be put through.", True),
        ("What is the phone number of the warehouse?", "Warehouse: +47 22 33 44 55.", False),
        ("Telefonnummer lager", "Lageret: intern 4410", False),
        ("Which version of the client?", "The client is on every laptop.", True),
        ("Hvilken versjon av klienten?", "Klienten er i versjon 5.", False),
        # Not every `how` asks for a number.
        ("How do I connect to the VPN?", "Start the client.", False),
        ("Hvor stor er risikoen ved trykktap?", "Risikoen er liten.", False),
        ("Wie lange gilt das?", "Bis auf Widerruf.", False),
        ("Hvem bestemmer?", "Lederen bestemmer.", False),
    ],
)
def test_an_amount_is_looked_for(question: str, quote: str, lacks: bool) -> None:
    assert lacks_amount(question, [quote]) == lacks


def test_one_quote_with_a_number_is_enough() -> None:
    assert not lacks_amount("Hvor mange?", ["De begynner i august.", "Det er 12 lærlinger."])
