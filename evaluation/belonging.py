"""How often a question is brought to the space that it belongs to, and how often one that fits
nowhere is known for it: `python -m evaluation.belonging` where the sample company is ingested.

The questions (`questions/belongs.jsonl`) were written from the documents' titles, most of them
without an answer in the documents, before the rule was chosen on them.
"""

from __future__ import annotations

import json
from pathlib import Path

from answering import Kilde
from answering.cases.proposing import NEAREST, belongs
from config import load

QUESTIONS = Path(__file__).parent / "questions" / "belongs.jsonl"


def main() -> None:
    """Print the figures as one JSON object."""
    reader = Kilde.open(load()).reader(None)
    right, nowhere = [], []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        ranked = belongs(reader.search(asked["question"], NEAREST))
        if asked["space"]:
            right.append((ranked[:1] == [asked["space"]], bool(ranked)))
        else:
            nowhere.append(not ranked)
    figures = {
        "questions": len(right),
        "right_space": sum(found for found, _ in right),
        "taken_for_nowhere": sum(not somewhere for _, somewhere in right),
        "fit_nowhere": len(nowhere),
        "known_for_it": sum(nowhere),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
