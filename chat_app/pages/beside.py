"""The document that is open beside the conversation."""

from __future__ import annotations

import streamlit as st

from answering import Reader
from chat_app import components
from chat_app.pages import guide
from chat_app.pages.frame import audited, visitor
from chat_app.pages.opened import Beside, Opened
from chat_app.quiet import log_error
from chat_app.shared import shared
from chat_app.show.panel import earlier, panel
from config import Texts
from ingest import PageImage, Unreadable

# Pixels across a page's picture: sharp on a large screen, some 200 kB.
WIDTH = 1400


def beside(place: Beside, mine: Reader, texts: Texts) -> None:
    """Draw the open document, if there is one."""
    opened = place.opened
    if opened is None:
        return
    citation = opened.citation
    passages = mine.passages(citation.space, citation.document)
    picture = _picture(opened, mine) if passages and opened.page is not None else None

    _audit(opened, picture is not None)

    def turns() -> None:
        page = st.session_state["document"].page
        if page is not None:
            opened.page = int(page)

    def closes() -> None:
        place.opened = None

    if opened.note is not None:
        data = earlier(citation, opened.note, opened.opening, texts)
    else:
        data = panel(citation, opened.others, passages, picture, opened.page, opened.opening, texts)
    with st.container(key="beside"):
        components.document(
            key="document",
            data=data,
            height="stretch",
            on_page_change=turns,
            on_close_change=closes,
        )
    guide.did("source", visitor(), drawn=True)


def _audit(opened: Opened, drawn: bool) -> None:
    """Note once that the document was opened, and once each page whose picture was shown."""
    citation = opened.citation
    for page in (None, opened.page) if drawn else (None,):
        if page not in opened.audited:
            opened.audited.add(page)
            event = "document.opened" if page is None else "document.picture"
            told = {} if page is None else {"page": page}
            audited(event, space=citation.space, document=citation.document, **told)


def _picture(opened: Opened, mine: Reader) -> PageImage | None:
    """The shown page with the quotes boxed; None where the file cannot be drawn now."""
    citation, page = opened.citation, opened.page
    file = mine.original(citation.space, citation.document)
    if file is None or page is None:
        return None
    quotes = tuple(one.quote for one in (citation, *opened.others) if one.page == page)
    # As long as the same page is looked at, nobody waits for it again.
    drawn = (file, file.stat().st_mtime_ns, page, quotes)
    if opened.drawn is None or opened.drawn[0] != drawn:
        try:
            opened.drawn = drawn, shared().guard.render(file, page, quotes, WIDTH)
        except Unreadable as error:
            log_error(error)
            return None
    return opened.drawn[1]
