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


def _registered(name: str) -> Mount:
    """A component out of `name`.css and `name`.js, with what all share before each.

    It is mounted with a `key`, its `data`, and a callback `on_…_change` for each trigger.
    """
    css, js = (
        "\n".join((_FOLDER / f"{part}.{kind}").read_text("utf-8") for part in ("common", name))
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
"""Data: language, title, pages, texts. Triggers: `new`, a new conversation; `go`, a page's key."""

entry = _registered("entry")
"""One question and what it got. Data: see `chat_app.show.entries`. Triggers: `open`, a number."""

document = _registered("document")
"""The open document. Data: see `chat_app.show.panel`. Triggers: `close`, and `page`, a number."""

operations = _registered("operations")
"""Spaces and runs. Data: see `chat_app.show.operations`. Triggers: `run`, a space's name, and
`confirm`, a space and the run whose list of removals is agreed to."""
