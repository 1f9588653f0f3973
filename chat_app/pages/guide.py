"""The guided first use: its steps are done on the pages themselves, and ticked off by doing."""

from __future__ import annotations

import streamlit as st

from answering.starting import STEPS
from chat_app import components
from chat_app.quiet import log_error
from chat_app.rights import Visitor
from chat_app.shared import shared
from chat_app.show.start import guide
from config import Texts
from records import RecordsError

# In the session: whether the guide is shown, and the steps that were passed over.
_SHOWN, _SKIPPED, _KNOWN = "guide-shown", "guide-skipped", "guide-known"
# On which page a step is done.
PLACES = {step: "search" if step == "search" else "ask" for step in STEPS}


def begin() -> None:
    """Show the guide on the pages of this tab from its first step that is not done, there."""
    st.session_state[_SHOWN] = True
    st.session_state[_SKIPPED] = set()


def did(step: str, me: Visitor, drawn: bool = False) -> None:
    """The person at the browser has taken a step; `drawn`: the page stands already, and is
    drawn again where the guide has to go on."""
    known: set[str] = st.session_state.setdefault(_KNOWN, set())
    if step in known:
        return
    try:
        shared().kilde.starting.table.tick(me.id, step)
    except RecordsError as error:
        log_error(error)
    else:
        known.add(step)
        if drawn and st.session_state.get(_SHOWN):
            st.rerun()


def done(me: Visitor) -> frozenset[str]:
    """The steps that the person has taken, now or at any time."""
    table = shared().kilde.starting.table
    return frozenset(STEPS) & (table.ticks(me.id) | table.used(me.id))


def strip(page: str, me: Visitor, texts: Texts) -> None:
    """The guide's next step, under the bar at the top, where somebody follows it."""
    if not st.session_state.get(_SHOWN):
        return
    skipped: set[str] = st.session_state[_SKIPPED]
    try:
        taken = done(me)
    except RecordsError:
        return  # the page itself says so
    step = next((one for one in STEPS if one not in taken and one not in skipped), None)

    def goes() -> None:
        if step:
            st.session_state["go"] = PLACES[step]

    def skips() -> None:
        if step:
            skipped.add(step)

    def leaves() -> None:
        st.session_state[_SHOWN] = False

    with st.container(key="guide"):
        components.guide(
            key="guide-strip",
            data=guide(step, taken, step is None or PLACES[step] == page, texts),
            on_go_change=goes,
            on_skip_change=skips,
            on_leave_change=leaves,
        )
