"""Questions to begin with, for somebody who has never asked: made of the documents' headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from config import texts
from records import Catalogue, Passage
from vectorstore.analysis import content_words

# Of a question that is to be read at a glance.
_LONGEST = 75
_FETCHED = 400
# Headings that label rather than speak: shouted words, brackets, figures.
_LABEL = re.compile(r"[A-ZÆØÅÄÖÜ]{4}|[()\d/:]")


@dataclass(frozen=True)
class Suggestion:
    """A question, and the document whose heading it was made of."""

    question: str
    document: str


def suggestions(
    catalogue: Catalogue, allowed: Mapping[int, frozenset[str]], language: str
) -> tuple[Suggestion, ...]:
    """Questions about documents in `language`: one a document, the newest first.

    A heading that is a question is taken as it stands, with the document's title before it
    where it does not say what it is about ("What does it cost?"). Any other heading is put
    into the language's own form and comes later. Whether Kilde answers them is for the
    caller to find out.
    """
    form = texts(language)("ask.about")
    asked: dict[str, Suggestion] = {}
    formed: dict[str, Suggestion] = {}
    for passage in catalogue.first_headings(allowed, language, _FETCHED):
        heading = _own_heading(passage)
        about = len(content_words(heading))
        if heading.endswith("?"):
            question = heading if about > 1 else f"{passage.title}: {heading}"
            asked.setdefault(passage.document, Suggestion(question, passage.document))
        elif about > 1 and not _LABEL.search(heading):
            question = form.format(heading=heading)
            formed.setdefault(passage.document, Suggestion(question, passage.document))
    rest = [suggestion for document, suggestion in formed.items() if document not in asked]
    return tuple(s for s in (*asked.values(), *rest) if len(s.question) <= _LONGEST)


def _own_heading(passage: Passage) -> str:
    """The passage's own heading without its number; empty where that is the title."""
    heading = passage.headings[-1].strip().lstrip("0123456789.) ").strip()
    return "" if heading == passage.title or len(passage.headings) < 2 else heading
