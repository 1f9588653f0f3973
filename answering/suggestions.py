"""Questions to begin with, for somebody who has never asked: made of the documents' headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answering.starting.forms import headings_of, question
from config import forms
from records import Catalogue

_FETCHED = 400


@dataclass(frozen=True)
class Suggestion:
    """A question, and the document whose heading it was made of."""

    question: str
    document: str


def suggestions(
    catalogue: Catalogue, allowed: Mapping[int, frozenset[str]], language: str
) -> tuple[Suggestion, ...]:
    """Questions about documents in `language`: one a document, the newest first.

    Headings that are questions come before those that were put into one. Whether Kilde answers
    them is for the caller to find out.
    """
    form = forms(language)
    if form is None:
        return ()
    passages = catalogue.first_headings(allowed, language, _FETCHED)
    heading = headings_of(passage.text for passage in passages)
    asked: dict[str, Suggestion] = {}
    formed: dict[str, Suggestion] = {}
    for passage in passages:
        made = question(heading(passage.headings[-1], language), form)
        if made is not None:
            among = asked if passage.headings[-1].endswith("?") else formed
            among.setdefault(passage.document, Suggestion(made, passage.document))
    rest = [suggestion for document, suggestion in formed.items() if document not in asked]
    return (*asked.values(), *rest)
