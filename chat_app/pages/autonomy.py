"""Autonomy: for administrators. How far each space is trusted to answer by itself, what experts
found of its answers, and what is changed against kilde.toml."""

from __future__ import annotations

from typing import Any

import streamlit as st

from answering.autonomy import Autonomy
from chat_app import components
from chat_app.pages.frame import (
    clock,
    done,
    language,
    masthead,
    notice,
    records_failed,
    visitor,
)
from chat_app.rights import is_administrator
from chat_app.shared import shared
from chat_app.show.autonomy import KEYS, autonomy
from config import ConfigError, Texts
from records import RecordsError

_KEY = "autonomy-all"


def page() -> None:
    """The page."""
    texts = language()
    masthead("autonomy", texts)
    with st.container(key="autonomy"):
        try:
            _draw(texts)
        except RecordsError as error:
            records_failed(error, texts)


def _draw(texts: Texts) -> None:
    kilde = shared().kilde

    def changes() -> None:
        said = st.session_state[_KEY].change
        if said:
            _change(str(said["space"]), dict(said["values"]), texts)

    def resets() -> None:
        said = st.session_state[_KEY].reset
        if said:
            before = kilde.departures.unchanged(str(said["space"]))
            _change(before.name, {str(said["key"]): getattr(before, str(said["key"]))}, texts)

    refused = st.session_state.pop("autonomy-refused", "")
    well = st.session_state.pop("autonomy-well", "")
    if refused:
        notice("", refused)
    elif well:
        done(well)
    known = kilde.audit.names()
    trust = Autonomy(kilde.departures, kilde.catalogue.engine)
    components.autonomy(
        key=_KEY,
        data=autonomy(
            [trust.of(space.name) for space in kilde.settings.space],
            kilde.departures.all(),
            {one.name: kilde.departures.unchanged(one.name) for one in kilde.settings.space},
            kilde.settings.trust,
            {**known, "local": texts("autonomy.local")},
            st.session_state.get("autonomy-done", 0),
            clock(),
            texts,
        ),
        on_change_change=changes,
        on_reset_change=resets,
    )


def _change(space: str, values: dict[str, Any], texts: Texts) -> None:
    """Set what is different from now; all of it is tried, and the first refusal is told."""
    kilde, me = shared().kilde, visitor()
    # The page may have been open since before the groups of who looks changed.
    if not is_administrator(kilde.settings, me.groups):
        return
    now = kilde.settings.named(space)
    changed = False
    for key, given in ((key, values[key]) for key in KEYS if key in values):
        try:
            value = _read(key, given)
            if value != getattr(now, key):
                kilde.departures.change(space, key, value, me.id)
                changed = True
        except (ConfigError, ValueError):
            label = texts("autonomy.level" if key == "autonomy" else f"autonomy.{key}")
            st.session_state["autonomy-refused"] = texts("autonomy.refused", what=label)
    if changed:
        st.session_state["autonomy-well"] = texts("autonomy.changed", space=now.title or now.name)
        st.session_state["autonomy-done"] = st.session_state.get("autonomy-done", 0) + 1


def _read(key: str, given: Any) -> Any:
    """What was written in a field, as kilde.toml would hold it; ValueError if it is nothing."""
    if key == "threshold" and isinstance(given, str):
        return float(given.replace(",", "."))
    return given.strip() if isinstance(given, str) else given
