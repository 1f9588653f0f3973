"""Operations: for whoever runs Kilde. What each space holds, its runs, and a button for each."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from chat_app import components
from chat_app.pages.frame import (
    audited,
    clock,
    language,
    live,
    masthead,
    notice,
    records_failed,
)
from chat_app.runs import Busy, begin_run
from chat_app.shared import shared
from chat_app.show.operations import Post, SpaceView, operations
from config import Space, Texts
from ingest.schedule import following, next_run
from records import RecordsError, Run

# Seconds between two looks at the records: while a run goes on, and otherwise.
_BUSY, _QUIET = 1.0, 5.0
_HISTORY = 30


def page() -> None:
    """The page."""
    texts = language()
    masthead("operations", texts)
    with st.container(key="operations"):
        live(_live, _BUSY if _running() else _QUIET)(texts)


def _running() -> bool:
    try:
        runs = shared().kilde.catalogue.runs
        return any(run.state == "running" for run in _last_runs(runs.history(limit=_HISTORY)))
    except RecordsError:
        return False


def _last_runs(history: list[Run]) -> list[Run]:
    return list({run.space: run for run in reversed(history)}.values())


def _live(texts: Texts) -> None:
    """All of it, drawn again every few seconds."""
    kilde = shared().kilde

    def run() -> None:
        _begin(st.session_state["operations-all"].run)

    def confirm() -> None:
        agreed = st.session_state["operations-all"].confirm
        if agreed:
            _begin(agreed["space"], agreed["run"])

    refused = st.session_state.pop("operations-refused", None)
    if refused:
        notice(texts("operations.busy_title"), texts("operations.busy"))
    try:
        runs = kilde.catalogue.runs
        history = runs.history(limit=_HISTORY)
        data = operations(
            [_view(space) for space in kilde.settings.space],
            history,
            runs.documents,
            following(kilde.settings.data_folder),
            _post(),
            clock(),
            texts,
        )
    except RecordsError as error:
        records_failed(error, texts)
        return
    components.operations(
        key="operations-all", data=data, on_run_change=run, on_confirm_change=confirm
    )
    running = any(run.state == "running" for run in _last_runs(history))
    if running != st.session_state.get("operations-running", running):
        st.session_state["operations-running"] = running
        st.rerun()  # at another pace
    st.session_state["operations-running"] = running


def _begin(space: str | None, confirmed_run: int | None = None) -> None:
    kilde = shared().kilde
    if space not in {known.name for known in kilde.settings.space}:
        return
    try:
        number = begin_run(kilde, space, "page", confirmed_run)
        audited("ingest", space=space, run=number, confirmed=confirmed_run)
    except Busy:
        st.session_state["operations-refused"] = True


def _view(space: Space) -> SpaceView:
    kilde = shared().kilde
    last = kilde.catalogue.runs.last(space.name)
    return SpaceView(
        space.name,
        space.title or space.name,
        kilde.catalogue.counts(space.name),
        last,
        kilde.catalogue.runs.documents(last.id) if last and last.waiting else (),
        next_run(kilde.settings, space, datetime.now(UTC)),
        bool(space.schedule),
        space.watch,
    )


def _post() -> Post:
    outbox = shared().kilde.catalogue.outbox
    return Post(outbox.counts().get("waiting", 0), outbox.given_up(), outbox.last_error())
