"""A text as lines that know how deep they are quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mail.messages.own.phrases import FIELD, FIELDS

_MARKS = re.compile(r"[ \t]{0,3}(>(?:[ \t]?>)*)[ \t]?")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_PROMPT = re.compile(r">>> \S|>From ")
_LONGEST_TOLD = 2000
_SHORT, _TAIL, _LONG = 45, 25, 55


@dataclass(frozen=True)
class Line:
    """A line without its quote marks. `depth` counts the quotes around it.

    The rest is known of HTML alone: `indented` text stands in a blockquote that may be the
    author's own, `cut` says that an earlier message begins here, `attribution` that the line
    introduces one, `signature` that the mail program put it there.
    """

    text: str
    depth: int = 0
    indented: bool = False
    cut: bool = False
    attribution: bool = False
    signature: bool = False

    @property
    def told(self) -> str:
        """The text, "" where it is too long to be anything but prose."""
        return self.text.strip() if len(self.text) <= _LONGEST_TOLD else ""

    @cached_property
    def field(self) -> str:
        """Which field of an earlier message's head the line is ("from"), "" for none."""
        match = FIELD.fullmatch(self.told) if ":" in self.told or "：" in self.told else None
        return next((name for name in FIELDS if match.group(name)), "") if match else ""

    @property
    def blank(self) -> bool:
        """Is there nothing on the line?"""
        return not self.text.strip()


def lines_of(text: str) -> list[Line]:
    """The lines of plain text, those that a program wrapped while quoting them mended."""
    given = re.split(r"\r\n|\n|\r", _UNSEEN.sub("", text).expandtabs(8))
    made = [line_of(line) for line in given]
    _unquote_code(made, given)
    return _mended(made)


def line_of(text: str) -> Line:
    """The line, its quote marks counted."""
    match = _MARKS.match(text)
    if match is None:
        return Line(text)
    return Line(text[match.end() :], match.group(1).count(">"))


def _unquote_code(lines: list[Line], given: Sequence[str]) -> None:
    """What begins with ">" and is the author's own: the prompts of a session in Python, and
    "From" where a mailbox marked it."""
    quotes = any(
        line.depth and not _PROMPT.match(text) for line, text in zip(lines, given, strict=True)
    )
    for index, text in enumerate(given):
        alone = not quotes or not _quoted_beside(lines, index)
        if text.startswith(">From ") and alone:
            lines[index] = Line(text[1:])
        elif text.startswith(">>> ") and not quotes:
            lines[index] = Line(text)


def _quoted_beside(lines: Sequence[Line], index: int) -> bool:
    return any(
        line.depth for line in (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
    )


def _mended(lines: list[Line]) -> list[Line]:
    """The lines with the ends of quoted ones, which lost their marks when they were wrapped,
    quoted again."""
    wraps = 0
    made = list(lines)
    for index in range(1, len(made)):
        above, line = made[index - 1], made[index]
        if line.depth or line.blank or not above.depth or not _goes_on(above.text, line.text):
            continue
        below = made[index + 1] if index + 1 < len(made) else Line("")
        ends = below.blank and wraps and len(line.text) <= _TAIL
        if (below.depth and len(line.text) <= _SHORT) or ends:
            made[index] = replace(line, depth=above.depth)
            wraps += 1
    return made


def _goes_on(above: str, below: str) -> bool:
    """Is the line below the end of a sentence that the quoted line above broke off?"""
    above = above.rstrip()
    return len(above) >= _LONG and above[-1:] not in ".!?:" and below[:1].islower()
