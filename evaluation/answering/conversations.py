"""Second questions of conversations: understood, answered, and not polluted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from answering import Answer, Exchange, Reader
from evaluation.answering.sets import Entry, read, right, share


def figures(reader: Reader, held_out: bool, details: bool = False) -> Iterator[dict[str, Any]]:
    """One object; with `details` one a conversation before it."""
    rows: list[tuple[Entry, Answer, Answer]] = []
    for entry in read("conversations", held_out):
        first = reader.ask(entry["before"])
        second = reader.ask(entry["question"], before=[Exchange(entry["before"], first)])
        alone = reader.ask(entry["question"])
        rows.append((entry, second, alone))
        if details:
            yield {
                "id": entry["id"],
                "question": f"{entry['before']} + {entry['question']}",
                "understood": second.full_question,
                "leans": entry["leans"],
                "status": second.status,
                "confidence": second.confidence,
                "right": right(second, entry["document"], entry["answers"]),
                "answerable": entry["answerable"],
                "quotes": [citation.quote for citation in second.citations][:3],
            }
    follow = [row for row in rows if row[0]["leans"]]
    own = [row for row in rows if not row[0]["leans"]]
    yield {
        "bench": "conversations",
        "held_out": held_out,
        "conversations": len(rows),
        "leaning_recognised": share(a.full_question != e["question"] for e, a, _ in follow),
        "follow_ups_right": share(_right(e, a) for e, a, _ in follow if e["answerable"]),
        "without_what_came_before": share(_right(e, n) for e, _, n in follow if e["answerable"]),
        "false_answers": share(a.status == "answered" for e, a, _ in follow if not e["answerable"]),
        "self_standing_untouched": share(a.full_question == e["question"] for e, a, _ in own),
        "self_standing_same_answer": share(
            (a.answer, a.status) == (n.answer, n.status) for _, a, n in own
        ),
    }


def _right(entry: Entry, answer: Answer) -> bool:
    return right(answer, entry["document"], entry["answers"])
