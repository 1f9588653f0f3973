"""How a space's run stands, for a line on a page."""

from __future__ import annotations

from typing import Any

from chat_app.show.figures import Clock, counted
from chat_app.show.operations import DONE, progress
from config import Texts
from records import Run


def running(run: Run | None, busy: bool, clock: Clock, texts: Texts) -> dict[str, Any]:
    """The newest run: its state, how far it is or what it did; `busy`: another one goes on."""
    state = run.state if run else "never"
    did = ""
    if run and state != "running":
        figures = [counted(getattr(run, d), f"run_{d}", texts) for d in DONE if getattr(run, d)]
        did = " · ".join([clock.shown(run.started, texts), *figures])
    return {
        "kind": state,
        "state": texts(f"run_state.{state}"),
        "did": did,
        "error": (run.error or "") if run and state in ("failed", "interrupted") else "",
        "progress": progress(run, texts) if run and state == "running" else None,
        "may_run": not busy and state != "running",
    }
