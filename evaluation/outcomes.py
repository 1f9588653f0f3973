"""Question sets put to Kilde itself: ingested, searched and answered through its stores."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from answering import Kilde
from answering.calibration.metrics import holds
from answering.quoting import EmbedsPassages, ReadsPassages, quote, unread
from answering.reranking import READ_FOR_ORDER, reranked
from answering.signals import Signals
from config import Settings, Source, Space
from evaluation.question_sets import Question, QuestionSet
from ingest import Guard, Ingest, Silent, Stores
from records import Vectors
from vectorstore import Embedder, Found, Hit, readable, server

ReaderFor = Callable[[Question], ReadsPassages | None]

_HITS = 10
# As far as the scoring of search looks into a passage.
_LOOKED_AT = 1200


@dataclass(frozen=True)
class Outcome:
    """What came of one question: the rank of the first hit that answers it, counted from 1,
    as it was found and as the trained reader orders the first ones, the text shown, whether
    that holds an answer, and the signals."""

    question: Question
    rank: int | None
    reranked: int | None
    shown: str
    right: bool
    signals: Signals


def outcomes(
    sets: Sequence[QuestionSet], reader_for: ReaderFor = lambda _: None
) -> Iterator[tuple[QuestionSet, list[Outcome]]]:
    """Each set, a space of its own in a throw-away installation, with its outcomes.

    `reader_for` gives the trained reader to be used for a question: one that was not trained
    on its context, or None.
    """
    with tempfile.TemporaryDirectory(prefix="kilde-evaluation-") as name:
        folder = Path(name)
        settings = Settings(
            data=str(folder / "data"),
            glossary=str(folder / "none.csv"),
            space=tuple(
                Space(
                    name=f"set-{number}",
                    source=(Source(name="docs", folder=str(folder / f"set-{number}")),),
                )
                for number in range(len(sets))
            ),
        )
        kilde = Kilde.open(settings)
        embedder = kilde.search.embedder(settings.embedding.model)
        remembering = _Remembering(embedder)
        stores = Stores(kilde.catalogue, kilde.vectors, settings.data_folder / "lexical", embedder)
        try:
            with Guard() as guard:
                for number, asked in enumerate(sets):
                    space = settings.space[number]
                    _write(asked, folder / space.name)
                    report = Ingest(settings, stores, guard).run(space, Silent())
                    if report.failures or report.errors:
                        raise RuntimeError(f"{asked.name}: {report.failures or report.errors}")
                    scopes = readable(settings, kilde.catalogue.partitions(), None, (space.name,))
                    yield (
                        asked,
                        [
                            _outcome(
                                q,
                                kilde.search.find(q.text, scopes, _HITS),
                                remembering,
                                reader_for(q),
                            )
                            for q in asked.questions
                        ],
                    )
        finally:
            server.stop(settings.data_folder)


class _Remembering:
    """Embeds a sentence once, however many questions it is read for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._embedder.passages(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def _write(asked: QuestionSet, folder: Path) -> None:
    folder.mkdir()
    for name, text in asked.documents.items():
        (folder / name).write_text(text, encoding="utf-8")


def _outcome(
    question: Question, found: Found, embedder: EmbedsPassages, reader: ReadsPassages | None
) -> Outcome:
    def rank(hits: Sequence[Hit]) -> int | None:
        answering = (
            number
            for number, hit in enumerate(hits, start=1)
            if PurePosixPath(hit.passage.document).name == question.document
            and holds(hit.passage.text[:_LOOKED_AT], question.answers)
        )
        return next(answering, None)

    quotation = quote(found, embedder, reader)
    ordered: Sequence[Hit] = found.hits
    if reader is not None:
        first = [unread(hit) for hit in found.hits[:READ_FOR_ORDER]]
        ordered = reranked(found.hits, reader.read(found.question, first))
    shown = "\n\n".join(
        f"{found.hits[part.hit].passage.text[part.start : part.end]} [{n}]"
        for n, part in enumerate(quotation.quotes, start=1)
    )
    return Outcome(
        question,
        rank(found.hits),
        rank(ordered),
        shown,
        holds(shown, question.answers),
        quotation.signals,
    )
