"""The signs that lines of plain text begin with, and the gaps that divide them."""

from __future__ import annotations

import re

ITEM = re.compile(r"[ \t]*(?:([-*•+‣◦▪■●])|([–—])|(\(?(?:\d{1,3}|[a-z])[.)]))[ \t]+(?=\S)")
"""The marker of an item of a list: a bullet, a long dash, or a number or letter."""

NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?[ \t]+(?=[^\W\d_])")
"""A heading's number, with its depth in the points."""

_GAP = re.compile(r"\t+| {2,}")


def cells(line: str) -> list[str]:
    """What tabs or gaps of two spaces and more divide."""
    return [cell for cell in _GAP.split(line.strip()) if cell]


def is_rule(line: str) -> bool:
    """Is the line one sign drawn out, as headings are underlined?"""
    body = line.strip()
    return len(body) >= 3 and body[0] in "=-~*" and set(body) == {body[0]}


def indent(line: str) -> int:
    """How far the line is set in, tabs counting up to the next fourth column."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())
