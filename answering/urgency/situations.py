"""What the embedding model makes of a message: how near it comes to situations of each kind.

The weights are fitted to example situations by `python -m evaluation.urgency fit`. They
hold for the embedding model that they were fitted with; with another one phrases decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from answering.urgency.phrases import REASONS

if TYPE_CHECKING:
    import numpy as np

    from vectorstore import Embedder

FILE = Path(__file__).parent / "situations.npz"


@dataclass(frozen=True)
class Nearness:
    """Log odds that a message is urgent, that it is personal, and of each reason."""

    urgent: float
    personal: float
    reasons: dict[str, float]


@dataclass(frozen=True)
class Situations:
    """A linear model each: the intercept first, then a weight for each dimension."""

    model: str
    urgent: np.ndarray
    personal: np.ndarray
    reasons: np.ndarray

    def of(self, vector: np.ndarray) -> Nearness:
        return Nearness(
            _odds(self.urgent, vector),
            _odds(self.personal, vector),
            {reason: _odds(row, vector) for reason, row in zip(REASONS, self.reasons, strict=True)},
        )


def nearness(texts: Sequence[str], embedder: Embedder | None) -> list[Nearness | None]:
    """What the model makes of each text; None without it, or with one of other weights."""
    known = _situations()
    if embedder is None or known is None or embedder.name != known.model:
        return [None] * len(texts)
    return [known.of(vector) for vector in embedder.queries(texts)]


@cache
def _situations() -> Situations | None:
    import numpy as np

    if not FILE.exists():
        return None
    with np.load(FILE) as kept:
        return Situations(str(kept["model"]), kept["urgent"], kept["personal"], kept["reasons"])


def _odds(weights: np.ndarray, vector: np.ndarray) -> float:
    return float(weights[0] + weights[1:] @ vector)
