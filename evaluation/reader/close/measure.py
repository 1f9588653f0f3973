"""`python -m evaluation.reader.close.measure`: near misses, on passages that were not learnt from.

One JSON object: how well the questions that a passage answers are told from those that it only
comes near, by what both readers say of the passage and by the close one alone, and how often the
likeliest sentence is the one that answers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

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
    learnt = {question.casefold() for one in read() for question, _ in asked_of(one)}
    every = [
        (one, place, reader.read(question, [unread(one)])[0])
        for one in read(held_out=True)
        for question, place in asked_of(one)
        if question.casefold() not in learnt
    ]
    print(json.dumps(figures(every)))
    return 0


def unread(one: Written) -> Unread:
    """The passage, as a reader takes it."""
    return Unread(one.cut.headings, one.cut.text, tuple(spans(one.cut.text)))


def asked_of(one: Written) -> list[tuple[str, int | None]]:
    """Its questions, with the beginnings of their answers; None for near misses."""
    return [*((question, start) for question, start, _ in one.answered),
            *((question, None) for question in one.near)]  # fmt: skip


def figures(every: Sequence[tuple[Written, int | None, Reading]]) -> dict[str, float]:
    """Of questions, each with its passage, the beginning of its answer, and the reading."""
    answered = np.array([place is not None for _, place, _ in every])
    both = np.array([reading.total for *_, reading in every])
    close = np.array([reading.close or 0.0 for *_, reading in every])
    right = [
        start <= place < end
        for one, place, reading in every
        if place is not None
        for start, end in [spans(one.cut.text)[int(np.argmax(reading.sentences))]]
    ]
    least = np.quantile(close[~answered], 1 - _TAKEN)
    return {
        "answered": int(answered.sum()),
        "near_misses": int((~answered).sum()),
        "auroc": round(auroc(both, answered), 4),
        "auroc_close": round(auroc(close, answered), 4),
        "answered_at_10_close": round(float((close[answered] > least).mean()), 4),
        "right_sentence": round(float(np.mean(right)), 4),
    }


if __name__ == "__main__":
    sys.exit(main())
