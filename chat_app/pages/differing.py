"""Differences between documents on the page Knowledge: an owner says which of two holds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from answering import Reader
from answering.differences.between import Between
from chat_app import components
from chat_app.comparing import COMPARISONS
from chat_app.pages.frame import audited, clock, visitor
from chat_app.pages.sent import fields, whole
from chat_app.shared import shared
from chat_app.show.differences import differences
from config import Space, Texts
from records import EditionError, Passage

_KEY = "differences-all"


def draw(space: Space, reader: Reader, texts: Texts) -> None:
    """What the last comparison found, as far as the visitor may read it."""
    last = COMPARISONS.last(space.name)
    found = last.found if last else ()
    ids = {side.passage for one in found or () for side in one.sides}
    passages = shared().kilde.catalogue.passages(ids, reader.allowed)
    named = {(one.space, one.document) for one in passages.values()}
    replaced = shared().kilde.catalogue.editions.superseded(named, reader.allowed)
    current = {n: p for n, p in passages.items() if (p.space, p.document) not in replaced}
    state = "never" if last is None else "running" if last.running else "done"
    at = clock().shown(last.begun, texts) if last else ""

    def runs() -> None:
        COMPARISONS.begin(shared().kilde.settings, space.name, visitor().id)

    def holds() -> None:
        given = fields(st.session_state[_KEY].holds)
        number, side = whole(given.get("id")), whole(given.get("side"))
        if found and number is not None and side is not None:
            _decide(space, found, number, side, current)

    components.differences(
        key=_KEY,
        data=differences(found, current, "failed" if found is None else state, at, texts),
        on_compare_change=runs,
        on_holds_change=holds,
    )


def _decide(
    space: Space, found: Sequence[Between], number: int, side: int, current: dict[int, Passage]
) -> None:
    """Which of a difference's two documents holds: the other one is replaced by it."""
    if not (number < len(found) and side in (0, 1)):
        return
    pair = [current.get(each.passage) for each in found[number].sides]
    newer, older = pair[side], pair[1 - side]
    if newer is None or older is None:
        return
    kilde = shared().kilde
    try:
        kilde.catalogue.editions.decide(space.name, older.document, newer.document, visitor().id)
    except EditionError:
        return  # one of them has gone meanwhile, and is not listed any more
    audited("edition", space=space.name)
