"""Search: passages without an answer, by document, and the document beside at the passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from answering import Reader
from answering.everything import LOOKED_AT, Order, about, by_document
from answering.marking import best_sentence, wanted
from chat_app import components
from chat_app.pages import guide
from chat_app.pages.beside import beside
from chat_app.pages.conversation import Conversation
from chat_app.pages.frame import (
    audited,
    clock,
    groups,
    language,
    masthead,
    notice,
    problem,
    reader,
    records_failed,
    visitor,
)
from chat_app.pages.opened import Beside
from chat_app.pages.sent import fields, whole
from chat_app.pages.throttling import seconds_to_wait, too_often
from chat_app.quiet import log_error
from chat_app.shared import shared
from chat_app.show.figures import grouped
from chat_app.show.search import PAGE, Looking, Results, search
from config import Texts
from records import RecordsError
from vectorstore import ChromaError, Hit, LexicalError, ModelMissing, QuestionError
from vectorstore.search import LONGEST_QUESTION

_KEY = "search-all"
# In the session: what was looked for last, and what was found.
_FOUND = "search-found"
# What was found, and the wordings that it was looked for in.
_Hits = tuple[Sequence[Hit], Sequence[str]]


def page() -> None:
    """The page."""
    texts = language()
    masthead("search", texts)
    place: Beside = st.session_state.setdefault("search-beside", Beside())
    with st.container(key="desk"):
        left, right = st.columns(2, gap=None)
    with left, st.container(key="search"):
        try:
            mine = _draw(place, texts)
        except RecordsError as error:
            records_failed(error, texts)
            return
    with right:
        beside(place, mine, texts)


def _draw(place: Beside, texts: Texts) -> Reader:
    kilde = shared().kilde
    everything = reader()
    shelves = everything.shelves()
    looking = Looking.of(st.query_params.to_dict()).among(shelves)
    mine = kilde.reader(groups(), [looking.space]) if looking.space else everything
    looked = looking.question or looking.narrowed
    results = _results(looking, mine, texts) if looked else None

    def said(trigger: str) -> Any:
        return getattr(st.session_state[_KEY], trigger)

    def looks() -> None:
        if said("search") is not None:
            _go_to(Looking.of({str(k): str(v) for k, v in fields(said("search")).items()}))
            guide.did("search", visitor())
            place.opened = None

    def more() -> None:
        _go_to(replace(looking, shown=looking.shown + PAGE))

    def opens() -> None:
        passage = whole(said("open"))
        if results is not None and passage is not None:
            _open(place, results, passage, mine)

    def asks() -> None:
        Conversation.of_this_tab().ask(looking.question)
        st.session_state["go"] = "ask"

    components.search(
        key=_KEY,
        data=search(
            looking,
            results,
            shelves,
            {space.name: space.title or space.name for space in kilde.settings.space},
            place.opened.citation.passage if place.opened else None,
            clock().today,
            texts,
        ),
        on_search_change=looks,
        on_more_change=more,
        on_open_change=opens,
        on_ask_change=asks,
    )
    return everything


def _go_to(looking: Looking) -> None:
    st.query_params.from_dict(looking.address)


def _results(looking: Looking, mine: Reader, texts: Texts) -> Results | None:
    """What is found; None where it could not be looked for, which is said."""
    found = _found(looking, mine, texts)
    if found is None:
        return None
    hits, wordings = found
    order: Order = "date" if looking.listing else looking.order
    return Results(by_document(hits, order), mine.superseded(hits), wanted(wordings))


def _found(looking: Looking, mine: Reader, texts: Texts) -> _Hits | None:
    """What was found last, where that was looked for, by the same rights and in the same
    documents; else a search, which is counted and noted, however it was asked for."""
    of = looking.question, looking.narrowing, mine.scopes, _changes()
    known: tuple[object, _Hits] | None = st.session_state.get(_FOUND)
    if known is not None and known[0] == of:
        return known[1]
    if wait := seconds_to_wait("searches"):
        notice("", too_often(wait, texts))
        return None
    audited("search")
    found = _search(looking, mine, texts)
    if found is not None:
        st.session_state[_FOUND] = (of, found)
    return found


def _changes() -> int:
    return shared().kilde.catalogue.holdings.changes()


def _search(looking: Looking, mine: Reader, texts: Texts) -> _Hits | None:
    title = shared().kilde.settings.title
    if looking.listing:
        return mine.newest(LOOKED_AT, looking.narrowing), ()
    try:
        found = mine.find(looking.question, LOOKED_AT, looking.narrowing)
        return about(found.hits), found.wordings
    except QuestionError:
        length = len(" ".join(looking.question.split()))
        values = {"length": length, "longest": LONGEST_QUESTION}
        told = {name: grouped(number, texts) for name, number in values.items()}
        notice("", texts("error.long_question", **told))
    except ModelMissing as error:
        log_error(error)
        problem("model", title, texts)
    except (ChromaError, LexicalError) as error:
        log_error(error)
        problem("search", title, texts)
    return None


def _open(place: Beside, results: Results, passage: int, mine: Reader) -> None:
    """Open a passage's document beside, the others of it that were found marked lightly."""
    for group in results.groups:
        ids = [hit.passage.id for hit in group.hits]
        if passage in ids:
            quotes = [best_sentence(hit.passage.text, results.stems) for hit in group.hits]
            cited = mine.cited(group.hits, quotes)
            place.toggle(cited[ids.index(passage)], cited, of=0)
