"""Asking a person from the conversation: the offer, what is sent, and the case that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import streamlit as st

from answering import Answer, Person, Reader
from answering.cases import CaseError, CaseView
from answering.conversations import answer_of
from chat_app import components
from chat_app.pages.conversation import Conversation, Turn
from chat_app.pages.frame import (
    SignedOut,
    Watched,
    clock,
    person,
    refused,
    remember,
    space_title,
    visitor,
    watch,
)
from chat_app.quiet import log_error
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.cases import How, case_card
from chat_app.show.offers import offer
from config import Texts
from records import FEEDBACK_KINDS, Case, RecordsError

# Seconds between two looks at cases: while one is open, and otherwise.
_OPEN, _SETTLED = 3.0, 20.0
_LISTED = 50
_LATELY = timedelta(days=14)


def drawn(turn: Turn, conversation: Conversation, texts: Texts) -> dict[str, Any]:
    """What the entry of a turn shows of persons: its two quiet actions, the offer, the case."""
    answer = _as_it_is_now(turn)
    if answer is None or answer.small_talk:
        return {}
    case = _case_of(answer)
    offered = turn.proposal if turn.offering and case is None else None
    may_ask = case is None and offered is None and _anybody()
    return {
        "case": _card(case, texts, answer.status) if case else None,
        "offer": offer(
            offered,
            turn is not conversation.turns[0],
            person(),
            bool(visitor().name),
            turn.unsent,
            texts,
            said=turn.helpful is False and answer.status == "answered",
        )
        | {"attempt": turn.attempts}
        if offered
        else None,
        "actions": None
        if answer.status == "pending"
        else {
            "helpful": turn.helpful,
            "may_ask": may_ask,
            "nobody": texts("offer.nobody") if may_ask and turn.offering else "",
            "taken_back": turn.taken_back,
            "kinds": [[kind, texts(f"feedback.kind_{kind}")] for kind in FEEDBACK_KINDS],
            "texts": {
                key: texts(f"feedback.{key}")
                for key in (
                    "helps", "helps_not", "thanks", "reason", "reason_optional", "reason_send",
                    "ask", "ask_instead", "kind", "undo", "undone",
                )
            },
        },
    }  # fmt: skip


def callbacks(turn: Turn, mine: Reader, texts: Texts) -> dict[str, Callable[[], None]]:
    """What the entry's triggers do, by the names that it is mounted with."""
    key = f"entry-{turn.number}"

    def rates() -> None:
        said = st.session_state[key].feedback
        if not said or turn.answer is None:
            return
        before, turn.helpful = turn.helpful, said["helpful"]
        turn.taken_back = turn.helpful is None
        conversations = shared().kilde.conversations
        try:
            if turn.helpful is None:
                conversations.unrate(turn.answer.id, person())
            else:
                kind = said.get("kind")
                conversations.rate(
                    turn.answer.id,
                    person(),
                    bool(turn.helpful),
                    str(said.get("reason", "")),
                    kind if kind in FEEDBACK_KINDS else "",
                )
        except RecordsError as error:
            turn.helpful, turn.taken_back = before, False
            log_error(error)
        except SignedOut:
            return  # the page says so
        if said.get("offer"):
            propose(turn, mine)

    def asks() -> None:
        propose(turn, mine)

    def sends() -> None:
        form = st.session_state[key].send
        if form:
            _send(turn, form, mine, texts)

    def leaves() -> None:
        turn.offering = False

    return {
        "on_feedback_change": rates,
        "on_offer_change": asks,
        "on_send_change": sends,
        "on_leave_change": leaves,
        "on_add_change": lambda: _add(st.session_state[key].add),
    }


def propose(turn: Turn, mine: Reader) -> None:
    """Offer to ask a person about a turn, if there is one to be asked."""
    kilde = shared().kilde
    answer = turn.answer
    if answer is None:
        return
    turn.offering = True
    if turn.proposal is not None:
        return
    try:
        record = kilde.conversations.turn(answer.id, person())
        question = record.full_question if record else turn.question
        turn.proposal = kilde.cases.propose(mine, question, answer.language, record)
    except UNAVAILABLE as error:
        log_error(error)
    except SignedOut:
        return  # the page says so


