"""How a parser that works page by page says that it gets on.

The guard's child listens, for the limits on time count anew from each page that took long.
"""

from __future__ import annotations

from collections.abc import Callable


def _nobody() -> None:
    pass


_listener: Callable[[], None] = _nobody


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called after each page that was recognised."""
    global _listener
    _listener = listener


def page_done() -> None:
    """Say that a page has been recognised."""
    _listener()
