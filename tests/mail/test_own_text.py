"""The author's own text in messages of many programs, in three languages and a few more."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mail.messages import read
from tests.mail.replies import (
    development_de,
    development_en,
    development_mixed,
    development_more,
    development_nb,
    development_traps,
    held_out_de,
    held_out_en,
    held_out_nb,
)
from tests.mail.replies.case import Case

DEVELOPMENT = [
    *development_nb.CASES,
    *development_de.CASES,
    *development_en.CASES,
    *development_mixed.CASES,
    *development_more.CASES,
    *development_traps.CASES,
]
HELD_OUT = [*held_out_nb.CASES, *held_out_de.CASES, *held_out_en.CASES]


def own(case: Case) -> str:
    kind = "html" if case.body.startswith("<") else "plain"
    head = f"From: {case.sender} <a@b.example>\nSubject: {case.subject}\n"
    head += f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return read((head + case.body).encode()).text


@pytest.mark.parametrize("case", DEVELOPMENT, ids=lambda case: case.name)
def test_the_authors_own_text_is_left_whole_and_nothing_else(case: Case) -> None:
    assert own(case).split() == case.own.split()


def test_hardly_a_word_is_wrong_in_messages_that_no_rule_was_made_for() -> None:
    lost, kept, words = 0, 0, 0
    for case in HELD_OUT:
        expected, found = (Counter(re.findall(r"\w+", t)) for t in (case.own, own(case)))
        lost += (expected - found).total()
        kept += (found - expected).total()
        words += expected.total()
    assert lost <= 0.01 * words  # the author's words that are gone
    assert kept <= 0.05 * words  # quoted ones and signatures that stayed
