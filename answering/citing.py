"""From a passage that was found to a citation of a part of it."""

from __future__ import annotations

from urllib.parse import quote as url_quote

from answering.models import Citation
from config import Settings
from records import Newer, Passage
from vectorstore import Hit


def citation(
    settings: Settings, n: int, hit: Hit, start: int, end: int, at: int, newer: Newer | None
) -> Citation:
    """The passage's text from `start` to `end`, as number `n`; `at` is where in the text its
    page is looked up, `newer` what has replaced the document."""
    passage = hit.passage
    return Citation(
        n=n,
        space=passage.space,
        document=passage.document,
        title=passage.title,
        page=passage.page_at(at),
        heading=passage.heading,
        date=passage.date,
        quote=passage.text[start:end],
        score=round(hit.scores.fused, 4),
        link=_link(settings, passage),
        passage=passage.id,
        superseded_by=newer.title if newer else None,
    )


def _link(settings: Settings, passage: Passage) -> str | None:
    path = passage.document.removeprefix(f"{passage.source}/")
    for source in settings.named(passage.space).source:
        if source.name == passage.source and source.link:
            return source.link.replace("{path}", url_quote(path))
    return None