def follow(conversation: Conversation, seen: Watched) -> None:
    """Draw the page again when somebody has done something about a case that it shows, since
    `marks` gave `seen`."""
    cases = _shown(conversation)
    if cases:
        waiting = any(case.state == "open" for case in cases)
        watch(lambda: marks(conversation), seen, _OPEN if waiting else _SETTLED)


def marks(conversation: Conversation) -> Watched:
    """The cases of a conversation, and when somebody has last done something about each."""
    return [(case.id, case.changed) for case in _shown(conversation)]


def my_cases(texts: Texts) -> None:
    """The asker's own cases: what waits or has changed lately, and the earlier ones."""

    def adds() -> None:
        _add(st.session_state["mine"].add)

    cases = _mine()
    if not cases:
        return
    wanted = st.query_params.get("case", "")
    since = clock().now - _LATELY
    recent = [case.state == "open" or case.changed > since for case in cases]
    components.mine(
        key="mine",
        data={
            "title": texts("my_case.mine"),
            "earlier_title": texts("my_case.earlier"),
            "opened": int(wanted) if wanted.isdecimal() else None,
            "cases": [
                {"question": case.question, "card": _card(case, texts), "recent": lately}
                for case, lately in zip(cases, recent, strict=True)
            ],
        },
        on_add_change=adds,
    )


def _mine() -> list[Case]:
    return shared().kilde.cases.list(person=person().id)[:_LISTED]


def _shown(conversation: Conversation) -> list[Case]:
    """The cases of a conversation; before it has begun, the list of one's own."""
    if not conversation.turns:
        return _mine()
    answers = [turn.answer for turn in conversation.turns if turn.answer]
    return [case for answer in answers if (case := _case_of(answer))]


def _case_of(answer: Answer) -> Case | None:
    """The case that an answer's question is in now: it may have been merged with another."""
    kilde = shared().kilde
    record = kilde.conversations.turn(answer.id, person())
    number = record.case_id if record else answer.case
    if number is None:
        return None
    try:
        return kilde.cases.get(number)
    except CaseError:
        return None  # it has been erased


def _as_it_is_now(turn: Turn) -> Answer | None:
    """A turn's answer; one that an expert looks at first is there once the expert has."""
    if turn.answer is not None and turn.answer.status == "pending":
        record = shared().kilde.conversations.turn(turn.answer.id, person())
        if record is not None and record.status != "pending":
            turn.answer = answer_of(record)
    return turn.answer


def _card(case: Case, texts: Texts, status: str = "") -> dict[str, Any]:
    view = _view(case)
    how: How = "asked"
    if case.kind == "question" and status == "escalated":
        how = "by_itself"
    elif case.kind == "approval" and status == "answered" and case.state == "answered":
        how = "approved"
    return case_card(view, person().id, space_title(case.space, texts), how, clock(), texts)


def _view(case: Case) -> CaseView:
    try:
        return shared().kilde.cases.seen_by(case.id, person().id)
    except CaseError:
        return CaseView(case, (), ())


def _anybody() -> bool:
    """Whether there is anybody who could be asked."""
    return any(space.escalate != "off" for space in shared().kilde.settings.space)


def _send(turn: Turn, form: Mapping[str, Any], mine: Reader, texts: Texts) -> None:
    proposal = turn.proposal
    turn.attempts += 1
    turn.unsent = ""
    if proposal is None:
        return
    nameless = bool(form["nameless"])
    try:
        if not nameless:
            remember(Person(person().id, str(form["name"]), str(form["address"])))
        shared().kilde.cases.open(
            proposal,
            Person(person().id) if nameless else person(),
            mine,
            text=str(form["text"]),
            choice=next((c for c in proposal.choices if (c.space or "") == form["space"]), None),
            anonymous=nameless,
            share=bool(form["earlier"]),
        )
        turn.offering = False
    except CaseError as error:
        turn.unsent = refused(error, texts)
    except UNAVAILABLE as error:
        log_error(error)
        turn.unsent = texts("my_case.failed")
    except SignedOut:
        return  # the page says so


def _add(value: Mapping[str, Any] | None) -> None:
    if not value:
        return
    try:
        shared().kilde.cases.add(int(value["number"]), person(), str(value["text"]))
    except (CaseError, *UNAVAILABLE) as error:
        log_error(error)
    except SignedOut:
        return  # the page says so
