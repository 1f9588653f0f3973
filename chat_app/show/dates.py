"""Dates in the reader's language."""

from __future__ import annotations

from datetime import date

from config import Texts, writing


def shown_date(iso: str | None, texts: Texts) -> str:
    """`2026-01-15` as `15. januar 2026`; what is not a date stays as it is, None is empty."""
    try:
        day = date.fromisoformat((iso or "")[:10])
    except ValueError:
        return iso or ""
    return writing.day(day, texts.language)


def shown_month(iso: str, texts: Texts) -> str:
    """`2026-01-15` as `januar 2026`."""
    return writing.month(date.fromisoformat(iso), texts.language)
