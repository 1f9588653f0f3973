"""Question sets, as a company writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from answering.calibration import Question, QuestionSetError, read_questions
from config import ROOT


def written(folder: Path, content: str | bytes, name: str = "questions.jsonl") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_a_line_is_a_question(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        '{"id": "f1", "lang": "nb", "question": "Når er  kantina åpen?", "document": "kantine.md",'
        ' "answers": ["kl. 8 til kl. 14", "8–14"], "answerable": true}\n\n'
        '{"question": "Wer ist der Direktor in Chile?", "answers": [], "space": "hr"}\n',
    )
    assert read_questions(file) == (
        Question(
            "f1", "Når er kantina åpen?", "nb", "kantine.md", ("kl. 8 til kl. 14", "8–14"), None
        ),
        Question("3", "Wer ist der Direktor in Chile?", "de", None, (), "hr"),
    )


TABLE = (
    "Question;Answers;Document;Answerable\r\n"
    "Når er kantina åpen?;kl. 8 til kl. 14|8 til 14;kantine.md;ja\r\n"
    ";;;\r\n"
    "Hvem er direktør i Chile?;;;nei\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_table_saved_by_a_spreadsheet_is_read_too(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, TABLE.encode(encoding), "questions.csv")
    assert read_questions(file) == (
        Question(
            "2",
            "Når er kantina åpen?",
            "nb",
            "kantine.md",
            ("kl. 8 til kl. 14", "8 til 14"),
            None,
        ),
        Question("4", "Hvem er direktør i Chile?", "nb", None, (), None),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("feriedager", 'expected one JSON object, {"question": "…", "answers": ["…"]}'),
        ('["feriedager"]', 'expected one JSON object, {"question": "…", "answers": ["…"]}'),
        ('{"answers": []}', "question: is missing; expected the question's text"),
        (
            '{"question": " ", "answers": []}',
            "question: the question is empty; write what you want to know",
        ),
        ('{"question": 7, "answers": []}', "question: expected the question's text, not 7"),
        (
            '{"question": "Når?"}',
            "answers: is missing; expected a list of texts as they stand in the document, "
            "or [] where no document answers the question",
        ),
        (
            '{"question": "Når?", "answers": "kl. 8"}',
            'answers: expected a list of texts, not "kl. 8"',
        ),
        ('{"question": "Når?", "answers": [""]}', "answers: expected texts that are not empty"),
        (
            '{"question": "Når?", "answers": [], "answerable": true}',
            "answers: expected at least one text, as answerable is true",
        ),
        (
            '{"question": "Når?", "answers": ["kl. 8"], "answerable": false}',
            "answers: expected none, as answerable is false",
        ),
        (
            '{"question": "Når?", "answers": [], "answerable": "nei"}',
            'answerable: expected true or false, not "nei"',
        ),
        (
            '{"question": "Når?", "answers": [], "document": 3}',
            "document: expected the document's name, or null, not 3",
        ),
        (
            '{"question": "Når?", "awnsers": ["kl. 8"]}',
            "awnsers: there is no such field; did you mean answers?",
        ),
        (
            '{"id": "a", "question": "Når?", "answers": []}',
            'id: expected one of its own; "a" is that of line 1',
        ),
    ],
)
def test_what_is_wrong_is_told_by_file_line_and_field(
    tmp_path: Path, line: str, reason: str
) -> None:
    file = written(tmp_path, '{"id": "a", "question": "Hvor?", "answers": []}\n' + line + "\n")
    with pytest.raises(QuestionSetError) as raised:
        read_questions(file)
    assert str(raised.value) == f"{file}: line 2: {reason}"


def test_all_wrong_lines_are_told_at_once_but_not_hundreds(tmp_path: Path) -> None:
    file = written(tmp_path, "feriedager\n" * 100)
    with pytest.raises(QuestionSetError) as raised:
        read_questions(file)
    told = str(raised.value).splitlines()
    assert len(told) == 11
    assert told[-1] == f"{file}: and 90 more lines are wrong"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ("\n", "questions.jsonl", "has no questions; write one a line"),
        ("Når?".encode("cp1252"), "questions.jsonl", "line 1 is not UTF-8; save the file again"),
        (
            "frage,antwort\nWann?,um 8\n",
            "fragen.csv",
            "line 1: question: expected a column of this name; the columns are: frage, antwort",
        ),
    ],
)
def test_a_file_that_is_no_question_set(
    tmp_path: Path, content: str | bytes, name: str, reason: str
) -> None:
    with pytest.raises(QuestionSetError) as raised:
        read_questions(written(tmp_path, content, name))
    assert reason in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="cannot be read: No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_the_sample_companys_own_set_is_read() -> None:
    questions = read_questions(ROOT / "evaluation/questions/sample.jsonl")
    assert len(questions) >= 120
    assert {question.language for question in questions} == {"nb", "de", "en"}
    assert sum(not question.answerable for question in questions) >= len(questions) / 3 - 1
