"""What speaks for an answer: a function a kind, which gives None where it does not hold."""

from __future__ import annotations

import re

from answering.coverage import Terms
from answering.differences.values import values
from answering.models import Reason
from answering.reasons.evidence import Evidence
from vectorstore.analysis import STOP_WORDS, word_stems, words
from vectorstore.sentences import spans

# Words of two sentences that say the same: at least so many, and this share of them in both.
_SAYS_SOMETHING = 4
_SHARED = 0.6
# What speaks for a place, by the trained readers, the log odds that it answers at all, by the close
# one, and the chance of what is shown among all that was read, from which one place stands out.
_CLEAR, _ANSWERS, _ALONE = 3.0, 0.0, 0.85
_NEGATIONS = frozenset(
    "ikke ikkje ingen inga aldri uten nei nicht kein keine keinen keiner keinem nie niemals ohne "
    "not no never none without cannot nor".split()
)


def same(evidence: Evidence) -> Reason | None:
    """Other documents have a sentence that says what the best one shown says."""
    if evidence.differing:
        return None
    passage, best = evidence.passage, evidence.best
    quoted = next(
        (passage.text[slice(*span)] for span in spans(passage.text) if span[0] >= best.best),
        passage.text[best.best : best.end],
    )
    documents = {(passage.space, passage.document)}
    for hit in evidence.found.hits:
        other = hit.passage
        if (other.space, other.document) not in documents and any(
            _say_the_same(quoted, other.text[slice(*span)], passage.language, other.language)
            for span in spans(other.text)
        ):
            documents.add((other.space, other.document))
    if len(documents) < 2:
        return None
    return Reason("same", {"documents": len(documents)})


def all_words(evidence: Evidence) -> Reason | None:
    """What is quoted has every word that the question is about, or all but one of many."""
    asked = evidence.asked
    if len(asked) < 2 or not set(evidence.numbers) <= evidence.told_numbers:
        return None
    passage = evidence.passage
    held = Terms.of("\n".join([passage.title, *passage.headings, passage.text]))
    there = sum(
        not held.stems.isdisjoint(word_stems(part)) for word in asked for part in word.parts
    )
    wanted = sum(len(word.parts) for word in asked)
    if there == wanted:
        return Reason("all_words", {})
    return Reason("most_words", {}) if there == wanted - 1 >= 3 else None


def clear(evidence: Evidence) -> Reason | None:
    """The trained readers take one place for the answer, and no other."""
    signals = evidence.signals
    stands_out = signals.read >= _CLEAR and signals.sure >= _ALONE
    return Reason("clear", {}) if stands_out and signals.close >= _ANSWERS else None


def recent(evidence: Evidence) -> Reason | None:
    """The document is of this year or the last."""
    year = year_of(evidence.passage.date)
    if year is None or not evidence.today.year - 1 <= year <= evidence.today.year:
        return None
    return Reason("recent", {"year": year})


def year_of(date: str | None) -> int | None:
    """The year of a date in ISO 8601."""
    return int(date[:4]) if date and re.match(r"\d{4}", date) else None


def _say_the_same(one: str, other: str, language: str, others: str) -> bool:
    """Nearly the same words, the same numbers, in words too, and as often "not"."""
    first, second = words(one), words(other)
    if _figures(first) != _figures(second) or _denied(first) != _denied(second):
        return False
    if _values(one, language) != _values(other, others):
        return False
    mine, theirs = _content(first), _content(second)
    if min(len(mine), len(theirs)) < _SAYS_SOMETHING:
        return False
    return len(mine & theirs) >= _SHARED * len(mine | theirs)


def _figures(found: list[str]) -> set[str]:
    return {word for word in found if any(letter.isdigit() for letter in word)}


def _values(text: str, language: str) -> set[tuple[str, float, float]]:
    return {(value.kind, value.low, value.high) for value in values(text, language)}


def _denied(found: list[str]) -> int:
    return sum(word in _NEGATIONS for word in found)


def _content(found: list[str]) -> set[str]:
    return {word_stems(word)[0] for word in found if word not in STOP_WORDS}
