"""What the phrases say of a message: which reasons, how surely, and what speaks against it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from answering.urgency.phrases import REASONS, Found, find, folded_words

_SENTENCE = re.compile(r"(?<=[.!?…\n])\s+|\n+")
_GREETING = frozenset(
    "hei heisann hallo hi hello hey moin servus gruezi dear god guten dag tag".split()
)
# What happened to things is over; what somebody did to somebody, or has given away, is not.
LASTING = ("self_harm", "harassment", "fraud", "breach")
_BEFORE_ASKING = frozenset(
    "nach ab bis an in for at by from til på fra innen i aus mit von".split()
)
_SHOUTED = re.compile(r"!\s*!|[!?]{2,}")
_CAPITALS = re.compile(r"\b[A-ZÆØÅÄÖÜ]{5,}\b")


@dataclass
class Signs:
    """By reason the words that make it sure, that ask about it, and that hint at it.

    `against` are the kinds of phrases that speak against haste.
    """

    sure: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hints: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    against: set[str] = field(default_factory=set)
    shouted: bool = False


def sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def signs(text: str) -> Signs:
    """What the phrases of all three languages say of a message."""
    read = Signs(shouted=bool(_SHOUTED.search(text) or _CAPITALS.search(text)))
    for sentence in sentences(text):
        _read(sentence, read)
    if "settled" in read.against:
        read.sure, read.asked, read.hints = {}, {}, {}
    return read


def _read(sentence: str, read: Signs) -> None:
    words = folded_words(sentence)
    found = find(words)
    quiet = {one.kind: one for one in found if one.list == "quiet" and one.kind != "ask"}
    asking = _asks(words, found)
    hypothetical = "if" in quiet and (asking or sentence.rstrip().endswith("?"))
    about = "drill" in quiet
    read.against |= quiet.keys() - {"if", "drill"}
    if hypothetical:
        read.against.add("hypothetical")
    if about:
        read.against.add("about")
    for one in found:
        if one.list not in REASONS:
            continue
        if hypothetical or (about and asking):
            continue
        if "past" in quiet and one.list not in LASTING:
            continue
        if "no_hurry" in quiet and one.list in ("hurry", "deadline"):
            continue
        if one.kind == "sign":
            read.hints.setdefault(one.list, set()).add(one.words)
        else:
            kept = read.asked if asking or about else read.sure
            kept.setdefault(one.list, one.words)


def _asks(words: list[str], found: list[Found]) -> bool:
    """Whether a sentence begins by asking ("hva …", "bis wann …"), greetings aside."""
    asking = {one.words[0] for one in found if one.kind == "ask"}
    first = [word for word in words if word not in _GREETING][:2]
    return bool(first) and (
        first[0] in asking or (first[0] in _BEFORE_ASKING and first[-1] in asking)
    )
