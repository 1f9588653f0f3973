"""Subjects: what was put before them on the way."""

from __future__ import annotations

import re
from typing import Literal

_REPLY = "re|sv|aw|antw|antwort|ad|odp|vs|ref|res|svar|r"
_FORWARD = "fwd?|wg|vs|vb|tr|doorst|rv|enc|i|videresendt|weitergeleitet|vidarebefordrat|forwarded"
# In Norwegian "VS:" is forwarded (videresendt), in Finnish a reply; Kilde's users are Norwegian.
_PREFIX = re.compile(
    rf"\s*(?:\[[^\]]{{1,40}}\]\s*)?(?:({_FORWARD})|({_REPLY}))\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\s*(?:i|r|ad|ref)\s*:", re.IGNORECASE)


def bare_subject(subject: str) -> str:
    """The subject without "Re:", "SV:", "AW:", "WG:", "Fwd:" and the like before it."""
    rest = subject
    while (match := _match(rest)) is not None:
        rest = rest[match.end() :]
    return rest.strip() or subject.strip()


def prefix(subject: str) -> Literal["reply", "forward", ""]:
    """What the first thing before the subject says that the message is."""
    match = _match(subject)
    if match is None:
        return ""
    return "forward" if match.group(1) else "reply"


def _match(subject: str) -> re.Match[str] | None:
    # A single letter is a subject's own word more often than an Italian's reply.
    return None if _SHORT.match(subject) else _PREFIX.match(subject)
