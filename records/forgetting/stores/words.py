"""Names of documents and people inside longer texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

ERASED = "(erased)"
# What in kept JSON leads to a document: its name is its own, and goes with it.
_LEADS = {"space", "document"}


def blanked(text: str, words: Iterable[str]) -> str:
    """The text with each of the words replaced, longest first: whole words, in the genitive too,
    and whole addresses, however they are written."""
    for word in sorted({*words} - {""}, key=len, reverse=True):
        text = _alone(word).sub(ERASED, text)
    return text


def blanked_json(text: str, words: Iterable[str]) -> str:
    """The same for JSON: its strings are changed, never what holds them together. As it was,
    byte for byte, where none of them changes."""
    if not text:
        return text
    words = {*words}
    value = json.loads(text)
    without = _inside(value, words)
    return text if without == value else json.dumps(without, ensure_ascii=False)


def _inside(value: Any, words: set[str]) -> Any:
    if isinstance(value, str):
        return blanked(value, words)
    if isinstance(value, list):
        return [_inside(one, words) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _LEADS else _inside(one, words) for key, one in value.items()}
    return value


@lru_cache(maxsize=1000)
def _alone(word: str) -> re.Pattern[str]:
    if "@" in word and " " not in word:
        # Not the end of a longer address, nor the beginning of one.
        before, after = r"(?<![\w.+-])", r"(?![\w-]|\.\w)"
        return re.compile(f"{before}{re.escape(word)}{after}", re.IGNORECASE)
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"(?=(?:['’]?e?s)?(?!\w))" if word[-1].isalnum() else ""
    return re.compile(f"{before}{re.escape(word)}{after}")
