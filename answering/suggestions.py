"""Questions to begin with, for somebody who has never asked: made of the documents' headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config import texts
from records import Catalogue, Passage

_LONGEST = 60
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

    A heading that is a question is taken as it stands, any other is put into the language's
    own form and comes later. Whether Kilde answers them is for the caller to find out.
    """
    form = texts(language)("ask.about")
    asked: dict[str, Suggestion] = {}
    formed: dict[str, Suggestion] = {}
    for passage in catalogue.first_headings(allowed, language, _FETCHED):
        heading = _speaking_heading(passage)
        if heading and heading.endswith("?"):
            asked.setdefault(passage.document, Suggestion(heading, passage.document))
        elif heading:
            question = form.format(heading=heading)
            formed.setdefault(passage.document, Suggestion(question, passage.document))
    rest = [suggestion for document, suggestion in formed.items() if document not in asked]
    return (*asked.values(), *rest)


def _speaking_heading(passage: Passage) -> str | None:
    """The passage's own heading, if it can stand alone: no title, and more than a word."""
    heading = passage.headings[-1].strip().lstrip("0123456789.) ").strip()
    own = heading != passage.title and len(passage.headings) > 1
    return heading if own and " " in heading and len(heading) <= _LONGEST else None
