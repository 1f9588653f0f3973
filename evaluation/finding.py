"""Where the page Search stops: what is kept that answers, and how much else is, by the cut.

    python -m evaluation.finding evaluation/questions/sample.jsonl

searches the installation of kilde.toml for each question that has an answer, as it stands and
as its content words alone, as people type them into a search field. One JSON object a cut:
`kept`, the share of passages holding an answer that are shown of those that are found at all;
`documents`, how many documents are shown, in the median; `other`, the median of those that do
not hold the answer.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from answering import Kilde
from answering.everything import LOOKED_AT
from config import load
from vectorstore import Hit
from vectorstore.analysis import content_words

SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)


def main(file: Path) -> None:
    kilde = Kilde.open(load())
    reader = kilde.reader(None)
    asked: list[tuple[str, list[str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry.get("answerable", True):
            for question in (entry["question"], " ".join(content_words(entry["question"]))):
                asked.append((question, entry["answers"]))
    found = [(reader.search(question, LOOKED_AT), answers) for question, answers in asked]
    for share in SHARES:
        kept = total = 0
        documents, other = [], []
        for hits, answers in found:
            gold = [hit for hit in hits if _holds(hit, answers)]
            shown = [hit for hit in hits if hit.scores.fused >= share * hits[0].scores.fused]
            total += bool(gold)
            kept += any(hit in shown for hit in gold)
            right = {hit.passage.document for hit in gold}
            documents.append(len({hit.passage.document for hit in shown}))
            other.append(len({hit.passage.document for hit in shown} - right))
        print(
            json.dumps(
                {
                    "share": share,
                    "questions": total,
                    "kept": round(kept / total, 3),
                    "documents": statistics.median(documents),
                    "other": statistics.median(other),
                }
            ),
            flush=True,
        )


def _holds(hit: Hit, answers: list[str]) -> bool:
    said = " ".join(hit.passage.text.split()).casefold()
    return any(" ".join(answer.split()).casefold() in said for answer in answers)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
