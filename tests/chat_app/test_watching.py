"""A page that is drawn again when something has happened."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def test_what_happens_while_the_page_is_drawn_is_not_missed() -> None:
    def page() -> None:
        import streamlit as st

        from chat_app.pages.frame import watch

        cases = st.session_state.setdefault("cases", ["open"])
        seen = list(cases)
        st.text(cases[0])
        cases[0] = "closed"
        watch(lambda: list(cases), seen, 3600)

    assert [one.value for one in AppTest.from_function(page).run().text] == ["closed"]
