"""Questions that ask for a year, and quotes that are of another.

"What did lunch cost in 2019?" is not answered by the price list of this year. In norquad and
xquad_en 87 of 90 questions that name a year have it in the document that answers them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from records import Passage

# At most so sure of an answer whose quotes name no year that is asked for.
ANOTHER_YEAR = 0.3

# Not an amount, which may look like one: 2050 liter, 1950 kroner.
_YEAR = re.compile(
    r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d|\s?(?:kroner|kr|nok|euro|eur|€|\$|%|liter|litres?|l|kg|g|"
    r"mm|cm|m|m²|km|kw|w|v|hz|rpm|u/min|omdr|stk|stück|pcs|pieces|personer|personen|people|"
    r"timer|hours|stunden|tonn|tonnen|tons?|ansatte|mitarbeiter\w*|employees)\b)",
    re.IGNORECASE,
)
# A school year or a span: 2025/26, 2020–2024.
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[/–—-]\s?((?:19|20)?\d\d)(?!\d)")


def another_year(
    question: str, quotes: Sequence[str], passages: Iterable[Passage], today: date
) -> int | None:
    """A year that is asked for and stands in none of the passages, above them or in their date.

    None where there is none. What holds now need not say so: the current year is missed only
    where a quote (with the title and headings above it) names another one.
    """
    asked = [int(year) for year in _YEAR.findall(question)]
    if not asked:
        return None
    told: set[int] = set()
    for passage in passages:
        above = (passage.title, passage.heading, passage.document, passage.date or "")
        told |= _years("\n".join((*above, passage.text)))
    named = _years("\n".join(quotes))
    missing = (year for year in asked if year not in told)
    return next((year for year in missing if year != today.year or named), None)


def _years(text: str) -> set[int]:
    found = {int(year) for year in _YEAR.findall(text)}
    for first, last in _SPAN.findall(text):
        begin = int(first)
        end = int(last) if len(last) == 4 else begin // 100 * 100 + int(last)
        if begin < end < begin + 100:
            found |= set(range(begin, end + 1))
    return found
