"""Who gets a case, one after another, and when the next one's turn comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

from config import Settings
from config.settings import Space

_SATURDAY = 5


def chain(settings: Settings, space: Space | None) -> tuple[str, ...]:
    """The addresses that a case goes to, in turn: the space's experts, then those who get what
    fits nowhere. Each once, however it is spelt."""
    ordered = [*(space.experts if space else ()), *settings.fallback]
    return tuple({address.lower(): address for address in reversed(ordered)}.values())[::-1]


def after(
    addresses: tuple[str, ...], assignee: str | None, away: Collection[str] = ()
) -> str | None:
    """Whose turn comes after `assignee`'s; None where there is nobody else.

    Who is `away` (in small letters) is passed over, unless everybody is and it has to be
    somebody's first.
    """
    lower = [address.lower() for address in addresses]
    known = assignee is not None and assignee.lower() in lower
    rest = addresses[lower.index((assignee or "").lower()) + 1 :] if known else addresses
    there = [address for address in rest if address.lower() not in away]
    if there:
        return there[0]
    return addresses[0] if addresses and not known else None


def working_days_later(moment: datetime, days: int, zone: tzinfo | None) -> datetime:
    """The same time of day so many working days later; Saturdays and Sundays do not count.

    Public holidays do. `zone` says where a day begins; None: this machine's.
    """
    later = moment.astimezone(zone)
    while days > 0:
        later += timedelta(days=1)
        if later.weekday() < _SATURDAY:
            days -= 1
    while later.weekday() >= _SATURDAY:
        later += timedelta(days=1)
    return later
