"""For each question a reader that was not trained on its context: honest figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from answering.reader import Reading, TrainedReader, Unread
from answering.reader.close import GRAPH as CLOSE
from answering.reader.served import GRAPH
from config import ROOT
from evaluation.question_sets import Question
from evaluation.reader.contexts import FOLDS, folds_of_questions, read
from vectorstore.embedding import TokenVectors, card

# What the reader is trained on, and where what takes long is kept.
DATA = ROOT.parent / "shared" / "qa" / "train" / "reading.jsonl"
WORK = ROOT / "build" / "reader"


class Untrained(RuntimeError):
    """A reader that is needed has not been trained; the message says how to."""


def cross_fitted(data: Path, work: Path, embedding: str, models: Path) -> CrossFitted:
    """The readers in `work`, each trained without one fold of the contexts in `data`.

    Raises Untrained where one is missing.
    """
    known = card.read(embedding, models)
    folders = [work / f"without-{fold}" for fold in range(FOLDS)]
    graphs = (folder / graph for folder in folders for graph in (GRAPH, CLOSE))
    missing = [f"{graph.parent.name}/{graph.name}" for graph in graphs if not graph.exists()]
    if missing or known is None:
        raise Untrained(
            f"there are no readers for figures ({', '.join(missing) or embedding}); train them "
            "with: make reader"
        )
    vectors = Remembering(known, card.folder_of(embedding, models))
    readers = [Rereading(TrainedReader(vectors, folder)) for folder in folders]
    return CrossFitted(readers, folds_of_questions(read(data)))


class CrossFitted:
    """Gives the reader for a question; one about no known context may have any."""

    def __init__(self, readers: Sequence[Rereading], folds: dict[str, int]) -> None:
        self._readers = readers
        self._folds = folds

    def __call__(self, question: Question) -> Rereading:
        return self._readers[self._folds.get(question.text, 0)]


class Remembering(TokenVectors):
    """Runs the model over a text once, however often it is read."""

    def __init__(self, known: card.Card, folder: Path) -> None:
        super().__init__(known, folder)
        self._known: dict[tuple[int, ...], np.ndarray] = {}

    def vectors(self, numbers: Sequence[int]) -> np.ndarray:
        key = tuple(numbers)
        if key not in self._known:
            self._known[key] = super().vectors(numbers)
        return self._known[key]


class Rereading:
    """Reads a passage for a question once."""

    def __init__(self, reader: TrainedReader) -> None:
        self._reader = reader
        self._question = ""
        self._read: dict[Unread, Reading] = {}

    def read(self, question: str, passages: Sequence[Unread]) -> list[Reading]:
        if question != self._question:
            self._question, self._read = question, {}
        new = [passage for passage in passages if passage not in self._read]
        self._read.update(zip(new, self._reader.read(question, new), strict=True))
        return [self._read[passage] for passage in passages]
