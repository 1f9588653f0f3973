"""What a parser read to what a person would copy out."""

from __future__ import annotations

import time

import pytest

from ingest.cleaning import clean, mend, tidy
from ingest.elements import Element


def paragraph(text: str, page: int | None = None) -> Element:
    return Element("paragraph", text, page=page)


@pytest.mark.parametrize(
    ("read", "cleaned"),
    [
        ("to  ord\u00a0og\tett", "to ord og ett"),
        ("ﬁnne af\u0002fekt\x00", "finne affekt"),
        ("bla\u030aba\u0308r", "blåbär"),
        ("ferie\u00adpenger\u200b", "feriepenger"),
        ("f¨ur G¨aste", "für Gäste"),
        ("\ue000 punkt \ufeff", "punkt"),
        ("Navn ............ 22 33", "Navn … 22 33"),
        ("en\r\nto\x0ctre", "en\nto\ntre"),
        ("a:\n  b   c\n\n\nd", "a:\n  b c\nd"),
        ("overfø-\nring", "overføring"),
        ("E-Mail-\nAdresse", "E-Mail-Adresse"),
        ("inn-\nog utgang", "inn- og utgang"),
        ("2025-\n2026", "2025-\n2026"),
    ],
)
def test_tidy(read: str, cleaned: str) -> None:
    assert tidy(read) == cleaned


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("tariffav", "talen.", "tariffavtalen."),
        ("E-Mail", "Adresse,", "E-Mail-Adresse,"),
        ("inn", "og", "inn- og"),
        ("Haupt", "und", "Haupt- und"),
        ("64-Bit", "als", "64-Bit- als"),
        ("Handven", "til", "Handventil"),
        ("USB", "minnepinne", "USB-minnepinne"),
        ("64", "bit", "64-bit"),
        ("https://example.com/a", "b", "https://example.com/a-b"),
        ("CONSE", "QUENTIAL", "CONSEQUENTIAL"),
        ("(for", "venter)", "(forventer)"),
    ],
)
def test_mend_without_knowing_the_word(left: str, right: str, word: str) -> None:
    assert mend(left, right, {}) == word


def test_the_rest_of_the_document_tells_whether_a_word_has_a_hyphen() -> None:
    elements = [paragraph("kjør full\ufffeupgrade nå"), paragraph("Med full-upgrade går det.")]
    assert clean(elements)[0].text == "kjør full-upgrade nå"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("architecture\ufffespecific", "architecture-specific"),
        ("over\ufffeview", "overview"),
        ("re\ufffeconfigure", "reconfigure"),
        ("shell\ufffefish", "shellfish"),
    ],
)
def test_two_words_of_an_english_document_keep_the_hyphen_between_them(
    broken: str, mended: str
) -> None:
    rest = "The shell has the architecture to configure; the specific view is over to the left."
    assert clean([paragraph(broken), paragraph(rest)])[0].text == mended


def test_two_words_of_a_german_document_are_a_compound() -> None:
    rest = "Der Dienst zeitraum und die Anlage: the rest. Der Dienst und der zeitraum."
    assert clean([paragraph("Dienst\ufffezeitraum"), paragraph(rest)])[0].text == "Dienstzeitraum"


def test_elements_without_a_letter_or_digit_go() -> None:
    assert clean([paragraph("* * *"), paragraph("\u200b"), paragraph("a")]) == (paragraph("a"),)


def test_paragraphs_go_on_over_pages_and_know_where() -> None:
    first = "Den som ikke får tatt ut ferien sin, kan overføre inntil fjorten dager til året"
    elements = [paragraph(first, 1), paragraph("etter, og det avtales skrift-", 2)]
    elements += [paragraph("lig med lederen.", 3)]
    (whole,) = clean(elements)
    assert whole.text == f"{first} etter, og det avtales skriftlig med lederen."
    assert whole.turns == ((len(first) + 1, 2), (whole.text.index("lig med"), 3))


def test_german_nouns_begin_the_rest_of_a_sentence_too() -> None:
    first = "Wer seinen Urlaub nicht nehmen kann, überträgt bis zu vierzehn Tage in das folgende"
    rest = "Kalenderjahr, sofern das mit der Leitung bis Ende Oktober schriftlich vereinbart wurde."
    (whole,) = clean([paragraph(first, 1), paragraph(rest, 2)])
    assert whole.turns == ((len(first) + 1, 2),)


