"""Finding and answering on the question sets beside the project.

The trained reader in the project has learnt from these very questions, so figures of answers
flatter it; `python -m evaluation.fit --reader` gives those of contexts not trained on.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.bench.installation import Installation, tool

WANTED_OF_SEARCH = {
    "norquad": {"recall@1": 0.83, "mrr@10": 0.90},
    "xquad_en": {"recall@1": 0.975, "mrr@10": 0.985},
    "german on xquad_en": {"recall@1": 0.79, "mrr@10": 0.855},
}
WANTED_OF_ANSWERS = {"norquad": {"in_text_shown": 0.77, "auroc": 0.94}}
LONGEST_ANSWER = 400


def figures(shared: Path) -> Iterator[dict[str, Any]]:
    """`kilde search --batch` and `kilde ask --batch`, scored by the tools in shared/tools."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for qa in ("norquad", "xquad_en"):
            installation = Installation.of(shared / "qa" / qa / "docs")
            installation.ingest()
            questions = shared / "qa" / qa / "questions.jsonl"
            yield _search(shared, installation, qa, questions, folder)
            yield _answers(shared, installation, qa, questions, folder)
            if qa == "xquad_en":
                german = folder / "german.jsonl"
                lines = german_on_english(shared)
                german.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
                yield _search(shared, installation, "german on xquad_en", german, folder)


def german_on_english(shared: Path) -> list[dict[str, Any]]:
    """XQuAD's German questions with the English documents that answer them.

    The paragraphs in qa/train are parallel, in the same order, with their questions; the
    answers are the English ones. Paragraphs whose document was left out are left out.
    """
    lines = (shared / "qa/train/reading.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    english = [entry for entry in entries if entry["lang"] == "en"]
    german = [entry for entry in entries if entry["lang"] == "de"]
    documents = {
        " ".join(file.read_text(encoding="utf-8").split()): file.name
        for file in (shared / "qa/xquad_en/docs").glob("*.txt")
    }
    questions: list[dict[str, Any]] = []
    for there, here in zip(english, german, strict=True):
        document = documents.get(" ".join(there["context"].split()))
        if document is None:
            continue
        for original, translated in zip(there["questions"], here["questions"], strict=True):
            questions.append(
                {
                    "id": f"de-{len(questions)}",
                    "question": translated["question"],
                    "document": document,
                    "answers": [original["answer"]],
                    "answerable": True,
                }
            )
    return questions


def _search(
    shared: Path, installation: Installation, name: str, questions: Path, folder: Path
) -> dict[str, Any]:
    results = folder / "search.jsonl"
    installation.kilde("search", "--batch", str(questions), output=results)
    scores = tool(shared, "score_search.py", questions, results)
    wanted = WANTED_OF_SEARCH[name]
    met = {f"{figure} >= {least}": scores[figure] >= least for figure, least in wanted.items()}
    return {"bench": "search", "set": name, **scores, "met": met}


def _answers(
    shared: Path, installation: Installation, name: str, questions: Path, folder: Path
) -> dict[str, Any]:
    results = folder / "answers.jsonl"
    installation.kilde("ask", "--batch", str(questions), output=results)
    scores = tool(shared, "score_answers.py", questions, results)
    wanted = WANTED_OF_ANSWERS.get(name, {})
    met = {f"{figure} >= {least}": scores[figure] >= least for figure, least in wanted.items()}
    met[f"chars_shown <= {LONGEST_ANSWER}"] = scores["chars_shown"] <= LONGEST_ANSWER
    return {"bench": "answers", "set": name, **scores, "met": met}
