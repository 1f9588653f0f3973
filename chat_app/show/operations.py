"""Spaces and their runs, as the `operations` component draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chat_app.show.figures import Clock, counted, grouped, shown_duration
from config import Texts
from ingest.schedule import Following
from records import Run, RunDocument, SpaceCounts

# What a run can have done, in the order in which it is told.
DONE = ("added", "changed", "renamed", "removed", "failed", "waiting")
# Names that are listed before "… and so many more".
_NAMES = 200


@dataclass(frozen=True)
class SpaceView:
    """What is known of a space: `last` is its newest run, `documents` what that did."""

    name: str
    title: str
    counts: SpaceCounts
    last: Run | None
    documents: Sequence[RunDocument]
    next_run: datetime | None
    scheduled: bool
    watched: bool


@dataclass(frozen=True)
class Post:
    """The outbox: how many messages wait or were given up, and why the last one did."""

    waiting: int
    failed: int
    error: str | None


def operations(
    spaces: Sequence[SpaceView],
    history: Sequence[Run],
    documents: Callable[[int], Sequence[RunDocument]],
    follower: Following | None,
    post: Post,
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component."""
    titles = {space.name: space.title for space in spaces}
    running = next((s.last for s in spaces if s.last and s.last.state == "running"), None)
    drawn = [_space(space, running is not None, clock, texts) for space in spaces]
    return {
        "title": texts("operations.title"),
        "summary": _summary(drawn, running, titles, texts),
        "notes": _notes(spaces, follower, post, texts),
        "spaces": drawn,
        "history_title": texts("operations.history"),
        "history": [_run(run, titles, documents(run.id), clock, texts) for run in history],
        "no_history": texts("operations.no_history"),
        "texts": {
            key: texts(f"operations.{key}")
            for key in ("run", "confirm", "confirm_really", "cancel", "see_documents")
        },
    }


def _summary(
    drawn: Sequence[Mapping[str, Any]], running: Run | None, titles: Mapping[str, str], texts: Texts
) -> dict[str, str]:
    if not drawn:
        return {"kind": "none", "text": texts("operations.no_spaces")}
    kinds = [space["state"]["kind"] for space in drawn]
    if running is not None:
        text = texts("operations.updating", space=titles.get(running.space, running.space))
        return {"kind": "running", "text": text}
    wrong = sum(kind in ("failed", "waiting", "interrupted") for kind in kinds)
    if wrong:
        return {"kind": "failed", "text": counted(wrong, "spaces_wrong", texts)}
    if any(kind == "partial" for kind in kinds):
        return {"kind": "partial", "text": texts("operations.some_unread")}
    if all(kind == "never" for kind in kinds):
        return {"kind": "never", "text": texts("operations.nothing_yet")}
    return {"kind": "done", "text": texts("operations.all_well")}


def _notes(
    spaces: Sequence[SpaceView], follower: Following | None, post: Post, texts: Texts
) -> list[dict[str, str]]:
    notes = []
    if follower is None and any(space.scheduled or space.watched for space in spaces):
        notes.append({"kind": "failed", "text": texts("operations.nobody_follows"), "detail": ""})
    for said in follower.says if follower else ():
        notes.append({"kind": "plain", "text": texts("operations.follower_says"), "detail": said})
    if post.error and (post.waiting or post.failed):
        text = counted(post.waiting + post.failed, "unsent", texts)
        notes.append({"kind": "failed", "text": text, "detail": post.error})
    return notes


def _space(space: SpaceView, busy: bool, clock: Clock, texts: Texts) -> dict[str, Any]:
    run = space.last
    state = run.state if run else "never"
    waiting = [d.name for d in space.documents if d.what == "waiting"]
    return {
        "name": space.name,
        "title": space.title,
        "state": {"kind": state, "label": texts(f"run_state.{state}")},
        "figures": [
            counted(space.counts.documents, "documents", texts),
            counted(space.counts.passages, "passages", texts),
            *_when(space, clock, texts),
        ],
        "progress": progress(run, texts) if run and state == "running" else None,
        "error": run.error if run and state in ("failed", "waiting", "interrupted") else None,
        "error_title": _error_title(state, run, texts),
        "advice": _advice(state, texts),
        "waiting": _listed(waiting, texts) if state == "waiting" else None,
        "waiting_run": run.id if run and state == "waiting" else None,
        "confirm_question": texts("operations.confirm_question", count=len(waiting)),
        "unread_title": counted(len(space.counts.failures), "unread", texts),
        "unread": [{"name": name, "reason": why} for name, why in space.counts.failures],
        "may_run": not busy,
        "run_label": texts("operations.run_label", space=space.title),
    }


def _when(space: SpaceView, clock: Clock, texts: Texts) -> list[str]:
    told = []
    if space.last and space.last.state != "running":
        at = clock.shown(space.last.started, texts)
        told.append(texts("operations.last", at=at))
    if space.next_run:
        at = clock.shown(space.next_run, texts)
        told.append(texts("operations.next", at=at))
    if space.watched:
        told.append(texts("operations.watched"))
    if not space.next_run and not space.watched:
        told.append(texts("operations.by_hand"))
    return told


def progress(run: Run, texts: Texts) -> dict[str, Any]:
    if not run.begun:
        return {"percent": None, "text": texts("operations.listing")}
    text = texts(
        "operations.progress",
        done=grouped(run.files_done, texts),
        files=counted(run.files, "files", texts),
        passages=counted(run.passages_done, "passages", texts),
        rate=grouped(round(run.rate), texts),
    )
    share = run.files_done / run.files if run.files else 1.0
    return {"percent": min(100, round(100 * share)), "text": text}


def _error_title(state: str, run: Run | None, texts: Texts) -> str:
    if state == "waiting" and run is not None:
        return counted(run.waiting, "waiting", texts)
    if state in ("failed", "interrupted"):
        return texts(f"operations.{state}_title")
    return ""


def _advice(state: str, texts: Texts) -> str:
    if state in ("failed", "interrupted", "waiting"):
        return texts(f"operations.{state}_advice")
    return ""


def _run(
    run: Run,
    titles: Mapping[str, str],
    documents: Sequence[RunDocument],
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    figures = [
        counted(getattr(run, what), f"run_{what}", texts) for what in DONE if getattr(run, what)
    ]
    state = run.state
    return {
        "id": run.id,
        "space": titles.get(run.space, run.space),
        "state": {"kind": state, "label": texts(f"run_state.{state}")},
        "at": clock.shown(run.started, texts),
        "took": shown_duration(run.seconds, texts),
        "by": texts(f"run_by.{run.trigger.replace(' ', '_')}"),
        "did": " · ".join(figures) or texts(f"operations.{_nothing(state)}"),
        "error": run.error,
        "groups": [
            {
                "title": texts(f"run_did.{what}"),
                **_listed([_named(d, texts) for d in documents if d.what == what], texts),
            }
            for what in DONE
            if any(d.what == what for d in documents)
        ],
    }


def _nothing(state: str) -> str:
    return "not_ended" if state in ("running", "interrupted") else "no_change"


def _named(document: RunDocument, texts: Texts) -> str:
    if document.what == "failed":
        return f"{document.name}: {document.reason}"
    if document.what == "renamed":
        return texts("operations.renamed", old=document.reason, new=document.name)
    return document.name


def _listed(names: Sequence[str], texts: Texts) -> dict[str, Any]:
    more = len(names) - _NAMES
    return {
        "names": list(names[:_NAMES]),
        "more": texts("operations.more", count=grouped(more, texts)) if more > 0 else "",
    }
