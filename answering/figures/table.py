"""The figures as a table for a spreadsheet: a line is what was counted, and nothing finer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from answering.figures.overview import Overview

COLUMNS = ("measure", "first_week", "last_week", "space", "of", "count", "hours")
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(shown: Overview) -> str:
    """CSV with a header. Weeks are named by their Mondays; `space` is empty for several, none,
    and those with too few people. A pilot's total is one line a measure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in shown.lines:
        writer.writerow(
            _plain(
                (
                    line.measure, line.first.isoformat(), line.last.isoformat(), line.space,
                    line.of, line.count, round(line.hours, 1) if line.measure == "cases" else "",
                )
            )
        )  # fmt: skip
    return out.getvalue()


def _plain(cells: Iterable[object]) -> list[object]:
    return [
        f"'{one}" if isinstance(one, str) and one.startswith(_FORMULA) else one for one in cells
    ]
