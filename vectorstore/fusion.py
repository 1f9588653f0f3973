"""One order out of three: closeness of meaning, stems and 5-grams, scaled and summed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vectorstore.statistics import Statistics

DENSE, STEMS, GRAMS = 0.48, 0.26, 0.26
# What BM25's term frequency part tends to in Tantivy, where k1 is 1.2.
_SATURATED = 2.2


@dataclass(frozen=True)
class Scores:
    """What one candidate passage got: cosine, BM25 of stems, BM25 of 5-grams, and their sum."""

    cosine: float
    stems: float
    grams: float
    fused: float


UNSCORED = Scores(0.0, 0.0, 0.0, 0.0)
"""Of a passage that was listed, and compared with nothing."""


def fuse(
    cosines: Mapping[int, float],
    stems: Mapping[int, float],
    grams: Mapping[int, float],
    stem_pool: Statistics,
    gram_pool: Statistics,
    unrelated: float,
) -> dict[int, Scores]:
    """The candidates' scores by passage id, the best first; `fused` is in 0..1.

    `cosines` has every candidate; the others have those that share a term with the
    question. The pools hold the question's terms and how many passages have each.
    `unrelated` is what the model gives texts that have nothing to do with each other.

    No score is scaled by those of other candidates, so that a passage keeps its score
    whatever else was searched. BM25 counts, up to 1, as its share of the most that the
    question's terms could give, those included that occur nowhere: words in another language
    than the passages then weigh little, where scaling by the best candidate would make the
    best of chance hits count in full. A cosine counts as the part of the way from
    `unrelated` to identity.
    """
    # A model that tells nothing apart gives unrelated texts 1.
    way = max(1 - unrelated, 1e-6)
    most_stems, most_grams = _most(stem_pool), _most(gram_pool)
    found = {}
    for number, cosine in cosines.items():
        stem, gram = stems.get(number, 0.0), grams.get(number, 0.0)
        fused = (
            DENSE * max(0.0, cosine - unrelated) / way
            + STEMS * min(1.0, stem / most_stems)
            + GRAMS * min(1.0, gram / most_grams)
        )
        found[number] = Scores(cosine, stem, gram, fused)
    # Ties by id, so that the same question always gets the same order.
    return dict(sorted(found.items(), key=lambda item: (-item[1].fused, item[0])))


def _most(pool: Statistics) -> float:
    return _SATURATED * pool.weight or 1.0
