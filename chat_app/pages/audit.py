"""Audit: for auditors. Who did what and when, whether the log is whole, and all of it as CSV."""

from __future__ import annotations

from datetime import UTC, date

import streamlit as st

from answering import Kilde
from chat_app import components
from chat_app.pages.frame import audited, clock, language, masthead, reader, records_failed
from chat_app.shared import shared
from chat_app.show.audit import PAGE, Looking, audit
from config import Texts
from records import AuditEntry, RecordsError, Wanted
from records.audit import KINDS

_KEY = "audit-all"
# In the session: what is looked for, what the log has of it, and what verifying found.
_LOOKING, _NOTED, _STATE = "audit-looking", "audit-noted", "audit-state"


def page() -> None:
    """The page."""
    texts = language()
    masthead("audit", texts)
    with st.container(key="audit"):
        try:
            _draw(texts)
        except RecordsError as error:
            records_failed(error, texts)


def _draw(texts: Texts) -> None:
    kilde = shared().kilde
    looking: Looking = st.session_state.setdefault(_LOOKING, Looking())

    def looks() -> None:
        if st.session_state[_KEY].look:
            st.session_state[_LOOKING] = Looking.of(st.session_state[_KEY].look)

    def verifies() -> None:
        st.session_state[_STATE] = kilde.audit.verify()
        audited("audit.verified")

    wanted = _wanted(looking)
    count = kilde.audit.count(wanted)
    entries = kilde.audit.found(wanted, PAGE, looking.page * PAGE)
    if st.session_state.get(_NOTED) != looking:
        st.session_state[_NOTED] = looking
        audited("audit.read", entries=len(entries))
    components.audit(
        key=_KEY,
        data=audit(
            looking,
            entries,
            count,
            kilde.audit.names(),
            _readable(kilde, entries),
            {space.name: space.title or space.name for space in kilde.settings.space},
            st.session_state.pop(_STATE, None),
            clock(),
            texts,
        ),
        on_look_change=looks,
        on_verify_change=verifies,
    )


def _wanted(looking: Looking) -> Wanted:
    """Days are those of the zone in which moments are shown."""
    since, until = (
        date.fromisoformat(day) if day else None for day in (looking.since, looking.until)
    )
    return Wanted.days(
        since,
        until,
        clock().zone or UTC,
        tuple(kind for kind in KINDS if kind == looking.kind),
        looking.person,
        looking.space,
    )


def _readable(kilde: Kilde, entries: list[AuditEntry]) -> dict[str, str]:
    """The names of those documents that the auditor may read as anybody else would: the log
    opens no door."""
    ids = [str(entry.detail["document"]) for entry in entries if "document" in entry.detail]
    named = kilde.audit.documents(ids)
    mine = reader()
    return {
        number: name for number, (space, name) in named.items() if mine.may_read([(space, name)])
    }
