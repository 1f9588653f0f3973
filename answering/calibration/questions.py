"""A company's question set: read from JSON lines, or from a table saved as CSV.

docs/confidence.md describes both. Everything that is wrong in a file is told at once, by file,
line and field.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vectorstore import QuestionError, checked_question
from vectorstore.language import detect

FIELDS = ("id", "question", "answers", "document", "lang", "space", "answerable")
# Wrong lines that are told; who made one mistake often made it in every line.
_TOLD = 10
_YES = frozenset("true yes ja 1 x wahr sann".split())
_NO = frozenset("false no nei nein 0 falsch usann".split())
# What parts several answers in a cell of a table.
_OR = "|"


class QuestionSetError(Exception):
    """The question set cannot be used; the message has a line for each thing that is wrong."""


@dataclass(frozen=True)
class Question:
    """A question of which it is known what answers it.

    `answers` are texts any of which, word for word, makes an answer right; empty: the documents
    do not answer it. `document` is the name of the document that holds them, `source/path` or
    the end of it; None where any will do. `space` is that of which it counts; None: that of
    its document.
    """

    id: str
    text: str
    language: str
    document: str | None
    answers: tuple[str, ...]
    space: str | None

    @property
    def answerable(self) -> bool:
        return bool(self.answers)


class _Wrong(Exception):
    """A field that is not as expected; the message begins with its name."""


def read_questions(file: Path) -> tuple[Question, ...]:
    """The question set in `file`, a table where its name ends in .csv. Raises
    QuestionSetError."""
    rows = _table(file) if file.suffix.lower() == ".csv" else _json_lines(file)
    found: dict[str, Question] = {}
    lines: dict[str, int] = {}
    wrong: list[str] = []
    for line, row in rows:
        try:
            if isinstance(row, _Wrong):
                raise row
            question = _question(row, line)
            if question.id in found:
                raise _Wrong(
                    f"id: expected one of its own; {_shown(question.id)} is that of line "
                    f"{lines[question.id]}"
                )
            found[question.id], lines[question.id] = question, line
        except _Wrong as error:
            wrong.append(f"{file}: line {line}: {error}")
    if len(wrong) > _TOLD:
        wrong[_TOLD:] = [f"{file}: and {len(wrong) - _TOLD} more lines are wrong"]
    if wrong:
        raise QuestionSetError("\n".join(wrong))
    if not found:
        raise QuestionSetError(
            f'{file} has no questions; write one a line: {{"question": "…", "answers": ["…"]}}'
        )
    return tuple(found.values())


def _question(row: Mapping[str, Any], line: int) -> Question:
    for key in row.keys() - set(FIELDS):
        near = difflib.get_close_matches(key.casefold(), FIELDS, n=1, cutoff=0.75)
        if near and near[0] not in row:
            raise _Wrong(f"{key}: there is no such field; did you mean {near[0]}?")
    text = _text(row, "question", "the question's text")
    if text is None:
        raise _Wrong("question: is missing; expected the question's text")
    try:
        text = checked_question(text)
    except QuestionError as error:
        raise _Wrong(f"question: {error}") from None
    answers = _answers(row)
    language = _text(row, "lang", "a language's code such as nb, de or en") or detect(text)
    document = _text(row, "document", "the document's name, or null")
    space = _text(row, "space", "a space's name")
    number = row.get("id")
    if isinstance(number, int) and not isinstance(number, bool):
        number = str(number)
    if number is not None and not isinstance(number, str):
        raise _Wrong(f"id: expected a text or a whole number, not {_shown(number)}")
    return Question(number or str(line), text, language.lower(), document, answers, space)


def _answers(row: Mapping[str, Any]) -> tuple[str, ...]:
    given = row.get("answers")
    answerable = row.get("answerable")
    if answerable is not None and not isinstance(answerable, bool):
        raise _Wrong(f"answerable: expected true or false, not {_shown(answerable)}")
    if given is None and answerable is not False:
        raise _Wrong(
            "answers: is missing; expected a list of texts as they stand in the document, or [] "
            "where no document answers the question"
        )
    answers = [] if given is None else given
    if not isinstance(answers, list) or not all(isinstance(one, str) for one in answers):
        raise _Wrong(f"answers: expected a list of texts, not {_shown(given)}")
    if not all(one.strip() for one in answers):
        raise _Wrong("answers: expected texts that are not empty")
    if answerable is True and not answers:
        raise _Wrong("answers: expected at least one text, as answerable is true")
    if answerable is False and answers:
        raise _Wrong("answers: expected none, as answerable is false")
    return tuple(answers)


def _text(row: Mapping[str, Any], field: str, expected: str) -> str | None:
    given = row.get(field)
    if given is not None and not isinstance(given, str):
        raise _Wrong(f"{field}: expected {expected}, not {_shown(given)}")
    return given.strip() or None if given is not None and field != "question" else given


def _shown(given: object) -> str:
    text = json.dumps(given, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _json_lines(file: Path) -> Iterator[tuple[int, Mapping[str, Any] | _Wrong]]:
    for number, line in enumerate(_content(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if isinstance(row, dict):
            yield number, row
        else:
            yield number, _Wrong('expected one JSON object, {"question": "…", "answers": ["…"]}')


def _table(file: Path) -> Iterator[tuple[int, Mapping[str, Any] | _Wrong]]:
    """A cell of several answers parts them by |; an empty one says that there is none."""
    text = _content(file)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = {name: (name or "").strip().casefold() for name in reader.fieldnames or ()}
    for needed in ("question", "answers"):
        if needed not in columns.values():
            raise QuestionSetError(
                f"{file}: line 1: {needed}: expected a column of this name; the columns are: "
                f"{', '.join(name for name in columns.values() if name) or 'none'}"
            )
    try:
        for cells in reader:
            row: dict[str, Any] = {
                columns[name]: cell.strip()
                for name, cell in cells.items()
                if name in columns and isinstance(cell, str) and cell.strip()
            }
            if not row:
                continue
            row["answers"] = [
                one.strip() for one in row.get("answers", "").split(_OR) if one.strip()
            ]
            said = row.get("answerable", "").casefold()
            if said in _YES | _NO:
                row["answerable"] = said in _YES
            yield reader.line_num, row
    except csv.Error as error:
        raise QuestionSetError(f"{file}: line {reader.line_num}: {error}") from None


def _content(file: Path) -> str:
    """The file's text; a table that a spreadsheet saved may be in the code page of Windows."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise QuestionSetError(f"{file} cannot be read: {error.strerror}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if file.suffix.lower() != ".csv":
            line = content.count(b"\n", 0, error.start) + 1
            raise QuestionSetError(
                f"{file}: line {line} is not UTF-8; save the file again as UTF-8"
            ) from None
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
