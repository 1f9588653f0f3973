"""A whole document out of its passages, with the quotes in it marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chat_app.show.blocks import Mark, blocks, runs
from chat_app.show.seeking import spans
from records import Passage


@dataclass(frozen=True)
class Wanted:
    """A quote to mark, the passage that it was taken from, and how strongly."""

    quote: str
    passage: int
    strength: int


@dataclass(frozen=True)
class Section:
    """The text under one heading path, its passages joined without what they repeat."""

    headings: tuple[str, ...]
    text: str
    starts: dict[int, int]
    """Where each passage's own text begins, by passage id."""


def whole(passages: Sequence[Passage], wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """The document's blocks in order, headings as `{"kind": "heading", "level", "runs"}`.

    Of a heading path only what differs from the section before is a heading again.
    """
    return searched(passages, wanted, "", 0)[0]


def searched(
    passages: Sequence[Passage], wanted: Sequence[Wanted], sought: str, at: int
) -> tuple[list[dict[str, Any]], int]:
    """As `whole`, with what is searched for marked, the hit number `at` (from 0) as the one that
    is looked at; and how many hits there are."""
    sections = joined(passages)
    marks = _marks(sections, wanted)
    hits = 0

    def marked(text: str) -> list[Mark]:
        nonlocal hits
        found = spans(text, sought)
        hits += len(found)
        first = hits - len(found)
        return [(a, b, 4 if n == at else 3) for n, (a, b) in enumerate(found, start=first)]

    found: list[dict[str, Any]] = []
    before: tuple[str, ...] = ()
    for number, section in enumerate(sections):
        same = 0
        while same < min(len(before), len(section.headings)):
            if before[same] != section.headings[same]:
                break
            same += 1
        for level, heading in enumerate(section.headings[same:], start=same + 1):
            stretches = runs(heading, 0, len(heading), marked(heading))
            found.append({"kind": "heading", "level": min(level, 4), "runs": stretches})
        found += blocks(section.text, [*marks[number], *marked(section.text)])
        before = section.headings
    return found, hits


def joined(passages: Sequence[Passage]) -> list[Section]:
    """Neighbouring passages under the same headings as one text, overlaps taken out."""
    sections: list[Section] = []
    for passage in passages:
        own = passage.text[passage.overlap :]
        if not sections or sections[-1].headings != passage.headings:
            sections.append(Section(passage.headings, own, {passage.id: 0}))
            continue
        last = sections[-1]
        # An overlap that ends inside a line: the paragraph goes on where it was cut.
        goes_on = (
            passage.overlap > 0
            and "\n" not in passage.text[passage.overlap - 1 : passage.overlap + 1]
        )
        text = last.text.rstrip() + (" " if goes_on else "\n")
        starts = {**last.starts, passage.id: len(text)}
        sections[-1] = Section(last.headings, text + own.lstrip(), starts)
    return sections


def _marks(sections: Sequence[Section], wanted: Sequence[Wanted]) -> list[list[Mark]]:
    marks: list[list[Mark]] = [[] for _ in sections]
    for want in wanted:
        for number, start, end in _places(sections, want):
            marks[number].append((start, end, want.strength))
    return marks


def _places(sections: Sequence[Section], want: Wanted) -> list[tuple[int, int, int]]:
    """Where a quote stands: whole if it can be found so, else line by line."""
    order = sorted(
        range(len(sections)), key=lambda number: want.passage not in sections[number].starts
    )
    for number in order:
        section = sections[number]
        if place := _find(section.text, want.quote, section.starts.get(want.passage, 0)):
            return [(number, *place)]
    for number in order:
        section = sections[number]
        home = section.starts.get(want.passage, 0)
        lines = [_find(section.text, line, home) for line in want.quote.split("\n")]
        if any(lines):
            return [(number, *place) for place in lines if place]
    return []


def _find(text: str, quote: str, home: int) -> tuple[int, int] | None:
    """The occurrence nearest to `home`, white space taken as equal to any other."""
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    spans = [match.span() for match in pattern.finditer(text)]
    return min(spans, key=lambda span: abs(span[0] - home), default=None)
