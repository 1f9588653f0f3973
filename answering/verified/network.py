"""Serves the network that tells whether two questions are the same, in numpy.

What it was trained as, and why it looks so, stands in `evaluation/same_question/network.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

WEIGHTS = Path(__file__).with_name("weights")
FILE = "same.npz"


@dataclass(frozen=True)
class Seen:
    """A question [n tokens] as a member sees it: where each token looks, what it means, and
    how much it counts."""

    looks: np.ndarray
    means: np.ndarray
    weight: np.ndarray


class Network:
    """A few networks that were trained alike from different beginnings; their mean counts.

    `values` are their tensors, stacked, by name.
    """

    def __init__(self, values: Mapping[str, np.ndarray]) -> None:
        members = len(values["sharp"])
        self._members = [
            _Member({name: value[n].astype("float32") for name, value in values.items()})
            for n in range(members)
        ]

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Network:
        """The weights in `folder`; raises OSError where there are none."""
        import numpy as np

        with np.load(folder / FILE) as stored:
            return cls({name: stored[name] for name in stored.files})

    def see(self, tokens: np.ndarray) -> tuple[Seen, ...]:
        """A question's token vectors [n, size], looked at once for all comparisons."""
        return tuple(member.see(tokens) for member in self._members)

    def logit(self, one: tuple[Seen, ...], other: tuple[Seen, ...], signals: np.ndarray) -> float:
        """The log odds that two questions are the same, before they are calibrated."""
        found = [
            member.logit(first, second, signals)
            for member, first, second in zip(self._members, one, other, strict=True)
        ]
        return sum(found) / len(found)


class _Member:
    def __init__(self, values: Mapping[str, np.ndarray]) -> None:
        self._values = values

    def see(self, tokens: np.ndarray) -> Seen:
        import numpy as np

        looks = self._linear("look", tokens)
        looks /= np.maximum(np.linalg.norm(looks, axis=1, keepdims=True), 1e-12)
        weight = 1 / (1 + np.exp(-self._linear("weigh", tokens)[:, 0]))
        return Seen(looks, np.tanh(self._linear("mean", tokens)), weight)

    def logit(self, one: Seen, other: Seen, signals: np.ndarray) -> float:
        import numpy as np

        first, first_most, first_mean = self._left(one, other)
        second, second_most, second_mean = self._left(other, one)
        most, mean = sorted((first_most, second_most)), sorted((first_mean, second_mean))
        both = np.concatenate(
            [first + second, np.abs(first - second), [*most, *mean], signals]
        ).astype(np.float32)
        hidden = np.maximum(self._linear("inner", both), 0)
        return float(self._linear("outer", hidden)[0])

    def _left(self, one: Seen, other: Seen) -> tuple[np.ndarray, float, float]:
        """What of `one` is in `other`, and how much of it is missing: at most, and on average."""
        import numpy as np

        near = one.looks @ other.looks.T
        share = np.exp((near - near.max(1, keepdims=True)) * np.exp(self._values["sharp"]))
        counterpart = share / share.sum(1, keepdims=True) @ other.means
        best = near.max(1)
        parts = [
            one.means,
            counterpart,
            np.abs(one.means - counterpart),
            one.means * counterpart,
            best[:, None],
        ]
        compared = np.maximum(self._linear("compare", np.concatenate(parts, 1)), 0)
        weighed = compared * one.weight[:, None]
        total = one.weight.sum() + 1e-6
        missing = (1 - best) * one.weight
        pooled = np.concatenate([weighed.sum(0) / total, weighed.max(0)])
        return pooled, float(missing.max()), float(missing.sum() / total)

    def _linear(self, name: str, values: np.ndarray) -> np.ndarray:
        found: np.ndarray = values @ self._values[f"{name}.weight"].T + self._values[f"{name}.bias"]
        return found
