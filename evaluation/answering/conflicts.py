"""Pairs of documents that disagree, and pairs that only look like it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answering import Answer
from config import Settings, Source, Space
from evaluation.answering.installations import ingested
from evaluation.answering.sets import Entry, read, share


def figures(held_out: bool, details: bool = False) -> Iterator[dict[str, Any]]:
    """One object; with `details` one a pair before it. Each pair is a space of its own, each
    document a source of its own authority."""
    pairs = read("conflicts", held_out)
    with tempfile.TemporaryDirectory(prefix="kilde-evaluation-") as name:
        folder = Path(name)
        for entry in pairs:
            for number, document in enumerate(entry["documents"]):
                file = folder / entry["id"] / str(number) / "text.md"
                file.parent.mkdir(parents=True)
                head = f"---\ntitle: {document['title']}\ndate: {document['date']}\n---\n\n"
                file.write_text(
                    f"{head}# {document['title']}\n\n{document['text']}\n", encoding="utf-8"
                )
        settings = Settings(
            data=str(folder / "data"),
            glossary=str(folder / "none.csv"),
            space=tuple(_space(entry, folder) for entry in pairs),
        )
        with ingested(settings) as kilde:
            rows = [
                (entry, kilde.reader(None, (entry["id"],)).ask(entry["question"]))
                for entry in pairs
            ]
    for entry, answer in rows if details else ():
        yield {
            "id": entry["id"],
            "case": entry["case"],
            "wanted": entry["differences"],
            "found": [(one.kind, one.values) for one in answer.differences],
            "first": entry["first"],
            "status": answer.status,
            "confidence": answer.confidence,
            "quotes": [(c.title, c.quote) for c in answer.citations],
        }
    conflicts = [(e, a) for e, a in rows if e["differences"]]
    others = [(e, a) for e, a in rows if not e["differences"]]
    found = [(e, a) for e, a in conflicts if a.differences]
    yield {
        "bench": "conflicts",
        "held_out": held_out,
        "pairs": len(rows),
        "found": share(bool(a.differences) for _, a in conflicts),
        "named_right": share(_named_right(e, a) for e, a in found),
        "ordered_right": share(_ordered_right(e, a) for e, a in found),
        "both_shown": share(_both_shown(a) for _, a in conflicts),
        "false_alarms": share(bool(a.differences) for _, a in others),
    }


def _space(entry: Entry, folder: Path) -> Space:
    return Space(
        name=entry["id"],
        source=tuple(
            Source(
                name=f"source-{number}",
                folder=str(folder / entry["id"] / str(number)),
                authority=document["authority"],
            )
            for number, document in enumerate(entry["documents"])
        ),
    )


def _named_right(entry: Entry, answer: Answer) -> bool:
    """Whether every wanted pair of values is named, and nothing else: a value may be named
    with or without what is counted."""
    named = [set(map(str.casefold, one.values)) for one in answer.differences]
    wanted = [set(map(str.casefold, values)) for values in entry["differences"]]
    return len(named) == len(wanted) and all(
        all(any(v in w or w in v for w in values) for v in one)
        for one, values in zip(named, wanted, strict=True)
    )


def _ordered_right(entry: Entry, answer: Answer) -> bool:
    first = answer.citations[answer.differences[0].first - 1]
    return first.document.startswith(f"source-{entry['first']}/")


def _both_shown(answer: Answer) -> bool:
    return len({citation.document for citation in answer.citations}) == 2
