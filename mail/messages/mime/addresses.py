"""Who a message is from and to: lists of addresses as people and programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mail.messages.message import Address
from mail.messages.mime.words import raw, words

_MOST = 2000
_ANGLE = re.compile(r"<([^<>]*)>?")
_LITERAL = re.compile(r"[^\s<>()\",;:@]{1,80}@\[[^\]\s]{1,60}\]")
_TOKEN = re.compile(r"[^\s<>()\[\]\",;:]+")
_SPACED = 300
_WRAPPED = re.compile(r"^['\"“”‘’\s]+|['\"“”‘’\s]+$")


def addresses(values: list[bytes]) -> tuple[Address, ...]:
    """All addresses in the fields' values, each once."""
    found = (
        address for value in values for piece in _pieces(raw(value)) for address in _one(piece)
    )
    return tuple(dict.fromkeys(found))[:_MOST]


def _pieces(text: str) -> Iterator[str]:
    """What commas and semicolons part outside of quotes, comments and angle brackets.

    A group's name and colon are left out; of a name with a comma in it that should have been
    quoted ("Nordmann, Kari <kari@…>") the parts come together.
    """
    piece, waiting = "", ""
    quoted = angled = False
    depth = 0
    escaped = False
    for sign in text:
        if escaped:
            escaped = False
            piece += sign
            continue
        if sign == "\\":
            escaped = True
        elif sign == '"' and not depth:
            quoted = not quoted
        elif quoted:
            pass
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif depth:
            pass
        elif sign == "<":
            angled = True
        elif sign == ">":
            angled = False
        elif sign == ":" and not angled and "@" not in piece:
            piece, waiting = "", ""
            continue
        elif sign in ",;" and not angled:
            whole = f"{waiting}, {piece}" if waiting else piece
            if sign == "," and "@" not in piece and piece.strip() and not waiting:
                waiting = piece.strip()
            else:
                yield whole
                waiting = ""
            piece = ""
            continue
        piece += sign
    yield f"{waiting}, {piece}" if waiting else piece


def _one(piece: str) -> Iterator[Address]:
    """The address in a piece, its name decoded; of a name alone, the name."""
    if not piece.strip():
        return
    bare, comment = _without_comments(piece)
    angles = list(_ANGLE.finditer(_without_quoted(bare)))
    if angles:
        last = angles[-1]
        inside = bare[last.start(1) : last.end(1)]
        name = _name(bare[: last.start()].strip() or bare[last.end() :].strip() or comment)
        address = _clean(inside)
        if "@" not in address and not address and not name:
            return
        yield Address("" if name.lower() == address else name, address)
        return
    if "@" in bare and len(bare) <= _SPACED:
        bare = re.sub(r"\s*([@.])\s*(?=[\w.-]+\s*$)", r"\1", bare)
    found = _address(_without_quoted(bare)) or _address(bare)
    several = bare.split()
    if len(several) > 1 and all("@" in one.strip("@") for one in several):
        yield from (Address("", _clean(one)) for one in several)
    elif found:
        around = (bare[: found.start()] + " " + bare[found.end() :]).strip(" '\"")
        name = _name(comment or around)
        yield Address("" if name.lower() == found.group().lower() else name, _clean(found.group()))
        return
    elif any(map(str.isalnum, name := _name(bare))):
        yield Address(name, "")


def _address(text: str) -> re.Match[str] | None:
    """The first thing in the text that has the form of an address."""
    if "@[" in text and (literal := _LITERAL.search(text)):
        return literal
    if "@" not in text:
        return None
    return next((m for m in _TOKEN.finditer(text) if "@" in m.group().strip("@")), None)


def _without_comments(text: str) -> tuple[str, str]:
    """The text without what stands in round brackets outside of quotes, and the last of that."""
    bare, comment, last = "", "", ""
    depth = 0
    quoted = False
    signs = iter(text)
    for sign in signs:
        if sign == "\\":
            sign += next(signs, "")
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign == "(" and not quoted:
            depth += 1
            if depth == 1:
                comment = ""
                continue
        elif sign == ")" and depth and not quoted:
            depth -= 1
            if not depth:
                last = comment
                continue
        if depth:
            comment += sign
        else:
            bare += sign
    return (text, "") if depth else (bare, last)


def _without_quoted(text: str) -> str:
    """The text with what stands in quotes blanked out, so that positions stay."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: "_" * len(match.group()), text)


def _name(text: str) -> str:
    text = text.strip()
    text = re.sub(r"\\(.)", r"\1", text.strip('"') if text.count('"') == 2 else text)
    text = words(text.replace('"', " ") if text.count('"') > 2 else text)
    return _WRAPPED.sub("", text.replace('"', ""))[:200]


def _clean(address: str) -> str:
    # A route before the address (RFC 822) ends with a colon.
    text = words(address).rpartition(":")[2] if "@" in address else address
    bare = re.sub(r"\s+", "", text)
    return bare.strip("<>'\",;").lower()[:320]
