"""An answer's text, taken apart into its quotes, its own words and its footnote marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.models import Citation

_ONLY_QUOTATION_MARKS = re.compile(r"[\s\"'“”„«»‘’]*")


@dataclass(frozen=True)
class Segment:
    """A stretch of the answer and the numbers of the citations that stand behind it."""

    text: str
    quoted: bool
    numbers: tuple[int, ...]


def segments(answer: str, citations: Sequence[Citation]) -> tuple[Segment, ...]:
    """The answer in order. Whatever equals a citation's quote is `quoted`, the rest is prose.

    A mark such as [2] belongs to what stands before it. One inside a quote is the
    document's own and stays in its text.
    """
    quotes = sorted({c.quote for c in citations if c.quote}, key=len, reverse=True)
    numbers = {c.n for c in citations}
    parts = [f"(?P<quote>{'|'.join(map(re.escape, quotes))})"] if quotes else []
    pattern = re.compile("|".join([*parts, r"\s?\[(?P<number>\d+)\]"]))
    found: list[Segment] = []
    end = 0
    for match in pattern.finditer(answer):
        group = match.groupdict()
        if group["number"] and int(group["number"]) not in numbers:
            continue
        _prose(found, answer[end : match.start()])
        end = match.end()
        if group.get("quote"):
            found.append(Segment(group["quote"], True, ()))
        elif found:
            last = found[-1]
            found[-1] = Segment(last.text, last.quoted, (*last.numbers, int(group["number"])))
    _prose(found, answer[end:])
    return tuple(found)


def _prose(found: list[Segment], text: str) -> None:
    if not _ONLY_QUOTATION_MARKS.fullmatch(text):
        found.append(Segment(text.strip(), False, ()))
