"""What all pages share: the reader's language, their access, the style, and how errors look."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import streamlit as st

from answering import Reader
from chat_app.shared import shared
from config import Texts, nearest_language
from config import texts as texts_of

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "frame.css"
FAVICON = _FOLDER / "favicon.png"


def language() -> Texts:
    """The texts in the browser's language, or the nearest that there is."""
    return texts_of(nearest_language(st.context.locale or "en"))


def reader() -> Reader:
    """What the person at the browser may do: with no sign-in, the local user reads all."""
    return shared().kilde.reader(None)


def problem(kind: str, title: str, texts: Texts) -> None:
    """An error in human words, with the next step."""
    notice(texts(f"error.{kind}_title"), texts(f"error.{kind}", title=title))


def notice(heading: str, body: str) -> None:
    """A framed message that screen readers announce."""
    strong = f"<strong>{escape(heading)}</strong>" if heading else ""
    st.html(f'<div class="kilde-problem" role="alert">{strong}<p>{escape(body)}</p></div>')


def literal(text: str) -> str:
    """`text` for a widget's label, which is Markdown: every sign that could mean something
    else than itself is escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def grouped(number: int, texts: Texts) -> str:
    """A number as the language writes it: `19 997`."""
    return f"{number:,}".replace(",", texts("page.thousands"))
