"""Questions that take for granted what the documents deny, and those that are right to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from answering import Answer, Reader
from evaluation.answering.sets import Entry, quotes, read, share


def figures(reader: Reader, held_out: bool, details: bool = False) -> Iterator[dict[str, Any]]:
    """One object; with `details` one a question before it."""
    rows: list[tuple[Entry, Answer]] = []
    for entry in read("premises", held_out):
        answer = reader.ask(entry["question"])
        rows.append((entry, answer))
        if details:
            yield {
                "id": entry["id"],
                "question": entry["question"],
                "premise": entry["premise"],
                "status": answer.status,
                "confidence": answer.confidence,
                "contradicted": answer.contradicted,
                "quotes": [citation.quote for citation in answer.citations][:3],
            }
    false = [(e, a) for e, a in rows if e["premise"] == "false"]
    true = [(e, a) for e, a in rows if e["premise"] == "true"]
    yield {
        "bench": "premises",
        "held_out": held_out,
        "questions": len(rows),
        "false_premises_confirmed": share(
            a.status == "answered" and not a.contradicted for _, a in false
        ),
        "false_premises_noted": share(a.contradicted for _, a in false),
        "what_says_otherwise_shown": share(quotes(a, e["document"], [e["says"]]) for e, a in false),
        "true_premises_noted": share(a.contradicted for _, a in true),
        "true_premises_answered": share(a.status == "answered" for _, a in true),
    }
