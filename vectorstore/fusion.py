"""One order out of three: dense similarity, stems and 5-grams, scaled and summed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DENSE, STEMS, GRAMS = 0.5, 0.25, 0.25


@dataclass(frozen=True)
class Scores:
    """What one candidate passage got: cosine, BM25 of stems, BM25 of 5-grams, and their sum."""

    cosine: float
    stems: float
    grams: float
    fused: float


def fuse(
    cosines: Mapping[int, float], stems: Mapping[int, float], grams: Mapping[int, float]
) -> dict[int, Scores]:
    """The candidates' scores by passage id, the best first; `fused` is in 0..1.

    `cosines` has every candidate; the others have those that share a term with the
    question. Each is scaled to 0..1 over the candidates before the weighted sum, because
    cosines differ in their second digit where BM25 differs in its first.
    """
    dense, stem, gram = _scaled(cosines), _scaled(stems, 0.0), _scaled(grams, 0.0)
    found = {
        number: Scores(
            cosines[number],
            stems.get(number, 0.0),
            grams.get(number, 0.0),
            DENSE * dense[number] + STEMS * stem.get(number, 0.0) + GRAMS * gram.get(number, 0.0),
        )
        for number in cosines
    }
    # Ties by id, so that the same question always gets the same order.
    return dict(sorted(found.items(), key=lambda item: (-item[1].fused, item[0])))


def _scaled(values: Mapping[int, float], floor: float | None = None) -> dict[int, float]:
    if not values:
        return {}
    low = min(values.values()) if floor is None else floor
    width = max(values.values()) - low
    return {key: (value - low) / width if width else 1.0 for key, value in values.items()}
