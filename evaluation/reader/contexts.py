"""What the reader is trained on: contexts, the questions about them, and their folds."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Half of the contexts are read by a reader that was trained on the other half.
FOLDS = 2


@dataclass(frozen=True)
class Asked:
    """A question and its answer, `context.text[start : start + len(answer)]`."""

    question: str
    answer: str
    start: int


@dataclass(frozen=True)
class Context:
    """A text with its questions.

    `subject` is the same for translations of each other, whose questions are in the same
    order; a subject is in one fold.
    """

    number: int
    language: str
    subject: str
    text: str
    asked: tuple[Asked, ...]

    @property
    def fold(self) -> int:
        return zlib.crc32(self.subject.encode()) % FOLDS


def read(file: Path) -> list[Context]:
    """The contexts of a file with one a line: lang, context, questions with their answers."""
    counted: dict[str, int] = {}
    subject_of: dict[str, str] = {}
    contexts = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        entry = json.loads(line)
        language = entry["lang"]
        counted[language] = counted.get(language, -1) + 1
        asked = tuple(
            Asked(one["question"], one["answer"], one["start"]) for one in entry["questions"]
        )
        # English and German are translations of each other, in the same order.
        kind = "nb" if language == "nb" else "parallel"
        own = f"{kind}-{counted[language]}"
        # Where two contexts share a question, nothing tells later whose it is.
        subject = next((subject_of[q.question] for q in asked if q.question in subject_of), own)
        subject_of.update((q.question, subject) for q in asked if q.question not in subject_of)
        contexts.append(Context(number, language, subject, entry["context"], asked))
    return contexts


def folds_of_questions(contexts: Sequence[Context]) -> dict[str, int]:
    """The fold of each question's context, by the question's words."""
    return {one.question: context.fold for context in contexts for one in context.asked}
