"""The sizes of letters on scans, which are measured, made equal where they were meant to be.

Headings are ranked by size, so two that were set alike must come out alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.parsers.pdf.layout import Page
from ingest.parsers.pdf.shapes import Line

_LIKE_BODY = 1.15
_LIKE_EACH_OTHER = 1.14


def evened(pages: Sequence[Page], scans: Collection[int]) -> list[Page]:
    """The pages, those whose numbers are among `scans` with as few sizes as they show."""
    sizes: Counter[float] = Counter()
    for page in pages:
        if page.number in scans:
            for line in page.lines:
                sizes[line.size] += len(line.text)
    if not sizes:
        return list(pages)
    same = _same(sizes)

    def even(line: Line) -> Line:
        return line if line.table else line._replace(size=same[line.size])

    return [
        replace(page, regions=tuple(tuple(map(even, region)) for region in page.regions))
        if page.number in scans
        else page
        for page in pages
    ]


def _same(sizes: Counter[float]) -> dict[float, float]:
    """For each size the one that it is taken for: the body's, or the largest that is near."""
    body = sizes.most_common(1)[0][0]
    made: dict[float, float] = {}
    largest = 0.0
    for size in sorted(sizes, reverse=True):
        if body / _LIKE_BODY <= size <= body * _LIKE_BODY:
            made[size] = body
            continue
        if not largest or size * _LIKE_EACH_OTHER < largest or size < body < largest:
            largest = size
        made[size] = largest
    return made
