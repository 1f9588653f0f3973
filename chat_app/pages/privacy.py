"""Privacy: what is kept of people, why, for how long and who sees it. For everybody."""

from __future__ import annotations

import streamlit as st

from chat_app import components
from chat_app.pages.frame import language, masthead
from chat_app.shared import shared
from chat_app.show.privacy import privacy


def page() -> None:
    """The page."""
    texts = language()
    masthead("privacy", texts)
    with st.container(key="privacy"):
        components.privacy(key="privacy-all", data=privacy(shared().kilde.settings, texts))
