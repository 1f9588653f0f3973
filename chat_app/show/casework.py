"""One case as an expert works on it, drawn by the `casework` component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from answering import Answer, Citation
from answering.reasons import in_words
from chat_app.show.cases import expert
from chat_app.show.entries import source
from chat_app.show.figures import Clock, counted, estimate
from chat_app.show.inbox import short, urgent_label
from chat_app.show.offers import LONGEST
from config import Texts
from records import Case, CaseAsker, Entry, TurnRecord

# Days after which a published answer is looked at again, unless the expert says otherwise.
_REVIEW_AFTER = 182


@dataclass(frozen=True)
class Judged:
    """An answer that an expert is to judge; None where they may not read what it quotes, or,
    with `gone`, where it has been erased since."""

    answer: Answer | None
    gone: bool = False


@dataclass(frozen=True)
class Said:
    """What was the matter with an answer that did not help: a kind of `records.FEEDBACK_KINDS`
    and the asker's own words, both or either empty."""

    kind: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Work:
    """What an expert may see of a case. `earlier` are turns of its conversation, `sources`
    the nearest passages, `draft` the best that was found, `why` why a person was asked,
    `answered` whether there was an answer before, `evidence` the words that make it urgent,
    `targets` whom it can be passed on to (value and label), `alike` the open cases that it
    could be merged with. `named`: the expert's name is known. `may_publish`: the answer can
    become a verified one; `names_published`: one that names the expert. `problem` says why the
    last thing done went wrong, `said` what went well; `done` counts those."""

    case: Case
    entries: Sequence[Entry]
    askers: Sequence[CaseAsker]
    space: str
    earlier: Sequence[TurnRecord] = ()
    sources: Sequence[Citation] = ()
    draft: str = ""
    why: Sequence[str] = ()
    answered: bool = False
    evidence: str = ""
    targets: Sequence[tuple[str, str]] = ()
    alike: Sequence[Case] = ()
    named: bool = True
    may_publish: bool = False
    names_published: bool = False
    problem: str = ""
    said: str = ""
    done: int = 0
    opened: int | None = None
    judged: Judged | None = None


def casework(work: Work, clock: Clock, texts: Texts) -> dict[str, Any]:
    """Data for the component."""
    case = work.case
    return {
        "number": case.id,
        "question": case.question,
        "state": case.state,
        "facts": _facts(work, clock, texts),
        "notes": _notes(work, texts),
        "thread_title": texts("casework.thread"),
        "thread": _thread(work, clock, texts),
        "judged": _judged(work.judged, case, texts) if work.judged else None,
        "why_title": texts("casework.why_answered" if work.answered else "casework.why"),
        "why": list(work.why),
        "sources_title": texts("judging.sources" if work.judged else "casework.sources"),
        "sources": [source(citation, False, texts) for citation in work.sources],
        "opened": work.opened,
        "reply": _reply(work, clock.now.date(), texts) if case.state != "closed" else None,
        "further": _further(work, texts),
        "done": work.done,
        "texts": {
            "back": texts("casework.back"),
            "original": texts("answer.original"),
            "no_sources": texts("casework.no_sources"),
        },
    }


def why(case: Case, best: Answer | None, said: Sequence[Said] | None, texts: Texts) -> list[str]:
    """Why a person was asked: what the asker `said` of the answer that they had, or, with None,
    why there was none. `best` is what is found now."""
    below = best is not None and best.status == "answered" and case.state == "open"
    percent = estimate(best.confidence, texts) if best else ""
    if said is not None:
        lines = [line for one in said for line in _opinion(one, texts)]
        lines = lines or [texts("casework.no_opinion")]
        return [*lines, texts("casework.found_again", percent=percent)] if below else lines
    if best is not None and best.status == "answered":
        return [texts("casework.found_now", percent=percent)] if below else []
    if best is None or not best.citations:
        return [texts("casework.found_nothing")]
    reasons = [in_words(reason, texts) for reason in best.reasons]
    return [*reasons, texts("casework.estimate", percent=percent)]


def _opinion(said: Said, texts: Texts) -> list[str]:
    kind = texts(f"feedback.kind_{said.kind}") if said.kind else ""
    lines = [texts("casework.helped_not_kind", kind=kind) if kind else texts("casework.helped_not")]
    if said.reason:
        lines.append(texts("casework.helped_not_words", reason=said.reason))
    return lines


def _judged(judged: Judged, case: Case, texts: Texts) -> dict[str, Any]:
    answer = judged.answer
    return {
        "title": texts(f"judging.title_{case.kind}"),
        "text": answer.answer if answer else "",
        "means": texts(f"judging.means_{case.kind}", percent=estimate(answer.confidence, texts))
        if answer
        else texts("judging.gone" if judged.gone else "judging.unreadable"),
        "right": texts(f"judging.right_{case.kind}") if answer else None,
        "wrong": texts(f"judging.wrong_{case.kind}"),
        "or": texts("judging.or"),
    }


