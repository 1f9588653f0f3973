"""Questions to go on with after an answer: made of the headings around what it quotes."""

from __future__ import annotations

from collections.abc import Sequence

from answering.models import Answer
from answering.starting.forms import headings_of, question, same
from answering.suggestions import Suggestion
from config import forms
from records import Passage


def neighbours(answer: Answer, passages: Sequence[Passage]) -> list[Suggestion]:
    """What the headings of a quoted document ask beside those that are quoted, the nearest first.

    In the answer's language only. Whether Kilde answers them is for the caller to find out.
    """
    form = forms(answer.language)
    quoted = {citation.passage: citation.heading for citation in answer.citations}
    places = [number for number, passage in enumerate(passages) if passage.id in quoted]
    if form is None or not places:
        return []
    heading = headings_of(passage.text for passage in passages)
    made: dict[str, Suggestion] = {}
    for number in sorted(range(len(passages)), key=lambda n: min(abs(n - p) for p in places)):
        passage = passages[number]
        if passage.language != answer.language or not passage.headings:
            continue
        if passage.heading in quoted.values():
            continue
        asked = question(heading(passage.headings[-1], passage.language), form)
        if asked is not None and not same(asked, [answer.full_question, *made]):
            made[asked] = Suggestion(asked, passage.document)
    return list(made.values())