def test_footnotes_do_not_come_between() -> None:
    first = "Den som ikke får tatt ut ferien sin, kan overføre inntil fjorten dager til året"
    note = "1 Se ferieloven § 7."
    elements = [paragraph(first, 1), paragraph(note, 1), paragraph("etter.", 2)]
    assert [element.text for element in clean(elements)] == [f"{first} etter.", note]


def test_the_last_item_of_a_list_goes_on_too() -> None:
    listed = Element("list", "- pass\n- billett som er kjøpt i god tid", page=1)
    (whole,) = clean([listed, paragraph("og skrevet ut.", 2)])
    assert whole.text == "- pass\n- billett som er kjøpt i god tid og skrevet ut."
    assert whole.turns == ((listed.text.__len__() + 1, 2),)


def test_lists_go_on_over_pages_whatever_notes_stand_between() -> None:
    first = Element("list", "- pass\n- billett", page=1)
    note = paragraph("1 Se reisereglene § 7.", 1)
    second = Element("list", "  - for tog", page=2)
    whole, after = clean([first, note, second])
    assert whole.text == "- pass\n- billett\n  - for tog"
    assert whole.turns == ((len(first.text) + 1, 2),)
    assert after == note


def test_a_list_goes_on_after_the_rest_of_an_item() -> None:
    first = Element("list", "- pass\n- billett som er kjøpt i god tid", page=1)
    second = Element("list", "  - for tog", page=2)
    (whole,) = clean([first, paragraph("og skrevet ut.", 2), second])
    assert whole.text == f"{first.text} og skrevet ut.\n  - for tog"
    assert whole.turns == ((len(first.text) + 1, 2),)


def test_a_list_after_other_text_is_one_of_its_own() -> None:
    first = Element("list", "- pass", page=1)
    second = Element("list", "  - for tog", page=2)
    made = clean([first, paragraph("Dessuten dette.", 1), second])
    assert [element.text for element in made] == ["- pass", "Dessuten dette.", "- for tog"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Her er en hel setning som slutter, og som er lang nok til å gå videre.", "så en ny"),
        ("Her er en lang linje som ikke slutter, og som er lang nok til å gå videre:", "så"),
        ("Her er en lang linje som ikke slutter, og som er lang nok til å gå videre", "Kort"),
        ("if x:\n    y er lang nok til å gå videre på neste side, skulle en tro", "så en ny"),
        ("Kort linje", "så en ny"),
    ],
)
def test_what_has_ended_is_not_joined(first: str, second: str) -> None:
    assert len(clean([paragraph(first, 1), paragraph(second, 2)])) == 2


def test_nothing_is_joined_where_there_are_no_pages() -> None:
    text = "en linje som ikke slutter, og som er lang nok til å kunne gå videre et sted"
    assert len(clean([paragraph(text), paragraph(text)])) == 2


def test_what_recurs_at_the_edges_of_pages_goes() -> None:
    elements = []
    for page, letter in enumerate("abcdef", start=1):
        header = "Håndbok 2026" if page % 2 else "Ferie"
        body = [f"Tekst {letter}.", "Slutt.", f"Mer {letter}."]
        elements += [paragraph(text, page) for text in (header, *body, f"Side {page} av 6")]
    kept = [element.text for element in clean(elements) if element.page == 3]
    assert kept == ["Tekst c.", "Slutt.", "Mer c."]


def test_what_recurs_elsewhere_or_with_other_numbers_stays() -> None:
    elements = [
        element
        for page in range(1, 6)
        for element in (
            paragraph(f"Rom {page * page} har en tavle.", page),
            Element("heading", "Merk", 2, page),
            paragraph(f"Rommet har {7 * page} plasser.", page),
        )
    ]
    assert clean(elements) == tuple(elements)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 500_000 + "\ufffeb",
        "\ufffe".join(["ab"] * 50_000),
        ". " * 200_000 + "x",
        "a-\n" * 100_000,
    ],
    ids=["one word", "many breaks", "dots", "hyphens"],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    clean([paragraph(text, 1), paragraph(text, 2)])
    assert time.process_time() - started < 10
