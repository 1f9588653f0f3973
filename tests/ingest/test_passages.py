"""Elements to passages: along headings, at the ends of sentences, items and rows."""

from __future__ import annotations

import itertools

import pytest

from ingest.elements import Element, Parsed
from ingest.passages import LONGEST, OVERLAP, Piece, passages


def parsed(*elements: Element, title: str | None = None) -> Parsed:
    return Parsed(title, None, elements)


def heading(text: str, level: int, page: int | None = None) -> Element:
    return Element("heading", text, level, page)


def paragraph(text: str, page: int | None = None) -> Element:
    return Element("paragraph", text, page=page)


def sentences(count: int) -> str:
    """Sentences of 50 characters."""
    return " ".join(f"Setning nummer {n:04d} handler om ferie og om fravær." for n in range(count))


def test_each_section_is_a_passage_with_its_heading_path() -> None:
    document = parsed(
        heading("Ferie", 1),
        paragraph("Alle har fem uker."),
        heading("Overføring", 2),
        paragraph("Inntil ti dager."),
        heading("Søknad", 2),
        paragraph("Søk innen 1. mai."),
        heading("Permisjon", 1),
        paragraph("Avtales med leder."),
    )
    assert passages(document, "nb") == (
        Piece("Alle har fem uker.", ("Ferie",)),
        Piece("Inntil ti dager.", ("Ferie", "Overføring")),
        Piece("Søk innen 1. mai.", ("Ferie", "Søknad")),
        Piece("Avtales med leder.", ("Permisjon",)),
    )


def test_a_title_of_the_document_comes_first_in_the_path_once() -> None:
    section = (heading("VPN", 1), paragraph("Open the client."))
    assert passages(parsed(*section, title="IT handbook"), "en")[0].headings == (
        "IT handbook",
        "VPN",
    )
    assert passages(parsed(*section, title="vpn"), "en")[0].headings == ("VPN",)


def test_a_heading_with_nothing_under_it_is_not_lost() -> None:
    document = parsed(heading("Brann", 1), heading("Ring 110", 2), heading("Gå ut", 2))
    assert passages(document, "nb") == (
        Piece("Ring 110", ("Brann", "Ring 110")),
        Piece("Gå ut", ("Brann", "Gå ut")),
    )


def test_an_empty_document_has_no_passages() -> None:
    assert passages(parsed(), "nb") == ()
    assert passages(parsed(paragraph("  \n")), "nb") == ()


def test_blocks_stand_on_lines_of_their_own() -> None:
    document = parsed(
        paragraph("First. Second."),
        Element("list", "- a\n- b"),
        Element("table", "Name | Price\nPen | 2", header=True),
    )
    assert passages(document, "en") == (
        Piece("First. Second.\n- a\n- b\nName | Price\nPen | 2", ()),
    )


def test_long_text_is_cut_between_sentences_and_overlaps_by_whole_ones() -> None:
    pieces = passages(parsed(paragraph(sentences(60))), "nb")
    assert [len(piece.text) for piece in pieces] == [764, 917, 917, 917]
    assert all(piece.text.startswith("Setning") for piece in pieces)
    assert all(piece.text.endswith("fravær.") for piece in pieces)
    assert [piece.overlap for piece in pieces] == [0, 204 - 51, 204 - 51, 204 - 51]
    for before, piece in itertools.pairwise(pieces):
        assert before.text.endswith(piece.text[: piece.overlap].strip())


def test_what_overlaps_can_be_taken_away_again() -> None:
    text = sentences(60)
    pieces = passages(parsed(paragraph(text)), "nb")
    assert " ".join(piece.text[piece.overlap :] for piece in pieces) == text


def test_paragraphs_are_kept_whole_where_they_fit() -> None:
    pieces = passages(parsed(*(paragraph(sentences(12)) for _ in range(3))), "nb")
    assert [piece.text[piece.overlap :] for piece in pieces] == [sentences(12)] * 3


def test_a_section_a_little_too_long_stays_in_one_piece() -> None:
    text = sentences(22)
    assert len(text) > 1000
    assert passages(parsed(paragraph(text)), "nb") == (Piece(text, ()),)


def test_the_header_of_a_long_table_is_repeated() -> None:
    rows = "\n".join(f"Vare {n:03d} | {n} kr" for n in range(120))
    pieces = passages(parsed(Element("table", f"Navn | Pris\n{rows}", header=True)), "nb")
    assert len(pieces) == 3
    assert all(piece.text.startswith("Navn | Pris\nVare") for piece in pieces)
    assert [piece.overlap for piece in pieces] == [0, 12, 12]
    assert "\n".join(piece.text[piece.overlap :] for piece in pieces) == f"Navn | Pris\n{rows}"


