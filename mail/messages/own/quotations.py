"""Which lines of a message its author wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mail.messages.own.heads import attribution, head
from mail.messages.own.lines import Line
from mail.messages.own.phrases import ANSWERS_WITHIN, FORWARDED
from mail.messages.own.signatures import signature

_RULE = re.compile(r"\s*[_=*~–—-]{3,}\s*")
_SHORT = 300


@dataclass(frozen=True)
class Context:
    """What the head tells: the author's names, and whether the message answers or forwards."""

    names: tuple[str, ...] = ()
    answers: bool = False
    forwards: bool = False


@dataclass(frozen=True)
class Kept:
    """For each line whether it is kept, and whether a forwarded message is among them."""

    lines: tuple[bool, ...]
    forwarded: bool = False


Leniency = Literal["own", "signed", "all"]
"""What is kept: the author's own text, that with its signature, or quotes too."""


def own_lines(lines: Sequence[Line], context: Context, leniency: Leniency = "own") -> Kept:
    """The author's own lines; those of a message that is forwarded are among them."""
    kept, end, forwarded = _unquoted(lines, context)
    if leniency == "all":
        return Kept((True,) * len(lines), forwarded)
    if leniency == "own":
        kept = _unsigned(lines, kept, end, context)
    if forwarded:
        kept = [*kept[:end], *([True] * (len(lines) - end))]
    return Kept(tuple(kept), forwarded)


def _unquoted(lines: Sequence[Line], context: Context) -> tuple[list[bool], int, bool]:
    """Which lines are not quoted, where an earlier message begins (the number of lines if none
    does), and whether that one is forwarded."""
    kept = [True] * len(lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        if _forwards(lines, index, kept):
            return kept, index, True
        if line.depth:
            if context.forwards and not _written(lines[index:]):
                return kept, index, True
            kept[index] = False
            index += 1
            continue
        end = index + 1 if line.cut else head(lines, index)
        if end and not _quotes_below(lines, end):
            begin = _with_rule(lines, index)
            if context.forwards or _answered_within(lines[:begin]):
                return kept, begin, context.forwards
            kept[begin:] = [False] * (len(lines) - begin)
            return kept, begin, False
        sure = line.attribution
        if not end:
            end, certain = attribution(lines, index)
            sure = sure or certain
            end = end or (index + 1 if line.attribution else 0)
            if end and not _quotes_below(lines, end):
                client = sure or (context.answers and _certain(lines, index, end))
                if client and not _answered_within(lines[:index]):
                    if context.forwards:
                        return kept, index, True
                    kept[index:] = [False] * (len(lines) - index)
                    return kept, index, False
                end = 0
        if end:
            kept[index:end] = [False] * (end - index)
            _drop_indented(lines, kept, end)
            index = end
            continue
        index += 1
    return kept, len(lines), False


def _forwards(lines: Sequence[Line], index: int, kept: Sequence[bool]) -> bool:
    """Does a forwarded message begin here, rather than in an earlier message that is quoted?"""
    line = lines[index]
    if not FORWARDED.fullmatch(line.told):
        return False
    if line.depth == 0:
        return True
    before = [number for number in range(index) if not lines[number].blank]
    return line.depth == 1 and (not before or (kept[before[-1]] and lines[before[-1]].depth == 0))


def _written(lines: Sequence[Line]) -> bool:
    """Is any of the lines not quoted?"""
    return any(line.depth == 0 and not line.blank for line in lines)


def _quotes_below(lines: Sequence[Line], index: int) -> bool:
    """Is what comes next marked as quoted?"""
    for line in lines[index : index + 4]:
        if not line.blank:
            return line.depth > 0 or line.indented
    return False


def _drop_indented(lines: Sequence[Line], kept: list[bool], index: int) -> None:
    while index < len(lines) and (lines[index].blank or lines[index].indented):
        kept[index] = kept[index] and not lines[index].indented
        index += 1


def _certain(lines: Sequence[Line], index: int, end: int) -> bool:
    """Does a blank line, or the beginning, set the attribution apart, as programs do?"""
    apart = index == 0 or lines[index - 1].blank
    return apart and end < len(lines) and attribution(lines, index)[0] == end


def _with_rule(lines: Sequence[Line], index: int) -> int:
    """The index of the rule that stands above a head, if there is one."""
    above = index
    while above and (lines[above - 1].blank or _RULE.fullmatch(lines[above - 1].told)):
        above -= 1
    return above


def _answered_within(above: Sequence[Line]) -> bool:
    """Does the author say, in a few words, that the answers stand within what is quoted?"""
    text = " ".join(line.text for line in above if not line.depth).strip()
    return len(text) <= _SHORT and ANSWERS_WITHIN.search(text) is not None


def _unsigned(
    lines: Sequence[Line], kept: Sequence[bool], end: int, context: Context
) -> list[bool]:
    """The kept lines less signatures, which stand at the end of what was written in one piece:
    before an earlier message, or before nothing more of the author's."""
    made = list(kept)
    for begin, stop in _pieces(lines, kept, end):
        more = any(made[index] and not lines[index].blank for index in range(stop, end))
        if more and begin:
            continue  # an answer between two quotes
        for index in signature(lines[begin:stop], context.names):
            made[begin + index] = False
    return made


def _pieces(lines: Sequence[Line], kept: Sequence[bool], end: int) -> list[tuple[int, int]]:
    """Runs of kept lines up to `end`, blank ones within them."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for index in range(end + 1):
        if index < end and kept[index]:
            start = index if start is None else start
        elif start is not None:
            runs.append((start, index))
            start = None
    return runs
