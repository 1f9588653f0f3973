"""What all pages share: the reader's language, their access, the style, and how errors look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from answering import Person, Reader
from answering.cases import LONGEST_TEXT, CaseError
from chat_app import components
from chat_app.pages import guide
from chat_app.quiet import log_error
from chat_app.rights import LOCAL, Visitor, may_answer, spaces_worked_in, visitor_of
from chat_app.shared import shared
from chat_app.show.figures import Clock, counted, grouped
from config import Texts, nearest_language
from records import Case, CaseState, RecordsError

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "frame.css"
FAVICON = _FOLDER / "favicon.png"


def language() -> Texts:
    """The texts in the browser's language, or the nearest that there is."""
    return shared().kilde.settings.texts(nearest_language(st.context.locale or "en"))


class SignedOut(Exception):
    """The session of the person at the browser has ended."""


def visitor() -> Visitor:
    """The person at the browser, as their session stands now: with no sign-in the local user.

    Raises SignedOut where the session has ended since the page was opened.
    """
    sign_in = shared().sign_in
    if sign_in is None:
        return LOCAL
    person = sign_in.visitor(st.context.cookies.get(sign_in.cookie))
    if person is None:
        raise SignedOut
    return visitor_of(person)


def audited(event: str, **detail: object) -> None:
    """Note in the audit log that the person at the browser did something (`records.audit`)."""
    shared().kilde.audit.record(visitor().id, event, channel="page", **detail)


def groups() -> tuple[str, ...] | None:
    """The groups of the person at the browser; None for the local user."""
    return visitor().groups


def live(draw: Callable[..., None], every: float) -> Callable[..., None]:
    """`draw` as a part of the page that is drawn again by itself every so many seconds."""

    def drawn(*args: object) -> None:
        try:
            draw(*args)
        except SignedOut:
            st.rerun()  # the whole page, which says so

    return st.fragment(drawn, run_every=every)


def signed_out(texts: Texts) -> None:
    """What is left of a page whose session has ended."""
    sign_in = shared().sign_in
    assert sign_in is not None
    st.html(
        f'<div class="kilde-problem" role="alert"><strong>{escape(texts("signin.ended_title"))}'
        f"</strong><p>{escape(texts('signin.ended'))}</p>"
        f'<p><a href="{sign_in.address}" target="_self">{escape(texts("signin.again"))}</a></p>'
        "</div>"
    )


def person() -> Person:
    """Who is at the browser: where nobody signs in, by the name that they last gave."""
    me = visitor()
    given: Person = st.session_state.get("person", Person(me.id))
    return Person(me.id, me.name or given.name, me.address or given.address)


def remember(given: Person) -> None:
    """Keep the name that the person at the browser goes by."""
    st.session_state["person"] = given


def space_title(name: str | None, texts: Texts) -> str:
    """What a space is called, or, for None, those who get what fits none."""
    for space in shared().kilde.settings.space:
        if space.name == name:
            return space.title or space.name
    return name or texts("case.nowhere")


def clock() -> Clock:
    """Now, in the zone that kilde.toml names."""
    zone = shared().kilde.settings.timezone
    return Clock(datetime.now(UTC), ZoneInfo(zone) if zone else None)


def reader() -> Reader:
    """What the person at the browser may read."""
    return shared().kilde.reader(groups())


