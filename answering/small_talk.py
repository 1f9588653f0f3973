"""Greetings, thanks and "what can you do?": a human reply, and no search.

Only a message that is nothing but small talk counts: "Hei, hvor mange feriedager har jeg?"
is a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from config import LANGUAGES, Form, addressed, small_talk_texts

# What a message is about when it holds several: "Hei! Hva kan du?" is not a greeting.
KINDS = ("abilities", "thanks", "farewell", "greeting")
_FILLER = "filler"


@dataclass(frozen=True)
class SmallTalk:
    """The kind of small talk, the language it was in, and the reply."""

    kind: str
    language: str
    text: str


def small_talk(message: str, language: str, address: Form = "Sie") -> SmallTalk | None:
    """The reply to a message that is small talk and nothing else, or None.

    Where several languages share a phrase ("hei", "hallo"), `language` decides, if it is
    among them.
    """
    words = _folded(message)
    for code in sorted(LANGUAGES, key=lambda known: known != language):
        found = _kinds(words, _lexicon(code))
        for kind in KINDS:
            if kind in found:
                reply = addressed(small_talk_texts(code)[kind]["reply"], address)
                return SmallTalk(kind, code, reply)
    return None


def _folded(message: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", message.casefold()))


@cache
def _lexicon(language: str) -> dict[str, str]:
    """Every phrase with its kind."""
    return {
        _folded(phrase): kind
        for kind, entry in small_talk_texts(language).items()
        for phrase in entry["phrases"]
    }


def _kinds(words: str, lexicon: Mapping[str, str]) -> set[str]:
    """The kinds of the phrases that `words` is made of; empty if anything else is in it."""
    found: set[str] = set()
    while words:
        phrase = max(
            (p for p in lexicon if words == p or words.startswith(p + " ")), key=len, default=""
        )
        if not phrase:
            return set()
        found.add(lexicon[phrase])
        words = words[len(phrase) :].lstrip()
    return found - {_FILLER}
