"""A message taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["ordinary", "automatic", "calendar", "report"]
"""What a message is: written by somebody, an automatic reply, an invitation or an answer to
one, or a report that a message was delivered, was not, or was read."""


class BrokenMessage(ValueError):
    """The bytes are not a message; what is wrong continues a sentence: "is damaged; …"."""


@dataclass(frozen=True)
class Address:
    """A person or a list: the name as it was written, "" where there was none, and the
    address, in small letters; "" in groups and where only a name was given."""

    name: str
    address: str

    def __str__(self) -> str:
        """The name, or the address where there is no name."""
        return self.name or self.address


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message.

    `index` counts from 0 within the message and is the same whenever the same bytes are read.
    `name` has no folder in it, and no other attachment of the message has the same. Its ending
    says what it is: a message within the message ends in .eml, one without a name gets one.
    """

    index: int
    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Message:
    """A message with its author's own text.

    `message_id` is without angle brackets; a hash of what never changes in the message stands
    in for one that is missing or broken. `thread` is the same for all messages of one
    conversation: the id of its first message where that is told, else what stands in for it.
    `sent` is ISO 8601 with its offset where that is known, None where no date can be found.

    `text` is the author's own text, without what is quoted and without the signature; of a
    forwarded message (`forwarded`) what is forwarded belongs to it. Of one in which its author
    wrote nothing (not `written`) it is what there is: the signature, or quotes. `html` is the
    same text with its lists, tables and headings where it has any that `text` lost, else None.
    Nothing in it refers to what a browser would run or hide.

    `notes` say what could not be read or was left out, each a clause that may follow the
    message's name and a colon.
    """

    message_id: str
    thread: str
    subject: str
    sent: str | None
    senders: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    kind: Kind
    text: str
    html: str | None = None
    forwarded: bool = False
    written: bool = True
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
