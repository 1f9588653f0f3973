"""Sentences of two documents compared: is one thing said of the same, with another value?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from answering.differences.values import Kind, Value, values, without_references
from vectorstore.analysis import FUNCTION_WORDS, STOP_WORDS, word_stems, words
from vectorstore.sentences import is_row

# Of the words that say what a sentence is about, so many must be the other's too.
_ALIKE = 0.6
# Sentences with fewer words in common say what they are about in their headings.
_SAYS_ALL = 2
_WHERE_AND_WHEN = frozenset(
    """
    med uten før etter utenfor innenfor under over utenom i på ved hos
    mit ohne vor nach außerhalb innerhalb während unter über in im bei
    with without before after outside inside within during below above abroad
    """.split()
)
_NOT = frozenset(
    """
    ikke ikkje ingen inga intet aldri nicht kein keine keinen keinem keiner keines nie niemals
    niemand not no never nobody none cannot
    """.split()
)
_AGAINST = (
    ("tillatt", "forbudt"), ("lov", "forbudt"), ("påbudt", "valgfri"), ("alltid", "aldri"),
    ("obligatorisk", "frivillig"), ("med", "uten"),
    ("erlaubt", "verboten"), ("gestattet", "untersagt"), ("immer", "nie"),
    ("verpflichtend", "freiwillig"), ("zulässig", "unzulässig"),
    ("allowed", "forbidden"), ("permitted", "prohibited"), ("allowed", "prohibited"),
    ("always", "never"), ("mandatory", "optional"), ("mandatory", "voluntary"),
)  # fmt: skip
# Words of titles that tell what kind of document it is, not what it is about.
_KINDS = frozenset(
    """
    håndbok håndboka håndboken handbok regler regel reglement retningslinje
    retningslinjer rutine rutiner veileder veiledning instruks instrukser prosedyre prosedyrer
    policy notat informasjon info
    handbuch richtlinie richtlinien regeln regelung regelungen leitfaden anweisung merkblatt
    hinweise notiz
    policies handbook manual guide guideline guidelines rule rules procedure procedures
    instruction instructions note notes information
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Told:
    """A sentence, item or row, with what must be read before it, in its place.

    `title` is its document's, `heading` the one that it stands under.
    """

    text: str
    title: str
    heading: str
    language: str
    lead: str = ""
    words: frozenset[str] = field(init=False)
    held: tuple[Value, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "held", tuple(values(self.text, self.language)))
        object.__setattr__(self, "words", _content(self.text, self.held, self.language))


@dataclass(frozen=True)
class Disagreement:
    """What two sentences say otherwise: the kind of value, and each one's."""

    kind: Kind
    values: tuple[str, str]


def disagreements(one: Told, other: Told) -> tuple[Disagreement, ...]:
    """In what two sentences of different documents disagree; empty where they do not, or
    speak of different things."""
    if one.language != other.language or one.text == other.text:
        return ()
    if is_row(one.text) != is_row(other.text):
        return ()
    if is_row(one.text) and not _of_the_same_row(one, other):
        return ()
    if not is_row(one.text) and not _of_the_same(one, other):
        return ()
    if _parallel(one.title, other.title) or _parallel(one.heading, other.heading):
        return ()
    return _by_values(one, other) or _by_negation(one, other)


def _content(text: str, held: Sequence[Value], language: str) -> frozenset[str]:
    """The stems of the words that say what a sentence is about, its values left out."""
    bare = without_references(text)
    for value in held:
        bare = bare[: value.start] + " " * (value.end - value.start) + bare[value.end :]
    function = FUNCTION_WORDS.get(language, frozenset()) | _NOT | _against()
    return frozenset(
        _stem(word, language) for word in words(bare) if word not in function and word.isalpha()
    )


def _against() -> frozenset[str]:
    return frozenset(word for pair in _AGAINST for word in pair)


def _stem(word: str, language: str) -> str:
    forms = word_stems(word)
    return min(forms, key=len)


def _of_the_same(one: Told, other: Told) -> bool:
    shared = one.words & other.words
    only, others = one.words - shared, other.words - shared
    # The same word in another form: "trukket", "trekkes".
    for word in sorted(only):
        twin = next((o for o in sorted(others) if _same_word(word, o)), None)
        if twin is not None:
            only, others, shared = only - {word}, others - {twin}, shared | {word}
    if not shared or (only and others):
        return False
    most = max(len(shared | only), len(shared | others))
    if len(shared) < _ALIKE * most or _names(one, only) or _names(other, others):
        return False
    if len(shared) < _SAYS_ALL and not (_same_heading(one, other) or not (only or others)):
        return False
    # "in der Probezeit", "nach der Probezeit"
    where = [
        {word for word in words(told.text) if word in _WHERE_AND_WHEN} for told in (one, other)
    ]
    return not (where[0] - where[1] and where[1] - where[0])


