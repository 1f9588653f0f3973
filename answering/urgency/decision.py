"""Phrases and model together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

from answering.urgency.phrases import REASONS, find, folded_words
from answering.urgency.rules import LASTING, Signs, sentences, signs
from answering.urgency.situations import Nearness, nearness
from config import LANGUAGES
from vectorstore.analysis import STOP_WORDS
from vectorstore.language import detect

if TYPE_CHECKING:
    from vectorstore import Embedder

# In log odds, beside the model's. Chosen on the half of the messages for development.
_SURE, _ASKED, _HINT, _SHOUTED = 2.5, 0.5, 0.4, 0.4
_MOST_HINTS = 3
_AT_LEAST = -2.2
_AGAINST = {"settled": 2.5, "no_hurry": 2.0, "past": 1.0, "hypothetical": 1.0, "about": 0.7}
# What a message has to begin with where there is no model to ask.
_UNKNOWN = -1.2
_ENOUGH = -0.3
_PERSONAL_ENOUGH = -0.6
_PERSONAL_PHRASES, _RULES = 1.5, 1.5
# Of a question of a few words that names nothing personal the model knows too little.
_BRIEFLY, _FEW_WORDS = 2.0, 5
# How much of what speaks against haste elsewhere in the message holds for a sentence of it.
_FROM_AROUND = {"settled": 0.6, "past": 1.0}
_A_PART = 1.3
_SHORTEST, _LONGEST, _MOST_PARTS = 15, 600, 8
_EVIDENCE = 120
_PERSONAL_REASONS = ("self_harm", "injury", "harassment")
# Of a message that says nothing but "it is urgent" the model makes what it likes.
_TO_WHICH_DEGREE = frozenset(
    "litt veldig ganske svært fint takk dette det sehr etwas bitte danke hier very bit please "
    "thanks this".split()
)
# More of a text than this in signs that no sentence has, and it is code or a path. Of 386
# messages none has more than 7 in a hundred.
_CODE = 0.15
_OF_SENTENCES = frozenset(".,!?:…()\"'’‘“”„«»")
_SIGNS = ("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc")
_WORDS = re.compile(r"[^\W\d_]{2}")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅÄÖÜ][a-zæøåäöüß]{2,}")


@dataclass(frozen=True)
class Urgency:
    """Why a message cannot wait: a key of REASONS, and the words that show it."""

    reason: str
    evidence: str


@dataclass(frozen=True)
class Judged:
    """What is to be known of a message before it is handed to people."""

    urgency: Urgency | None
    personal: bool


def judge(text: str, embedder: Embedder | None = None) -> Judged:
    """Whether a message goes first, and whether it concerns a person's health or conduct.

    Without an embedder, or with another than the built-in model, phrases alone decide.
    """
    text = _visible(text)
    readings = _readings(text, embedder)
    if not readings:
        return Judged(None, False)
    worst = max(readings, key=lambda reading: reading.score)
    found = None
    if worst.score >= _ENOUGH:
        found = Urgency(worst.reason, worst.evidence(worst.reason))
    if found is not None and found.reason == "hurry" and _says_no_more(text, found.evidence):
        return Judged(found, False)
    near = readings[0].near
    odds = (near.personal if near else _UNKNOWN) + _of_a_person(text)
    about_somebody = found is not None and found.reason in _PERSONAL_REASONS
    return Judged(found, about_somebody or odds > _PERSONAL_ENOUGH)


def urgency(text: str, embedder: Embedder | None = None) -> Urgency | None:
    """Why `text` goes first; None if it can wait."""
    return judge(text, embedder).urgency


def personal(text: str, embedder: Embedder | None = None) -> bool:
    """Whether `text` concerns a person's health, conduct or pay, not the rules about them.

    In doubt it does: what is kept back by mistake can be asked again.
    """
    return judge(text, embedder).personal


@dataclass(frozen=True)
class _Reading:
    """A message, or a sentence of it, as phrases and model read it.

    `around` are the kinds of phrases against haste in the rest of the message.
    """

    text: str
    signs: Signs
    near: Nearness | None
    around: frozenset[str] = frozenset()
    whole: bool = True

    @property
    def score(self) -> float:
        read = self.signs
        hints = sum(len(words) for words in read.hints.values())
        score = self.near.urgent if self.near else _UNKNOWN
        if read.sure:
            # "Haster!" before a question that sounds like any other is meant.
            score = max(score, _AT_LEAST)
        score += _SURE * bool(read.sure) + _ASKED * bool(read.asked)
        score += _HINT * min(hints, _MOST_HINTS) + _SHOUTED * read.shouted
        lasting = any(reason in read.sure for reason in LASTING)
        against = dict.fromkeys(read.against, 1.0) | {
            kind: _FROM_AROUND[kind] for kind in self.around - read.against
        }
        for kind, share in against.items():
            if not (kind == "past" and lasting):
                score -= share * _AGAINST[kind]
        return score - (0.0 if self.whole else _A_PART)

    @property
    def reason(self) -> str:
        def weight(reason: str) -> float:
            hints = 0.5 * min(len(self.signs.hints.get(reason, ())), 2)
            asked = 1.0 * (reason in self.signs.asked)
            return hints + asked + (self.near.reasons[reason] if self.near else 0.0)

        # Of what the words say surely, if they do; the first of equals is the most serious.
        said = [reason for reason in REASONS if reason in self.signs.sure]
        return max(said or REASONS, key=weight)

    def evidence(self, reason: str) -> str:
        words = self.signs.sure.get(reason) or self.signs.asked.get(reason)
        return " ".join(words) if words else self.text[:_EVIDENCE]


def _readings(text: str, embedder: Embedder | None) -> list[_Reading]:
    """The message as a whole, and each sentence of it: one topic of two may be urgent."""
    if not text:
        return []
    parts = _parts(text)
    read = signs(text)
    around = frozenset(read.against & _FROM_AROUND.keys())
    nears = nearness([text[:_LONGEST], *parts], embedder if _is_language(text) else None)
    first = _Reading(text, read, nears[0])
    return [first] + [
        _Reading(part, signs(part), near, around, whole=False)
        for part, near in zip(parts, nears[1:], strict=True)
    ]


def _visible(text: str) -> str:
    """The text on one line, without the characters that only steer how it is written."""
    kept = (" " if category(c) == "Cc" else c for c in text if category(c) != "Cf")
    return " ".join("".join(kept).split())


def _is_language(text: str) -> bool:
    """Whether a text holds words and is no code, of which the model makes what it likes."""
    letters = "".join(text.split())
    signs = sum(letter not in _OF_SENTENCES and category(letter) in _SIGNS for letter in letters)
    return _WORDS.search(text) is not None and signs <= _CODE * len(letters)


def _parts(text: str) -> list[str]:
    """The sentences, short ones with those before them, several together in a long text."""
    least = max(_SHORTEST, len(text) // _MOST_PARTS)
    parts: list[str] = []
    for sentence in sentences(text):
        if parts and len(parts[-1]) < least:
            parts[-1] += " " + sentence
        else:
            parts.append(sentence)
    return parts if len(parts) > 1 else []


def _says_no_more(text: str, evidence: str) -> bool:
    """Whether a text holds nothing but the words that show its haste."""
    said = folded_words(" ".join((evidence, *STOP_WORDS, *_TO_WHICH_DEGREE)))
    return set(folded_words(text)) <= set(said)


def _of_a_person(text: str) -> float:
    """What phrases add to the odds that a text is about a person."""
    language = detect(text)
    languages = (language,) if language in LANGUAGES else LANGUAGES
    found = find(folded_words(text), languages)
    kinds = {one.kind for one in found if one.list == "personal"}
    named = language != "de" and _NAME.search(text) is not None
    odds = _PERSONAL_PHRASES if "matter" in kinds and (named or "who" in kinds) else 0.0
    if "matter" not in kinds and not named and _asks_briefly(text, language):
        odds -= _BRIEFLY
    return odds - (_RULES if "rules" in kinds and not named else 0.0)


def _asks_briefly(text: str, language: str) -> bool:
    """ "Kan jeg ta med hund?"; in German, where a name looks like any noun, of oneself only."""
    words = folded_words(text)
    of_oneself = language != "de" or not {"ich", "wir", "man"}.isdisjoint(words)
    return text.rstrip().endswith("?") and len(words) <= _FEW_WORDS and of_oneself
