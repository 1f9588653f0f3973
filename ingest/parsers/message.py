"""Messages, as they travel (.eml) and as Outlook saves them (.msg).

A message has its subject for title and one heading that says who wrote to whom and when, so
that each passage of it can be found by either and read alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.elements import Attachment, Correspondent, Element, Envelope, Parsed, Role
from ingest.parsers.errors import Unreadable
from ingest.parsers.html import fragment
from ingest.parsers.sniff import HEAD, is_binary
from ingest.parsers.text import elements
from mail.messages import Address, BrokenMessage, Kind, Message, bare_subject
from mail.messages import read as read_message

_AUTOMATIC: dict[Kind, str] = {
    "ordinary": "",
    "automatic": "automatic reply",
    "calendar": "calendar notice",
    "report": "delivery report",
}
_MOST_NAMED = 6
_MOST_CORRESPONDENTS = 500


def read(path: Path) -> Parsed:
    """The message's own text, without quotes and signatures, and its head and attachments."""
    data = path.read_bytes()
    try:
        message = read_message(data)
    except BrokenMessage as error:
        raise Unreadable(str(error)) from error
    known = bool(message.senders or message.sent or message.subject)
    if not known and is_binary(data[:HEAD]):
        raise Unreadable("is binary data, not a message; give it the ending of what it is")
    if not message.text and not message.attachments and message.notes:
        raise Unreadable(message.notes[0])
    heading = _heading(message)
    body = tuple(_body(message))
    return Parsed(
        title=bare_subject(message.subject) or heading or None,
        date=message.sent[:10] if message.sent else None,
        elements=(Element("heading", heading, 1), *body) if heading else body,
        envelope=Envelope(
            message_id=message.message_id,
            thread=message.thread,
            subject=message.subject,
            sent=message.sent,
            correspondents=tuple(_correspondents(message))[:_MOST_CORRESPONDENTS],
            automatic=_AUTOMATIC[message.kind],
        ),
        attachments=tuple(
            Attachment(one.name, len(one.data), hashlib.sha256(one.data).hexdigest())
            for one in message.attachments
        ),
    )


def attached(path: Path, part: Sequence[int]) -> bytes:
    """The content of an attachment: (2,) is the third, (2, 0) the first of the message that
    that is. Raises Unreadable where there is none."""
    data = path.read_bytes()
    for number in part:
        try:
            data = read_message(data).attachments[number].data
        except (BrokenMessage, IndexError):
            raise Unreadable("cannot be found in its message; run the ingest again") from None
    return data


def _heading(message: Message) -> str:
    """ "Kari Nordmann → HR, 2026-03-04", less what is not known."""
    people = " → ".join(filter(None, (_named(message.senders), _named(message.to or message.cc))))
    return ", ".join(filter(None, (people, message.sent[:10] if message.sent else "")))


def _named(people: Iterable[Address]) -> str:
    names = [str(one) for one in people]
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def _body(message: Message) -> Iterator[Element]:
    made = elements(message.text) if message.html is None else fragment(message.html)
    for element in made:
        below = element.kind == "heading"
        yield replace(element, level=element.level + 1) if below else element


def _correspondents(message: Message) -> Iterator[Correspondent]:
    roles: tuple[tuple[Role, tuple[Address, ...]], ...] = (
        ("from", message.senders),
        ("to", message.to),
        ("cc", message.cc),
    )
    for role, people in roles:
        for one in people:
            yield Correspondent(role, one.name, one.address)
