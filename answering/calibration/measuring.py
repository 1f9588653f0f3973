"""A question set put to Kilde: what was found, what was shown, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from answering.calibration.metrics import holds
from answering.calibration.questions import Question
from answering.kilde import Reader
from answering.models import Answer
from vectorstore import Hit

HITS = 10


@dataclass(frozen=True)
class Measured:
    """A question with what came of it.

    `passage_rank` is the rank, from 1, of the first passage that answers it, `document_rank`
    that of the first passage of its document; None beyond the first HITS. `space` is the
    question's own, else its document's, else that of the nearest passage; "" where nothing
    was found.
    """

    question: Question
    answer: Answer
    passage_rank: int | None
    document_rank: int | None
    space: str

    @property
    def right(self) -> bool:
        """Whether the text shown holds an answer, whether or not it was given as one."""
        return holds(self.answer.answer, self.question.answers)

    @property
    def answered(self) -> bool:
        return self.answer.status == "answered"

    @property
    def supported(self) -> bool:
        """Whether an answer was given that quotes the document that has it."""
        wanted = self.question.document
        cited = (c.document for c in self.answer.citations)
        if not self.answered or not self.question.answerable:
            return False
        return self.right if wanted is None else any(is_named(name, wanted) for name in cited)


def measured(
    reader: Reader, questions: Iterable[Question], spaces: Mapping[str, str]
) -> Iterator[Measured]:
    """What comes of each question; `spaces` says where each document lies."""
    for question in questions:
        hits = reader.search(question.text, HITS)
        answer = reader.ask(question.text)
        yield Measured(
            question,
            answer,
            _rank(hits, question, whole=False),
            _rank(hits, question, whole=True),
            _space(question, hits, spaces),
        )


def unknown_documents(questions: Sequence[Question], spaces: Mapping[str, str]) -> list[str]:
    """The documents that questions name and Kilde does not have."""
    wanted = dict.fromkeys(q.document for q in questions if q.document)
    return [name for name in wanted if not any(is_named(known, name) for known in spaces)]


def is_named(document: str, wanted: str) -> bool:
    """Whether a question's `wanted` names the document: `ferie.pdf` is `handbook/ferie.pdf`."""
    return document == wanted or document.endswith(f"/{wanted}")


def _rank(hits: Sequence[Hit], question: Question, whole: bool) -> int | None:
    for rank, hit in enumerate(hits, start=1):
        passage, wanted = hit.passage, question.document
        if wanted is not None and not is_named(passage.document, wanted):
            continue
        if (whole and wanted is not None) or holds(passage.text, question.answers):
            return rank
    return None


def _space(question: Question, hits: Sequence[Hit], spaces: Mapping[str, str]) -> str:
    if question.space:
        return question.space
    if question.document:
        for hit in hits:
            if is_named(hit.passage.document, question.document):
                return hit.passage.space
        for name, space in spaces.items():
            if is_named(name, question.document):
                return space
    return hits[0].passage.space if hits else ""