def _same_word(one: str, other: str) -> bool:
    return one[:2] == other[:2] and SequenceMatcher(None, one, other).ratio() >= 0.6


def _names(told: Told, extra: frozenset[str]) -> bool:
    """Whether what only one of them says narrows it: a name, or what follows a preposition."""
    for found in _WORD.finditer(told.text):
        if found.start() and _stem(found[0].casefold(), told.language) in extra:
            before = words(told.text[: found.start()])[-2:]
            if told.language != "de" and found[0][0].isupper():
                return True
            if {"for", "für", "bei", "hos", "til", "in", "im", "i", "på", "to", "at"} & set(before):
                return True
    return False


def _same_heading(one: Told, other: Told) -> bool:
    return bool(set(words(one.heading)) & set(words(other.heading)))


def _parallel(one: str, other: str) -> bool:
    """Whether two titles name different things of one kind: "Satser bil", "Satser 2025".

    Function words and what the document is, a policy or a handbook, are no kind of thing;
    two that differ in a year or a number are of one kind by any word.
    """
    left, right = set(words(one)), set(words(other))
    only, others = left - right, right - left
    if any(map(_numbered, only)) and any(map(_numbered, others)):
        return bool(left & right)
    empty = STOP_WORDS | _KINDS
    return bool((left & right) - empty and only - empty and others - empty)


def _numbered(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _of_the_same_row(one: Told, other: Told) -> bool:
    keys = [told.text.partition(" | ")[0].strip().casefold() for told in (one, other)]
    if keys[0] != keys[1]:
        return False
    return not _parallel(one.lead, other.lead)


def _by_values(one: Told, other: Told) -> tuple[Disagreement, ...]:
    left, right = list(one.held), list(other.held)
    equal = 0
    for value in list(left):
        twin = next((o for o in right if value.comes_to(o)), None)
        if twin is not None:
            left.remove(value)
            right.remove(twin)
            equal += 1
    found: list[Disagreement] = []
    years = [[v for v in side if v.kind == "year"] for side in (left, right)]
    if all(years) and any(v.kind != "year" for v in (*left, *right)):
        return ()
    for value in left:
        against = next((o for o in right if _comparable(value, o)), None)
        if against is not None:
            right.remove(against)
            found.append(Disagreement(value.kind, (value.text, against.text)))
    kinds = [difference.kind for difference in found]
    # Two numbers of a kind and none in common: another case, not another opinion.
    if not is_row(one.text) and not equal and len(kinds) != len(set(kinds)):
        return ()
    return tuple(found)


def _comparable(one: Value, other: Value) -> bool:
    if one.kind != other.kind:
        return False
    # Days against hours, kroner against euros: not to be told.
    return one.unit == other.unit or one.kind == "date" or "" in (one.unit, other.unit)


def _by_negation(one: Told, other: Told) -> tuple[Disagreement, ...]:
    said = [[found[0] for found in _WORD.finditer(told.text)] for told in (one, other)]
    folded = [[word.casefold() for word in side] for side in said]
    for pair in _AGAINST:
        for first, second in (pair, pair[::-1]):
            if first in folded[0] and second in folded[1] and first not in folded[1]:
                values = said[0][folded[0].index(first)], said[1][folded[1].index(second)]
                return (Disagreement("negation", values),)
    negated = [[n for n, word in enumerate(side) if word in _NOT] for side in folded]
    if len(negated[0]) % 2 == len(negated[1]) % 2:
        return ()
    denies = 0 if len(negated[0]) % 2 else 1
    at = negated[denies][0]
    word = said[denies][at]
    if word.casefold().startswith("kein"):
        told = word, word[1:]
    elif word.casefold() in {"no", "ingen", "inga", "intet"} or not at:
        after = said[denies][at + 1] if at + 1 < len(said[denies]) else ""
        told = f"{word} {after}".strip(), after
    else:
        told = f"{said[denies][at - 1]} {word}", said[denies][at - 1]
    return (Disagreement("negation", told if denies == 0 else told[::-1]),)
