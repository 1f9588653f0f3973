"""Dates as files state them, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_MONTHS = (
    "januar january jan",
    "februar february feb",
    "mars march märz mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "desember december dezember des dec dez",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]{3,9})\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_LABEL = re.compile(
    r"(?:^|[\s(|])(?:dato|datum|date|stand|(?:sist |last |zuletzt )?(?:oppdatert|endret|revidert|"
    r"updated|modified|revised|changed|touched|edited|aktualisiert|geändert|überarbeitet)|utgitt|utgivelsesdato|"
    r"publisert|published|publish date|veröffentlicht|gyldig fra|gjelder fra|gültig ab|gilt ab|"
    r"valid from|rev(?:isjon|ision)?\.?(?: \w{1,3},?)? (?:vom|av|of)|"
    r"effective(?: from| date)?)(?: (?:den|am|on))?\s*[:|]?\s*"
    r"(?:(?:[^\W\d_]{2,7}(?:dag|tag|day)|mittwoch|on),?\s+)?(?:(?:den|der|the)\s+)?(?=\S)",
    re.IGNORECASE,
)


def iso(text: str) -> str | None:
    """The date, or date and time, that the text begins with; None where it begins with none.

    Understands ISO 8601, "2026/1/15", "15.1.2026" and dates whose month is named in
    Norwegian, German or English; never guesses between day and month.
    """
    text = text.strip()
    match = _YEAR_FIRST.match(text)
    if match:
        try:
            if len(text) > 10:
                return datetime.fromisoformat(text.replace(" ", "T", 1)).isoformat()
        except ValueError:
            pass
        return _day(*match.groups())
    if match := _DAY_FIRST.match(text):
        return _day(*reversed(match.groups()))
    if match := _DAY_MONTH.match(text):
        return _named(match.group(3), match.group(2), match.group(1))
    if match := _MONTH_DAY.match(text):
        return _named(match.group(3), match.group(1), match.group(2))
    return None


def stated(texts: Iterable[str]) -> str | None:
    """The first date in the texts that a label announces: "Oppdatert: 15.1.2026"."""
    for text in texts:
        for label in _LABEL.finditer(text[:500]):
            found = iso(text[label.end() : label.end() + 40])
            if found is not None:
                return found[:10]
    return None


def titled(title: str) -> str | None:
    """The one date, day and all, in a title or a file's name: "Allmøte torsdag 18. juni 2026"."""
    named = (_DAY_FIRST, _DAY_MONTH, _MONTH_DAY)
    found = {iso(match.group()) for pattern in named for match in pattern.finditer(title)}
    found |= {_day(year, month, day) for year, _, month, day in _NAME.findall(title)}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _named(year: str, month: str, day: str) -> str | None:
    number = _MONTH.get(month.casefold())
    return _day(year, str(number), day) if number else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
