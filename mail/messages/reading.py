"""The bytes of a message to what it says."""

from __future__ import annotations

from mail.messages.contents import Contents, contents_of
from mail.messages.kinds import kind_of
from mail.messages.message import Attachment, Message
from mail.messages.mime.addresses import addresses
from mail.messages.mime.dates import sent
from mail.messages.mime.headers import split
from mail.messages.mime.parts import Part
from mail.messages.mime.words import words
from mail.messages.names import unique_names
from mail.messages.own import Context, own_text
from mail.messages.subjects import prefix
from mail.messages.threads import message_id, thread

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes) -> Message:
    """The message in `data`, which is RFC 822 or what Outlook saves as .msg.

    Whatever can be read of a malformed message is. Raises BrokenMessage for an Outlook file
    that cannot be opened.
    """
    if data.startswith(_OLE):
        from mail.messages.outlook import as_mime

        data = as_mime(data)
    headers, body = split(data, whole=True)
    subject = words(headers.get("subject") or headers.get("thread-topic"))
    senders = addresses(headers.all("from")) or addresses(headers.all("sender"))
    held = contents_of(Part(headers, body))
    before = prefix(subject)
    context = Context(
        names=tuple(sender.name for sender in senders),
        answers=before == "reply" or (headers.has("in-reply-to") and before != "forward"),
        forwards=before == "forward",
    )
    own = own_text(held.texts, context)
    own_id = message_id(headers, body)
    return Message(
        message_id=own_id,
        thread=thread(headers, own_id, subject),
        subject=subject,
        sent=sent(headers),
        senders=senders,
        to=addresses(headers.all("to")),
        cc=addresses(headers.all("cc")),
        kind=kind_of(
            headers,
            subject,
            " ".join(f"{sender.name} {sender.address}" for sender in senders),
            held.types,
            held.methods,
        ),
        text=own.text,
        html=own.html,
        forwarded=own.forwarded or context.forwards,
        written=own.written,
        attachments=_attachments(held, own.shown, own.left_out),
        notes=tuple(held.notes),
    )


def _attachments(
    held: Contents, shown: frozenset[str], left_out: frozenset[str]
) -> tuple[Attachment, ...]:
    """The files, without pictures that only decorate: those that stand in a signature or in
    what is quoted, and small ones that the text shows."""
    files = [
        file
        for file in held.files
        if not (
            file.media_type.startswith("image/")
            and file.content_id
            and (
                (file.content_id in left_out and file.content_id not in shown)
                or (file.content_id in shown and len(file.data) < _SMALL_PICTURE)
            )
        )
    ]
    names = unique_names((file.name, file.media_type) for file in files)
    return tuple(
        Attachment(index, name, file.media_type, file.data)
        for index, (name, file) in enumerate(zip(names, files, strict=True))
    )


_SMALL_PICTURE = 6000
