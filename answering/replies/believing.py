"""What is believed of a message: read as far as it deserves, and judged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from answering.cases.tokens import Token, verify
from answering.replies.judging import Verdict, judge
from config import Settings
from mail.replies import Incoming, incoming
from mail.replies.account import Fetched
from records import CaseTable

# Two programs that answer each other write faster than people do.
_MOST_REPLIES, _WITHIN = 6, timedelta(hours=1)
# Anybody may send anything: of what is larger only the head is read until it proves itself.
_UNPROVEN_BYTES = 256 << 10
_PREFIX = "mail-"
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")


class Believing:
    """Opens and judges messages for one installation."""

    def __init__(self, settings: Callable[[], Settings], records: CaseTable) -> None:
        self._settings = settings
        self._records = records

    def opened(self, fetched: Fetched) -> Incoming | None:
        """The message; its head where it is large and proves nothing; None where it cannot be
        read at all, be it made to break what reads it."""
        if len(fetched.data) > _UNPROVEN_BYTES:
            end = _HEAD_ENDS.search(fetched.data)
            head = self._parsed(fetched.data[: end.end()] if end else b"")
            if head is None or not self._proves_something(head):
                return head
        return self._parsed(fetched.data)

    def judged(self, came: Incoming | None, whole: bool) -> Verdict:
        """What the message does. `whole`: it was fetched, and not its head alone."""
        if came is None:
            return Verdict("held", reason="unread")
        settings = self._settings()
        mail = settings.mail
        own = {mail.reply_address.lower(), parseaddr(mail.from_)[1].lower()}
        if came.sender is not None and _bare(came.sender.address) in own:
            return Verdict("held", reason="own")
        if not whole:
            return Verdict("held", reason="large")
        verdict = judge(came, self._proves)
        if verdict.does in ("reply", "addition"):
            if _has_letter(came, settings.public_address):
                return replace(verdict, does="held", reason="quoted")
            if self._too_many(verdict):
                return replace(verdict, does="held", reason="many")
        return verdict

    def _proves(self, mark: str, address: str) -> Token | None:
        return verify(self._records.secret(), mark, address)

    def _proves_something(self, came: Incoming) -> bool:
        marks = (*came.to_marks, *came.answered_marks)
        return came.sender is not None and any(
            self._proves(mark, came.sender.address) for mark in marks
        )

    def _parsed(self, data: bytes) -> Incoming | None:
        server = self._settings().mail.authserv
        try:
            return incoming(data, datetime.now(UTC), server)
        except Exception:
            return None

    def _too_many(self, verdict: Verdict) -> bool:
        """Has so much come for the case within the hour that two programs must be talking?"""
        since = datetime.now(UTC) - _WITHIN
        recent = [
            entry
            for entry in self._records.entries(verdict.case or 0)
            if entry.at >= since and (entry.key or "").startswith(_PREFIX)
        ]
        return len(recent) >= _MOST_REPLIES


def _has_letter(came: Incoming, address: str) -> bool:
    """Is the letter that it answers still in its text, quoted in a way that is not known? Then
    a line of the question could pass for the expert's own word."""
    return any(f"{address}/{page}?case=" in came.text for page in ("inbox", ""))


def _bare(address: str) -> str:
    """An address without what stands after a plus."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def key_of(message_id: str, sender: str) -> str:
    """By which a message is known, wherever it lies: others cannot take somebody's name."""
    return _PREFIX + hashlib.sha256(f"{message_id}\n{sender}".encode()).hexdigest()
