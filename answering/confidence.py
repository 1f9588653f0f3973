"""The probability that the text shown is right, from the signals."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answering.signals import Signals

# Fitted for answers that the trained reader finds, and for those without it.
FILE = Path(__file__).with_name("confidence.json")
WITH_READER = Path(__file__).with_name("confidence-with-reader.json")


class ConfidenceError(Exception):
    """The coefficients cannot be used; the message names the file and the reason."""


@dataclass(frozen=True)
class Confidence:
    """A logistic regression over the signals, each less its mean and divided by its scale.

    `ceiling` is the probability of the surest: what is shown may be wrong for reasons that no
    signal tells of.
    """

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    coefficients: tuple[float, ...]
    intercept: float
    fitted_on: Mapping[str, Any]
    ceiling: float = 1.0

    @classmethod
    def load(cls, file: Path = FILE) -> Confidence:
        """Raises ConfidenceError where the file is missing or of other signals."""
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
            confidence = cls(
                tuple(read["names"]),
                tuple(map(float, read["means"])),
                tuple(map(float, read["scales"])),
                tuple(map(float, read["coefficients"])),
                float(read["intercept"]),
                read["fitted_on"],
                float(read.get("ceiling", 1.0)),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfidenceError(
                f"{file} cannot be read ({type(error).__name__}: {error}); restore it, or fit "
                "it again with: python -m evaluation.fit"
            ) from error
        lengths = {len(values) for values in (confidence.names, *confidence._numbers())}
        if len(lengths) > 1:
            raise ConfidenceError(
                f"{file} cannot be read (its lists differ in length); restore it, or fit it "
                "again with: python -m evaluation.fit"
            )
        unknown = set(confidence.names) - set(Signals.__dataclass_fields__)
        if unknown:
            raise ConfidenceError(
                f"{file} was fitted on signals that Kilde no longer has "
                f"({', '.join(sorted(unknown))}); fit it again with: python -m evaluation.fit"
            )
        return confidence

    def as_json(self) -> dict[str, Any]:
        """As `load` reads it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def _numbers(self) -> tuple[tuple[float, ...], ...]:
        return self.means, self.scales, self.coefficients

    def doubt(self, model: str) -> str:
        """Why its figures may be wrong with this embedding model; empty where they are not."""
        fitted = self.fitted_on.get("embedding", "")
        if model == fitted:
            return ""
        return (
            f"the confidence was fitted with the embedding model {fitted} and the model is "
            f"{model}, whose cosines may mean something else; raise the spaces' thresholds, or "
            "fit it to your own questions with: kilde calibrate QUESTIONS"
        )

    def estimate(self, signals: Signals) -> float:
        """The probability, 0 to 1, that the text shown holds the right answer."""
        total = self.intercept
        for name, mean, scale, coefficient in zip(
            self.names, self.means, self.scales, self.coefficients, strict=True
        ):
            total += coefficient * (getattr(signals, name) - mean) / scale
        return self.ceiling / (1 + math.exp(-max(-30.0, min(30.0, total))))
