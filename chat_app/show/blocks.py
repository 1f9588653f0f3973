"""Text as documents hold it, taken apart into paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

Mark = tuple[int, int, int]
"""Start, end and strength of a marked stretch: 1 for a quote, 2 for the one in question; 3 for
what is searched for, 4 for the hit that is looked at."""

BAR = re.compile(r"(?:^| )\|(?: |$)")
"""What stands between two cells of a row, also where the first or the last is empty."""

_ITEM = re.compile(r"(\s*)(-|\d+[.)])\s+(?=\S)")


def blocks(text: str, marks: Sequence[Mark] = ()) -> list[dict[str, Any]]:
    """One block a line; neighbouring table rows share one.

    A block is `{"kind": "p" | "item", "runs": […]}`, an item with its `marker` and `depth`
    besides, or `{"kind": "table", "rows": [[runs, …], …]}`. Runs are `[text, strength]`.
    """
    found: list[dict[str, Any]] = []
    offset = 0
    for line in text.split("\n"):
        start, end = offset, offset + len(line)
        offset = end + 1
        item = _ITEM.match(line)
        if not line.strip():
            continue
        if BAR.search(line):
            row = [runs(text, a, b, marks) for a, b in _cells(line, start)]
            if found and found[-1]["kind"] == "table":
                found[-1]["rows"].append(row)
            else:
                found.append({"kind": "table", "rows": [row]})
        elif item:
            stretches = runs(text, start + item.end(), end, marks)
            marker = "" if item[2] == "-" else item[2]
            depth = len(item[1]) // 2
            found.append({"kind": "item", "marker": marker, "depth": depth, "runs": stretches})
        else:
            found.append({"kind": "p", "runs": runs(text, start, end, marks)})
    return found


def _cells(line: str, start: int) -> list[tuple[int, int]]:
    cells, begin = [], 0
    for bar in BAR.finditer(line):
        cells.append((start + begin, start + bar.start()))
        begin = bar.end()
    return [*cells, (start + begin, start + len(line))]


def runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[list[Any]]:
    """A stretch of text as `[text, strength]`, cut where marks begin and end."""
    cuts = {start, end}
    for first, last, _ in marks:
        cuts |= {min(max(cut, start), end) for cut in (first, last)}
    edges = sorted(cuts)
    return [
        [text[a:b], max((s for x, y, s in marks if x <= a and b <= y), default=0)]
        for a, b in pairwise(edges)
    ]
