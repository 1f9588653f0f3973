"""How often one person or key may do something: what is over it is refused for some seconds."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Literal

from config import RateLimits

Kind = Literal["asks", "searches", "downloads", "uploads", "sign_ins"]

# A key that asks in the names of people may do as much as so many of them.
PEOPLE_BEHIND_A_KEY = 10
# So many are remembered before those who may do everything again are forgotten.
_MOST = 10_000


class Throttle:
    """Token buckets in this process, which is the only one that serves. Safe to share between
    threads.

    A bucket holds a minute's worth, so that all of it may come at once, and fills evenly.
    """

    def __init__(self, settings: RateLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._lock = threading.Lock()
        # By kind and by whom: how much is left, and when that was reckoned, in seconds.
        self._buckets: dict[tuple[Kind, str], tuple[float, float]] = {}

    def take(self, kind: Kind, who: str, people: int = 1) -> int:
        """0 where `who`, who stands for so many people, may; else after how many whole seconds."""
        with self._lock:
            left, wait = self._left(kind, who, people)
            if not wait:
                self._buckets[kind, who] = left - 1, self._clock()
        return wait

    def wait(self, kind: Kind, who: str) -> int:
        """What `take` would say; nothing is taken."""
        with self._lock:
            return self._left(kind, who, 1)[1]

    def _left(self, kind: Kind, who: str, people: int) -> tuple[float, int]:
        most = people * getattr(self._settings, kind)
        if not most:
            return math.inf, 0
        now = self._clock()
        if len(self._buckets) > _MOST:
            self._buckets = {key: held for key, held in self._buckets.items() if now - held[1] < 60}
        left, since = self._buckets.get((kind, who), (most, now))
        left = min(most, left + most * (now - since) / 60)
        return left, max(0, math.ceil((1 - left) * 60 / most - 1e-6))
