"""What the log knows of, by the kinds that people ask for: asked, read, changed, …"""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["asked", "read", "changed", "exported", "erased", "session"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# What is not named here is a change: `case.reply`, `group.add`, `setting`, `key.make`, …
EVENTS: dict[str, Kind] = {
    # Questions and searches, from pages, API and command line.
    "ask": "asked",
    "search": "asked",
    "evaluate": "asked",
    "calibrate": "asked",
    # Documents: opened with their text, a page of them as a picture, the original as a file.
    "document.opened": "read",
    "document.picture": "read",
    "document.downloaded": "read",
    # Other people's cases, and an answer that somebody was sent a link to.
    "cases": "read",
    "cases.show": "read",
    "case.read": "read",
    "answer.opened": "read",
    # How much is kept of somebody else, looked up by an administrator.
    "person.looked": "read",
    # The log itself.
    "audit.read": "read",
    "audit.verified": "read",
    "audit.exported": "exported",
    "person.exported": "exported",
    "conversation.exported": "exported",
    "figures.exported": "exported",
    "erase": "erased",
    "retention": "erased",
    "audit.cut": "erased",
    "conversation.erased": "erased",
    "session.begun": "session",
    "session.ended": "session",
    "session.refused": "session",
    "session.revoked": "session",
}


def kind_of(event: str) -> Kind:
    """The kind of an event."""
    return EVENTS.get(event, "changed")
