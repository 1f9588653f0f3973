"""The same question in other words, with typing errors, or in a word or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from answering import Answer, Reader
from evaluation.answering.sets import Entry, read, share


def figures(reader: Reader, held_out: bool, details: bool = False) -> Iterator[dict[str, Any]]:
    """One object; with `details` one a pair before it."""
    asked: dict[str, Answer] = {}
    rows: list[tuple[Entry, Answer, Answer]] = []
    for entry in read("rewordings", held_out):
        question = entry["question"]
        if question not in asked:
            asked[question] = reader.ask(question)
        rows.append((entry, asked[question], reader.ask(entry["variant"])))
        if details:
            _, plain, other = rows[-1]
            yield {
                "id": entry["id"],
                "question": f"{question} = {entry['variant']}",
                "understood": other.full_question,
                "status": [plain.status, other.status],
                "confidence": [plain.confidence, other.confidence],
                "same": _same(plain, other),
                "quotes": [answer.citations[0].quote[:90] for answer in (plain, other)],
            }
    kinds = sorted({entry["kind"] for entry, _, _ in rows})
    yield {
        "bench": "rewordings",
        "held_out": held_out,
        "pairs": len(rows),
        **{
            f"same, {kind}": share(_same(a, b) for e, a, b in rows if e["kind"] == kind)
            for kind in kinds
        },
        **{
            f"same document, {kind}": share(
                a.citations[0].document == b.citations[0].document
                for e, a, b in rows
                if e["kind"] == kind
            )
            for kind in kinds
        },
    }


def _same(plain: Answer, other: Answer) -> bool:
    """The same status, and the first citation from the same passage."""
    first = [answer.citations[0].passage for answer in (plain, other)]
    return plain.status == other.status and first[0] == first[1]
