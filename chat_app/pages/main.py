"""What Streamlit runs for every visitor, from the top, at every step they take."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from chat_app.keeping import keeps_any
from chat_app.pages import PAGES
from chat_app.pages.frame import (
    FAVICON,
    STYLE,
    SignedOut,
    foot,
    language,
    notice,
    offline,
    problem,
    signed_out,
    visitor,
)
from chat_app.quiet import log_error
from chat_app.rights import is_administrator, is_auditor, spaces_owned, takes_cases
from chat_app.shared import shared

texts = language()
title = shared().kilde.settings.title
st.set_page_config(page_title=title, page_icon=FAVICON, layout="wide")
st.html(STYLE)
st.html(offline(title, texts))
try:
    me = visitor()
except SignedOut:
    signed_out(texts)
    st.stop()
# Streamlit takes up a lost connection again, in a browser that may be somebody else's by now.
if st.session_state.setdefault("visitor", me.id) != me.id:
    st.session_state.clear()
    st.session_state["visitor"] = me.id
pages = {
    page.key: st.Page(
        page.draw, title=texts(f"page.{page.key}"), url_path=page.key, default=number == 0
    )
    for number, page in enumerate(PAGES)
    if not page.for_administrators or is_administrator(shared().kilde.settings, me.groups)
    if not page.for_experts or takes_cases(shared().kilde.settings, me)
    if not page.for_owners or spaces_owned(shared().kilde.settings, me)
    if not page.for_keepers or keeps_any(shared().kilde, me)
    if not page.for_auditors or is_auditor(shared().kilde.settings, me.groups)
}
below = {page.key for page in PAGES if page.below}
st.session_state["pages"] = [key for key in pages if key not in below]
try:
    chosen = st.navigation(list(pages.values()), position="hidden")
    wanted = st.session_state.pop("go", None)
    if wanted in pages:
        st.switch_page(pages[wanted])
    # Streamlit shows the first page in place of one that is not there, or not theirs.
    asked_for = urlsplit(st.context.url or "").path.strip("/")
    if asked_for and asked_for not in pages:
        notice("", texts("page.missing"))
    chosen.run()
    foot({key: page for key, page in pages.items() if key in below}, texts)
except SignedOut:
    signed_out(texts)
except Exception as error:
    log_error(error)
    problem("other", title, texts)
