"""Question sets: documents to ingest, and questions of which it is known what answers them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

COMPANY = "coldstore"


@dataclass(frozen=True)
class Question:
    """`answers` are texts of `document`, a file name; both empty where there is no answer.

    `context` is the same for all questions about one paragraph, in all its translations.
    """

    text: str
    document: str
    answers: tuple[str, ...]
    context: str

    @property
    def answerable(self) -> bool:
        return bool(self.answers)


@dataclass(frozen=True)
class QuestionSet:
    """`documents` are plain texts by file name. `languages` are those of the questions and
    of the documents. `whole` names the set that this one was cut from, or itself."""

    name: str
    languages: frozenset[str]
    documents: Mapping[str, str]
    questions: tuple[Question, ...]
    whole: str

    def cut(self, size: int, seed: int) -> QuestionSet:
        """A small knowledge base: some documents, the questions that they answer, and a
        quarter as many that they do not."""
        chosen = random.Random(f"{self.name} {size} {seed}")
        names = set(chosen.sample(sorted(self.documents), min(size, len(self.documents))))
        inside = [q for q in self.questions if q.document in names]
        outside = [q for q in self.questions if q.document not in names]
        others = chosen.sample(outside, min(len(outside), max(3, len(inside) // 4)))
        return QuestionSet(
            f"{self.name}-{size}-{seed}",
            self.languages,
            {name: self.documents[name] for name in sorted(names)},
            (*inside, *(replace(q, document="", answers=()) for q in others)),
            self.whole,
        )


def all_sets(shared: Path) -> Iterator[QuestionSet]:
    """The sets under `shared/qa`, those of which its translations make more included."""
    norwegian = _folder(shared / "qa/norquad", "norquad", "nb")
    yield norwegian
    english = _folder(shared / "qa/xquad_en", "xquad_en", "en")
    lines = (shared / "qa/train/reading.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    paragraphs = {
        language: [entry for entry in entries if entry["lang"] == language]
        for language in ("en", "de")
    }
    by_question = {
        question["question"]: str(number)
        for number, entry in enumerate(paragraphs["en"])
        for question in entry["questions"]
    }
    english = replace(
        english,
        questions=tuple(
            replace(q, context=by_question.get(q.text, q.context)) for q in english.questions
        ),
    )
    yield english
    # The paragraphs are parallel: the German documents are the translations of the English.
    names = {text.strip(): name for name, text in english.documents.items()}
    name_of = {
        number: names[entry["context"].strip()]
        for number, entry in enumerate(paragraphs["en"])
        if entry["context"].strip() in names
    }
    german = _translated(paragraphs, name_of, "de", "de")
    across = _translated(paragraphs, name_of, "de", "en")
    back = _translated(paragraphs, name_of, "en", "de")
    yield german
    yield across
    yield back
    yield _mixed(norwegian, english, german, across, back)


def coldstore() -> QuestionSet:
    """A company's short documents in three languages, made up, with questions of which a good
    third ask for what is nearly there: another object, place, year or role."""
    folder = Path(__file__).with_name("questions") / COMPANY
    documents = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}
    lines = folder.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    questions = [
        Question(
            one["question"],
            one["document"] or "",
            tuple(one["answers"]),
            f"coldstore {one['about']}",
        )
        for one in map(json.loads, lines)
    ]
    languages = frozenset({"nb", "de", "en"})
    return QuestionSet(COMPANY, languages, documents, tuple(questions), COMPANY)


def _mixed(
    norwegian: QuestionSet,
    english: QuestionSet,
    german: QuestionSet,
    german_on_english: QuestionSet,
    english_on_german: QuestionSet,
) -> QuestionSet:
    """All documents in one knowledge base, of each translated pair one: half the questions
    on those have their answer in another language than their own."""
    in_english = {name for number, name in enumerate(sorted(english.documents)) if number % 2}
    in_german = {f"de-{name}": name for name in set(english.documents) - in_english}
    questions = list(norwegian.questions)
    for asked in (english, german_on_english):
        questions += [q for q in asked.questions if not q.answerable or q.document in in_english]
    for asked in (german, english_on_german):
        questions += [
            replace(q, document=f"de-{q.document}")
            for q in asked.questions
            if f"de-{q.document}" in in_german
        ]
    return QuestionSet(
        "mixed",
        norwegian.languages | english.languages | german.languages,
        {
            **norwegian.documents,
            **{name: english.documents[name] for name in sorted(in_english)},
            **{name: german.documents[own] for name, own in sorted(in_german.items())},
        },
        tuple(questions),
        "mixed",
    )


def _folder(folder: Path, name: str, language: str) -> QuestionSet:
    documents = {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted((folder / "docs").glob("*.txt"))
    }
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = []
    for line in lines:
        entry = json.loads(line)
        # An id is the document's name, a hyphen and a number, left out or not.
        context = entry["id"].rpartition("-")[0]
        questions.append(
            Question(entry["question"], entry["document"] or "", tuple(entry["answers"]), context)
        )
    return QuestionSet(name, frozenset({language}), documents, tuple(questions), name)


def _translated(
    paragraphs: Mapping[str, list[dict[str, Any]]],
    name_of: Mapping[int, str],
    asked: str,
    written: str,
) -> QuestionSet:
    documents = {name: paragraphs[written][number]["context"] for number, name in name_of.items()}
    questions = []
    for number, entry in enumerate(paragraphs[asked]):
        name = name_of.get(number, "")
        answers = [answer["answer"] for answer in paragraphs[written][number]["questions"]]
        for question, answer in zip(entry["questions"], answers, strict=True):
            questions.append(
                Question(question["question"], name, (answer,) if name else (), str(number))
            )
    name = f"xquad_{asked}" if asked == written else f"xquad_{asked}-on-{written}"
    return QuestionSet(name, frozenset({asked, written}), documents, tuple(questions), name)
