"""Ask: the conversation, and beside it the document that an answer quotes."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answering import Answer, Reader
from chat_app import components
from chat_app.metrics import METRICS
from chat_app.pages import earlier, escalating, linking
from chat_app.pages.beside import beside
from chat_app.pages.conversation import Conversation, Trouble, Turn
from chat_app.pages.earlier import Drawer
from chat_app.pages.frame import (
    language,
    literal,
    masthead,
    notice,
    person,
    problem,
    reader,
    records_failed,
)
from chat_app.pages.throttling import seconds_to_wait, too_often
from chat_app.quiet import log_error
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.entries import entry
from chat_app.show.figures import grouped
from chat_app.show.first_words import first_words
from config import Texts
from records import RecordsError
from vectorstore import ChromaError, ModelMissing, QuestionError
from vectorstore.search import LONGEST_QUESTION

# Seconds that a question waits for the models; after that it is tried whatever happens.
LONGEST_START = 60
# Seconds that questions to go on with wait until nobody waits for an answer.
LONGEST_LOOK = 10


def page() -> None:
    """The page."""
    texts = language()
    title = shared().kilde.settings.title
    conversation = Conversation.of_this_tab()
    if linking.wanted():
        linking.page(conversation, reader(), texts)
        return
    earlier.go_on(conversation)
    drawer = Drawer.of_this_tab()
    masthead(
        "ask",
        texts,
        bool(conversation.turns),
        conversation.begin_again,
        (drawer.open, drawer.toggle),
        conversation.address,
    )
    try:
        mine = reader()
        cases = escalating.marks(conversation)
        documents = mine.documents()
        quoted = conversation.quoted()
        if quoted:
            conversation.forget(mine.erased(quoted))
    except RecordsError as error:
        with st.container(key="narrow"):
            records_failed(error, texts)
        return
    if not documents and not conversation.turns:
        _empty(title, texts)
        with st.container(key="drawer"):
            earlier.draw(conversation, mine, texts)
        return

    def asks() -> None:
        question = str(st.session_state["ask"] or "")
        conversation.refused = _too_long(question)
        if conversation.refused:
            st.session_state["ask"] = question  # back into the field, to be shortened
        elif question.strip():
            conversation.ask(question)

    waiting: tuple[Turn, DeltaGenerator] | None = None
    with st.container(key="desk"):
        left, right = st.columns(2, gap=None)
    with left:
        # Both emptied at once when the conversation begins, not when the answer is there.
        hello = st.empty()
        turns = st.container(key="turns")
        with st.container(key="question"):
            if conversation.refused:
                _tell(conversation.refused, texts)
            st.chat_input(texts("ask.placeholder"), key="ask", on_submit=asks)
            st.html(f'<p class="kilde-small">{escape(texts("ask.honest", title=title))}</p>')
        first_questions = st.empty()
    if not conversation.turns:
        with hello.container(key="hello"):
            _hello(title, texts)
    for turn in conversation.turns:
        with turns, st.container(key=f"turn-{turn.number}"):
            place = _turn(turn, conversation, mine, title, texts)
            if turn.waiting:
                waiting = turn, place
    with right:
        beside(conversation, mine, texts)
    with st.container(key="drawer"):
        earlier.draw(conversation, mine, texts)
    # Last, so that the whole page stands while Kilde is at work.
    if not conversation.turns:
        with first_questions.container(key="first-questions", gap=None):
            _first_questions(mine, conversation, texts)
            with st.container(key="my-cases"):
                escalating.my_cases(texts)
    if waiting:
        with shared().answering:
            _answer(*waiting, conversation, mine, texts)
        st.rerun()
    _look_further(conversation, mine)
    escalating.follow(conversation, cases)


def _hello(title: str, texts: Texts) -> None:
    st.html(
        f"<h2>{escape(texts('ask.hello'))}</h2><p>{escape(texts('ask.promise', title=title))}</p>"
    )


def _first_questions(mine: Reader, conversation: Conversation, texts: Texts) -> None:
    try:
        questions = mine.first_questions(texts.language)
    except UNAVAILABLE:
        return  # whoever asks is told
    if not questions:
        return
    st.html(f"<h3>{escape(texts('ask.first_questions'))}</h3>")
    for number, question in enumerate(questions):
        st.button(
            literal(question),
            key=f"first-{number}",
            type="tertiary",
            on_click=conversation.ask,
            args=(question,),
        )


def _turn(
    turn: Turn, conversation: Conversation, mine: Reader, title: str, texts: Texts
) -> DeltaGenerator:
    """Draw a turn; what is returned has room below it for what Kilde is doing."""
    opened = conversation.opened
    key = f"entry-{turn.number}"

    def opens() -> None:
        conversation.open(turn, st.session_state[key].open)

    def goes_on() -> None:
        place = st.session_state[key].next
        if isinstance(place, int) and 0 <= place < len(turn.next or ()):
            conversation.ask((turn.next or ())[place])

    people = escalating.drawn(turn, conversation, texts)
    components.entry(
        key=key,
        data=entry(
            turn.question,
            turn.answer,
            opened.citation.n if opened and opened.of == turn.number else None,
            newest=turn is conversation.turns[-1],
            texts=texts,
            handed=bool(people.get("offer") or people.get("case")),
        )
        | people
        | linking.drawn(turn, texts)
        | {"next": _next(turn, conversation, texts)},
        on_open_change=opens,
        on_leave_out_change=lambda: turn.leave_out(st.session_state[key].leave_out),
        on_next_change=goes_on,
        on_take_back_change=lambda: turn.take_back(st.session_state[key].take_back),
        **escalating.callbacks(turn, mine, texts),
        **linking.callbacks(turn),
    )
    place = st.empty()
    if turn.trouble:
        with st.container(key=f"trouble-{turn.number}"):
            if turn.trouble.kind in ("search", "model", "records", "other"):
                problem(turn.trouble.kind, title, texts)
            elif turn.trouble.kind == "too_often":
                notice("", too_often(turn.trouble.numbers["wait"], texts))
            else:
                _tell(turn.trouble, texts)
            if turn.trouble.kind not in ("empty_question", "long_question"):
                st.button(texts("error.again"), key=f"again-{turn.number}", on_click=turn.retry)
    return place


def _answer(
    turn: Turn, place: DeltaGenerator, conversation: Conversation, mine: Reader, texts: Texts
) -> None:
    """Answer a turn, saying meanwhile what Kilde is doing."""

    def tell(stage: str) -> None:
        place.html(_working(texts(f"working.{stage}")))

    def show(answer: Answer) -> None:
        place.html(first_words(answer, texts))

    try:
        if not shared().warm.is_set():
            place.html(_working(texts("ask.starting", title=shared().kilde.settings.title)))
            shared().warm.wait(LONGEST_START)
        wait = seconds_to_wait("asks")
        if wait:
            turn.trouble = Trouble("too_often", {"wait": wait})
            return
        tell("searching")
        turn.answer = shared().kilde.conversations.ask(
            mine,
            turn.question,
            person(),
            conversation.id,
            "page",
            tell,
            without=turn.without,
            instead_of=turn.instead_of,
            show=show,
        )
        METRICS.answer(turn.answer, "page")
        if turn.answer.status == "unanswered":
            escalating.propose(turn, mine)
    except QuestionError:
        turn.trouble = _too_long(turn.question) or Trouble("empty_question")
    except ChromaError as error:
        turn.trouble = _logged(error, "search")
    except ModelMissing as error:
        turn.trouble = _logged(error, "model")
    except RecordsError as error:
        turn.trouble = _logged(error, "records")
    except Exception as error:
        turn.trouble = _logged(error, "other")


def _next(turn: Turn, conversation: Conversation, texts: Texts) -> dict[str, Any] | None:
    if not turn.next or turn is not conversation.turns[-1]:
        return None
    return {"title": texts("after.go_on"), "questions": list(turn.next)}


def _look_further(conversation: Conversation, mine: Reader) -> None:
    """Find questions to go on with, once the page stands and nobody waits for an answer."""
    turn = conversation.turns[-1] if conversation.turns else None
    if turn is None or turn.answer is None or turn.next is not None or turn.trouble:
        return
    turn.next = ()
    if shared().answering.quiet(LONGEST_LOOK):
        with suppress(QuestionError, *UNAVAILABLE):
            turn.next = mine.next_questions(turn.answer)
    if turn.next:
        st.rerun()


def _working(doing: str) -> str:
    return f'<p class="kilde-working" role="status"><i aria-hidden="true"></i>{escape(doing)}</p>'


def _too_long(question: str) -> Trouble | None:
    length = len(" ".join(question.split()))
    if length <= LONGEST_QUESTION:
        return None
    return Trouble("long_question", {"length": length, "longest": LONGEST_QUESTION})


def _tell(trouble: Trouble, texts: Texts) -> None:
    values = {name: grouped(number, texts) for name, number in trouble.numbers.items()}
    notice("", texts(f"error.{trouble.kind}", **values))


def _logged(error: Exception, kind: str) -> Trouble:
    log_error(error)
    return Trouble(kind)


def _empty(title: str, texts: Texts) -> None:
    with st.container(key="empty"):
        st.html(
            f"<h2>{escape(texts('empty.title'))}</h2>"
            f"<p>{escape(texts('empty.body', title=title))}</p>"
            f"<ol><li>{escape(texts('empty.step_folder'))}"
            f"<pre>{escape(texts('empty.sample'))}</pre></li>"
            f"<li>{escape(texts('empty.step_ingest'))} <code>kilde ingest</code></li>"
            f"<li>{escape(texts('empty.step_back'))}</li></ol>"
            f"<p>{escape(texts('empty.not_yours', title=title))}</p>"
        )
        st.button(texts("empty.again"), key="look-again")
