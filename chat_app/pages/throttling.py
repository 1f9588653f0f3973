"""What a page says to somebody who does something too often."""

from __future__ import annotations

from chat_app.metrics import METRICS
from chat_app.pages.frame import visitor
from chat_app.shared import shared
from chat_app.throttle import Kind
from config import Texts


def seconds_to_wait(kind: Kind) -> int:
    """0 where the person at the browser may do this now, which is counted; else in how many
    seconds. The one local user of an installation without sign-in always may."""
    me = visitor()
    wait = 0 if me.groups is None else shared().throttle.take(kind, me.id)
    if wait:
        METRICS.refused(kind, "page")
    return wait


def too_often(wait: int, texts: Texts) -> str:
    """That it was too often, and when it may be tried again."""
    return texts.counted("limits.wait", wait)
