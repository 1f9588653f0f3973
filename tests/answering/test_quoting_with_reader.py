"""Quotes where the trained reader scores the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pytest

from answering.quoting import Quotation, quote
from answering.reader import Reading, Unread
from answering.signals import OF_READER
from tests.answering.finding import embedder, search

HOLIDAY = (
    "Alle ansatte har fem uker ferie i året. Ferien avtales med nærmeste leder innen 1. mai. "
    "Søknaden sendes til personalavdelingen. Feriepengene utbetales i juni."
)
STEPS = (
    "Slik søker du:\n1. Åpne portalen.\n2. Velg Ferie.\n3. Send søknaden til leder.\n"
    "Svaret kommer innen en uke."
)


class Knows:
    """A reader that is sure of the sentences with certain words, and of nothing else."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, question: str, passages: Sequence[Unread]) -> list[Reading]:
        def weight(sentence: str) -> float:
            return 6.0 if any(word in sentence for word in self.words) else -6.0

        return [
            Reading(tuple(weight(passage.text[a:b]) for a, b in passage.sentences), None)
            for passage in passages
        ]


def quoted(question: str, reader: Knows, *texts: str) -> tuple[list[str], Quotation]:
    found = search(question, *texts, language="nb")
    made = quote(found, embedder(), reader)
    return [found.hits[q.hit].passage.text[q.start : q.end] for q in made.quotes], made


def test_the_sentence_that_the_reader_takes_is_quoted() -> None:
    texts, _ = quoted("Hvem bestemmer når jeg får fri?", Knows("avtales"), HOLIDAY)
    assert texts == ["Ferien avtales med nærmeste leder innen 1. mai."]


def test_a_step_comes_with_its_list() -> None:
    texts, _ = quoted("Hvordan får jeg fri?", Knows("Velg", "Send"), STEPS)
    assert texts == [STEPS.rpartition("\n")[0]]


def test_what_is_said_of_a_lead_in_holds_for_all_that_it_leads() -> None:
    line = '"Gerät gesperrt" (Fehler 64). Es fehlen Updates. Installieren Sie sie.'
    texts, _ = quoted("Was tun, wenn es gesperrt ist?", Knows("Fehler 64"), f"Kurz.\n{line}\nEnde.")
    assert texts == [line]


def test_a_row_is_quoted_where_the_reader_takes_the_header() -> None:
    table = "Arbeitstage | Urlaubstage\n5 | 30"
    texts, _ = quoted("Wie viele Tage?", Knows("Urlaubstage"), table, HOLIDAY)
    assert texts == [table]


def test_what_it_says_is_in_the_signals() -> None:
    _, known = quoted("Når utbetales feriepengene?", Knows("juni"), HOLIDAY, STEPS)
    assert known.signals.read == pytest.approx(6.0, abs=0.01)


def test_without_a_reader_its_signals_are_nothing() -> None:
    made = quote(search("Når utbetales feriepengene?", HOLIDAY, language="nb"), embedder())
    assert {asdict(made.signals)[name] for name in OF_READER} == {0.0}
