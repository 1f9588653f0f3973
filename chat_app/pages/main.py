"""What Streamlit runs for every visitor, from the top, at every step they take."""

from __future__ import annotations

import streamlit as st

from chat_app.pages import PAGES
from chat_app.pages.frame import FAVICON, STYLE, language, problem
from chat_app.quiet import log_error
from chat_app.shared import shared

texts = language()
title = shared().kilde.settings.title
st.set_page_config(page_title=title, page_icon=FAVICON, layout="wide")
st.html(STYLE)
pages = [
    st.Page(page, title=texts(f"page.{key}"), url_path=key, default=number == 0)
    for number, (key, page) in enumerate(PAGES)
]
try:
    st.navigation(pages, position="hidden").run()
except Exception as error:
    log_error(error)
    problem("other", title, texts)
