"""What Outlook saves as .msg, written again as a message that travels."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from olefile import OleFileIO
from oxmsg.domain.encodings import encoding_from_codepage
from oxmsg.storage import Storage

from mail.messages.message import BrokenMessage
from mail.messages.mime.charsets import text_of
from mail.messages.mime.headers import split
from mail.messages.rtf import decompressed

# Property ids, and where a storage's own properties begin in its stream (MS-OXMSG 2.4).
_CLASS, _SUBJECT, _SUBMITTED, _HEADERS = 0x001A, 0x0037, 0x0039, 0x007D
_INDEX, _TOPIC, _DELIVERED = 0x0071, 0x0070, 0x0E06
_BODY, _HTML, _RTF, _MESSAGE_ID, _REFERENCES, _REPLY_TO = (
    0x1000,
    0x1013,
    0x1009,
    0x1035,
    0x1039,
    0x1042,
)
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_FROM_NAME, _FROM_ADDRESS, _FROM_SMTP = 0x0042, 0x0065, 0x5D02
_RECIPIENT_TYPE, _NAME, _ADDRESS, _SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
_DATA, _SHORT_NAME, _LONG_NAME, _MIME_TAG, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_INTERNET_CODEPAGE, _CODEPAGE = 0x3FDE, 0x3FFD
_ROOT_OFFSET, _EMBEDDED_OFFSET, _PART_OFFSET = 32, 24, 8
_EMBEDDED = "__SUBSTG1.0_3701000D"
_DEEPEST = 20
_KEPT = re.compile(r"(?!content-|mime-version|x-message-class)[!-9;-~]+")


def as_mime(data: bytes) -> bytes:
    """The message as MIME, in it the head that it travelled with, where that was kept.

    Raises BrokenMessage where the file cannot be opened as a message.
    """
    try:
        with OleFileIO(data) as ole:
            storage = Storage.from_ole(ole)
        names = {stream.name for stream in storage.streams}
        if "__properties_version1.0" not in names:
            raise BrokenMessage("is an old Office document, not an Outlook message; rename it")
        return _mime(storage, _ROOT_OFFSET, 0)
    except BrokenMessage:
        raise
    except MemoryError:
        raise
    except Exception as error:
        # The library raises what its reading of a damaged file happens to run into.
        raise BrokenMessage(
            "is a damaged Outlook message; save it again from Outlook, as .msg or .eml"
        ) from error


class _Properties:
    """A storage's properties: numbers from its table, the rest from streams of their own."""

    def __init__(self, storage: Storage, offset: int, codepage: str = "") -> None:
        self._streams = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        table = self._streams.get("__PROPERTIES_VERSION1.0", b"")[offset:]
        self._fixed = {
            struct.unpack("<H", entry[2:4])[0]: entry[8:16]
            for entry in (table[at : at + 16] for at in range(0, len(table) - 15, 16))
        }
        self._codepage = codepage or self._encoding(_CODEPAGE) or "cp1252"

    def number(self, number: int) -> int | None:
        value = self._fixed.get(number)
        return struct.unpack("<I", value[:4])[0] if value else None

    def date(self, number: int) -> datetime | None:
        """A time, which is counted in tenths of microseconds since 1601."""
        value = self._fixed.get(number)
        if not value or not any(value):
            return None
        try:
            ticks: int = struct.unpack("<Q", value)[0]
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None

    def binary(self, number: int) -> bytes:
        return self._streams.get(f"__SUBSTG1.0_{number:04X}0102", b"")

    def text(self, number: int) -> str:
        wide = self._streams.get(f"__SUBSTG1.0_{number:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self._streams.get(f"__SUBSTG1.0_{number:04X}001E", b"")
        body = number in (_BODY, _HTML) and self._encoding(_INTERNET_CODEPAGE)
        return text_of(narrow, body or self._codepage)

    @property
    def codepage(self) -> str:
        return self._codepage

    def html(self) -> bytes:
        """The body as HTML in UTF-8, b"" where there is none."""
        data = self.binary(_HTML)
        encoding = self._encoding(_INTERNET_CODEPAGE) or self._codepage
        return (text_of(data, encoding) if data else self.text(_HTML)).encode("utf-8", "replace")

    def _encoding(self, number: int) -> str:
        codepage = self.number(number)
        try:
            return encoding_from_codepage(codepage) if codepage else ""
        except (KeyError, ValueError):
            return ""


def _mime(storage: Storage, offset: int, depth: int, codepage: str = "") -> bytes:
    properties = _Properties(storage, offset, codepage)
    parts = [
        _part("text/plain; charset=utf-8", properties.text(_BODY).encode("utf-8", "replace")),
        _part("text/html; charset=utf-8", properties.html()),
    ]
    body = _multipart("alternative", [part for part in parts if part])
    attached = list(_attachments(storage, depth, properties.codepage))
    if not any(parts):
        # A text that is kept as RTF alone is a document of its own.
        rtf = decompressed(properties.binary(_RTF))
        attached = [_part("application/rtf", rtf, "message.rtf"), *attached]
    attached = list(filter(None, attached))
    whole = _multipart("mixed", [body, *attached]) if attached else body
    head = "".join(f"{name}: {value}\r\n" for name, value in _head(storage, properties))
    return head.encode("utf-8", "replace") + b"MIME-Version: 1.0\r\n" + whole


def _head(storage: Storage, properties: _Properties) -> Iterator[tuple[str, str]]:
    travelled, _ = split(properties.text(_HEADERS).encode("utf-8", "replace"), whole=True)
    known = {name for name, _ in travelled.fields}
    for name, field in travelled.fields:
        if _KEPT.fullmatch(name):
            yield name, _line(field.decode("utf-8", "replace"))
    for name, value in _stated(storage, properties):
        if name.lower() not in known and value.strip():
            yield name, _line(value)


def _stated(storage: Storage, properties: _Properties) -> Iterator[tuple[str, str]]:
    """The head as the properties give it."""
    yield "X-Message-Class", properties.text(_CLASS)
    sender = _person(properties, _FROM_NAME, (_FROM_SMTP, _FROM_ADDRESS))
    other = _person(properties, _SENDER_NAME, (_SENDER_SMTP, _SENDER_ADDRESS))
    yield "From", sender if "@" in sender or not other else other
    recipients: dict[int, list[str]] = {}
    for inner in storage.iter_recipient_storages():
        one = _Properties(inner, _PART_OFFSET, properties.codepage)
        person = _person(one, _NAME, (_SMTP, _ADDRESS))
        recipients.setdefault((one.number(_RECIPIENT_TYPE) or 1) & 0xF, []).append(person)
    yield "To", ", ".join(filter(None, recipients.get(1, [])))
    yield "Cc", ", ".join(filter(None, recipients.get(2, [])))
    yield "Subject", properties.text(_SUBJECT)
    when = properties.date(_SUBMITTED) or properties.date(_DELIVERED)
    yield "Date", format_datetime(when) if when else ""
    yield "Message-ID", properties.text(_MESSAGE_ID)
    yield "References", properties.text(_REFERENCES)
    yield "In-Reply-To", properties.text(_REPLY_TO)
    yield "Thread-Topic", properties.text(_TOPIC)
    yield "Thread-Index", base64.b64encode(properties.binary(_INDEX)).decode("ascii")


def _person(properties: _Properties, name: int, addresses: tuple[int, ...]) -> str:
    stated = properties.text(name).replace('"', "").replace("\\", "").strip()
    address = next((a for a in map(properties.text, addresses) if "@" in a), "")
    quoted = f'"{stated}"' if stated else ""
    return f"{quoted} <{address}>".strip() if address else quoted


def _attachments(storage: Storage, depth: int, codepage: str) -> Iterator[bytes]:
    for inner in storage.iter_attachment_storages():
        one = _Properties(inner, _PART_OFFSET, codepage)
        name = one.text(_LONG_NAME) or one.text(_SHORT_NAME) or one.text(_NAME)
        embedded = next((s for s in inner.storages if s.name.upper() == _EMBEDDED), None)
        data, kind = one.binary(_DATA), one.text(_MIME_TAG)
        if embedded is not None and depth < _DEEPEST:
            if not any(s.name.lower() == "__properties_version1.0" for s in embedded.streams):
                continue  # an object of another program, drawn in its place
            data = _mime(embedded, _EMBEDDED_OFFSET, depth + 1, codepage)
            kind, name = "message/rfc822", f"{name.removesuffix('.msg')}.eml" if name else ""
        if data:
            yield _part(kind or "application/octet-stream", data, name, one.text(_CONTENT_ID))


def _part(kind: str, data: bytes, name: str = "", content_id: str = "") -> bytes:
    if not data:
        return b""
    head = f"Content-Type: {_line(kind)}\r\nContent-Transfer-Encoding: base64\r\n"
    if name:
        quoted = _line(name).replace("\\", "_").replace('"', "_")
        # A picture that the text shows has an id; anything else is attached.
        shown = "inline" if content_id else "attachment"
        head += f'Content-Disposition: {shown}; filename="{quoted}"\r\n'
    if content_id:
        head += f"Content-ID: <{_line(content_id)}>\r\n"
    return head.encode("utf-8", "replace") + b"\r\n" + base64.encodebytes(data)


def _multipart(kind: str, parts: list[bytes]) -> bytes:
    boundary = f"=_kilde_{kind}"
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    line = f"--{boundary}\r\n".encode()
    return head + b"".join(line + part + b"\r\n" for part in parts) + line[:-2] + b"--\r\n"


def _line(value: str) -> str:
    return re.sub(r"[\r\n\0]+", " ", value).strip()
