"""Figures: for administrators, and for owners of their spaces. What Kilde settled, what that is
worth, how good it was, and what is asked and not answered."""

from __future__ import annotations

import streamlit as st

from chat_app import components
from chat_app.managed import managed
from chat_app.pages.frame import language, masthead, records_failed, visitor
from chat_app.shared import shared
from chat_app.show.managers import managers
from records import RecordsError


def page() -> None:
    """The page."""
    texts = language()
    masthead("figures", texts)
    settings = shared().kilde.settings
    with st.container(key="figures"):
        try:
            found = managed(shared().kilde, visitor())
        except RecordsError as error:
            records_failed(error, texts)
            return
        if found is not None:
            titles = {space.name: space.title or space.name for space in settings.space}
            components.figures(key="figures-all", data=managers(found, titles, texts))
