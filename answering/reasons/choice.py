"""Which reasons are told: those that explain the confidence, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from answering.models import Reason
from answering.reasons.doubting import (
    denied,
    differing,
    far,
    no_amount,
    not_here,
    nowhere,
    number,
    old,
    other_language,
    scattered,
    unclear,
)
from answering.reasons.evidence import Evidence
from answering.reasons.supporting import all_words, clear, recent, same

# The confidence from which an answer is told as sure, and as fairly sure.
SURE, FAIRLY_SURE = 0.9, 0.75
_TOLD = 3

Kind = Callable[[Evidence], Reason | None]
_FOR: Sequence[Kind] = (same, all_words, clear, recent)
_ALWAYS: Sequence[Kind] = (denied, differing)
_AGAINST: Sequence[Kind] = (
    nowhere,
    no_amount,
    number,
    far,
    other_language,
    not_here,
    old,
    unclear,
    scattered,
)
# Where nothing was found, and where no doubt has a name.
NOTHING, UNCERTAIN = Reason("nothing", {}), Reason("uncertain", {})


def reasons_for(evidence: Evidence, confidence: float, answered: bool) -> tuple[Reason, ...]:
    """At most three reasons.

    What documents say otherwise is told always. Beside it: of an answer that is sure, what
    speaks for it; fairly sure, that and the first doubt; unsure, the first doubts and what
    speaks for it most; where none is given, the doubts only.
    """
    if not evidence.quotation.quotes:
        return (NOTHING,)
    otherwise = _told(_ALWAYS, evidence, _TOLD)
    most = _TOLD - len(otherwise)
    if not answered:
        return (*otherwise, *_told(_AGAINST, evidence, most)) or (UNCERTAIN,)
    supporting = _told(_FOR, evidence, most)
    if confidence >= SURE:
        return (*otherwise, *supporting)
    doubting = _told(_AGAINST, evidence, most)
    if confidence >= FAIRLY_SURE:
        return (*otherwise, *supporting[: most - len(doubting[:1])], *doubting[:1])
    return (*otherwise, *doubting[: most - len(supporting[:1])], *supporting[:1])


def _told(kinds: Sequence[Kind], evidence: Evidence, most: int) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for kind in kinds:
        reason = kind(evidence)
        if reason is not None:
            found.append(reason)
        if len(found) == most:
            break
    return tuple(found)