def _facts(work: Work, clock: Clock, texts: Texts) -> list[str]:
    case = work.case
    facts = [
        texts(f"inbox.state_{case.state}" if case.kind == "question" else f"inbox.kind_{case.kind}")
        if case.state == "open"
        else texts(f"inbox.state_{case.state}"),
        texts("my_case.title", number=case.id),
        work.space,
        texts("casework.opened", at=clock.shown(case.opened, texts)),
    ]
    if len(work.askers) > 1:
        facts.append(counted(len(work.askers), "askers", texts))
    if case.assignee and case.state == "open":
        facts.append(texts("inbox.with", who=case.assignee))
    return facts


def _notes(work: Work, texts: Texts) -> list[dict[str, Any]]:
    notes = []
    urgent = urgent_label(work.case, texts)
    if work.problem:
        notes.append({"kind": "failed", "title": "", "lines": [work.problem]})
    if work.said:
        notes.append({"kind": "done", "title": "", "lines": [work.said]})
    if urgent:
        lines = [texts("casework.evidence", words=work.evidence)] if work.evidence else []
        notes.append({"kind": "urgent", "title": urgent, "lines": lines})
    if work.case.personal:
        notes.append({"kind": "plain", "title": "", "lines": [texts("casework.personal")]})
    return notes


def _thread(work: Work, clock: Clock, texts: Texts) -> list[dict[str, Any]]:
    before = [
        {
            "kind": "earlier",
            "who": texts("casework.before"),
            "at": clock.shown(turn.asked, texts),
            "text": turn.question,
            "given": turn.answer if turn.status == "answered" else texts("unanswered.title"),
        }
        for turn in work.earlier
    ]
    return before + [_entry(entry, work, clock, texts) for entry in work.entries]


def _entry(entry: Entry, work: Work, clock: Clock, texts: Texts) -> dict[str, Any]:
    at = clock.shown(entry.at, texts)
    who = entry.name or _asker_name(entry, work, texts)
    if entry.kind in ("question", "addition", "reply", "note"):
        return {"kind": entry.kind, "who": who, "at": at, "text": entry.text}
    told = "closed_why" if entry.kind == "closed" and entry.text else entry.kind
    text = texts(f"casework.{told}", who=who, text=entry.text, at=at)
    return {"kind": "event", "text": text}


def _asker_name(entry: Entry, work: Work, texts: Texts) -> str:
    if any(asker.person == entry.author and asker.anonymous for asker in work.askers):
        return texts("casework.nameless")
    if entry.kind in ("question", "addition", "joined"):
        known = (asker.name for asker in work.askers if asker.person == entry.author)
        return next(known, "") or texts("casework.nameless")
    return expert(entry, texts)


def _reply(work: Work, today: date, texts: Texts) -> dict[str, Any]:
    case = work.case
    asker = next((one for one in work.askers if not one.anonymous and one.name), None)
    return {
        "again": texts("casework.again") if case.state == "answered" else None,
        "draft": work.draft,
        "named": not work.named,
        "longest": LONGEST,
        "publish": {
            "may": work.may_publish and not case.personal,
            "why_not": texts("casework.never_published") if case.personal else "",
            "question": case.question,
            "longest": 500,
            "review_on": (today + timedelta(days=_REVIEW_AFTER)).isoformat(),
            "earliest": (today + timedelta(days=1)).isoformat(),
            "texts": {
                "publish_means": texts(
                    "casework.publish_means"
                    if work.names_published
                    else "casework.publish_means_unnamed"
                ),
                **{
                    key: texts(f"casework.{key}")
                    for key in ("publish", "question", "question_hint", "review_on")
                },
            },
        },
        "texts": {
            "label": texts("casework.answer_to", who=asker.name)
            if asker and len(work.askers) == 1
            else texts("casework.answer"),
            "hint": texts("casework.answer_hint"),
            **{
                key: texts(f"casework.{key}")
                for key in (
                    "draft", "use_draft", "send", "send_published", "name", "no_text",
                    "no_name", "no_question", "no_date",
                )
            },
        },
    }  # fmt: skip


def _further(work: Work, texts: Texts) -> dict[str, Any]:
    is_open = work.case.state == "open"
    return {
        "pass": [list(target) for target in work.targets] if is_open else [],
        "merge": [[one.id, short(one)] for one in work.alike] if is_open else [],
        "may_close": is_open,
        "may_reopen": work.case.state == "closed",
        "longest": LONGEST,
        "texts": {
            key: texts(f"casework.{key}")
            for key in (
                "pass", "pass_to", "pass_on", "note", "note_hint", "merge", "merge_means",
                "merge_into", "merge_now", "close", "close_reason", "close_hint", "close_now",
                "no_reason", "reopen",
            )
        },
    }  # fmt: skip
