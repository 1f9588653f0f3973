"""What has been replaced is not quoted as the rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from records import Newer, Passage
from vectorstore import Hit

# More hits than are read, so that enough are left when replaced ones fall out.
SPARE = 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "How old must I be", "gå tidligere": such a word counts only with the rules it is said of,
# with at most one word between: "the old travel rules".
_OLD = re.compile(
    r"\b(?:gammel|gamle|gamalt|gammelt|tidligere|forrige|utgåtte?|"
    r"(?:alte|frühere|bisherige|vorige|vorherige)[nrs]?|"
    r"old|former|previous|earlier|outdated)\s+"
    r"(?:(?!(?:enn|than|als)\b)\w+\s+)?"
    r"\w*(?:"
    r"regl(?:er|ene|ement|ementet)|regelen|regelverk(?:et)?|utgaven?|versjonen?|sats(?:en?|er|ene)|"
    r"håndbok(?:en|a)?|rutine(?:n|r|ne)?|retningslinje(?:n|r|ne)|ordning(?:en|a|er|ene)?|"
    r"avtale(?:n|r|ne)?|"
    r"regeln?|regelung(?:en)?|fassung(?:en)?|ausgaben?|version(?:en|s)?|sätzen?|handbuchs?|"
    r"richtlinien?|(?<!un)ordnung(?:en)?|vereinbarung(?:en)?|tarife?n?|"
    r"rules?|editions?|rates?|handbooks?|polic(?:y|ies)|guidelines?|manuals?|procedures?"
    r")\b",
    re.IGNORECASE,
)
Replaced = Mapping[tuple[str, str], Newer]


def current(hits: Sequence[Hit], replaced: Replaced, question: str) -> tuple[Hit, ...]:
    """The hits of documents that nothing has replaced, and of those that the question asks
    for as such: by the year that they are of, or as the old rules or edition."""
    return tuple(
        hit
        for hit in hits
        if (newer := replaced.get((hit.passage.space, hit.passage.document))) is None
        or asks_for(question, hit.passage, newer)
    )


def asks_for(question: str, older: Passage, newer: Newer) -> bool:
    """Whether a question asks for what used to be.

    By a year that is the older's and not the newer's, or in so many words.
    """
    years = set(_YEAR.findall(question))
    of_older = set(_YEAR.findall(f"{older.title} {older.document} {older.date or ''}"))
    of_newer = set(_YEAR.findall(f"{newer.title} {newer.document} {newer.date or ''}"))
    if years:
        return bool(years & (of_older - of_newer)) and not years & of_newer
    return bool(_OLD.search(question))
