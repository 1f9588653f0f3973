"""What a message holds: its texts, in the forms in which each was sent, and its files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mail.messages.mime.charsets import text_of
from mail.messages.mime.parts import DEEPEST, MOST, Part
from mail.messages.mime.transfer import uuencoded
from mail.messages.mime.words import words
from mail.messages.tnef import opened

_SIGNATURES = frozenset(
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature "
    "application/pgp-keys application/pgp-encrypted".split()
)
_MACHINERY = frozenset(
    "message/delivery-status message/disposition-notification message/feedback-report "
    "message/external-body application/applefile text/rfc822-headers message/rfc822-headers "
    "application/x-microsoft-rpmsg-message".split()
)
_TEXTS = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_MARKUP = re.compile(
    rb"\s*(?:<!doctype html|<\?xml[^>]*>\s*<html|<(?:html|body|head|p|div|table)[\s>])", re.I
)
_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})")
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass
class Text:
    """One text in the forms in which it was sent; "" for one in which it was not."""

    plain: str = ""
    html: str = ""


@dataclass
class File:
    """A file as it was sent. `content_id` is set where HTML may show it in its place."""

    name: str
    media_type: str
    data: bytes
    content_id: str = ""


@dataclass
class Contents:
    """All that a message holds. `types` are its parts' media types, `methods` those of
    calendar parts that are not merely attached, `notes` what was left out and why."""

    texts: list[Text] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def contents_of(root: Part) -> Contents:
    """The contents of a message whose head and body are `root`."""
    made = Contents()
    _collect(root, made, 0)
    return made


def _collect(part: Part, made: Contents, depth: int) -> None:
    made.types.append(part.media_type)
    if len(made.types) > MOST:
        _note(made, f"has more than {MOST} parts; the rest is left out")
    elif not part.is_multipart:
        _leaf(part, made)
    elif depth >= DEEPEST:
        # Whoever reads attachments decides how far to go on, and says where that ends.
        made.files.append(File("nested.eml", "message/rfc822", part.whole))
    elif part.media_type == "multipart/encrypted":
        _note(made, "is encrypted; save it decrypted")
    else:
        _multipart(part, made, depth)


def _multipart(part: Part, made: Contents, depth: int) -> None:
    parts = part.parts()
    if not parts:
        text = _text(part)
        if text.strip():
            made.texts.append(Text(plain=text))
    elif part.media_type == "multipart/alternative":
        _alternatives(parts, made, depth)
    else:
        for child in parts:
            _collect(child, made, depth + 1)


def _alternatives(parts: tuple[Part, ...], made: Contents, depth: int) -> None:
    """One text in several forms; files that come with any of them are the message's."""
    whole = Text()
    for child in parts:
        inner = Contents(types=made.types)
        _collect(child, inner, depth + 1)
        for text in inner.texts:
            whole.plain = whole.plain or text.plain
            whole.html = "\n".join(filter(None, (whole.html, text.html)))
        known = {(file.name, file.data) for file in made.files}
        made.files += [file for file in inner.files if (file.name, file.data) not in known]
        made.methods += inner.methods
        for note in inner.notes:
            _note(made, note)
    if whole.plain or whole.html:
        made.texts.append(whole)


def _leaf(part: Part, made: Contents) -> None:
    kind, name = part.media_type, part.stated_name
    attached = part.disposition == "attachment"
    if kind in _SIGNATURES or kind in _MACHINERY:
        return
    if kind in _SMIME and "signed" not in part.parameters.get("smime-type", "signed"):
        _note(made, "is encrypted; save it decrypted")
        return
    if kind == "text/calendar" and not attached:
        method = part.parameters.get("method", "") or _method(part.data)
        made.methods.append(method)
    if kind in _TEXTS and not attached and not (name and made.texts):
        _add_text(part, made)
    elif kind in _TNEF or name.lower() == "winmail.dat":
        _tnef(part, made)
    elif part.body.strip():
        if kind == "message/rfc822" and not name:
            name = _subject(part.data)
        made.files.append(File(name or _location(part), kind, part.data, part.content_id))


def _add_text(part: Part, made: Contents) -> None:
    if part.media_type == "text/html" or (
        part.media_type == "text/plain" and _MARKUP.match(part.data[:200])
    ):
        made.texts.append(Text(html=_text(part)))
        return
    data = part.data
    files = list(uuencoded(data)) if b"begin" in data else []
    for found in reversed(files):
        data = data[: found.start] + data[found.end :]
    text = text_of(data, part.parameters.get("charset", ""))
    if part.media_type in ("text/enriched", "text/richtext"):
        text = _without_commands(text)
    elif part.parameters.get("format", "").lower() == "flowed":
        text = _unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    if text.strip():
        made.texts.append(Text(plain=text))
    for found in files:
        made.files.append(File(words(found.name), "application/octet-stream", found.data))


def _text(part: Part) -> str:
    declared = part.parameters.get("charset", "")
    if not declared and (meta := _META_CHARSET.search(part.data[:2000])):
        declared = meta.group(1).decode("ascii")
    return text_of(part.data, declared)


def _without_commands(text: str) -> str:
    """Enriched text (RFC 1896) as plain text."""
    bare = re.sub(r"(?is)<param>.*?</param>|<(?!<)/?[a-z0-9-]{1,60}>", "", text)
    return bare.replace("<<", "<")


def _unflowed(text: str, without_space: bool) -> str:
    """Flowed text (RFC 3676) with its paragraphs on a line each, their quote marks kept."""
    made: list[str] = []
    open_depth = -1
    for line in text.splitlines():
        marks = re.match(r">*", line)
        depth = marks.end() if marks else 0
        body = line[depth:].removeprefix(" ")
        signature = body in ("-- ", "--")
        if depth == open_depth and not signature:
            made[-1] += body
        else:
            made.append(">" * depth + (" " if depth else "") + body)
        open_depth = depth if body.endswith(" ") and not signature else -1
        if open_depth >= 0 and without_space:
            made[-1] = made[-1][:-1]
    return "\n".join(line if line == "-- " else line.rstrip() for line in made)


def _tnef(part: Part, made: Contents) -> None:
    """What Outlook packed into winmail.dat; its text where the message has none beside it."""
    packed = opened(part.data)
    if packed is None:
        made.files.append(File(part.stated_name or "winmail.dat", part.media_type, part.data))
        return
    for name, data in packed.files:
        made.files.append(File(name, "application/octet-stream", data))
    if not made.texts and (packed.plain or packed.html):
        made.texts.append(Text(packed.plain, packed.html))


def _method(data: bytes) -> str:
    found = re.search(rb"(?im)^METHOD\s*:\s*([A-Za-z-]+)", data)
    return found.group(1).decode("ascii") if found else ""


def _subject(data: bytes) -> str:
    from mail.messages.mime.headers import split

    subject = words(split(data, whole=True)[0].get("subject"))
    return re.sub(r"[/\\]+", " ", subject).strip(" .")[:100]


def _location(part: Part) -> str:
    return part.headers.plain("content-location").rpartition("/")[2] if not part.content_id else ""


def _note(made: Contents, note: str) -> None:
    if note not in made.notes:
        made.notes.append(note)
