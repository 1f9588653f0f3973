"""Signed reply addresses: whoever replies to a letter about a case has received it.

A letter's Reply-To is `kilde+17e-k3j…@example.com`: the case's number, whether it was written to
an expert or to an asker, and a keyed hash of both and of the receiver's address. The same token
stands in the letter's Message-ID, which replies name in In-Reply-To and References. A token is
one person's: from another address it proves nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal

from config.settings import Mail

Role = Literal["expert", "asker"]

# 130 bits in letters that survive mail servers which fold case.
_LENGTH = 26
_TOKEN = re.compile(rf"(?<![a-z0-9])(\d{{1,18}})([ea])-([a-z2-7]{{{_LENGTH}}})(?![a-z0-9])")


@dataclass(frozen=True)
class Token:
    """The case that a letter was about, and what its receiver was to it."""

    case: int
    role: Role


def sign(secret: str, case: int, role: Role, address: str) -> str:
    """The token of a letter about a case to a person in that role: `17e-k3j…`."""
    return f"{case}{role[0]}-{_hash(secret, case, role, address)}"


def verify(secret: str, text: str, address: str) -> Token | None:
    """The first token in `text` that was made for this address, None where there is none.

    `text` may be a token, an address, a Message-ID or several of them.
    """
    for number, letter, given in _TOKEN.findall(text.lower()):
        role: Role = "expert" if letter == "e" else "asker"
        if hmac.compare_digest(given, _hash(secret, int(number), role, address)):
            return Token(int(number), role)
    return None


def named(text: str) -> int | None:
    """The case that an unproven token in `text` names, for whoever looks at it by hand."""
    found = _TOKEN.search(text.lower())
    return int(found[1]) if found else None


def reply_address(mail: Mail, token: str) -> str | None:
    """Where a reply to a letter with this token is to go; None where replies are not read.

    Without `mail.plus` the token is not in it: replies then prove themselves by the Message-ID
    that they name.
    """
    local, _, domain = mail.reply_address.rpartition("@")
    if not mail.replies or not local:
        return None
    return f"{local}+{token}@{domain}" if mail.plus else mail.reply_address


def message_id(mail: Mail, token: str, what: str) -> str:
    """The Message-ID of the letter that tells the receiver of `what` (`opened`, `reply-31`).

    The same letter has the same one whoever writes it, so that the outbox sends it once.
    """
    _, _, domain = parseaddr(mail.from_)[1].rpartition("@")
    return f"<case.{token}.{what}@{domain or 'kilde.invalid'}>"


def _hash(secret: str, case: int, role: Role, address: str) -> str:
    said = f"{case}\n{role}\n{address.strip().lower()}".encode()
    digest = hmac.new(bytes.fromhex(secret), said, hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:_LENGTH]
