"""Earlier conversations: a drawer over the Ask page in which they are found, opened again,
renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from answering import Reader
from answering.earlier import FoundConversation
from chat_app import components
from chat_app.pages import guide
from chat_app.pages.conversation import Conversation
from chat_app.pages.frame import SignedOut, audited, clock, person, reader, visitor
from chat_app.pages.sent import fields
from chat_app.quiet import log_error
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.earlier import earlier, renamed
from config import Texts

_KEY = "earlier"
PARAMETER = "conversation"


@dataclass
class Drawer:
    """Whether it is open in this tab, the words that are looked for, and what was done last."""

    open: bool = False
    words: str = ""
    said: str = ""
    done: int = 0

    @classmethod
    def of_this_tab(cls) -> Drawer:
        found: Drawer = st.session_state.setdefault("earlier-drawer", cls())
        return found

    def toggle(self) -> None:
        self.open = not self.open
        self.words = self.said = ""


def go_on(conversation: Conversation) -> None:
    """Where the page has been loaded again, go on with the conversation that its address names,
    if it is the person's own. It is looked for until something is asked: its first answer may
    still be being made."""
    if conversation.begun:
        return
    wanted = st.query_params.get(PARAMETER, "")
    try:
        if wanted and wanted.isprintable() and not conversation.turns:
            turns = shared().kilde.earlier.open(wanted, person(), reader())
            if not turns:
                return
            conversation.go_on(wanted, turns)
    except UNAVAILABLE as error:
        log_error(error)  # the page itself says so, and it is tried again
    else:
        conversation.begun = True


def draw(conversation: Conversation, mine: Reader, texts: Texts) -> None:
    """Draw the drawer, where it is open."""
    drawer = Drawer.of_this_tab()
    if not drawer.open:
        return
    kept = shared().kilde.earlier

    def finds() -> None:
        drawer.words, drawer.said = str(st.session_state[_KEY].find or ""), ""

    def opens() -> None:
        wanted = str(st.session_state[_KEY].open or "")
        turns = kept.open(wanted, person(), mine)
        if turns:
            conversation.go_on(wanted, turns)
            drawer.toggle()

    def renames() -> None:
        form = fields(st.session_state[_KEY].rename)
        if form:
            name = str(form.get("name", ""))
            kept.rename(str(form.get("id", "")), person(), name)
            drawer.said = renamed(name, texts)

    def removes() -> None:
        wanted = str(st.session_state[_KEY].remove or "")
        _forget(conversation, wanted or None)
        drawer.said = texts("conversations.removed" if wanted else "conversations.removed_all")

    components.earlier(
        key=_KEY,
        data=earlier(
            _found(drawer.words, mine),
            drawer.words,
            conversation.id,
            drawer.said,
            drawer.done,
            clock(),
            texts,
        ),
        on_find_change=finds,
        on_open_change=_trying(opens, drawer, texts),
        on_rename_change=_trying(renames, drawer, texts),
        on_remove_change=_trying(removes, drawer, texts),
        on_close_change=drawer.toggle,
    )
    guide.did("earlier", visitor(), drawn=True)


def _found(words: str, mine: Reader) -> list[FoundConversation]:
    kept = shared().kilde.earlier
    if words.strip():
        return kept.find(words, person(), mine)
    return [FoundConversation(head, "") for head in kept.listed(person())]


def _forget(conversation: Conversation, wanted: str | None) -> None:
    gone = shared().kilde.earlier.forget(person(), wanted)
    audited("conversation.erased", conversations=gone)
    if wanted in (None, conversation.id):
        conversation.begin_again()


def _trying(does: Callable[[], None], drawer: Drawer, texts: Texts) -> Callable[[], None]:
    """`does`, after which the drawer says that it failed where it did."""

    def tries() -> None:
        drawer.done += 1
        try:
            does()
        except UNAVAILABLE as error:
            log_error(error)
            drawer.said = texts("conversations.failed")
        except SignedOut:
            return  # the page says so

    return tries
