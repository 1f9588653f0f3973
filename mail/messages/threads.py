"""A message's own id and its conversation's."""

from __future__ import annotations

import hashlib
import re

from mail.messages.mime.headers import Headers
from mail.messages.mime.transfer import base64
from mail.messages.mime.words import raw, words
from mail.messages.subjects import bare_subject, prefix

_ID = re.compile(r"<\s*([^<>\s]{3,300})\s*>")
_BARE = re.compile(r"[^<>\s\"(),;]+@[^<>\s\"(),;]+")
_LONGEST = 250
# The first 22 bytes of a Thread-Index are the conversation's, each reply adds five.
_INDEX = 22


def message_id(headers: Headers, body: bytes) -> str:
    """The id as the sender gave it, else a hash of what does not change on the way."""
    stated = ids(raw(headers.get("message-id")))
    if stated and len(stated[0]) <= _LONGEST:
        return stated[0]
    digest = hashlib.sha256()
    for name in ("date", "from", "to", "subject"):
        digest.update(b"\0".join([name.encode(), *headers.all(name), b"\n"]))
    # Line ends, and those after the last line, depend on how the message was stored.
    digest.update(b"\n".join(body.split()))
    return f"no-id-{digest.hexdigest()[:32]}"


def thread(headers: Headers, own: str, subject: str) -> str:
    """The first message's id; where nothing refers to it, Outlook's index of the conversation;
    for an answer without either, its subject; else the message's own id."""
    for name in ("references", "in-reply-to"):
        found = ids(raw(headers.get(name)))
        if found:
            return found[0][:_LONGEST]
    index = base64(headers.get("thread-index"))
    answers = prefix(subject) != ""
    if len(index) > _INDEX or (len(index) == _INDEX and answers):
        return f"thread-index-{index[:_INDEX].hex()}"
    topic = bare_subject(words(headers.get("thread-topic")) or subject)
    if answers and topic:
        return f"subject-{hashlib.sha256(topic.casefold().encode()).hexdigest()[:32]}"
    return own


def ids(text: str) -> list[str]:
    """The message ids in a field, in their order, without what encloses them."""
    tight = re.sub(r"(?:\s|\([^()<>]*\))+(?=[^<>]*>)", "", text)
    found = _ID.findall(tight) or _BARE.findall(text)
    return [one.strip("\"'") for one in found if any(map(str.isalnum, one))]
