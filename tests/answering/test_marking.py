"""What of a passage is shown and marked for what somebody looked for."""

from __future__ import annotations

from answering.marking import best_sentence, excerpt, marks, wanted

TEXT = (
    "Denne siden gjelder alle. Du kan overføre inntil 14 feriedager til neste år. "
    "Avtal det med lederen din. Ferieoverføringen føres i Timeboka."
)


def marked(text: str, *wordings: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, wanted(wordings))]


def test_words_are_marked_in_every_form_and_within_compounds() -> None:
    assert marked(TEXT, "overføring av feriedag") == ["overføre", "feriedager", "Ferieoverføringen"]


def test_words_that_say_nothing_are_not_marked() -> None:
    assert marked("Hva er det du kan?", "Hva er ferie?") == []


def test_other_wordings_of_the_glossary_are_marked_too() -> None:
    assert marked("Ring bedriftshelsetjenesten.", "BHT", "bedriftshelsetjeneste") == [
        "bedriftshelsetjenesten"
    ]


def test_the_excerpt_begins_with_what_says_most() -> None:
    shown = excerpt(TEXT, wanted(["overføre feriedager"]), 80)
    said = TEXT[shown.start : shown.end]
    assert said == "Du kan overføre inntil 14 feriedager til neste år. Avtal det med lederen din."
    assert [said[a:b] for a, b in shown.marks] == ["overføre", "feriedager"]


def test_a_long_sentence_is_shown_whole() -> None:
    shown = excerpt("a" * 500, wanted(["b"]), 100)
    assert (shown.start, shown.end, shown.marks) == (0, 500, ())


def test_the_document_opens_at_the_best_sentence() -> None:
    start, end = best_sentence(TEXT, wanted(["ferieoverføring i Timeboka"]))
    assert TEXT[start:end] == "Ferieoverføringen føres i Timeboka."
