"""What tells a right answer from a wrong one."""

from __future__ import annotations

from dataclasses import astuple, fields
from math import isfinite

import pytest

from answering.quoting import quote
from answering.signals import Signals
from tests.answering.finding import embedder, search

TEXTS = (
    "Inntil ti feriedager kan overføres til neste år. Søknaden sendes til leder.",
    "Kantina er åpen fra kl. 8 til kl. 14.",
    "Brannalarmen testes den første mandagen i måneden.",
)


def signals(question: str, *texts: str, language: str = "nb") -> Signals:
    return quote(search(question, *texts, language=language), embedder()).signals


def test_an_answer_shows_in_nearly_every_signal() -> None:
    known = signals("Hvor mange feriedager kan overføres til neste år?", *TEXTS)
    unknown = signals("Hvem er direktør for datterselskapet i Chile?", *TEXTS)
    higher = [f.name for f in fields(Signals) if getattr(known, f.name) > getattr(unknown, f.name)]
    assert {"cosine", "cosine_lead", "fused", "fused_lead", "stems_score", "grams_score"} <= {
        *higher
    }
    assert {"passage_stems", "sentence_grams", "shown_stems", "sentence_cosine"} <= {*higher}
    assert known.shown_stems == pytest.approx(1)


def test_another_language_is_noticed_and_a_sister_language_is_none() -> None:
    assert signals("Wie viele Urlaubstage kann ich übertragen?", *TEXTS).other_language == 1
    assert signals("Hvor mange feriedager kan overføres?", *TEXTS).other_language == 0
    assert (
        signals("Hvor mange feriedager kan overføres?", *TEXTS, language="da").other_language == 0
    )


def test_agreement_counts_what_puts_the_first_hit_first() -> None:
    assert signals("Når testes brannalarmen?", *TEXTS).agreement == 1
    # No word of this question occurs anywhere: only its meaning can be first.
    assert signals("Fire drill?", *TEXTS).agreement <= 1 / 3


@pytest.mark.parametrize("question", ["?", "Hva", "ferie " * 300, "1", "Ærø Øy Å"])
@pytest.mark.parametrize("texts", [("Ja",), ("Ja", "Ja"), TEXTS])
def test_they_are_finite_for_tiny_knowledge_and_odd_questions(
    question: str, texts: tuple[str, ...]
) -> None:
    assert all(isfinite(value) for value in astuple(signals(question, *texts)))


def test_one_passage_leads_by_nothing() -> None:
    alone = signals("Når åpner kantina?", TEXTS[1])
    assert (alone.cosine_lead, alone.fused_lead) == (0, 0)
