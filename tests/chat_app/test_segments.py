from answering import Citation
from chat_app.show.segments import Segment, segments


def citation(n: int, quote: str) -> Citation:
    return Citation(n, "hr", "h/ferie.md", "Ferie", None, "", None, quote, 0.5, None, n)


def test_quotes_and_their_marks() -> None:
    found = segments(
        "Du har 25 dager. [1]\n\nSøk i Timeboka. [2]",
        [citation(1, "Du har 25 dager."), citation(2, "Søk i Timeboka.")],
    )
    assert found == (
        Segment("Du har 25 dager.", True, (1,)),
        Segment("Søk i Timeboka.", True, (2,)),
    )


def test_words_that_are_not_quoted_are_prose() -> None:
    assert segments("Som regel 25 [1].", [citation(1, "25 dager")]) == (
        Segment("Som regel 25", False, (1,)),
        Segment(".", False, ()),
    )


def test_a_mark_inside_a_quote_is_the_documents_own() -> None:
    quote = "Se note [1] i avtalen."
    assert segments(f"{quote} [1]", [citation(1, quote)]) == (Segment(quote, True, (1,)),)


def test_a_number_that_is_no_citation_stays_text() -> None:
    assert segments("Les bind [7] først.", []) == (Segment("Les bind [7] først.", False, ()),)


def test_quotation_marks_around_a_quote_are_left_to_the_page() -> None:
    assert segments("«Ja.» [1]", [citation(1, "Ja.")]) == (Segment("Ja.", True, (1,)),)
