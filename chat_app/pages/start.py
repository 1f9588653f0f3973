"""Start here: for people who are new. Their questions, and the guided first use."""

from __future__ import annotations

from typing import Any

import streamlit as st

from answering import Reader
from chat_app import components
from chat_app.pages import guide
from chat_app.pages.conversation import Conversation
from chat_app.pages.frame import (
    Watched,
    audited,
    groups,
    language,
    masthead,
    reader,
    records_failed,
    visitor,
    watch,
)
from chat_app.pages.sent import fields, whole
from chat_app.rights import spaces_owned
from chat_app.shared import shared
from chat_app.show.start import Editing, start, tick_of
from config import DAYS, LANGUAGES, Texts
from records import RecordsError, StartingQuestion

_KEY = "start-all"
# In the session: the language that was chosen, whether an owner edits, and how often they saved.
_LANGUAGE, _EDITS, _SAVED = "start-language", "start-edits", "start-saved"
# Seconds between two looks at what has been made.
_EVERY = 3.0
_LONGEST = 200


def page() -> None:
    """The page."""
    texts = language()
    masthead("start", texts)
    with st.container(key="start"):
        try:
            mine = reader()
            seen = _seen(mine)
            making = _draw(mine, texts)
            if making:
                watch(lambda: _seen(mine), seen, _EVERY)
        except RecordsError as error:
            records_failed(error, texts)


def _seen(mine: Reader) -> Watched:
    shown = shared().kilde.starting.shown(groups(), mine)
    return [one.id for one in shown.questions], shown.making


def _draw(mine: Reader, texts: Texts) -> bool:
    kilde, me = shared().kilde, visitor()
    titles = {space.name: space.title or space.name for space in kilde.settings.space}
    owned = [name for name in spaces_owned(kilde.settings, me) if name in mine.spaces]
    edits = bool(owned and st.session_state.get(_EDITS))
    shown = kilde.starting.shown(groups(), mine)
    questions = list(shown.questions)
    editing = None
    if edits:
        every = kilde.starting.editable(mine, owned)
        questions = [one for one in questions if one.space not in owned] + every
        editing = Editing(
            {name: titles[name] for name in owned},
            kilde.starting.unanswered(mine, [one.id for one in every]),
            st.session_state.get(_SAVED, 0),
        )
    components.start(
        key=_KEY,
        data=start(
            questions,
            kilde.starting.table.ticks(me.id),
            guide.done(me),
            titles,
            _chosen(questions, texts),
            shown.making,
            bool(owned),
            editing,
            texts,
        ),
        on_tick_change=_ticks,
        on_ask_change=lambda: _asks(questions),
        on_guide_change=_begins,
        on_language_change=lambda: st.session_state.update({_LANGUAGE: _said("language")}),
        on_edit_change=lambda: st.session_state.update({_EDITS: not edits}),
        on_change_change=lambda: _edits(questions, owned),
        on_add_change=lambda: _adds(owned),
    )
    return shown.making


def _said(trigger: str) -> Any:
    return getattr(st.session_state[_KEY], trigger)


def _chosen(questions: list[StartingQuestion], texts: Texts) -> str:
    """The language whose questions are shown: the chosen one, the reader's, or one there is."""
    there = [code for code in LANGUAGES if any(one.language == code for one in questions)]
    wanted = (st.session_state.get(_LANGUAGE), texts.language)
    return next((str(code) for code in wanted if code in there), (there or [texts.language])[0])


def _ticks() -> None:
    said = fields(_said("tick"))
    number = whole(said.get("id"))
    if number is not None:
        shared().kilde.starting.table.tick(visitor().id, tick_of(number), bool(said.get("done")))


def _asks(questions: list[StartingQuestion]) -> None:
    """Ask a question in a conversation of its own, and tick it off."""
    chosen = next((one for one in questions if one.id == _said("ask")), None)
    if chosen is None:
        return
    conversation = Conversation.of_this_tab()
    conversation.begin_again()
    conversation.ask(chosen.question)
    shared().kilde.starting.table.tick(visitor().id, tick_of(chosen.id))
    st.session_state["go"] = "ask"


def _begins() -> None:
    guide.begin()
    st.session_state["go"] = "ask"


def _edits(questions: list[StartingQuestion], owned: list[str]) -> None:
    """What an owner does to a question: {"id", "act"} with what the act needs."""
    said = fields(_said("change"))
    chosen = next((q for q in questions if q.id == said.get("id") and q.space in owned), None)
    if chosen is None:
        return
    table, by = shared().kilde.starting.table, visitor().id
    act = said.get("act")
    if act == "save":
        words, day = " ".join(str(said.get("question", "")).split())[:_LONGEST], said.get("day")
        values: dict[str, Any] = {"question": words} if words and words != chosen.question else {}
        if day in DAYS and day != chosen.day:
            values["day"] = day
        if values:
            table.change(chosen.id, values, by)
    elif act in ("hide", "show"):
        table.change(chosen.id, {"hidden": act == "hide"}, by)
    elif act in ("up", "down"):
        beside = [
            one
            for one in questions
            if (one.space, one.day, one.language) == (chosen.space, chosen.day, chosen.language)
        ]
        table.move(chosen.id, [one.id for one in beside], -1 if act == "up" else 1, by)
    elif act == "remove":
        table.remove(chosen.id)
    _saved("start.changed", chosen.space)


def _adds(owned: list[str]) -> None:
    said = fields(_said("add"))
    words = " ".join(str(said.get("question", "")).split())[:_LONGEST]
    known = said.get("space") in owned and said.get("language") in LANGUAGES
    day = next((day for day in DAYS if day == said.get("day")), None)
    if words and known and day:
        space, code = str(said["space"]), str(said["language"])
        shared().kilde.starting.table.add(space, code, day, words, visitor().id)
        st.session_state[_LANGUAGE] = code
        _saved("start.added", space)


def _saved(event: str, space: str) -> None:
    st.session_state[_SAVED] = st.session_state.get(_SAVED, 0) + 1
    audited(event, space=space)
