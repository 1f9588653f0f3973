"""A run as JSON: the same on the command line and in the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from records import Run, RunDocument


def run_json(run: Run, documents: Sequence[RunDocument]) -> dict[str, Any]:
    """Times in UTC, `seconds` so far or in all, and what was done to which documents."""
    return {
        "run": run.id,
        **vars(run),
        "started": _moment(run.started),
        "ended": _moment(run.ended),
        "begun": _moment(run.begun),
        "seen": _moment(run.seen),
        "state": run.state,
        "seconds": round(run.seconds, 1),
        "passages_per_second": round(run.rate, 1),
        "failures": {d.name: d.reason for d in documents if d.what == "failed"},
        "documents": [vars(document) for document in documents],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
