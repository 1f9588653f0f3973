"""The glossary on the page Knowledge: what owners change holds for every search at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chat_app import components
from chat_app.pages.frame import visitor
from chat_app.rights import spaces_owned
from chat_app.shared import shared
from chat_app.show.glossary import glossary
from config import Texts
from records import Pair
from records.terms import LONGEST

_KEY = "glossary-all"


def draw(texts: Texts) -> None:
    """The list, with a form for a new pair."""
    kilde = shared().kilde
    components.glossary(
        key=_KEY,
        data=glossary(kilde.own_terms, kilde.terms.all(), texts),
        on_put_change=_puts,
        on_remove_change=_removes,
    )


def _puts() -> None:
    given = getattr(st.session_state[_KEY], "put")  # noqa: B009 (a trigger, no method)
    pair = _pair(given)
    if pair is not None:
        before = _pair(given.get("before"))
        _change(pair, before if before != pair else None)


def _removes() -> None:
    pair = _pair(getattr(st.session_state[_KEY], "remove"))  # noqa: B009
    if pair is not None:
        _change(None, pair)


def _change(add: Pair | None, remove: Pair | None) -> None:
    kilde, me = shared().kilde, visitor()
    if spaces_owned(kilde.settings, me):
        kilde.terms.change(kilde.own_terms, me.id, add, remove)


def _pair(given: Any) -> Pair | None:
    """The pair that the browser sent; None where it is none."""
    if not isinstance(given, dict):
        return None
    short, long = (" ".join(str(given.get(key, "")).split())[:LONGEST] for key in ("short", "long"))
    return (short, long) if short and long else None
