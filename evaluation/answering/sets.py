"""The question sets, and what is counted of an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from answering import Answer

FOLDER = Path(__file__).parent.parent / "questions"
Entry = dict[str, Any]


def read(name: str, held_out: bool) -> list[Entry]:
    """The entries of a set: those that rules were made on, or those that were held out."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry for entry in map(json.loads, lines) if entry["held_out"] == held_out]


def share(flags: Iterable[bool]) -> float | None:
    """The share of those that hold, to three places; None of nothing."""
    known = list(flags)
    return round(sum(known) / len(known), 3) if known else None


def right(answer: Answer, document: str | None, texts: Sequence[str]) -> bool:
    """Whether an answer was given and quotes one of `texts` from the document."""
    return answer.status == "answered" and quotes(answer, document, texts)


def quotes(answer: Answer, document: str | None, texts: Sequence[str]) -> bool:
    """Whether one of `texts` stands in a quote from the document."""
    return any(
        PurePosixPath(citation.document).name == document
        and any(_folded(text) in _folded(citation.quote) for text in texts)
        for citation in answer.citations
    )


def _folded(text: str) -> str:
    return " ".join(text.replace("*", "").split()).casefold()
