"""Dates, numbers, lists and plurals as a language writes them: Unicode's CLDR, through Babel.

Languages are those of the texts, `nb`, `de` and `en`; a space that must not break is `\\u00a0`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

# English as Europe writes it: 15 January 2026, and not January 15.
_LOCALES = {
    "nb": Locale.parse("nb_NO"),
    "de": Locale.parse("de_DE"),
    "en": Locale.parse("en_GB"),
}


def plural(count: int, language: str) -> str:
    """The form that a text takes beside a count: `one`, or `other`."""
    return _LOCALES[language].plural_form(count)


def number(value: float, language: str, decimals: int = 0) -> str:
    """`19 997` in Norwegian, `19.997` in German, `19,997` in English."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return _below_zero(format_decimal(value, pattern, locale=_LOCALES[language]))


def percent(share: float, language: str) -> str:
    """`0.93` as `93 %`, or `93%` in English."""
    return format_percent(share, locale=_LOCALES[language])


def money(amount: float, currency: str, language: str) -> str:
    """`9 600 kr`, in whole units; the currency by its code (ISO 4217)."""
    locale = _LOCALES[language]
    whole = locale.currency_formats["standard"].pattern.replace(".00", "")
    shown = format_currency(round(amount), currency, whole, locale=locale, currency_digits=False)
    return _below_zero(_unbroken(shown))


def day(when: date, language: str) -> str:
    """`15. januar 2026`."""
    return _unbroken(format_date(when, "long", locale=_LOCALES[language]))


def month(when: date, language: str) -> str:
    """`januar 2026`."""
    return _unbroken(format_date(when, "MMMM y", locale=_LOCALES[language]))


def time_of_day(when: time, language: str) -> str:
    """`03:00`."""
    return format_time(when, "short", locale=_LOCALES[language])


def amount_of_time(count: int, unit: str, language: str) -> str:
    """`5 min`, in the short form of a unit, such as `hour`, `minute` or `second`."""
    return _unbroken(format_unit(count, f"duration-{unit}", "short", locale=_LOCALES[language]))


def listed(words: Sequence[str], language: str) -> str:
    """`a, b og c`."""
    return format_list(list(words), "standard", locale=_LOCALES[language])


def _below_zero(text: str) -> str:
    """With a minus sign where CLDR has a hyphen, at which a line might break."""
    return text.replace("-", "\u2212")


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")
