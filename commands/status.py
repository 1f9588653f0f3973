"""`kilde status`: what there is, what failed, what is running, and whether all is reachable."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import click

from answering import Kilde
from commands.console import counted, open_kilde
from config import Space
from ingest.schedule import following, next_run
from ingest.serialise import run_json
from records.departures import ADDED
from vectorstore import ModelMissing

# Figures of a run in the order in which they are told.
_TOLD = ("added", "changed", "renamed", "removed", "failed")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option("--runs", default=1, show_default=True, metavar="N", help="The last N runs of each.")
@click.pass_obj
def status(file: str | None, as_json: bool, runs: int) -> None:
    """Documents, passages, failures and the last runs of each space."""
    kilde = open_kilde(file)
    found = _status(kilde, max(1, runs))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for space in found["spaces"]:
        _show(space)
    if not found["spaces"]:
        print("kilde.toml has no [[space]] yet; add one with a [[space.source]] folder.")
    for store, state in found["stores"].items():
        print(f"{store}: {state}")
    print(f"confidence: {_confidence_words(found['confidence'])}")
    if any(space["next_run"] or space["watch"] for space in found["spaces"]):
        print(f"schedules: {_follower_words(found['follower'])}")
    print(f"mail and webhooks: {_outbox_words(found['outbox'])}")
    if found["erasures_unfinished"]:
        print("an erasure is not finished (nothing of it can be found): kilde erase --finish")
    if kilde.settings.alerts.to and not kilde.settings.mail.smtp:
        print("  nobody in alerts.to is told anything: mail.smtp in kilde.toml is empty")


def _status(kilde: Kilde, runs: int) -> dict[str, Any]:
    spaces = []
    changes = kilde.departures.all()
    for space in kilde.settings.space:
        counts = kilde.catalogue.counts(space.name)
        history = kilde.catalogue.runs.history(space.name, runs)
        told = [run_json(run, kilde.catalogue.runs.documents(run.id)) for run in history]
        spaces.append(
            {
                "name": space.name,
                "title": space.title,
                "documents": counts.documents,
                "passages": counts.passages,
                "failed": len(counts.failures),
                "failures": dict(counts.failures),
                "last_run": told[0] if told else None,
                "next_run": _next(kilde, space),
                "watch": space.watch,
                "autonomy": space.autonomy,
                "added": any(c.space == space.name and c.key == ADDED for c in changes),
                "departures": {
                    change.key: change.value
                    for change in changes
                    if change.space == space.name and change.key != ADDED
                },
                "runs": told,
            }
        )
    stores = {name: "ok" if well else "not available" for name, well in kilde.ready().items()}
    outbox = dict.fromkeys(("waiting", "sending", "sent", "failed"), 0)
    outbox |= kilde.catalogue.outbox.counts()
    follower = following(kilde.settings.data_folder)
    return {
        "spaces": spaces,
        "stores": stores,
        "confidence": _confidence(kilde),
        "follower": vars(follower) if follower else None,
        "outbox": {**outbox, "error": kilde.catalogue.outbox.last_error()},
        "erasures_unfinished": len(kilde.forgetting.unfinished()),
        "version": version("kilde"),
    }


def _confidence(kilde: Kilde) -> dict[str, Any]:
    """Which fit is used; with the company's own, what it was made on, and why it is not used."""
    try:
        own = kilde.own_fit
    except ModelMissing:
        own = None
    if own is None:
        return {"fit": "shipped", "own": None}
    facts = {name: own.facts.get(name) for name in ("date", "questions", "sources")}
    return {"fit": "shipped" if own.problem else "own", "own": {**facts, "problem": own.problem}}


def _confidence_words(confidence: dict[str, Any]) -> str:
    own = confidence["own"]
    if own is None:
        return "as Kilde came with it (kilde calibrate fits it to your own questions)"
    if own["problem"]:
        return (
            f"as Kilde came with it; your own fit of {own['date'] or 'earlier'} is not used: "
            f"{own['problem']}. Fit it again with: kilde calibrate, or remove it with: "
            "kilde calibrate --reset"
        )
    return f"fitted to your own questions on {own['date']} ({own['questions']} of them)"


def _next(kilde: Kilde, space: Space) -> str | None:
    """On this machine's clocks."""
    at = next_run(kilde.settings, space, datetime.now(UTC))
    return at.astimezone().isoformat(timespec="seconds") if at else None


def _show(space: dict[str, Any]) -> None:
    print(
        f"{space['name']}: {counted(space['documents'], 'document', 'documents')}, "
        f"{counted(space['passages'], 'passage', 'passages')}, "
        f"{space['failed']} failed"
        + (f"; next run {space['next_run'].replace('T', ' ')}" if space["next_run"] else "")
        + ("; watched" if space["watch"] else "")
    )
    if space["added"]:
        print("  not in kilde.toml: added on the page Admin")
    for key, value in space["departures"].items():
        words = ", ".join(value) if isinstance(value, tuple) else value
        print(f"  departs from kilde.toml: {key} = {json.dumps(words, ensure_ascii=False)}")
    for name, reason in space["failures"].items():
        print(f"  {name}: {reason}")
    if not space["runs"]:
        print("  never ingested (kilde ingest)")
    for run in space["runs"]:
        print(f"  run {run['id']}, {run['started'].replace('T', ' ')}: {_run_words(run)}")
        if run["error"]:
            print(f"    {run['error']}")


def _run_words(run: dict[str, Any]) -> str:
    """`by the schedule, 4.2 s: 3 added, 1 removed`"""
    by = {"command line": "by hand", "page": "from the page", "api": "by the API"}
    started = by.get(run["trigger"], f"by the {run['trigger']}")
    if run["state"] == "running":
        return (
            f"running, started {started}: {run['files_done']} of {run['files']} files, "
            f"{run['passages_done']} passages, {run['passages_per_second']:.0f} a second"
        )
    if run["state"] == "interrupted":
        return f"interrupted, its process has ended; started {started}"
    state = {"waiting": "waits for a confirmation, ", "failed": "failed, "}.get(run["state"], "")
    told = ", ".join(f"{run[what]} {what}" for what in _TOLD if run[what]) or "nothing new"
    return f"{state}{started}, {run['seconds']:.1f} s: {told}"


def _follower_words(follower: dict[str, Any] | None) -> str:
    if follower is None:
        return "nobody follows them now; kilde serve does, or kilde follow"
    words = f"followed by process {follower['pid']} since {follower['since'].replace('T', ' ')}"
    return "\n  ".join([words, *follower["says"]])


def _outbox_words(outbox: dict[str, Any]) -> str:
    told = f"{outbox['sent']} sent, {outbox['waiting'] + outbox['sending']} waiting"
    if outbox["failed"]:
        told += f", {outbox['failed']} given up"
    return f"{told}; last error: {outbox['error']}" if outbox["error"] else told
