"""My data: what is kept of who looks, to take along and to erase. For everybody."""

from __future__ import annotations

import streamlit as st

from chat_app import components
from chat_app.pages.frame import (
    audited,
    done,
    language,
    masthead,
    notice,
    records_failed,
    visitor,
)
from chat_app.persons import erase_person, kept_of, person_of, somebody
from chat_app.quiet import log_error
from chat_app.rights import is_administrator
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.mydata import mydata, other
from config import Texts
from records import RecordsError
from records.forgetting import Person
from records.own import own_data

_KEY = "mydata-all"
# In the session: whom an administrator asks about, and what is said of an erasure.
_OTHER, _DONE, _FAILED = "mydata-other", "mydata-done", "mydata-failed"


def page() -> None:
    """The page."""
    texts = language()
    masthead("mydata", texts)
    with st.container(key="mydata"):
        try:
            _draw(texts)
        except RecordsError as error:
            records_failed(error, texts)


def _draw(texts: Texts) -> None:
    kilde, me = shared().kilde, visitor()
    settings = kilde.settings
    administers = is_administrator(settings, me.groups)
    if said := st.session_state.pop(_DONE, ""):
        done(said)
    if failed := st.session_state.pop(_FAILED, ""):
        notice("", failed)

    def erases() -> None:
        if st.session_state[_KEY].erase:
            _erase(person_of(kilde, me), me.id, texts("mydata.erased"), texts)

    def looks() -> None:
        if administers:
            _look(str(st.session_state[_KEY].look or "").strip())

    def erases_other() -> None:
        who = st.session_state[_KEY].erase_other
        if who and administers and who == st.session_state.get(_OTHER):
            said = texts("mydata.other_erased", who=who)
            _erase(somebody(kilde, who), me.id, said, texts)

    data = mydata(kept_of(kilde, me), settings, shared().sign_in is not None, texts)
    if administers and shared().sign_in is not None:
        who = st.session_state.get(_OTHER, "")
        parts = own_data(kilde.catalogue.engine, somebody(kilde, who)) if who else None
        data["other"] = other(who, parts, settings, texts)
    components.mydata(
        key=_KEY,
        data=data,
        on_erase_change=erases,
        on_look_change=looks,
        on_erase_other_change=erases_other,
    )


def _look(who: str) -> None:
    """Show an administrator what is kept of somebody else, which the log knows."""
    st.session_state[_OTHER] = who
    if who:
        found = somebody(shared().kilde, who)
        # Words that are nobody's are not kept.
        audited("person.looked", person=next(iter((*found.ids, *found.addresses)), ""))


def _erase(person: Person, actor: str, said: str, texts: Texts) -> None:
    kilde = shared().kilde
    try:
        outcome = erase_person(kilde, person, actor)
    except UNAVAILABLE as error:
        log_error(error)
        st.session_state[_FAILED] = texts("mydata.failed", title=kilde.settings.title)
        return
    kept = {key: st.session_state[key] for key in ("visitor", "pages") if key in st.session_state}
    if actor in person.ids:
        # The conversation in this tab is of what is gone.
        st.session_state.clear()
        st.session_state.update(kept)
    st.session_state.pop(_OTHER, None)
    st.session_state[_DONE] = (
        said if outcome["finished"] else f"{said} {texts('mydata.erased_later')}"
    )
