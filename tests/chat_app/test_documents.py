from dataclasses import replace

from chat_app.show.documents import Wanted, joined, searched, whole
from chat_app.show.seeking import PageHit, on_pages, spans
from records import Passage


def passage(id: int, text: str, *headings: str, overlap: int = 0) -> Passage:
    return Passage(id, 1, id, "hr", "h", "h/ferie.md", "Ferie", None, "nb", headings, text, overlap)


def marked(blocks: list[dict]) -> list[tuple[str, int]]:  # type: ignore[type-arg]
    runs = [
        run
        for block in blocks
        for cell in [cell for row in block.get("rows", [[block.get("runs")]]) for cell in row]
        for run in cell
    ]
    return [(text, strength) for text, strength in runs if strength]


def test_the_same_headings_are_written_once() -> None:
    made = whole(
        [
            passage(1, "Om.", "Ferie"),
            passage(2, "A.", "Ferie", "X"),
            passage(3, "B.", "Ferie", "Y"),
        ],
        [],
    )
    assert [(block["kind"], block["runs"][0][0]) for block in made] == [
        ("heading", "Ferie"),
        ("p", "Om."),
        ("heading", "X"),
        ("p", "A."),
        ("heading", "Y"),
        ("p", "B."),
    ]


def test_what_a_passage_repeats_of_the_one_before_is_shown_once() -> None:
    sections = joined(
        [passage(1, "En. To.", "A"), passage(2, "To. Tre.", "A", overlap=4)],
    )
    assert [section.text for section in sections] == ["En. To. Tre."]


def test_an_overlap_of_whole_lines_leaves_the_lines_whole() -> None:
    sections = joined([passage(1, "a\nb", "A"), passage(2, "b\nc", "A", overlap=2)])
    assert [section.text for section in sections] == ["a\nb\nc"]


def test_a_quote_is_marked_where_its_passage_is() -> None:
    passages = [passage(1, "Se side to.", "A"), passage(2, "Se side to.", "B")]
    made = whole(passages, [Wanted("side to", 2, 2)])
    assert [block["runs"] for block in made] == [
        [["A", 0]],
        [["Se side to.", 0]],
        [["B", 0]],
        [["Se ", 0], ["side to", 2], [".", 0]],
    ]


def test_a_quote_that_lies_in_the_overlap_is_marked() -> None:
    passages = [passage(1, "En. To.", "A"), passage(2, "To. Tre.", "A", overlap=4)]
    assert marked(whole(passages, [Wanted("To. Tre.", 2, 2)])) == [("To. Tre.", 2)]


def test_a_table_row_quoted_with_its_header_is_marked_line_by_line() -> None:
    table = passage(1, "Alder | Sats\nunder 60 | 12 %\nover 60 | 14,3 %", "A")
    assert marked(whole([table], [Wanted("Alder | Sats\nover 60 | 14,3 %", 1, 2)])) == [
        ("Alder", 2),
        ("Sats", 2),
        ("over 60", 2),
        ("14,3 %", 2),
    ]


def test_a_quote_that_is_gone_marks_nothing() -> None:
    assert marked(whole([passage(1, "Ny tekst.", "A")], [Wanted("Gammel tekst.", 9, 2)])) == []


def test_a_document_is_searched_without_case_and_accents() -> None:
    text = "Fra Ålesund til ÆRE, über Straße: café – CAFE\u0301."
    assert [text[a:b] for a, b in spans(text, "cafe")] == ["café", "CAFE\u0301"[:4]]
    assert [text[a:b] for a, b in spans(text, "alesund  til")] == ["Ålesund til"]
    assert [text[a:b] for a, b in spans(text, "STRASSE")] == ["Straße"]
    assert spans(text, "æ re") == spans(text, "  ") == []


def test_hits_are_marked_in_order_with_headings_and_the_one_that_is_looked_at() -> None:
    passages = [passage(1, "Ferie tas ut.\nMer ferie.", "Ferie")]
    made, hits = searched(passages, [], "ferie", 1)
    assert hits == 3
    runs = [run for block in made for run in block["runs"] if run[1]]
    assert runs == [["Ferie", 3], ["Ferie", 4], ["ferie", 3]]


def test_a_hit_on_a_page_is_marked_with_words_around_it() -> None:
    text = "Rinse the pump head with warm water.\nReplace the diaphragm after 4,000 hours."
    paged = replace(passage(1, text, "Pump"), turns=((0, 3), (37, 4)))
    assert on_pages([paged], "DIAPHRAGM") == [PageHit(4, "Replace the diaphragm after 4,000")]
