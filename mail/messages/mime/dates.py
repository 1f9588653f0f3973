"""When a message was sent, as its head says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

from mail.messages.mime.headers import Headers
from mail.messages.mime.words import words

_EARLIEST, _LATEST = 1950, 2200
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DOTTED_TIME = re.compile(r"(?<=\s\d{2})\.(\d\d)(?:\.(\d\d))?(?=\s|$)")


def sent(headers: Headers) -> str | None:
    """ISO 8601, from Date, else from where the message was first received, else None."""
    for text in _stated(headers):
        found = date_of(text)
        if found is not None:
            return found
    return None


def _stated(headers: Headers) -> Iterator[str]:
    for name in ("date", "resent-date"):
        yield from map(words, headers.all(name))
    for value in reversed(headers.all("received")):
        yield words(value).rpartition(";")[2]
    yield from map(words, headers.all("delivery-date"))
    yield " ".join(words(headers.envelope).split()[2:])


def date_of(text: str) -> str | None:
    """The date and time in ISO 8601; None where the text is no date."""
    text = text.strip()
    if not text or len(text) > 200:
        return None
    iso = _ISO.match(text)
    if iso:
        try:
            return _sane(datetime.fromisoformat(iso.group().replace(" ", "T")))
        except ValueError:
            pass
    for wording in (text, _DOTTED_TIME.sub(lambda match: match.group().replace(".", ":"), text)):
        found = _parsed(wording)
        if found is not None:
            return found
    return None


def _parsed(text: str) -> str | None:
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if parts is None:
        return None
    year, month, day, hour, minute, second, *_, offset = parts
    try:
        made = datetime(year, month, day, hour, minute, min(second, 59))
        if offset is not None and abs(offset) <= 15 * 3600:
            made = made.replace(tzinfo=timezone(timedelta(seconds=offset)))
    except (ValueError, TypeError, OverflowError):
        return None
    return _sane(made)


def _sane(made: datetime) -> str | None:
    return made.isoformat(timespec="seconds") if _EARLIEST <= made.year <= _LATEST else None