def masthead(
    page: str,
    texts: Texts,
    started: bool = False,
    on_new: Callable[[], None] = lambda: None,
    earlier: tuple[bool, Callable[[], None]] | None = None,
    conversation: str | None = None,
) -> None:
    """The bar at the top: the name, the pages, where a conversation has `started` a button for
    a new one, and one for `earlier` ones: whether they are shown, and what shows them.

    `conversation` is put into the page's address, so that it is there when the page is loaded
    again; an empty one is taken out of it, None leaves it as it is.
    """

    def goes() -> None:
        # A page can only be changed from the script itself, which runs next.
        st.session_state["go"] = st.session_state["masthead-mark"].go

    me = visitor()
    shown = st.session_state.get("pages", [])
    # One that is reached from the foot has its place in the bar while it is open.
    shown = shown if page in shown else [*shown, page]
    waiting = _waiting() if "inbox" in shown else 0
    with st.container(key="masthead"):
        components.masthead(
            key="masthead-mark",
            data={
                "language": texts.language,
                "title": shared().kilde.settings.title,
                "started": started,
                "conversation": conversation,
                "earlier": earlier[0] if earlier else None,
                "pages": [
                    {
                        "key": key,
                        "label": texts(f"page.{key}"),
                        "current": key == page,
                        "count": waiting if key == "inbox" else 0,
                        "counted": counted(waiting, "inbox", texts),
                    }
                    for key in (shown if len(shown) > 1 else [])
                ],
                "texts": {
                    "new": texts("ask.new"),
                    "earlier": texts("conversations.title"),
                    "send": texts("ask.send"),
                    "skip": texts("page.skip") if earlier else None,
                    "pages": texts("page.pages"),
                    "out": texts("signin.out") if me.name else None,
                    "you": texts("signin.you", name=me.name) if me.name else None,
                },
            },
            on_new_change=on_new,
            on_go_change=goes,
            on_earlier_change=earlier[1] if earlier else lambda: None,
        )
        guide.strip(page, me, texts)


def foot(pages: Mapping[str, StreamlitPage], texts: Texts) -> None:
    """Links to what everybody may look up about their data, at the end of every page."""
    with st.container(key="foot", horizontal=True):
        for key, page in pages.items():
            st.page_link(page, label=texts(f"page.{key}"))


def cases_of(state: CaseState) -> list[Case]:
    """The cases in a state that the person at the browser may answer."""
    kilde, me = shared().kilde, visitor()
    states: tuple[CaseState, ...] = (state,)
    spaces = spaces_worked_in(kilde.settings, me)
    return kilde.cases.list(spaces, states, assignee=me.address)


def case_of(number: int) -> Case | None:
    """The case, if the person at the browser may answer it."""
    kilde = shared().kilde
    try:
        case = kilde.cases.get(number)
    except CaseError:
        return None
    return case if may_answer(kilde.settings, visitor(), case) else None


def _waiting() -> int:
    """How many cases wait for the person at the browser."""
    try:
        return len(cases_of("open"))
    except RecordsError:
        return 0  # the page itself says so


Watched = object
"""What is compared between two looks: equal as long as nothing has happened."""


def watch(look: Callable[[], Watched], seen: Watched, every: float) -> None:
    """Draw the page again when what `look` gives is no longer `seen`; it is called every so many
    seconds. What it gave before anything was drawn: what happens meanwhile is not missed."""

    def looks() -> None:
        try:
            changed = look() != seen
        except RecordsError:
            return  # whoever does something is told
        if changed:
            st.rerun()

    live(looks, every)()


def problem(kind: str, title: str, texts: Texts) -> None:
    """An error in human words, with the next step."""
    notice(texts(f"error.{kind}_title"), texts(f"error.{kind}", title=title))


def records_failed(error: RecordsError, texts: Texts) -> None:
    """Say that the records cannot be read; why is in the log."""
    log_error(error)
    problem("records", shared().kilde.settings.title, texts)


def offline(title: str, texts: Texts) -> str:
    """What stands on the page, unseen, until the connection is lost: then nothing new can come
    from the server. The style shows it."""
    return (
        '<div class="kilde-offline" role="status">'
        f"<strong>{escape(texts('offline.title'))}</strong>"
        f"<p>{escape(texts('offline.body', title=title))}</p></div>"
    )


def refused(error: CaseError, texts: Texts) -> str:
    """Why something cannot be done with a case, in the reader's words."""
    return texts(f"case_error.{error.kind}", longest=grouped(LONGEST_TEXT, texts))


def notice(heading: str, body: str) -> None:
    """A framed message that screen readers announce."""
    strong = f"<strong>{escape(heading)}</strong>" if heading else ""
    st.html(f'<div class="kilde-problem" role="alert">{strong}<p>{escape(body)}</p></div>')


def done(body: str) -> None:
    """A framed message that something went well."""
    st.html(f'<div class="kilde-done" role="status"><p>{escape(body)}</p></div>')


def literal(text: str) -> str:
    """`text` for a widget's label, which is Markdown: every sign that could mean something
    else than itself is escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
