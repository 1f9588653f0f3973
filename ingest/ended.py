"""Documents that say themselves until when they hold, where that day is past."""

from __future__ import annotations

import re
from datetime import date

from ingest.parsers.dates import iso
from records import Catalogue

# Of what is asked of the database: the words, whatever stands between them and the day.
_WORDS = (
    "gjelder til", "gjeldende til", "gyldig til", "gjelder t.o.m.", "gyldig t.o.m.", "utløper",
    "gilt bis", "gültig bis", "befristet bis", "läuft bis",
    "valid until", "valid through", "applies until", "in force until", "expires",
)  # fmt: skip
_UNTIL = re.compile(
    rf"(?:{'|'.join(map(re.escape, _WORDS))})"
    r"(?:\s+(?:og med|den|zum|einschließlich|on|the))*[\s:]+",
    re.IGNORECASE,
)


def ended(catalogue: Catalogue, space: str, today: date) -> frozenset[int]:
    """The numbers of current versions whose first passages name a day until which they hold,
    and the last such day is before `today`."""
    last: dict[int, str] = {}
    for version, text in catalogue.editions.beginnings_with(space, _WORDS):
        for found in _UNTIL.finditer(text):
            day = iso(text[found.end() : found.end() + 40])
            if day:
                last[version] = max(last.get(version, ""), day[:10])
    return frozenset(version for version, day in last.items() if day < today.isoformat())
