"""Which runs are due: once for all the times that were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from records import Run

# A run that its process did not survive is tried again so often until the next time comes.
TRIES = 3


def is_due(slot: datetime, runs: Sequence[Run]) -> bool:
    """Whether a space must run for the time `slot`, the last that has come.

    Any run begun since then has done it, whoever started it, but for one that was
    interrupted. `runs` are the space's, the newest first.
    """
    since = [run for run in runs if run.started >= slot]
    if any(run.state != "interrupted" for run in since):
        return False
    return len(since) < TRIES
