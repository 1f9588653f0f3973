"""Knowledge: for owners. The documents of their spaces, what is wrong with them, and new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from answering import Reader
from chat_app import components
from chat_app.comparing import COMPARISONS
from chat_app.documents import erase
from chat_app.pages import differing, glossary
from chat_app.pages.frame import (
    audited,
    clock,
    groups,
    language,
    live,
    masthead,
    notice,
    records_failed,
    visitor,
)
from chat_app.pages.sent import whole
from chat_app.quiet import log_error
from chat_app.rights import is_administrator, spaces_owned
from chat_app.runs import Busy, begin_run
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.knowledge import (
    LOOKS,
    PAGE,
    Choice,
    Listed,
    Opened,
    erasable,
    header,
    listing,
    opened,
)
from chat_app.show.running import running
from config import Settings, Space, Texts
from ingest.ended import ended
from records import Allowed, DocumentRow, Lines, RecordsError

_KEY = "knowledge-all"
_CHOICE, _REFUSED = "knowledge-choice", "knowledge-refused"
# In the session: the document, and which version of it, that is open and noted as such.
_NOTED = "knowledge-noted"
# Seconds between two looks at the records: while a run goes on, and otherwise.
_BUSY, _QUIET = 1.0, 5.0


def page() -> None:
    """The page."""
    texts = language()
    masthead("knowledge", texts)
    with st.container(key="knowledge"):
        live(_live, _BUSY if st.session_state.get("knowledge-running") else _QUIET)(texts)


def _live(texts: Texts) -> None:
    if st.session_state.get("go"):
        st.rerun()  # the whole script, which goes there
    settings = shared().kilde.settings
    owned = spaces_owned(settings, visitor())
    spaces = [space for space in settings.space if space.name in owned]
    if not spaces:
        return
    choice: Choice = st.session_state.get(_CHOICE) or Choice(spaces[0].name)
    if choice.space not in owned:
        choice = Choice(spaces[0].name)
    refused = st.session_state.pop(_REFUSED, None)
    if refused:
        notice(*refused)
    try:
        _draw(settings, spaces, choice, texts)
    except RecordsError as error:
        records_failed(error, texts)


def _draw(settings: Settings, spaces: list[Space], choice: Choice, texts: Texts) -> None:
    kilde, now = shared().kilde, clock()
    space = settings.named(choice.space)
    reader = kilde.reader(groups(), [space.name])
    history = kilde.catalogue.runs.history(limit=10)
    last = kilde.catalogue.runs.last(space.name)
    busy = any(run.state == "running" for run in history)
    mine = bool(reader.spaces)
    data = {
        **header(choice, spaces, space.uploads and mine, running(last, busy, now, texts), texts),
        "uploads_off": texts("knowledge.uploads_off") if mine and not space.uploads else "",
        "list": None,
        "opened": None,
    }
    if choice.tab == "documents":
        seen = _seen(reader)
        row = kilde.catalogue.table.get(space.name, choice.open, seen) if choice.open else None
        if row is not None:
            data["opened"] = opened(_opened(space, row, reader), now, texts)
        else:
            st.session_state.pop(_NOTED, None)
            listed = _listed(space, choice, seen)
            data["list"] = listing(choice, listed, space, mine or seen is None, now, texts)
    said = _Said(space, choice, texts)
    components.knowledge(
        key=_KEY,
        data=data,
        on_show_change=said.shows,
        on_open_change=said.opens,
        on_run_change=said.runs,
        on_again_change=said.reads_again,
        on_erase_change=said.erases,
        on_go_change=said.goes,
    )
    if choice.tab == "glossary":
        glossary.draw(texts)
    elif choice.tab == "differences":
        differing.draw(space, reader, texts)
    moving = (last is not None and last.state == "running") or COMPARISONS.running
    if moving != st.session_state.get("knowledge-running", False):
        st.session_state["knowledge-running"] = moving
        st.rerun()  # at another pace


def _seen(reader: Reader) -> Allowed:
    """The documents that are listed: those that the visitor may read; administrators, who see
    to all, see their names."""
    everything = is_administrator(shared().kilde.settings, groups())
    return None if everything else reader.allowed


def _listed(space: Space, choice: Choice, seen: Allowed) -> Listed:
    table, today = shared().kilde.catalogue.table, clock().today
    wanted = choice.filter(space, today, _ended(space, today))
    counts = {look: table.count(replace(wanted, look=look), seen) for look in LOOKS}
    rows = table.list(wanted, seen, PAGE, choice.page * PAGE)
    return Listed(rows, counts[choice.look], counts, table.sources(space.name, seen))


def _ended(space: Space, today: date) -> frozenset[int]:
    """The versions that say themselves that they hold no longer: looked for once for what the
    catalogue holds now."""
    catalogue = shared().kilde.catalogue
    of = (space.name, today, catalogue.holdings.changes())
    known = st.session_state.get("knowledge-ended")
    if known is None or known[0] != of:
        known = st.session_state["knowledge-ended"] = (of, ended(catalogue, space.name, today))
    return frozenset(known[1])


def _opened(space: Space, row: DocumentRow, reader: Reader) -> Opened:
    kilde, named = shared().kilde, (space.name, row.name)
    document = kilde.catalogue.document(*named)
    may_read = reader.may_read([named])
    readable = document is not None and document.version_id is not None and may_read
    lines: Lines = ()
    if readable and document is not None and document.version_id is not None:
        _, lines = kilde.catalogue.former.current(document.version_id)
        _note_opened(space, row, document.version_id)
    return Opened(
        row,
        lines,
        kilde.catalogue.former.of(row.id) if readable else (),
        kilde.catalogue.editions.superseded([named], reader.allowed).get(named),
        [
            one
            for one in kilde.verified.listed([space.name])
            if any((d.space, d.document) == named for d in one.documents)
        ],
        erasable(row, is_administrator(kilde.settings, groups())),
        readable,
    )


def _note_opened(space: Space, row: DocumentRow, version: int) -> None:
    """In the log a document was opened once, however often it is drawn while it is open."""
    if st.session_state.get(_NOTED) != (row.id, version):
        st.session_state[_NOTED] = (row.id, version)
        audited("document.opened", space=space.name, document=row.name)


class _Said:
    """What the visitor does; of anything that the browser sends only what they may."""

    def __init__(self, space: Space, choice: Choice, texts: Texts) -> None:
        self._space, self._choice, self._texts = space, choice, texts

    def shows(self) -> None:
        given = _trigger("show")
        if isinstance(given, dict):
            st.session_state[_CHOICE] = self._choice.with_given(given)

    def opens(self) -> None:
        number = _trigger("open")
        wanted = whole(number)
        st.session_state[_CHOICE] = replace(self._choice, open=wanted)

    def goes(self) -> None:
        st.session_state["go"] = _trigger("go")

    def runs(self) -> None:
        if _trigger("run"):
            self._run()

    def reads_again(self) -> None:
        row = self._row(_trigger("again"))
        if row is not None:
            shared().kilde.catalogue.put_document({"reading": ""}, row.id)
            audited("document.again", space=self._space.name, document=row.name)
            self._run()

    def erases(self) -> None:
        row = self._row(_trigger("erase"))
        kilde = shared().kilde
        if row is None or not erasable(row, is_administrator(kilde.settings, groups())):
            return
        try:
            erase(kilde, self._space.name, row.name, visitor().id)
        except UNAVAILABLE as error:
            log_error(error)
            self._refuse("erase_failed")
        st.session_state[_CHOICE] = replace(self._choice, open=None)

    def _row(self, number: Any) -> DocumentRow | None:
        """The document, where it is one that the visitor sees in this space."""
        wanted, kilde = whole(number), shared().kilde
        if wanted is None:
            return None
        seen = _seen(kilde.reader(groups(), [self._space.name]))
        return kilde.catalogue.table.get(self._space.name, wanted, seen)

    def _run(self) -> None:
        kilde = shared().kilde
        try:
            number = begin_run(kilde, self._space.name, "page")
        except Busy:
            self._refuse("busy")
        else:
            audited("ingest", space=self._space.name, run=number)

    def _refuse(self, why: str) -> None:
        st.session_state[_REFUSED] = (
            self._texts(f"knowledge.{why}_title"),
            self._texts(f"knowledge.{why}"),
        )


def _trigger(name: str) -> Any:
    return getattr(st.session_state[_KEY], name)
