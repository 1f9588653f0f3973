"""What a parser makes of a file: a title, a date and elements in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "list", "table", "message"]
Role = Literal["from", "to", "cc"]


@dataclass(frozen=True)
class Element:
    """One block of a document, in reading order.

    `text` is plain text. A list has one item a line, each beginning with "- " or its
    own number ("1. "), nested items indented by two spaces. A table has one row a line,
    its cells joined by " | "; where it has a header, that is the first line and `header`
    is true. `level` is 1 or more for headings and 0 otherwise. `page` counts from 1 and is
    None where the format has no pages. `turns` are the (offset in `text`, page) at which
    later pages begin, for a paragraph or a list that runs over the end of its page.
    """

    kind: Kind
    text: str
    level: int = 0
    page: int | None = None
    header: bool = False
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Correspondent:
    """One address of a message's head; `address` is in small letters, empty where unknown."""

    role: Role
    name: str
    address: str


@dataclass(frozen=True)
class Envelope:
    """Who wrote to whom, when, about what: a message's head.

    `message_id` is without its angle brackets, empty where the message has none. `thread`
    is the id of the first message of its thread, as far as the head tells (its own where it
    is the first). `sent` is ISO 8601 with the time and its offset, None where unknown.
    `automatic` says what kind of message nobody wrote ("automatic reply", "calendar notice",
    "delivery report"), empty for one that a person wrote.
    """

    message_id: str
    thread: str
    subject: str
    sent: str | None
    correspondents: tuple[Correspondent, ...] = ()
    automatic: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file within a message, in the message's order; its content is read by asking for it.

    `name` has an ending that says its kind, is not empty, and has no slash in it; two of a
    message never have the same. `size` is in bytes, `content_hash` the SHA-256 of its bytes.
    """

    name: str
    size: int
    content_hash: str


@dataclass(frozen=True)
class Parsed:
    """A file as its parser read it, before cleaning.

    `title` is the file's own (metadata, or its one top heading), None where it has none.
    `date` is ISO 8601, of the content where the file states it, else None (the caller
    then takes the file's modification date). `pages` is how many pages the file has, or
    None. `language` is the ISO 639-1 code that the file declares, if it does. A message
    has an `envelope`, its subject for title and the day it was sent for date; its
    `attachments` are documents of their own. `unread` names the pages that could not be
    read, with the reason and the next step, where the others could.
    """

    title: str | None
    date: str | None
    elements: tuple[Element, ...]
    pages: int | None = None
    language: str | None = None
    envelope: Envelope | None = None
    attachments: tuple[Attachment, ...] = ()
    unread: str | None = None
