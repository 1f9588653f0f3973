"""What the confidence is fitted on: questions of a set, and answers that people judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from answering.calibration.fitting import Example
from answering.calibration.measuring import Measured
from answering.calibration.metrics import fold
from answering.calibration.questions import Question
from answering.signals import Signals
from records import Judgement


@dataclass(frozen=True)
class Used:
    """Judged answers that can be fitted on, and how many cannot: those that were given with
    other models, another reader or an older Kilde."""

    examples: tuple[Example, ...]
    outdated: int


def from_questions(rows: Iterable[Measured]) -> list[Example]:
    """One for each question for which something was found. Questions about one document are
    held out together."""
    return [
        Example(
            row.answer.basis.signals,
            row.right,
            row.question.document or fold(row.question.text),
            row.space,
        )
        for row in rows
        if row.answer.basis is not None
    ]


def from_use(judged: Sequence[Judgement], made_by: str) -> Used:
    """One for each question that was asked and judged: the newest where it was asked again."""
    newest: dict[str, Example] = {}
    outdated = 0
    for one in judged:
        basis = json.loads(one.more).get("basis")
        if basis is None:
            continue
        signals = _signals(basis["signals"]) if basis["made_by"] == made_by else None
        if signals is None:
            outdated += 1
            continue
        question = fold(one.question)
        newest[question] = Example(signals, one.right, question, one.space)
    return Used(tuple(newest.values()), outdated)


def digest_of(questions: Iterable[Question]) -> str:
    """Names a question set by its questions, whatever their order."""
    texts = "\n".join(sorted(fold(question.text) for question in questions))
    return hashlib.sha256(texts.encode()).hexdigest()


def _signals(values: dict[str, Any]) -> Signals | None:
    try:
        return Signals(**values)
    except TypeError:
        return None
