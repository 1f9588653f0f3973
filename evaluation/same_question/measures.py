"""How well rewordings are told from near misses."""

from __future__ import annotations

import numpy as np

from answering.calibration.metrics import auroc
from evaluation.same_question.pairs import Pair


def threshold(chances: np.ndarray, same: np.ndarray, missed: float) -> float:
    """The least chance at which at most the share `missed` of near misses are matched."""
    near = np.sort(chances[~same])[::-1]
    allowed = int(missed * len(near))
    return float(np.nextafter(near[allowed], 2.0)) if allowed < len(near) else 0.0


def figures(chances: np.ndarray, pairs: list[Pair], least: float) -> dict[str, float]:
    """Shares matched at `least`, and of rewordings where 2 % of near misses would be."""
    same = np.array([pair.same for pair in pairs])
    at_two = threshold(chances, same, 0.02)
    return {
        "rewordings": int(same.sum()),
        "near_misses": int((~same).sum()),
        "rewordings_matched": round(float((chances[same] >= least).mean()), 4),
        "near_misses_matched": round(float((chances[~same] >= least).mean()), 4),
        "rewordings_matched_at_2_percent": round(float((chances[same] >= at_two).mean()), 4),
        "auroc": round(auroc(chances, same), 4),
    }
