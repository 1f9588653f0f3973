"""What speaks against an answer: a function a kind, which gives None where it does not hold."""

from __future__ import annotations

import re

from answering.models import Reason
from answering.reasons.evidence import Evidence
from answering.reasons.supporting import year_of
from answering.signals import across_languages

# Words that are named; more of them say no more.
_NAMED = 2
# The fused score below which not even the first passage has to do with the question.
_FAR = 0.2
# Log odds, by the trained reader, below which no passage answers, and chance of what is shown
# among all that was read, below which it may as well stand elsewhere.
_UNCLEAR, _SCATTERED = 1.0, 0.75
# Years after which a document may have been overtaken.
_OLD = 3
_YEAR = re.compile(r"(?:19|20)\d\d")


def differing(evidence: Evidence) -> Reason | None:
    """Current documents disagree in what is shown."""
    return Reason("differing", {}) if evidence.differing else None


def denied(evidence: Evidence) -> Reason | None:
    """What is shown denies what the question takes for granted."""
    return Reason("denied", {}) if evidence.denied else None


def nowhere(evidence: Evidence) -> Reason | None:
    """Words of the question occur in nothing that the person may read.

    Across languages that is to be expected, and says nothing.
    """
    if across_languages(evidence.found):
        return None
    missing = [
        asked
        for asked in evidence.asked
        if not evidence.occurs(asked) and not evidence.stands_in(asked, evidence.told_terms)
    ]
    # Names and long words say more of what is asked for; they are told as the question has them.
    telling = sorted(missing, key=lambda asked: (not asked.capital, -len(asked.word)))[:_NAMED]
    named = tuple(asked.word for asked in missing if asked in telling)
    return Reason("nowhere", {"words": named}) if named else None


def number(evidence: Evidence) -> Reason | None:
    """A year or another number of the question stands in nothing that is shown."""
    missing = [one for one in evidence.numbers if one not in evidence.told_numbers]
    if not missing:
        return None
    first = next((one for one in missing if _YEAR.fullmatch(one)), missing[0])
    kind = "year" if _YEAR.fullmatch(first) else "number"
    return Reason(kind, {kind: first})


def no_amount(evidence: Evidence) -> Reason | None:
    """A number is asked for, and what is quoted has none."""
    return Reason("no_amount", {}) if evidence.lacking else None


def not_here(evidence: Evidence) -> Reason | None:
    """Words of the question stand in nothing that is shown, the rarest first."""
    if across_languages(evidence.found):
        return None
    missing = [
        asked
        for asked in evidence.asked
        if evidence.occurs(asked) and not evidence.stands_in(asked, evidence.told_terms)
    ]
    missing.sort(key=lambda asked: -evidence.rarity(asked))
    named = tuple(asked.word for asked in missing[:_NAMED])
    return Reason("not_here", {"words": named}) if named else None


def other_language(evidence: Evidence) -> Reason | None:
    """What is quoted is in another language than the question."""
    written = evidence.passage.language
    if not across_languages(evidence.found) or written == evidence.language:
        return None
    return Reason("other_language", {"question": evidence.language, "passage": written})


def old(evidence: Evidence) -> Reason | None:
    """What is quoted is some years old, and the question does not ask for that year."""
    year = year_of(evidence.passage.date)
    if year is None or year > evidence.today.year - _OLD or str(year) in evidence.numbers:
        return None
    return Reason("old", {"year": year})


def far(evidence: Evidence) -> Reason | None:
    """Nothing was found that comes near the question, and the trained reader sees no answer."""
    near = evidence.found.hits[0].scores.fused >= _FAR
    return None if near or evidence.signals.read >= _UNCLEAR else Reason("far", {})


def unclear(evidence: Evidence) -> Reason | None:
    """The trained reader sees no clear answer in what is near."""
    read = evidence.signals.read
    if not read or read >= _UNCLEAR or far(evidence):
        return None
    return Reason("unclear", {})


def scattered(evidence: Evidence) -> Reason | None:
    """Other places come as near as what is shown."""
    return Reason("scattered", {}) if evidence.signals.sure < _SCATTERED else None
