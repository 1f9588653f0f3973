"""Questions to begin with, for somebody who has never asked: made of the documents' headings."""

from __future__ import annotations

from collections.abc import Mapping

from config import texts
from records import Catalogue, Passage

_LONGEST = 60
_FETCHED = 400


def first_questions(
    catalogue: Catalogue, allowed: Mapping[int, frozenset[str]], language: str, limit: int
) -> tuple[str, ...]:
    """Up to `limit` questions, each about another document, the newest documents first.

    A heading that is itself a question is taken as it stands; any other is put into the
    language's own form. Documents in the language come first, then those in others.
    """
    chosen: dict[str, str] = {}
    form = texts(language)("ask.about")
    for passage in catalogue.first_headings(allowed, language, _FETCHED):
        heading = _speaking_heading(passage)
        if heading and passage.document not in chosen and heading not in chosen.values():
            chosen[passage.document] = heading
    asked = sorted(chosen.values(), key=lambda heading: not heading.endswith("?"))
    return tuple(
        heading if heading.endswith("?") else form.format(heading=heading)
        for heading in asked[:limit]
    )


def _speaking_heading(passage: Passage) -> str | None:
    """The passage's own heading, if it can stand alone: not the title, not "Innledning"."""
    heading = passage.headings[-1].strip().lstrip("0123456789.) ").strip()
    long_enough = len(heading) >= 6 and " " in heading
    own = heading != passage.title and len(passage.headings) > 1
    return heading if own and long_enough and len(heading) <= _LONGEST else None
