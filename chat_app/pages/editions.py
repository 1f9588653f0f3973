"""Editions: for owners. Which documents replace which, and how to take that back."""

from __future__ import annotations

import streamlit as st

from chat_app import components
from chat_app.pages.frame import clock, language, masthead, notice, records_failed, visitor
from chat_app.rights import spaces_mended
from chat_app.shared import shared
from chat_app.show.editions import editions
from config import Texts
from records import EditionError, RecordsError

_KEY = "editions-all"


def page() -> None:
    """The page."""
    texts = language()
    masthead("editions", texts)
    with st.container(key="editions"):
        _draw(texts)


def _draw(texts: Texts) -> None:
    kilde = shared().kilde
    titles = {
        space.name: space.title or space.name
        for space in kilde.settings.space
        if space.name in spaces_mended(kilde.settings, visitor())
    }

    def undo() -> None:
        _set(st.session_state[_KEY].undo, False)

    def restore() -> None:
        _set(st.session_state[_KEY].restore, True)

    def decide() -> None:
        _decide(st.session_state[_KEY].decide)

    if st.session_state.pop("editions-refused", False):
        notice(texts("editions.refused_title"), texts("editions.refused"))
    try:
        found = kilde.catalogue.editions.all(titles)
    except RecordsError as error:
        records_failed(error, texts)
        return
    components.editions(
        key=_KEY,
        data=editions(found, titles, clock(), texts),
        on_undo_change=undo,
        on_restore_change=restore,
        on_decide_change=decide,
    )


def _set(number: int | None, in_force: bool) -> None:
    """Only what the visitor owns: the browser may send any number."""
    kilde, me = shared().kilde, visitor()
    known = kilde.catalogue.editions
    edition = known.get(int(number)) if number is not None else None
    if edition is None or edition.space not in spaces_mended(kilde.settings, me):
        return
    done = known.restore(edition.id, me.id) if in_force else known.undo(edition.id, me.id)
    if done:
        kilde.audit.note(me.id, "edition" if in_force else "edition-undone", edition=edition.id)


def _decide(given: dict[str, str] | None) -> None:
    kilde, me = shared().kilde, visitor()
    if not given or given.get("space") not in spaces_mended(kilde.settings, me):
        return
    space = given["space"]
    older, newer = (str(given.get(key, "")).strip() for key in ("older", "newer"))
    try:
        kilde.catalogue.editions.decide(space, older, newer, me.id)
    except EditionError:
        st.session_state["editions-refused"] = True
        return
    kilde.audit.note(me.id, "edition", space=space)
