"""Questions about one thing of a kind, and passages about another.

"What does error E-52 mean?" is not answered by what E-51 means, nor "when does the canteen in
Oslo open?" by the hours of the one in Bergen: all other words fit, so no signal doubts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from answering.differences.values import values
from vectorstore.analysis import word_stems, words

# At most so sure of an answer that names another thing than the question does.
ANOTHER = 0.3

# A code, or one of what is counted off: "TD-40", "ISO 9001", "Halle 3", "skjema 14".
_NUMBERED = re.compile(
    r"(?<![^\W_])(?:(?P<code>[A-ZÆØÅÄÖÜ]{1,5})[ \u00a0-]?|(?P<kind>(?i:feil(?:kode)?|halle?|lager|"
    r"linje|linie|bygg|skjema|maskin|rom|etasje|fehler(?:code)?|gebäude|formular|maschine|raum|"
    r"error|line|building|form|machine|room|floor|warehouse))[ \u00a0])(?P<number>\d+)(?![\w%])"
)
_CURRENCIES = frozenset("NOK EUR USD GBP SEK DKK KR KL".split())
# A name right after a preposition; "in December" names no place.
_PLACE = re.compile(
    r"\b(?:i|på|ved|in|at|bei)[ \u00a0](?!(?i:jan|feb|mar|mär|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|"
    r"nov|de[sz]|dec))(?P<name>[A-ZÆØÅÄÖÜ][^\W\d_]{2,})"
)
# What ordinals tell one from the other of; "the Second World War" is a name.
_COUNTED = re.compile(
    r"etasje|år|kvartal|halvår|uke|skift|stock|etage|(?:ober|unter)geschoss|jahr|quartal|halbjahr|"
    r"woche|schicht|floor|year|quarter|week|shift"
)
# Two spellings of one name.
_ALIKE = 0.7


def names_another(
    question: str, quotes: Sequence[str], told: str, language: str, foreign: bool
) -> bool:
    """Whether the question names a number or a place that stands nowhere in `told`,
    and a quote names another one of the same kind that the question does not name.

    `told` is all that is read with the quotes, headings included; `language` is the
    question's. Places are not compared with another language's (`foreign`): Norge is Norway.
    """
    quoted = "\n".join(quotes)
    if _another(_numbered(question), _numbered(quoted), _numbered(told)):
        return True
    if foreign:
        return False
    counted = (_counted(text, language) for text in (question, quoted, told))
    return _another(*counted) or _other_place(question, quoted, told)


def _another(
    asked: set[tuple[str, str]], quoted: set[tuple[str, str]], told: set[tuple[str, str]]
) -> bool:
    return any(
        one not in told and any(kind == one[0] and (kind, n) not in asked for kind, n in quoted)
        for one in asked
    )


def _numbered(text: str) -> set[tuple[str, str]]:
    return {
        ((found["code"] or found["kind"]).casefold(), found["number"])
        for found in _NUMBERED.finditer(text)
        if found["code"] not in _CURRENCIES
    }


def _counted(text: str, language: str) -> set[tuple[str, str]]:
    """What an ordinal counts, and the ordinal: "im dritten Stock"."""
    found = set()
    for value in values(text, language):
        after = words(text[value.end :].partition("\n")[0])[:1]
        if value.unit == "nth" and after and _COUNTED.match(after[0]):
            found.add((min(word_stems(after[0]), key=len), str(value.low)))
    return found


def _other_place(question: str, quoted: str, told: str) -> bool:
    held = set(words(told))
    named = {found["name"] for found in _PLACE.finditer(question)}
    elsewhere = {found["name"] for found in _PLACE.finditer(quoted)}
    elsewhere = {name for name in elsewhere if name.casefold() not in words(question)}
    return bool(elsewhere) and any(
        not any(SequenceMatcher(None, name.casefold(), word).ratio() >= _ALIKE for word in held)
        for name in named
    )
