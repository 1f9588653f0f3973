"""How much of what Kilde answers an expert is to see, by the autonomy of the spaces quoted."""

from __future__ import annotations

from answering.cases.models import Care
from answering.models import Answer
from config import Settings

# The most careful first.
_LEVELS = ("suggest", "review", "answer")


def care(settings: Settings, answer: Answer) -> Care | None:
    """What is to be done with an answer; None: it goes out and nobody looks at it.

    An answer from several spaces is handled as the most careful of them wants. What an expert
    has said to this very question needs no other; quoted for another question it does.
    """
    quoted = {citation.space for citation in answer.citations}
    known = [space for space in settings.space if space.name in quoted]
    if answer.status != "answered" or answer.small_talk or answer.verified or not known:
        return None
    strictest = min(known, key=lambda space: _LEVELS.index(space.autonomy))
    if strictest.autonomy == "suggest":
        return Care("approval", strictest.name)
    if strictest.autonomy == "review" and _drawn(answer.id) < strictest.review_share:
        return Care("review", strictest.name)
    return None


def _drawn(answer_id: str) -> float:
    """A number in 0..1 that is the answer's own, so that a sample is the same whoever draws it."""
    return int(answer_id[:8], 16) / 2**32
