"""A case as the person sees it who asked, in the conversation and in the list of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from answering.cases import CaseView
from chat_app.show.figures import Clock
from chat_app.show.offers import LONGEST
from config import Texts
from records import Case, Entry

# How a case came to be: the asker sent it, or Kilde did; or it held an answer of Kilde's, which
# an expert approved.
How = Literal["asked", "by_itself", "approved"]
# What the asker is told of a case's history; notes and reminders are the experts' own.
_TOLD = ("addition", "reply", "passed", "closed", "published", "reopened")


def case_card(
    view: CaseView, person: str, who: str, how: How, clock: Clock, texts: Texts
) -> dict[str, Any]:
    """Data for the card. `who` is what those are called whose case it is."""
    case = view.case
    told = [entry for entry in view.entries if is_told(entry, person)]
    if how == "approved":  # the answer stands above, with its sources
        told = [entry for entry in told if entry.kind != "reply"]
    thread = [_entry(entry, clock, texts) for entry in told]
    return {
        "number": case.id,
        "title": texts("my_case.title", number=case.id),
        "state": state(case, texts),
        "lines": _lines(view, person, who, how, clock, texts),
        "thread": thread,
        "below": how == "approved",
        "answered": any(entry.kind == "reply" for entry in told),
        "news": _news(case, told, texts),
        "may_add": case.state != "closed",
        "longest": LONGEST,
        "texts": {
            "add": texts("my_case.add" if case.state == "open" else "my_case.add_again"),
            **{
                key: texts(f"my_case.{key}")
                for key in ("add_label", "add_send", "cancel", "no_text")
            },
        },
    }


def state(case: Case, texts: Texts) -> dict[str, str]:
    """The state as a colour's name and in words."""
    kind = "waiting" if case.state == "open" else case.state
    return {"kind": case.state, "label": texts(f"my_case.state_{kind}")}


def is_told(entry: Entry, person: str) -> bool:
    """Whether an asker sees an entry: of what askers wrote, only their own."""
    return entry.kind in _TOLD and (entry.kind != "addition" or entry.author == person)


def expert(entry: Entry, texts: Texts) -> str:
    """Who wrote an entry: a name, else a mail address; ids tell nobody anything."""
    address = entry.author if "@" in entry.author else ""
    return entry.name or address or texts("my_case.expert")


def _entry(entry: Entry, clock: Clock, texts: Texts) -> dict[str, Any]:
    at = clock.shown(entry.at, texts)
    if entry.kind in ("addition", "reply"):
        mine = entry.kind == "addition"
        who = texts("my_case.you") if mine else expert(entry, texts)
        return {"kind": entry.kind, "who": who, "at": at, "text": entry.text}
    if entry.kind == "closed" and entry.text:
        return {"kind": "event", "text": texts("my_case.closed_why", reason=entry.text, at=at)}
    return {"kind": "event", "text": texts(f"my_case.{entry.kind}", at=at)}


def _lines(
    view: CaseView, person: str, who: str, how: How, clock: Clock, texts: Texts
) -> list[str]:
    case = view.case
    if how == "approved":
        reply = next(entry for entry in reversed(view.entries) if entry.kind == "reply")
        at = clock.shown(reply.at, texts)
        return [texts("my_case.approved", who=expert(reply, texts), at=at)]
    me = next((asker for asker in view.askers if asker.person == person), None)
    sent = clock.shown(me.joined if me else case.opened, texts)
    kind = "looks_first" if case.kind == "approval" else "sent"
    lines = [texts(f"my_case.{kind}", who=who, at=sent)]
    if how == "by_itself":
        lines = [texts("my_case.sent_by_itself", who=who)]
    if case.state == "open" and me and me.address:
        lines.append(texts("my_case.by_mail", address=me.address))
    return lines


def _news(case: Case, told: Sequence[Entry], texts: Texts) -> str:
    """What a screen reader says when it changes."""
    replies = [entry for entry in told if entry.kind == "reply"]
    if case.state == "answered" and replies:
        by = expert(replies[-1], texts)
        return texts("my_case.news_reply", who=by, number=case.id, count=len(replies))
    return f"{texts('my_case.title', number=case.id)}: {state(case, texts)['label']}"
