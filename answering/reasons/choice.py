"""Which reasons are told: those that explain the confidence, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from answering.models import Reason
from answering.reasons.doubting import (
    far,
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
_AGAINST: Sequence[Kind] = (
    nowhere,
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

    Of an answer that is sure, what speaks for it; fairly sure, that and the first doubt; unsure,
    the first doubts and what speaks for it most; where none is given, the doubts only.
    """
    if not evidence.quotation.quotes:
        return (NOTHING,)
    if not answered:
        return _told(_AGAINST, evidence, _TOLD) or (UNCERTAIN,)
    if confidence >= SURE:
        return _told(_FOR, evidence, _TOLD)
    supporting, doubting = _told(_FOR, evidence, _TOLD), _told(_AGAINST, evidence, _TOLD)
    if confidence >= FAIRLY_SURE:
        return (*supporting[: _TOLD - len(doubting[:1])], *doubting[:1])
    return (*doubting[: _TOLD - len(supporting[:1])], *supporting[:1])


def _told(kinds: Sequence[Kind], evidence: Evidence, most: int) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for kind in kinds:
        reason = kind(evidence)
        if reason is not None:
            found.append(reason)
        if len(found) == most:
            break
    return tuple(found)
