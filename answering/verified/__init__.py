"""Answers that people gave, found again for the same question in other words.

`VerifiedAnswers` (at `kilde.verified`) publishes, edits, retires and finds them; `Matcher`
says whether two questions are the same; `earlier_answer` makes the answer that is shown.
"""

from answering.verified.answers import (
    REVIEW,
    Draft,
    Looking,
    Matched,
    NotPublished,
    VerifiedAnswers,
    given,
    overdue,
    trust,
)
from answering.verified.asked import earlier_answer, warnings
from answering.verified.from_case import Publisher
from answering.verified.matching import Matcher, open_matcher
from records.verified import GIVEN_FLAGGED, GIVEN_OVERDUE

__all__ = [
    "GIVEN_FLAGGED",
    "GIVEN_OVERDUE",
    "REVIEW",
    "Draft",
    "Looking",
    "Matched",
    "Matcher",
    "NotPublished",
    "Publisher",
    "VerifiedAnswers",
    "earlier_answer",
    "given",
    "open_matcher",
    "overdue",
    "trust",
    "warnings",
]