def test_a_long_list_keeps_its_introduction_in_every_piece() -> None:
    items = "\n".join(f"- ting nummer {n:03d} til reisen" for n in range(70))
    document = parsed(paragraph("Vi reiser i mai. Ta med:"), Element("list", items))
    pieces = passages(document, "nb")
    assert len(pieces) > 1
    assert pieces[0].text.startswith("Vi reiser i mai. Ta med:\n- ting nummer 000")
    assert all(piece.text.startswith("Ta med:\n- ting") for piece in pieces[1:])


def test_a_colon_is_not_parted_from_what_it_announces() -> None:
    code = "\n".join(f"sudo apt install paket-{n:03d}" for n in range(20))
    document = parsed(paragraph(sentences(12) + " Slik gjør du:"), paragraph(code))
    assert any("Slik gjør du:\nsudo" in piece.text for piece in passages(document, "nb"))


@pytest.mark.parametrize("word", ["ord ", "x"])
def test_a_sentence_without_an_end_is_cut_between_words_if_it_has_any(word: str) -> None:
    pieces = passages(parsed(paragraph(word * (6000 // len(word)))), "nb")
    assert all(len(piece.text) <= LONGEST for piece in pieces)
    assert all(piece.text.replace(word.strip(), "").strip() == "" for piece in pieces)
    assert sum(piece.text.count("x") for piece in pieces) in (0, 6000)


def test_pages_follow_the_text() -> None:
    document = parsed(
        heading("Kapittel", 1, page=3),
        paragraph("På side tre.", page=3),
        Element("paragraph", "Begynner her. Slutter der.", page=3, turns=((14, 4),)),
    )
    (piece,) = passages(document, "nb")
    assert piece.text == "På side tre.\nBegynner her. Slutter der."
    assert piece.turns == ((0, 3), (piece.text.index("Slutter"), 4))


def test_a_repeated_header_stands_on_the_page_of_its_rows() -> None:
    first = "\n".join(f"Vare {n:03d} | {n} kr" for n in range(60))
    table = f"Navn | Pris\n{first}\n{first}"
    turn = len(f"Navn | Pris\n{first}\n")
    document = parsed(Element("table", table, page=1, header=True, turns=((turn, 2),)))
    pieces = passages(document, "nb")
    assert pieces[-1].text.startswith("Navn | Pris")
    assert pieces[-1].turns[0] == (0, 2)


def test_scripts_of_many_meanings_a_character_get_shorter_passages() -> None:
    text = "会社の規則を守ってください。" * 100
    assert max(len(piece.text) for piece in passages(parsed(paragraph(text)), "ja")) <= LONGEST / 2


def test_a_document_of_a_million_characters_takes_no_time() -> None:
    pieces = passages(parsed(paragraph(sentences(20_000))), "nb")
    assert sum(len(piece.text) - piece.overlap for piece in pieces) > 990_000
    assert max(piece.overlap for piece in pieces) <= OVERLAP


def test_the_name_of_a_tables_section_is_repeated_with_its_header() -> None:
    rows = [f"Vare {n:03d} | {n} kr" for n in range(120)]
    text = "\n".join(["Navn | Pris", "Rør", *rows[:60], "Pumper", *rows[60:]])
    pieces = passages(parsed(Element("table", text, header=True)), "nb")
    assert [piece.text.splitlines()[:2] for piece in pieces] == [
        ["Navn | Pris", "Rør"],
        ["Navn | Pris", "Rør"],
        ["Navn | Pris", "Pumper"],
    ]


def test_cells_of_a_wide_table_are_named_one_by_one() -> None:
    names = [f"Kolonne med et langt navn {n}" for n in range(40)]
    rows = [["Bergen", *(f"verdi {n}" for n in range(38)), ""], ["Oslo", *["x"] * 39]]
    text = "\n".join(" | ".join(row) for row in [names, *rows])
    pieces = passages(parsed(Element("table", text, header=True)), "nb")
    assert all(len(piece.text) <= LONGEST for piece in pieces)
    lines = [line for piece in pieces for line in piece.text.splitlines()]
    assert lines[0].startswith(f"{names[0]}: Bergen | {names[1]}: verdi 0 | ")
    assert all(": Bergen |" in line or ": Oslo |" in line for line in lines)
    assert sum(line.count("verdi 37") for line in lines) == 1
