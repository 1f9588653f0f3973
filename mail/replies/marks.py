"""The marks that Kilde's letters carry, where a reply, or what returns, brings them back.

A mark is `17e-` and letters that sign it (`answering.cases.tokens` makes and verifies them). It
stands in the address to reply to (`kilde+17e-…@example.com`) and in the Message-ID, which a reply
names in its References.
"""

from __future__ import annotations

import re

from mail.messages.mime.addresses import addresses
from mail.messages.mime.headers import Headers

_MARK = re.compile(r"(?<![a-z0-9])\d{1,18}[ea]-[a-z2-7]{16,40}(?![a-z0-9])", re.I)
# Where a server says to which address it delivered, if a rule has changed the visible one.
_TO = "to cc delivered-to x-original-to envelope-to x-envelope-to x-delivered-to".split()
_MOST = 20


def marks_to(headers: Headers) -> tuple[str, ...]:
    """The marks in the addresses that a message went to."""
    found = [
        match.group().lower()
        for name in _TO
        for address in addresses(headers.all(name))
        for match in _MARK.finditer(address.address.partition("+")[2])
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


def marks_answered(headers: Headers) -> tuple[str, ...]:
    """The marks in the ids of the letters that a message answers, the nearest first."""
    return _in_ids(headers, "in-reply-to", "references")


def marks_of_letter(headers: Headers) -> tuple[str, ...]:
    """The marks of a letter of Kilde's own, whose head this is."""
    return _in_ids(headers, "message-id", "reply-to")


def _in_ids(headers: Headers, *names: str) -> tuple[str, ...]:
    found = [
        match.group().lower()
        for name in names
        for value in headers.all(name)
        for match in reversed(list(_MARK.finditer(value.decode("latin-1"))))
    ]
    return tuple(dict.fromkeys(found))[:_MOST]
