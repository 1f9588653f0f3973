"""How far a space may be trusted to answer by itself, from what experts found of its answers.

`Autonomy` gives the `Evidence` of each space: how many answers were looked
at, how many of them were wrong, what another level or threshold would have meant, and whether a
step up or back is to be proposed. Nothing here changes a level: an administrator does.
"""

from answering.autonomy.evidence import (
    LEVELS,
    AtThreshold,
    Autonomy,
    Evidence,
    Level,
    Proposal,
    evidence,
)

__all__ = ["LEVELS", "AtThreshold", "Autonomy", "Evidence", "Level", "Proposal", "evidence"]
