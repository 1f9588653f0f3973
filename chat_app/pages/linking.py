"""Links to answers: how their asker makes one, and what whoever opens one sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from answering import Reader
from answering.recalling import Recalled
from chat_app import components
from chat_app.pages.beside import beside
from chat_app.pages.conversation import Conversation, Turn
from chat_app.pages.frame import SignedOut, audited, clock, masthead, notice, person
from chat_app.pages.opened import Beside
from chat_app.quiet import log_error
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.dates import shown_date
from chat_app.show.entries import entry
from config import Texts

PARAMETER = "answer"
_KEY = "linked"


@dataclass
class Linked(Beside):
    """The link that is open in this tab, whether it is noted that its answer was read, and the
    document beside it."""

    link: str = ""
    noted: bool = False


def drawn(turn: Turn, texts: Texts) -> dict[str, Any]:
    """What the entry of a turn shows of its link: nothing where there is nothing to share."""
    answer = turn.answer
    if answer is None or answer.status != "answered" or answer.small_talk:
        return {}
    link = turn.links.get(answer.id)
    return {
        "link": {
            "at": f"/?{PARAMETER}={link}" if link else None,
            "texts": {
                key: texts(f"link.{key}")
                for key in ("make", "address", "copy", "copied", "means", "remove")
            },
        }
    }


def callbacks(turn: Turn) -> dict[str, Callable[[], None]]:
    """What the entry's trigger does, by the name that it is mounted with."""

    def links() -> None:
        wanted = st.session_state[f"entry-{turn.number}"].link
        if wanted is None or turn.answer is None:
            return
        kilde = shared().kilde
        try:
            turn.links.pop(turn.answer.id, None)
            if not wanted:
                kilde.earlier.unshare(turn.answer.id, person())
            elif link := kilde.earlier.share(turn.answer.id, person()):
                turn.links[turn.answer.id] = link
            audited("answer.link" if wanted else "answer.unlink", answer=turn.answer.id)
        except UNAVAILABLE as error:
            log_error(error)
        except SignedOut:
            return  # the page says so

    return {"on_link_change": links}


def wanted() -> str:
    """The id of the link that was opened; empty where none was."""
    return st.query_params.get(PARAMETER, "")


def page(conversation: Conversation, mine: Reader, texts: Texts) -> None:
    """What a link leads to, for somebody who may read all its sources; others are told the
    same whether there is such an answer or not."""

    def leaves() -> None:
        st.query_params.clear()

    masthead("ask", texts, started=True, on_new=leaves)
    here: Linked = st.session_state.get(_KEY, Linked())
    if here.link != wanted():
        here = st.session_state[_KEY] = Linked(link=wanted())
    # At every run: it is shown no longer than the link, its sources and the right to them last.
    found = shared().kilde.earlier.follow(here.link, mine)
    if found and not here.noted:
        here.noted = True
        audited("answer.opened", answer=found.turn.id)
    if found is None or found.answer is None:
        with st.container(key="narrow"):
            title = shared().kilde.settings.title
            notice(texts("link.none_title"), texts("link.none", title=title))
            st.button(texts("link.leave"), key="leave-link", on_click=leaves)
        return
    with st.container(key="desk"):
        left, right = st.columns(2, gap=None)
    with left, st.container(key="linked-answer"):
        _answer(here, found, conversation, texts)
    with right:
        beside(here, mine, texts)


def _answer(here: Linked, found: Recalled, conversation: Conversation, texts: Texts) -> None:
    answer = found.answer
    assert answer is not None
    day = shown_date(clock().day(found.turn.asked).isoformat(), texts)
    st.html(f'<p class="kilde-linked">{escape(texts("link.shown", date=day))}</p>')

    def opens() -> None:
        n = st.session_state["linked-entry"].open
        for citation in answer.citations:
            if citation.n == n:
                here.toggle(citation, answer.citations, of=0, note=answer.verified)

    def asks() -> None:
        st.query_params.clear()
        conversation.begin_again()
        conversation.ask(found.turn.question)

    opened = here.opened.citation.n if here.opened else None
    data = entry(found.turn.question, answer, opened, newest=False, texts=texts)
    components.entry(key="linked-entry", data=_to_read(data), on_open_change=opens)
    if found.changed:
        notice("", texts("error.changed_holds" if found.holds else "error.changed"))
    st.button(texts("link.ask"), key="ask-linked", on_click=asks)


def _to_read(data: dict[str, Any]) -> dict[str, Any]:
    """An entry without what only its asker can do, and without how sure Kilde was: that was
    estimated from what the asker may read."""
    sources = [source | {"leave_out": None} for source in data["sources"]]
    earlier = data["earlier"] and data["earlier"] | {"otherwise": None}
    return data | {"confidence": None, "sources": sources, "earlier": earlier}
