"""Names of documents and people inside longer texts."""

from __future__ import annotations

import json
from collections.abc import Iterable

ERASED = "(erased)"


def blanked(text: str, words: Iterable[str]) -> str:
    """The text with each of the words, also as JSON escapes it, replaced; longest first."""
    for word in sorted(set(words), key=len, reverse=True):
        for form in (word, json.dumps(word, ensure_ascii=False)[1:-1], json.dumps(word)[1:-1]):
            text = text.replace(form, ERASED) if form else text
    return text
