"""Quotes: verbatim, in reading order, with what makes them readable, and short."""

from __future__ import annotations

import itertools

import pytest

from answering.quoting import SHOWN, quote
from tests.answering.finding import embedder, search
from vectorstore import Found

HOLIDAY = (
    "Alle ansatte har fem uker ferie i året. Ferien avtales med nærmeste leder innen 1. mai. "
    "Inntil ti feriedager kan overføres til neste år. Søknaden sendes til personalavdelingen. "
    "Feriepengene utbetales i juni, og beregnes av lønnen året før."
)
CANTEEN = "Kantina er åpen fra kl. 8 til kl. 14. Lunsjen koster 55 kroner. Den trekkes av lønnen."


def quoted(found: Found) -> list[str]:
    return [
        found.hits[part.hit].passage.text[part.start : part.end]
        for part in quote(found, embedder()).quotes
    ]


def test_the_sentence_that_answers_is_quoted_word_for_word() -> None:
    found = search("Hvor mange feriedager kan jeg overføre til neste år?", HOLIDAY, CANTEEN)
    assert any("Inntil ti feriedager kan overføres til neste år." in text for text in quoted(found))
    assert all(text in HOLIDAY + CANTEEN for text in quoted(found))


def test_sentences_that_follow_each_other_are_one_quote() -> None:
    found = search("Hva koster lunsjen i kantina?", CANTEEN)
    assert quoted(found) == ["Kantina er åpen fra kl. 8 til kl. 14. Lunsjen koster 55 kroner."]


def test_quotes_are_in_reading_order_and_do_not_overlap() -> None:
    found = search("Når utbetales feriepengene, og hva koster lunsjen?", CANTEEN, HOLIDAY)
    quotes = quote(found, embedder()).quotes
    assert list(quotes) == sorted(quotes, key=lambda q: (q.hit, q.start))
    for one, other in itertools.pairwise(quotes):
        assert one.hit < other.hit or one.end <= other.start


def test_what_is_shown_is_short() -> None:
    long = " ".join(
        f"Punkt {n} i reglene handler om ferie, permisjon og fravær." for n in range(18)
    )
    found = search("Hva handler reglene om ferie om?", long, HOLIDAY, CANTEEN)
    shown = "\n\n".join(f"{text} [{n}]" for n, text in enumerate(quoted(found), start=1))
    assert 200 < len(shown) <= SHOWN


def test_a_sentence_longer_than_that_is_shown_whole() -> None:
    sentence = "Reglene for ferie gjelder " + ", ".join(f"avdeling {n}" for n in range(60)) + "."
    assert quoted(search("Hvem gjelder reglene for ferie?", sentence)) == [sentence]


def test_passages_that_overlap_do_not_say_the_same_twice() -> None:
    first, second = HOLIDAY, HOLIDAY[HOLIDAY.index("Inntil") :] + " Resten strykes."
    found = search("Hvor mange feriedager kan overføres til neste år?", first, second)
    assert sum(text.count("Inntil ti feriedager") for text in quoted(found)) == 1


def test_a_row_comes_with_its_tables_header() -> None:
    rows = "\n".join(f"Schraube M{n} | {n},50 Euro | Regal {n}" for n in range(2, 16))
    found = search("Was kostet die Schraube M12?", f"Artikel | Preis | Ort\n{rows}", CANTEEN)
    text = "\n".join(quoted(found))
    assert "Artikel | Preis | Ort" in text
    assert "Schraube M12 | 12,50 Euro | Regal 12" in text


PRICES = (
    "Vare | Pris med ordning | Pris uten\nLunsj | inkludert | 62 kr\nVarmrett | 38 kr | 79 kr\n"
    "Suppe | inkludert | 35 kr"
)


def test_a_row_and_its_tables_header_are_one_quote() -> None:
    assert quoted(search("Hva koster varmrett?", PRICES, CANTEEN))[0].startswith(
        "Vare | Pris med ordning | Pris uten\nLunsj | inkludert | 62 kr\nVarmrett | 38 kr | 79 kr"
    )


def test_a_tables_header_is_not_quoted_without_a_row() -> None:
    table = "Arbeitstage je Woche | Urlaubstage im Jahr\n5 | 30\n4 | 24"
    shown = quoted(search("Wie viele Urlaubstage im Jahr habe ich?", table, CANTEEN))
    assert shown[0].startswith("Arbeitstage je Woche | Urlaubstage im Jahr\n5 | 30")


def test_a_lead_in_comes_with_what_it_leads() -> None:
    line = '"Device not compliant" (error 64). Updates are missing. Install them and restart.'
    other = '"Credentials rejected" (error 691). Change the password.'
    found = search("What if the VPN says device not compliant?", f"{other}\n\n{line}", CANTEEN)
    assert any(text.startswith(line[: line.index(" Install")]) for text in quoted(found))


def test_an_item_comes_with_what_introduces_it() -> None:
    steps = "To connect to the VPN:\n- Open the client.\n- Choose the gateway in Oslo.\n- Sign in."
    found = search("Which gateway do I choose for the VPN?", f"Some words first. {steps}", CANTEEN)
    text = "\n".join(quoted(found))
    assert "To connect to the VPN:" in text
    assert "- Choose the gateway in Oslo." in text


def test_steps_are_quoted_to_the_last() -> None:
    steps = "\n".join(
        [
            "1. Connect to the internet: home Wi-Fi or the hotspot of your phone.",
            "2. Click the grey shield and connect. If asked for a VPN gateway, choose Oslo.",
            "3. Sign in to the VPN with your e-mail address.",
            "4. Approve on your phone.",
            "5. Wait until the shield turns green.",
        ]
    )
    found = search("How do I connect to the VPN?", steps, CANTEEN)
    assert quoted(found)[0] == steps


def test_an_introduction_is_not_quoted_alone() -> None:
    text = "The following folders exist on the server:\n\nEach pupil has one for work at home."
    found = search("Which folders exist on the server?", text, CANTEEN)
    assert not any(part.endswith(":") for part in quoted(found))


def test_a_quote_over_a_page_turn_knows_where_its_best_sentence_begins() -> None:
    found = search("Hva koster lunsjen?", CANTEEN)
    [part] = quote(found, embedder()).quotes
    assert CANTEEN[part.best :].startswith("Lunsjen koster 55 kroner.")


def test_a_word_of_the_heading_does_not_decide_which_sentence() -> None:
    text = (
        "Kaffemaskinen står i tredje etasje. Kaffemaskinen er ny. Kaffemaskinen er rød. "
        + "Kaffemaskinen er fin. " * 12
        + "Den rengjøres hver fredag av renholdet."
    )
    found = search("Når rengjøres kaffemaskinen?", text, headings=["Kaffemaskinen"])
    assert any("hver fredag" in part for part in quoted(found))


@pytest.mark.parametrize("text", ["Ja", "|", "- ", "…"])
def test_the_shortest_passages_can_be_quoted(text: str) -> None:
    quotation = quote(search("Hva er det?", text), embedder())
    assert [(part.start, part.end) for part in quotation.quotes] == [(0, len(text.rstrip()))]
