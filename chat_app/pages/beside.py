"""The document that is open beside the conversation."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from answering import Reader
from chat_app import components
from chat_app.pages import guide
from chat_app.pages.frame import audited, visitor
from chat_app.pages.opened import Beside, Opened
from chat_app.quiet import log_error
from chat_app.shared import shared
from chat_app.show.panel import earlier, in_order, panel
from chat_app.show.seeking import LONGEST, PageHit, on_pages
from config import Texts
from ingest import PageImage, Unreadable
from records import Passage

# Pixels across a page's picture: sharp on a large screen, some 200 kB.
WIDTH = 1400


def beside(place: Beside, mine: Reader, texts: Texts) -> None:
    """Draw the open document, if there is one."""
    opened = place.opened
    if opened is None:
        return
    citation = opened.citation
    passages = mine.passages(citation.space, citation.document)
    picture = _picture(opened, mine, passages) if passages and opened.page is not None else None

    _audit(opened, picture is not None)

    def turns() -> None:
        page = st.session_state["document"].page
        if page is not None:
            opened.page = int(page)

    def seeks() -> None:
        asked = st.session_state["document"].seek
        if asked:
            _seek(opened, passages, str(asked["text"])[:LONGEST], max(0, int(asked["at"])))

    def closes() -> None:
        place.opened = None

    if opened.note is not None:
        data = earlier(citation, opened.note, opened.opening, texts)
    else:
        at = opened.at
        if at is None:
            at = in_order(citation, opened.others, passages).index(citation)
        data = panel(
            citation, opened.others, passages, picture, opened.page, opened.opening, texts,
            opened.sought, at,
        )  # fmt: skip
    with st.container(key="beside"):
        components.document(
            key="document",
            data=data,
            height="stretch",
            on_page_change=turns,
            on_seek_change=seeks,
            on_close_change=closes,
        )
    guide.did("source", visitor(), drawn=True)


def _seek(opened: Opened, passages: Sequence[Passage], sought: str, at: int) -> None:
    """Go to a hit of what is searched for; to a quote, where nothing is."""
    opened.sought, opened.at = sought.strip(), at
    if opened.page is None:
        return
    pages = [hit.page for hit in _hits(opened, passages)]
    if pages:
        opened.page = pages[at % len(pages)]


def _hits(opened: Opened, passages: Sequence[Passage]) -> list[PageHit]:
    """What there is to go to in a document with pages."""
    if opened.sought:
        return on_pages(passages, opened.sought)
    quotes = in_order(opened.citation, opened.others, passages)
    return [PageHit(one.page, one.quote) for one in quotes if one.page is not None]


def _audit(opened: Opened, drawn: bool) -> None:
    """Note once that the document was opened, and once each page whose picture was shown."""
    citation = opened.citation
    for page in (None, opened.page) if drawn else (None,):
        if page not in opened.audited:
            opened.audited.add(page)
            event = "document.opened" if page is None else "document.picture"
            told = {} if page is None else {"page": page}
            audited(event, space=citation.space, document=citation.document, **told)


def _picture(opened: Opened, mine: Reader, passages: Sequence[Passage]) -> PageImage | None:
    """The shown page with the quotes or the hits boxed; None where the file cannot be drawn now."""
    citation, page = opened.citation, opened.page
    file = mine.original(citation.space, citation.document)
    if file is None or page is None:
        return None
    hits = _hits(opened, passages)
    # Of what is searched for only the hit that is looked at: of many it would not be seen.
    now = hits[opened.at % len(hits)] if opened.sought and opened.at is not None and hits else None
    shown = [now] if now and now.page == page else hits
    quotes = tuple(hit.quote for hit in shown if hit.page == page)
    # As long as the same page is looked at, nobody waits for it again.
    drawn = (file, file.stat().st_mtime_ns, page, quotes)
    if opened.drawn is None or opened.drawn[0] != drawn:
        try:
            opened.drawn = drawn, shared().guard.render(file, page, quotes, WIDTH)
        except Unreadable as error:
            log_error(error)
            return None
    return opened.drawn[1]
