"""The first passages in the order in which the trained reader takes them for the answer."""

from __future__ import annotations

from collections.abc import Sequence

from answering.reader import Reading
from vectorstore import Hit

# Passages that are read: of 100 that answer and were found, 98 are among the first five.
READ_FOR_ORDER = 5
# Beside what the reader says: how much the search's own score counts.
_FUSED = 4.0


def reranked(hits: Sequence[Hit], readings: Sequence[Reading]) -> tuple[Hit, ...]:
    """The hits, the best first; those beyond `readings`, which are of the first ones, stay
    where they are."""
    order = sorted(
        range(len(readings)),
        key=lambda n: -(readings[n].total + _FUSED * hits[n].scores.fused),
    )
    return (*(hits[n] for n in order), *hits[len(readings) :])
