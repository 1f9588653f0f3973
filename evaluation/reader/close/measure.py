"""`python -m evaluation.reader.close.measure`: near misses, on passages that were not learnt from.

One JSON object a line, of both readers together and of the close one alone:
how well the questions that a passage answers are told from those that it only comes near, by what
each says of the passage, and how often the likeliest sentence is the one that answers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

import numpy as np

from answering.calibration.metrics import auroc
from answering.reader import Reading, Unread, open_reader
from config import Settings
from evaluation.reader.close.written import Written, read
from vectorstore.sentences import spans

# Of the near misses, as many may be taken for answered.
_TAKEN = 0.1


def main() -> int:
    settings = Settings()
    reader = open_reader(settings.embedding.model, settings.models_folder)
    if reader is None:
        print("the embedding model is not built, or the reader not trained; run make setup")
        return 1
    passages = read(held_out=True)
    readings = [
        [(reader.read(question, [unread(one)])[0], place) for question, place in asked_of(one)]
        for one in passages
    ]
    for name, said in _SAID.items():
        print(json.dumps({"by": name, **figures(passages, readings, said)}), flush=True)
    return 0


Placed = tuple[Reading, int | None]
_SAID: dict[str, Callable[[Reading], float]] = {
    "both": lambda one: one.total,
    "close": lambda one: one.close or 0.0,
}


def unread(one: Written) -> Unread:
    """The passage, as a reader takes it."""
    return Unread(one.cut.headings, one.cut.text, tuple(spans(one.cut.text)))


def asked_of(one: Written) -> list[tuple[str, int | None]]:
    """Its questions, with the beginnings of their answers; None for near misses."""
    return [*((question, start) for question, start, _ in one.answered),
            *((question, None) for question in one.near)]  # fmt: skip


def figures(
    passages: Sequence[Written],
    readings: Sequence[Sequence[Placed]],
    said: Callable[[Reading], float],
) -> dict[str, float]:
    """Of all questions of the passages."""
    every = [placed for own in readings for placed in own]
    scores = np.array([said(reading) for reading, _ in every])
    answered = np.array([place is not None for _, place in every])
    right = [
        start <= place < end
        for one, own in zip(passages, readings, strict=True)
        for reading, place in own
        if place is not None
        for start, end in [spans(one.cut.text)[int(np.argmax(reading.sentences))]]
    ]
    least = np.quantile(scores[~answered], 1 - _TAKEN)
    return {
        "passages": len(passages),
        "answered": int(answered.sum()),
        "near_misses": int((~answered).sum()),
        "auroc": round(auroc(scores, answered), 4),
        "right_sentence": round(float(np.mean(right)), 4),
        "answered_at_10": round(float((scores[answered] > least).mean()), 4),
    }


if __name__ == "__main__":
    sys.exit(main())
