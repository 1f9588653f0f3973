"""Letters: what Kilde writes to people, on its way into the outbox and out of it."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from config.settings import Mail
from records import Outgoing, Posted


@dataclass(frozen=True)
class Letter:
    """A mail of plain text to one person; `headers` such as In-Reply-To go with it."""

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


def outgoing(mail: Mail, letter: Letter, message_id: str = "") -> Outgoing:
    """The letter as the outbox keeps it: in plain words, so that it can be searched and erased.

    Its Message-ID is given here, once: however often it is sent, it is the same message. A
    letter that may be written twice names its own.
    """
    sender = mail.from_ or f"kilde@{socket.getfqdn()}"
    _, _, domain = parseaddr(sender)[1].rpartition("@")
    payload = {
        "from": sender,
        # A line break would begin another header.
        "subject": " ".join(letter.subject.split()),
        "body": letter.body,
        "headers": {name: " ".join(value.split()) for name, value in letter.headers.items()},
    }
    key = message_id or make_msgid(domain=domain or "kilde.invalid")
    return Outgoing("mail", letter.to, key, json.dumps(payload, ensure_ascii=False))


def is_address(text: str) -> bool:
    """Whether mail can be sent to it, as far as its form tells."""
    try:
        return bool(Address(addr_spec=text).domain)
    # What the standard library says of what it cannot take apart.
    except (ValueError, IndexError, MessageError):
        return False


def message_of(posted: Posted) -> EmailMessage:
    """What goes over the wire: seven bits, marked as written by a program."""
    payload = json.loads(posted.payload)
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = posted.key
    message["Date"] = format_datetime(posted.created)
    message["From"] = payload["from"]
    message["To"] = Address(addr_spec=posted.recipient)
    message["Subject"] = payload["subject"]
    for name, value in {"Auto-Submitted": "auto-generated", **payload["headers"]}.items():
        message[name] = value
    message.set_content(payload["body"], cte="quoted-printable")
    return message
