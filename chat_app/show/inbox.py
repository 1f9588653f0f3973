"""The experts' cases, as the `inbox` component lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chat_app.show.figures import Clock, counted, grouped, waited
from config import Texts
from records import Case, CaseState, HeldReply

_SHORT = 90
_LISTED = 100
HELD = "held"
STATES: tuple[CaseState, ...] = ("open", "answered", "closed")


def inbox(
    cases: Sequence[Case],
    asked_by: Mapping[int, int],
    titles: Mapping[str, str],
    chosen: tuple[str, str],
    held: Sequence[HeldReply],
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component. `cases` are all that the expert may see, `asked_by` how many
    people ask, by the number of those that are listed, `titles` those of the spaces by name
    ("" for what fits none), `chosen` the state (or "held") and space that are looked at ("" is
    any space), `held` the mails that wait for a person."""
    state, space = chosen
    here = [case for case in cases if space in ("", case.space or "")]
    shown = listed(cases, state, space)
    more = sum(case.state == state for case in here) - len(shown)
    return {
        "title": texts("inbox.title"),
        "summary": _summary(cases, texts),
        "filters": {
            "state": state,
            "space": space,
            "states": [
                {"key": key, "label": texts(f"inbox.{key}"), "count": grouped(count, texts)}
                for key, count in _tabs(here, held, state)
            ],
            "spaces": [[name, label] for name, label in titles.items() if name],
        },
        "held": [_held(one, cases, clock, texts) for one in held] if state == HELD else [],
        "cases": [_case(case, asked_by.get(case.id, 1), titles, clock, texts) for case in shown],
        "more": counted(more, "more_cases", texts) if more else "",
        "nothing": {
            "title": texts(f"inbox.nothing_{state}"),
            "text": texts("inbox.nothing_means" if state == "open" else "inbox.nothing_else"),
        },
        "texts": {
            key: texts(f"inbox.{key}")
            for key in (
                "states",
                "space",
                "all_spaces",
                "held_case",
                "held_means",
                "accept",
                "discard",
            )
        },
    }


def _tabs(cases: Sequence[Case], held: Sequence[HeldReply], state: str) -> list[tuple[str, int]]:
    """What can be looked at and how much there is of it; mails only where there are any."""
    tabs = [(one, sum(case.state == one for case in cases)) for one in STATES]
    return [*tabs, (HELD, len(held))] if held or state == HELD else list(tabs)


def listed(cases: Sequence[Case], state: str, space: str) -> list[Case]:
    """The cases that are shown of a state and a space ("" is any), in order."""
    chosen = [case for case in cases if case.state == state and space in ("", case.space or "")]
    return in_order(chosen)[:_LISTED]


def in_order(cases: Sequence[Case]) -> list[Case]:
    """Open cases: urgent ones first, then those that somebody waits for, of each the oldest
    first. Others: the newest first."""
    waiting = sorted(
        (case for case in cases if case.state == "open"),
        key=lambda case: (case.urgency is None, case.kind == "review", case.opened, case.id),
    )
    done = [case for case in cases if case.state != "open"]
    return waiting + sorted(done, key=lambda case: (case.changed, case.id), reverse=True)


def _summary(cases: Sequence[Case], texts: Texts) -> str:
    waiting = [case for case in cases if case.state == "open"]
    urgent = sum(case.urgency is not None for case in waiting)
    if not waiting:
        return texts("inbox.none_wait")
    told = counted(len(waiting), "cases_wait", texts)
    return f"{told} {counted(urgent, 'cases_urgent', texts)}" if urgent else told


def _case(
    case: Case, askers: int, titles: Mapping[str, str], clock: Clock, texts: Texts
) -> dict[str, Any]:
    when = waited(case.opened, clock.now, texts)
    if case.state != "open":
        when = texts(f"inbox.{case.state}_at", at=clock.shown(case.changed, texts))
    meta = [
        texts("my_case.title", number=case.id),
        titles.get(case.space or "", case.space or texts("inbox.no_space")),
        when,
    ]
    if case.kind != "question":
        meta.append(texts(f"inbox.kind_{case.kind}"))
    if askers > 1:
        meta.append(counted(askers, "askers", texts))
    if case.assignee and case.state == "open":
        meta.append(texts("inbox.with", who=case.assignee))
    return {
        "number": case.id,
        "question": case.question,
        "urgent": urgent_label(case, texts) if case.state == "open" else None,
        "meta": meta,
    }


def urgent_label(case: Case, texts: Texts) -> str | None:
    """Why a case is urgent, in words; None where it is not."""
    if case.urgency is None:
        return None
    return texts("inbox.urgent", reason=texts(f"urgency.{case.urgency}"))


def _held(one: HeldReply, cases: Sequence[Case], clock: Clock, texts: Texts) -> dict[str, Any]:
    """A mail, why it waits, and the cases that it could belong to: first the one it names.
    Whether the sender asked in one is not told: they may wish to stay unnamed."""
    could = [case for case in in_order(cases) if case.state != "closed"]
    named = [case for case in could if case.id == one.case_id]
    sender = texts("inbox.nobody")
    if one.sender:
        sender = f"{one.name} <{one.sender}>" if one.name else one.sender
    choices = named + [case for case in could if case.id != one.case_id]
    return {
        "id": one.id,
        "sender": sender,
        "line": " · ".join(part for part in (clock.shown(one.arrived, texts), one.subject) if part),
        "reason": texts(f"held.{one.reason}"),
        "text": one.text or texts("inbox.no_text"),
        "cases": [[case.id, short(case)] for case in choices] if one.text and one.sender else [],
    }


def short(case: Case) -> str:
    """A case on one line: its number and how its question begins."""
    words = " ".join(case.question.split())
    if len(words) > _SHORT:
        words = words[:_SHORT].rsplit(" ", 1)[0] + " …"
    return f"{case.id}: {words}"
