"""What a question takes for granted, and quotes that deny it."""

import pytest

from answering.premises import contradicting, premise


def denied(question: str, *quotes: str) -> int | None:
    taken = premise(question)
    assert taken is not None
    return contradicting(taken, quotes)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hvorfor kan vi ikke lenger overføre feriedager?", "Du kan overføre ti feriedager."),
        ("Hvorfor sluttet vi å betale for frukt i kantina?", "Frukt i kantina er gratis."),
        ("Hvorfor kan vi lade elsykler innendørs?", "Elsykler skal ikke lades innendørs."),
        ("Warum wurde das Jobsharing abgeschafft?", "Jobsharing: zwei teilen sich eine Stelle."),
        ("Warum ist das BEM-Gespräch verpflichtend?", "Das BEM-Gespräch ist freiwillig."),
        ("Seit wann werden Flüge erstattet?", "Flüge werden nicht erstattet."),
        ("Why did we stop paying for the canteen?", "The company pays for the canteen."),
        ("Why do we need a permit for parking?", "Parking: free, no permit needed."),
        ("Since SMS codes are still in use, where are they?", "SMS codes were switched off."),
    ],
)
def test_a_quote_that_says_otherwise_is_known(question: str, quote: str) -> None:
    assert denied(question, quote) == 0


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hvorfor dekkes ikke parkeringsbøter?", "Parkeringsbøter dekkes aldri."),
        ("Når ble de gamle skriverne tatt ut?", "Gamle skrivere ble tatt ut i mai 2025."),
        ("Warum gibt es keine Prämie?", "Es gibt keine Prämie."),
        ("Why do apprentices work on site?", "Trainees and apprentices work on site."),
        ("When were SMS codes switched off?", "SMS codes were switched off in 2025."),
        # Of something else.
        ("Why do apprentices work on site?", "Visitors may not use the car park."),
    ],
)
def test_a_quote_that_bears_it_out_or_is_of_something_else_is_left(
    question: str, quote: str
) -> None:
    assert denied(question, quote) is None


@pytest.mark.parametrize("question", ["Kan jeg lade elsykkel inne?", "Is the canteen free?"])
def test_who_asks_whether_takes_nothing_for_granted(question: str) -> None:
    assert premise(question) is None
