"""Registers the components with Streamlit."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

Mount = Callable[..., None]

_FOLDER = Path(__file__).parent


def _registered(name: str, *parts: str) -> Mount:
    """A component out of `name`.css and `name`.js, with what all share before each, and what
    it shares with some others in `parts`.

    It is mounted with a `key`, its `data`, and a callback `on_…_change` for each trigger.
    """
    css, js = (
        "\n".join(
            file.read_text("utf-8")
            for part in ("common", *parts, name)
            if (file := _FOLDER / f"{part}.{kind}").exists()
        )
        for kind in ("css", "js")
    )
    html = f'<div class="{name}" data-component></div>'
    mounted = component(f"kilde_{name}", html=html, css=css, js=js)

    def mount(key: str, data: dict[str, Any], **options: Any) -> None:
        # In a list: Streamlit loads pandas and Arrow, 100 MB, to look for tables in a dict.
        mounted(key=key, data=[data, _made(key, data)], **options)

    return mount


def _made(key: str, data: dict[str, Any]) -> int:
    """When this data was first given to the component called `key`, in microseconds.

    Data that stays keeps its time, so that Streamlit need not send it again.
    """
    digest = hashlib.sha256(json.dumps(data).encode()).digest()
    known: dict[str, tuple[bytes, int]] = st.session_state.setdefault("components_made", {})
    if key not in known or known[key][0] != digest:
        known[key] = digest, time.time_ns() // 1000
    return known[key][1]


masthead = _registered("masthead")
"""Data: language, title, pages, texts. Triggers: `new`, a new conversation;
`earlier`, to show earlier ones or not; `go`, a page's key."""

entry = _registered("entry", "forms", "talk", "link", "after")
"""One question and what it got. Data: see `chat_app.show.entries`. Triggers: `open`, a number;
`feedback`, whether it helped (null: that is taken back) and why not; `offer`, to ask a person;
`send`, what goes to that person and in whose name; `leave`, not to; `add`, a case's number and
what is added to it; `leave_out`, the number of a citation whose document does not belong;
`take_back`, the place of one that was left out; `link`, whether there shall be one; `next`, the
place of a question to go on with."""

document = _registered("document", "cover")
"""The open document. Data: see `chat_app.show.panel`. Triggers: `close`; `page`, a
number; `seek`, a text and the number of a hit, from 0."""

earlier = _registered("earlier", "forms", "cover")
"""Earlier conversations. Data: see `chat_app.show.earlier`. Triggers: `find`, words; `open`, an
id; `rename`, an id and a name; `remove`, an id or "" for all; `close`."""

operations = _registered("operations")
"""Spaces and runs. Data: see `chat_app.show.operations`. Triggers: `run`, a space's name, and
`confirm`, a space and the run whose list of removals is agreed to."""

mine = _registered("mine", "forms", "talk")
"""The cases of who looks. Data: title, cases, opened. Trigger: `add`, a number and a text."""

verified = _registered("verified", "forms")
"""Answers given for everyone. Data: see `chat_app.show.verified`. Triggers: `open`, a number, 0
for a new one, -1 for the list; `save`, what was typed; `looked` and `retire`, a number."""

inbox = _registered("inbox", "forms")
"""The experts' cases. Data: see `chat_app.show.inbox`. Triggers: `open`, a number; `filter`, a
state and a space; `held`, a held mail's id and whether it is accepted."""

casework = _registered("casework", "forms", "talk")
"""One case. Data: see `chat_app.show.casework`. Triggers: `back`; `open`, a citation's number;
`reply`, `judge`, `pass`, `merge`, `close` and `reopen` with what each needs."""

autonomy = _registered("autonomy", "forms")
"""How far spaces are trusted. Data: see `chat_app.show.autonomy`. Triggers: `change`, a space and
the values of its keys; `reset`, a space and a key that is to be as in kilde.toml."""

search = _registered("search", "forms")
"""What was found. Data: see `chat_app.show.search`. Triggers: `search`, what is looked for, as in
the address; `more`; `open`, a passage's number; `ask`, to ask it as a question."""

start = _registered("start", "forms")
"""Start here. Data: see `chat_app.show.start`. Triggers: `tick`, a question's number and whether
it is done; `ask`, a number; `guide`, to begin it; `language`, a code; `edit`, to begin or to end
that; `change`, a number, an act and what it needs; `add`, a new question."""

guide = _registered("guide", "forms")
"""The next step of the guide. Data: see `chat_app.show.start.guide`. Triggers: `go`, to its page;
`skip`; `leave`."""

editions = _registered("editions", "forms")
"""Which documents replace which. Data: see `chat_app.show.editions`. Triggers: `undo` and
`restore`, a number; `decide`, a space and the names of the older and the newer document."""

figures = _registered("figures", "forms")
"""What managers see. Data: see `chat_app.show.managers`. No triggers."""

knowledge = _registered("knowledge", "forms")
"""The documents of a space. Data: see `chat_app.show.knowledge`. Triggers: `show`, what is looked
at, by the fields of its `Choice`; `open`, a document's number, 0 for the list; `run`; `again` and
`erase`, a document's number; `go`, a page's key."""

admin = _registered("admin", "forms")
"""What administrators run. Data: see `chat_app.show.admin`. Triggers: `section`, a key; `act`,
what is to be done and with what; `go`, a page's key."""

privacy = _registered("privacy", "paper")
"""What is kept of people, and why. Data: see `chat_app.show.privacy`."""

mydata = _registered("mydata", "forms", "paper")
"""What is kept of who looks. Data: see `chat_app.show.mydata`. Triggers: `erase`; `look`, whom an
administrator asks about; `erase_other`, the same."""

audit = _registered("audit", "forms", "paper")
"""The audit log. Data: see `chat_app.show.audit`. Triggers: `look`, what is looked for, and
`verify`."""

glossary = _registered("glossary", "forms")
"""Abbreviations. Data: see `chat_app.show.glossary`. Triggers: `put`, a pair, with the one that it
replaces as `before`; `remove`, a pair."""

differences = _registered("differences", "forms")
"""Documents that disagree. Data: see `chat_app.show.differences`. Triggers: `compare`; `holds`, a
difference's number and which of its sides holds."""
