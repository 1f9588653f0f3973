"""Questions as people type them."""

from __future__ import annotations

import random

from evaluation.reader import noise


def test_slips_of_the_fingers() -> None:
    assert noise.swapped("ferie", 1) == "freie"
    assert noise.missing("ferie", 1) == "frie"
    assert noise.doubled("ferie", 1) == "feerie"
    assert noise.beside("ferie", 0) == "gerie"


def test_a_key_without_a_neighbour_is_left_out() -> None:
    assert noise.beside("2026", 0) == "026"


def test_keyboards_without_the_letters() -> None:
    assert noise.bare("Overføring på året") == "Overforing pa aret"
    assert noise.bare("Größe der Übergänge") == "Grosse der Ubergange"


def test_typed_in_haste() -> None:
    assert noise.unmarked("Hvor mange feriedager har jeg?") == "hvor mange feriedager har jeg"


def test_typed_into_a_search_field() -> None:
    assert noise.keywords("Hvor mange feriedager kan jeg overføre?") == "feriedager overføre"
    assert noise.keywords("Wie viele Urlaubstage habe ich?") == "urlaubstage"


def test_short_words_are_spared() -> None:
    assert noise.with_slips("hva er det", random.Random(1)) == "hva er det"


def test_one_slip_at_least_and_the_same_each_time() -> None:
    question = "Hvor mange feriedager kan jeg overføre til neste år?"
    slipped = noise.with_slips(question, random.Random(3))

    assert slipped == noise.with_slips(question, random.Random(3))
    changed = [
        (one, other)
        for one, other in zip(question.split(), slipped.split(), strict=True)
        if one != other
    ]
    assert len(changed) == 1
