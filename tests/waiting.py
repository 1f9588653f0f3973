"""Waiting for something to come true, as long as a slow machine may need."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(true: Callable[[], object], seconds: float = 60, what: str = "") -> None:
    """Returns as soon as `true` holds; fails when it has not for so long."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what or "it did not happen"
        time.sleep(0.05)
