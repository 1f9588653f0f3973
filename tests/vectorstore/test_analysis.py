"""Words, stems and 5-grams as the lexical index sees them."""

from __future__ import annotations

from vectorstore.analysis import (
    content_words,
    grams,
    is_of_function_word,
    stems,
    word_grams,
    word_stems,
    words,
)


def test_words_are_case_folded_and_composed() -> None:
    assert words("Ærlig talt, GRO\u0308SSE_2: x-ray") == [
        "ærlig", "talt", "grösse", "2", "x", "ray",
    ]  # fmt: skip


def test_a_word_has_its_stem_in_each_language_once() -> None:
    assert word_stems("feriedagene") == ("feriedag", "feriedagen")
    assert word_stems("vpn") == ("vpn",)


def test_forms_of_a_word_share_a_stem() -> None:
    for one, other in [("dagene", "dager"), ("häuser", "haus"), ("connected", "connecting")]:
        assert set(word_stems(one)) & set(word_stems(other))


def test_grams_mark_the_ends_of_a_word() -> None:
    assert word_grams("ferie") == ("_feri", "ferie", "erie_")
    assert word_grams("av") == ("_av_",)


def test_a_compound_shares_grams_with_its_parts() -> None:
    compound = set(grams("ferieoverføring"))
    assert len(compound & set(grams("overføring av ferie"))) >= 8
    assert not compound & set(stems("overføring av ferie"))


def test_content_words_leave_out_what_holds_a_question_together() -> None:
    assert content_words("Hvor mange feriedager har jeg?") == ["feriedager"]
    assert content_words("Wie viele Tage Urlaub habe ich?") == ["tage", "urlaub"]
    assert content_words("What is the password for the printer?") == ["password", "printer"]


def test_a_question_of_nothing_else_keeps_its_words() -> None:
    assert content_words("Hva er det?") == ["hva", "er", "det"]


def test_terms_of_function_words_are_known_as_such() -> None:
    assert all(map(is_of_function_word, [*stems("hvor mange wie viele"), *grams("hvor what")]))
    assert not any(map(is_of_function_word, [*stems("feriedager Urlaub"), *grams("password")]))
