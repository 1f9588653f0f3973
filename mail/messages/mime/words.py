"""The words of a field's value: encoded ones (RFC 2047) and parameters (RFC 2231)."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from mail.messages.mime.charsets import text_of
from mail.messages.mime.transfer import base64, quoted_printable

_WORD = re.compile(r"=\?([\w.:+*'-]{1,60})\?([bBqQ])\?(.*?)(?:\?=|$(?=\Z))", re.DOTALL)
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[\w.:+*'-]{1,60}\?[bBqQ]\?)")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_PARAMETER = re.compile(
    r""";\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|"[^"]*$|[^;]*)""", re.DOTALL
)
_CONTINUED = re.compile(r"([^*]+)\*(?:(\d{1,3})(\*)?)?")


def raw(value: bytes) -> str:
    """The value as text, encoded words left as they are."""
    return text_of(value)


def words(value: bytes | str) -> str:
    """The value as a person reads it, on one line."""
    text = value if isinstance(value, str) else raw(value)
    if "=?" in text:
        text = encoded_words(text)
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()


def encoded_words(text: str) -> str:
    """The text with its encoded words decoded, neighbours in one charset as one."""
    made: list[str] = []
    pending: tuple[str, bytes] | None = None
    at = 0
    text = _BETWEEN.sub(r"\1", text)
    for match in _WORD.finditer(text):
        charset, encoding, body = match.groups()
        between = text[at : match.start()]
        data = _word(encoding, body)
        if pending and not between and pending[0].lower() == charset.lower():
            pending = (charset, pending[1] + data)
        else:
            if pending:
                made.append(text_of(pending[1], pending[0]))
            made.append(between)
            pending = (charset, data)
        at = match.end()
    if pending:
        made.append(text_of(pending[1], pending[0]))
    return "".join(made) + text[at:]


def _word(encoding: str, body: str) -> bytes:
    data = body.encode("utf-8", "replace")
    if encoding in "bB":
        return base64(data)
    return quoted_printable(re.sub(rb"[\r\n]+", b"", data).replace(b"_", b" "))


def value_of(field: bytes) -> str:
    """What stands before the parameters, in small letters: "text/plain"."""
    return re.split(r"[;,\s]", raw(field).strip(), maxsplit=1)[0].strip("\"'").lower()


def parameters(field: bytes) -> dict[str, str]:
    """A field's parameters, names in small letters, values decoded.

    Understands values in several pieces, in their own charset, and, as many programs write
    them, in encoded words.
    """
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    text = raw(field)
    if ";" not in text:
        text = re.sub(r"^\s*[\w/.+-]+\s+(?=\w+=)", ";", text)
    for match in _PARAMETER.finditer(text):
        name, value = match.group(1).lower(), _unquoted(match.group(2))
        continued = _CONTINUED.fullmatch(name)
        if continued is None:
            plain.setdefault(name, value)
            continue
        number = int(continued.group(2) or 0)
        encoded = continued.group(3) is not None or continued.group(2) is None
        pieces.setdefault(continued.group(1), {})[number] = (encoded, value)
    found = {name: words(value) for name, value in plain.items()}
    found |= {name: _assembled(parts) for name, parts in pieces.items()}
    return {name: value for name, value in found.items() if value}


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        body = value[1:-1] if len(value) > 1 and value.endswith('"') else value[1:]
        return re.sub(r'\\(["\\])', r"\1", body)
    return value.strip("'") if value.startswith("'") and value.count("'") == 2 else value


def _assembled(pieces: dict[int, tuple[bool, str]]) -> str:
    charset, data = "", b""
    for number in sorted(pieces):
        encoded, value = pieces[number]
        if number == min(pieces) and encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    return words(text_of(data, charset))
