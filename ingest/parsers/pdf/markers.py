"""What begins an item of a list: bullets, numbers and letters."""

from __future__ import annotations

import re

_BULLETS = frozenset("•∗‣◦▪▫■□●○◆◇►▶➢➤✓✔∙⁃❖✗☐☑☒·")
_DASHES = frozenset("-–—*+")
_NUMBER = re.compile(r"\(?(\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]|\d{1,2}(\.\d{1,2}){1,3}\.?")
_PRIVATE = range(0xE000, 0xF900)


def bullet(word: str, *, mono: bool = False) -> bool:
    """Is the word a sign that only ever begins an item? A lone `o` of fixed width is one."""
    if len(word) != 1:
        return False
    return word in _BULLETS or ord(word) in _PRIVATE or (mono and word == "o")


def dash(word: str) -> bool:
    """Is the word a dash or star, which begins an item or stands in a sentence?"""
    return word in _DASHES


def number(word: str) -> str | None:
    """The number, letter or Roman numeral of "3.", "b)", "(iv)" or "3", or None."""
    match = _NUMBER.fullmatch(word)
    if match is None:
        return word if word.isdecimal() and len(word) <= 2 else None
    return match.group(1) or word.rstrip(".")


def follows(before: str | None, now: str) -> bool:
    """Does `now` continue a list at `before`, or begin one?"""
    if before is None:
        return now.lower() in {"1", "a", "i"}
    if before.isdigit() and now.isdigit():
        return int(now) == int(before) + 1
    if len(before) == len(now) == 1 and before.isalpha() and now.isalpha():
        return ord(now) == ord(before) + 1
    return before.isalpha() and now.isalpha()
