"""When somebody new needs the answer to a question: by what it is most like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from config import DAYS, Day, Forms
from records import Vectors

Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class Placed:
    """The day that a question belongs to, and how much like that day's questions it is, 0 to 1."""

    day: Day
    likeness: float


def placed(questions: Sequence[str], forms: Forms, embed: Embed) -> list[Placed]:
    """Each question's day. `embed` gives vectors [n, dim] of length 1."""
    if not questions:
        return []
    vectors = embed(questions)
    nearness = np.stack([np.max(vectors @ embed(forms.days[day]).T, axis=1) for day in DAYS])
    best = np.argmax(nearness, axis=0)
    return [Placed(DAYS[day], float(nearness[day, number])) for number, day in enumerate(best)]
