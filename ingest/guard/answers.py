"""A child's answers to what they stand for, believing nothing of their form."""

from __future__ import annotations

from typing import Any, get_args

from ingest.elements import Attachment, Correspondent, Element, Envelope, Kind, Parsed, Role
from ingest.guard.images import Box, PageImage

_KINDS = {kind: kind for kind in get_args(Kind)}
_ROLES = {role: role for role in get_args(Role)}
_PNG = b"\x89PNG\r\n\x1a\n"


def parsed_of(message: dict[str, Any]) -> Parsed:
    """The document in an answer to `parse`; ValueError where there is none."""
    return Parsed(
        _text_or_none(message.get("title")),
        _text_or_none(message.get("date")),
        tuple(_element(item) for item in _list(message.get("elements"))),
        _number_or_none(message.get("pages")),
        _text_or_none(message.get("language")),
        _envelope(message["envelope"]) if message.get("envelope") is not None else None,
        tuple(_attachment(item) for item in _list(message.get("attachments", []))),
        _text_or_none(message.get("unread")),
    )


def picture_of(message: dict[str, Any], png: bytes) -> PageImage:
    """The picture in an answer to `render`; ValueError where there is none."""
    if not png.startswith(_PNG):
        raise ValueError("no picture")
    return PageImage(
        png,
        _number(message.get("width")),
        _number(message.get("height")),
        _text(message.get("text")),
        tuple(_box(item) for item in _list(message.get("boxes"))),
        _number(message.get("pages")),
    )


def _element(item: Any) -> Element:
    kind, text, level, page, header, turns = _list(item)
    if kind not in _KINDS or not isinstance(header, bool):
        raise ValueError("no element")
    return Element(
        _KINDS[kind],
        _text(text),
        _number(level),
        _number_or_none(page),
        header,
        tuple((_number(offset), _number(number)) for offset, number in map(_list, _list(turns))),
    )


def _envelope(item: Any) -> Envelope:
    message_id, thread, subject, sent, correspondents, automatic = _list(item)
    return Envelope(
        _text(message_id),
        _text(thread),
        _text(subject),
        _text_or_none(sent),
        tuple(_correspondent(one) for one in _list(correspondents)),
        _text(automatic),
    )


def _correspondent(item: Any) -> Correspondent:
    role, name, address = _list(item)
    if role not in _ROLES:
        raise ValueError("no correspondent")
    return Correspondent(_ROLES[role], _text(name), _text(address))


def _attachment(item: Any) -> Attachment:
    name, size, content_hash = _list(item)
    if not _text(name) or "/" in name:
        raise ValueError("no name of an attachment")
    return Attachment(_text(name), _number(size), _text(content_hash))


def _box(item: Any) -> Box:
    sides = _list(item)
    if len(sides) != 4 or not all(isinstance(s, int | float) and 0 <= s <= 1 for s in sides):
        raise ValueError("no box")
    return Box(*map(float, sides))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value.encode("utf-8", "replace").decode()


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("no number")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number_or_none(value: Any) -> int | None:
    return None if value is None else _number(value)
