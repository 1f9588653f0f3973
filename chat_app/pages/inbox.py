"""Inbox: for experts. The cases that wait for them, and one of them to work on."""

from __future__ import annotations

import streamlit as st

from chat_app import components
from chat_app.pages import working
from chat_app.pages.beside import beside
from chat_app.pages.frame import (
    Watched,
    case_of,
    cases_of,
    clock,
    done,
    language,
    masthead,
    notice,
    reader,
    records_failed,
    visitor,
    watch,
)
from chat_app.pages.working import Desk, settle
from chat_app.rights import spaces_worked_in
from chat_app.shared import shared
from chat_app.show.inbox import STATES, inbox, listed
from config import Texts
from records import Case, HeldReply, RecordsError

# Seconds between two looks at the records.
_EVERY = 3.0


def page() -> None:
    """The page."""
    texts = language()
    desk = _desk()
    masthead("inbox", texts)
    with st.container(key="desk"):
        left, right = st.columns(2, gap=None)
    try:
        mine = reader()
        seen = _marks()
        cases = _cases()
        with left, st.container(key="inbox"):
            chosen = case_of(desk.number) if desk.number is not None else None
            if chosen is not None:
                working.draw(desk, chosen, cases, mine, texts)
            else:
                if desk.number is not None:
                    notice("", texts("inbox.not_yours", number=desk.number))
                _list(desk, cases, texts)
        with right:
            beside(desk, mine, texts)
        watch(_marks, seen, _EVERY)
    except RecordsError as error:
        with left, st.container(key="narrow"):
            records_failed(error, texts)


def _desk() -> Desk:
    """What this tab looks at; a link in a mail names the case."""
    desk: Desk = st.session_state.setdefault("inbox-desk", Desk())
    named = st.query_params.get("case", "")
    if named.isdecimal() and len(named) < 19 and named != desk.came_for:
        desk.came_for = named
        desk.look_at(int(named))
    return desk


def _cases() -> list[Case]:
    return [case for state in STATES for case in cases_of(state)]


def _marks() -> Watched:
    now = clock().now
    cases = _cases()
    held = [one.id for one in _held(cases)]
    return [(case.id, case.changed) for case in cases], held, (now.hour, now.minute)


def _list(desk: Desk, cases: list[Case], texts: Texts) -> None:
    def opens() -> None:
        number = st.session_state["inbox-list"].open
        if number is not None:
            desk.look_at(int(number))

    def filters() -> None:
        chosen = st.session_state["inbox-list"].filter
        if chosen:
            desk.state, desk.space = str(chosen["state"]), str(chosen["space"])

    kilde = shared().kilde
    held = _held(cases)

    def settles() -> None:
        said = st.session_state["inbox-list"].held
        if said and said["id"] in {one.id for one in held}:
            settle(desk, int(said["id"]), said["number"], cases, texts)

    if desk.problem or desk.said:
        notice("", desk.problem) if desk.problem else done(desk.said)
    shown = listed(cases, desk.state, desk.space)
    asked_by = {case.id: len(kilde.cases.view(case.id).askers) for case in shown}
    titles = {space.name: space.title or space.name for space in kilde.settings.space}
    components.inbox(
        key="inbox-list",
        data=inbox(
            cases,
            asked_by,
            titles | {"": texts("inbox.no_space")},
            (desk.state, desk.space),
            held,
            clock(),
            texts,
        ),
        on_open_change=opens,
        on_filter_change=filters,
        on_held_change=settles,
    )


def _held(cases: list[Case]) -> list[HeldReply]:
    """The mails that wait for the person at the browser: those that name a case of theirs,
    and, where they get what fits nowhere, those that name none."""
    kilde, mine = shared().kilde, {case.id for case in cases}
    spaces = spaces_worked_in(kilde.settings, visitor())
    nowhere = spaces is not None and None in spaces
    return [
        one
        for one in kilde.replies.held()
        if spaces is None or one.case_id in mine or (nowhere and one.case_id is None)
    ]
