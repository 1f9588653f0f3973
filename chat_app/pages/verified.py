"""Verified answers: for owners of spaces, and for whoever has published one. What was answered for
everyone, and what needs a look."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from answering.verified import Draft, NotPublished
from chat_app import components
from chat_app.keeping import follows_from, history, kept, kept_one
from chat_app.pages.frame import language, masthead, person, records_failed, visitor
from chat_app.rights import spaces_mended
from chat_app.runs import read_published
from chat_app.shared import shared
from chat_app.show.verified import editing, linked, listing
from config import Space, Texts
from records import RecordsError, VerifiedRecord

_KEY = "verified-all"
# In the session: the number of the open one (0: a new one), what was refused of it, and news.
_OPEN, _TYPED, _ERROR, _DONE = "verified-open", "verified-typed", "verified-error", "verified-done"


def page() -> None:
    """The page."""
    texts = language()
    masthead("verified", texts)
    if _OPEN not in st.session_state and st.query_params.get("answer", "").isdecimal():
        st.session_state[_OPEN] = int(st.query_params["answer"])
    with st.container(key="verified"):
        try:
            data = _data(texts)
        except RecordsError as error:
            records_failed(error, texts)
            return
        components.verified(
            key=_KEY,
            data=data,
            on_open_change=_opens,
            on_save_change=lambda: _saves(texts),
            on_looked_change=lambda: _looks(texts),
            on_retire_change=lambda: _retires(texts),
        )


def _data(texts: Texts) -> dict[str, Any]:
    kilde, me, number = shared().kilde, visitor(), st.session_state.get(_OPEN)
    mended = _mended()
    record = kept_one(kilde, me, number)
    if record is None and not (number == 0 and mended):
        titles = {space.name: space.title or space.name for space in kilde.settings.space}
        done = st.session_state.pop(_DONE, "")
        return listing(kept(kilde, me), titles, bool(mended), done, texts)
    before = history(kilde, me, record) if record else []
    typed = st.session_state.get(_TYPED, {})
    return editing(record, typed, before, mended, st.session_state.get(_ERROR, ""), texts)


def _mended() -> tuple[Space, ...]:
    """The spaces whose answers the visitor mends and adds to, whoever published them."""
    settings = shared().kilde.settings
    mended = spaces_mended(settings, visitor())
    return tuple(space for space in settings.space if space.name in mended)


def _opens() -> None:
    number = st.session_state[_KEY].open
    if number is None:
        return
    _close()
    if number >= 0:
        st.session_state[_OPEN] = number


def _saves(texts: Texts) -> None:
    typed = st.session_state[_KEY].save
    if not typed:
        return
    kilde, me = shared().kilde, person()
    number = int(typed.pop("id"))
    # The page may have been open since before the groups of who looks changed.
    record = kept_one(kilde, visitor(), number)
    space = record.space if record else str(typed.get("space"))
    if record is None and (number or space not in {one.name for one in _mended()}):
        return
    by = me.address or me.id
    st.session_state[_TYPED] = {name: str(value) for name, value in typed.items()}
    try:
        draft = _draft(space, typed, by, me.name, record)
        if record:
            kilde.verified.edit(number, draft, by)
        else:
            kilde.verified.publish(draft, by)
    except NotPublished as error:
        st.session_state[_ERROR] = _said(error, texts)
        return
    read_published(kilde, space)
    _close()
    st.session_state[_DONE] = texts("verified.saved")


def _draft(
    space: str, typed: dict[str, Any], by: str, name: str, record: VerifiedRecord | None
) -> Draft:
    named = linked(_lines(typed["documents"]), space, record)
    try:
        review = date.fromisoformat(typed["review"]) if typed["review"] else None
    except ValueError:
        review = None
    owner = typed["owner"].strip() or by
    return Draft(
        space=space,
        question=typed["question"],
        answer=typed["answer"],
        owner=owner,
        name=name if owner == by else "",
        readers=tuple(one.strip() for one in typed["readers"].split(",") if one.strip()),
        review_on=review,
        questions=tuple(_lines(typed["questions"])),
        documents=follows_from(shared().kilde, visitor(), record, named),
    )


def _looks(texts: Texts) -> None:
    record = kept_one(shared().kilde, visitor(), st.session_state[_KEY].looked)
    if record is not None:
        me = person()
        shared().kilde.verified.looked(record.id, me.address or me.id)
        _close()
        st.session_state[_DONE] = texts("verified.was_looked")


def _retires(texts: Texts) -> None:
    record = kept_one(shared().kilde, visitor(), st.session_state[_KEY].retire)
    if record is not None:
        kilde, me = shared().kilde, person()
        kilde.verified.retire(record.id, me.address or me.id)
        _close()
        st.session_state[_DONE] = texts("verified.was_retired")


def _close() -> None:
    for key in (_OPEN, _TYPED, _ERROR, _DONE):
        st.session_state.pop(key, None)
    st.query_params.clear()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _said(error: NotPublished, texts: Texts) -> str:
    if error.reason == "document":
        return texts("verified_error.document", name=str(error))
    known = {
        "personal": texts("verified_error.personal"),
        "nobody": texts("verified_error.nobody"),
        "wider": texts("verified_error.wider"),
        "long": texts("verified_error.long"),
        "empty": texts("verified_error.empty"),
    }
    return known.get(error.reason, str(error))
