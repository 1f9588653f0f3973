"""How much of what a question asks about a text holds."""

from __future__ import annotations

import pytest

from answering.coverage import Terms, Wanted
from tests.answering.finding import search


def test_a_word_counts_in_all_its_forms() -> None:
    wanted = Wanted.among(["Hvor mange feriedager?"], [Terms.of("a"), Terms.of("b")])
    assert wanted.covered(Terms.of("Feriedagene er ti."))[0] == pytest.approx(1)
    assert wanted.covered(Terms.of("Lønn."))[0] == 0


def test_a_word_that_all_texts_hold_tells_none_from_the_others() -> None:
    texts = [Terms.of(f"Kantina {rest}") for rest in ("åpner åtte", "ligger nede", "er stor")]
    wanted = Wanted.among(["Når åpner kantina?"], texts)
    opens, lies, _ = (sum(wanted.covered(text)) for text in texts)
    assert opens > 3 * lies


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    found = search("Krananlage Urlaub", "Urlaub im Mai.", "Urlaub im Juni.", "Die Krananlage.")
    wanted = Wanted.in_all(found)
    crane, _ = wanted.covered(Terms.of("Krananlage"))
    leave, _ = wanted.covered(Terms.of("Urlaub"))
    assert crane > 2 * leave
    assert crane + leave == pytest.approx(1)


def test_terms_are_united() -> None:
    assert Terms.of("ja") | Terms.of("nei") == Terms.of("nei ja")


def test_either_form_of_an_abbreviation_will_do() -> None:
    wanted = Wanted.among(
        ["Was ist ein BEM?", "Was ist ein Eingliederungsmanagement?"], [Terms.of("a")]
    )
    assert wanted.covered(Terms.of("Das BEM hilft.")) == pytest.approx((1, 1))
    assert wanted.covered(Terms.of("Eingliederungsmanagement hilft.")) == pytest.approx((1, 1))
    assert wanted.covered(Terms.of("Die Kantine hilft.")) == (0, 0)
