"""`kilde evaluate` as a person calls it."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from answering.calibration import Point, Share
from answering.models import Person
from commands.evaluating import show_curve
from tests.conftest import Company

QUESTIONS = [
    ("Hvor mange feriedager kan jeg overføre til neste år?", "ferie.md", ["ti feriedager"]),
    ("Når er kantina åpen?", "kantine.md", ["kl. 8 til kl. 14"]),
    ("Wann hat die Kantine geöffnet?", "kantine.md", ["kl. 8 til kl. 14"]),
    ("Hvem er direktør for datterselskapet i Chile?", None, []),
    ("What is the warranty period of the hydraulic press?", None, []),
]


@pytest.fixture
def asked(company: Company) -> Company:
    company.write(
        "docs/ferie.md", "# Ferie\n\nDu kan overføre ti feriedager til neste år. Avtal det.\n"
    )
    company.write("docs/kantine.md", "# Kantine\n\nKantina er åpen fra kl. 8 til kl. 14.\n")
    company.ingest()
    lines = [
        json.dumps({"question": text, "document": document, "answers": answers})
        for text, document, answers in QUESTIONS
    ]
    company.write("questions.jsonl", "\n".join(lines))
    return company


def test_evaluate_as_json_is_one_object_and_the_picture_is_xml(asked: Company) -> None:
    done = asked.run("evaluate", "questions.jsonl", "--json", "--picture", "curve.svg")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["questions"], found["answerable"]) == (5, 3)
    assert found["recall"]["documents"]["1"] == {
        "value": 1.0, "low": 0.4385, "high": 1.0, "count": 3, "of": 3,
    }  # fmt: skip
    assert found["in_text_shown"]["count"] == 3
    assert found["false_of_unanswerable"] == {
        "value": 0.0, "low": 0.0, "high": 0.6576, "count": 0, "of": 2,
    }  # fmt: skip
    assert found["auroc"]["value"] == 1.0
    assert found["by_language"].keys() == {"nb", "de", "en"}
    assert found["by_space"].keys() == {"docs"}
    assert found["thresholds_now"] == {"docs": 0.6}
    # Five questions are too few to judge a threshold by.
    assert (found["wanted_error"], found["threshold"]) == (0.05, None)
    assert done.stderr == "The picture is in curve.svg\n"
    assert ElementTree.parse(asked.folder / "curve.svg").getroot().tag.endswith("svg")


def test_evaluate_in_plain_words(asked: Company) -> None:
    done = asked.run("evaluate", "questions.jsonl")
    said = done.stdout
    assert said.startswith(
        "5 questions: 3 that the documents answer, 2 that they do not. Behind each figure its "
        "95 % interval.\n"
    )
    assert "the document is found first" in said
    assert "100 % (44 to 100)" in said
    assert "a perfect one would measure" in said
    assert "Now (threshold 0.6): answers" in said
    assert "For at most 5 % wrong: no threshold reaches it on these questions." in said
    # The curve, as a table and as a picture.
    head, first = said[said.index("Threshold   ") :].splitlines()[:2]
    assert head.split() == ["Threshold", "Answered", "Wrong", "of", "those"]
    assert "20 % (4 to 62)" in first
    assert done.stderr == "The picture is in questions-curve.svg\n"
    drawn = ElementTree.parse(asked.folder / "questions-curve.svg")
    assert drawn.getroot().tag.endswith("svg")


def test_a_curve_is_told_in_tenths_of_the_questions(capsys: pytest.CaptureFixture[str]) -> None:
    show_curve(
        [
            Point(0.9, Share(1, 20), Share(0, 1)),
            Point(0.8, Share(3, 20), Share(0, 3)),
            Point(0.6, Share(10, 20), Share(2, 10)),
            Point(0.1, Share(20, 20), Share(11, 20)),
        ]
    )
    assert capsys.readouterr().out == (
        "\nThreshold   Answered                Wrong of those\n"
        "      0.8   15 % (5 to 36)          0 % (0 to 56)\n"
        "      0.6   50 % (30 to 70)         20 % (6 to 51)\n"
        "      0.1   100 % (84 to 100)       55 % (34 to 74)\n"
    )


def test_a_picture_that_cannot_be_written_costs_no_figures(asked: Company) -> None:
    done = asked.run("evaluate", "questions.jsonl", "--picture", "gone/curve.svg")
    assert (done.returncode, done.stdout[:11]) == (1, "5 questions")
    assert "gone/curve.svg cannot be written" in done.stderr
    assert "name another file with --picture" in done.stderr


def test_documents_that_are_not_there_are_named(asked: Company) -> None:
    asked.write(
        "questions.jsonl", '{"question": "Når?", "document": "gone.md", "answers": ["kl. 8"]}\n'
    )
    done = asked.run("evaluate", "questions.jsonl", "--json")
    assert "Kilde does not have, so they count as not found: 1 (gone.md)" in done.stderr
    assert json.loads(done.stdout)["auroc"]["value"] is None


def test_a_wrong_line_is_named(asked: Company) -> None:
    asked.write("questions.jsonl", '{"question": "Når?", "answers": "kl. 8"}\n')
    done = asked.run("evaluate", "questions.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        'kilde: questions.jsonl: line 1: answers: expected a list of texts, not "kl. 8"\n'
    )


def test_a_space_that_does_not_exist_is_named(asked: Company) -> None:
    asked.write("questions.jsonl", '{"question": "Når?", "answers": [], "space": "hr"}\n')
    done = asked.run("evaluate", "questions.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "kilde: question 1: space: there is no space 'hr'; the spaces are: docs\n"
    )


def test_without_an_answerable_question_there_is_no_share_of_them(asked: Company) -> None:
    asked.write("questions.jsonl", '{"question": "Hvem er direktør i Chile?", "answers": []}\n')
    done = asked.run("evaluate", "questions.jsonl")
    assert done.returncode == 0
    assert "1 questions: 0 that the documents answer, 1 that they do not" in done.stdout
    assert "confidence tells answerable from not (AUROC)  – (only one kind)" in done.stdout


def test_nothing_ingested_says_what_to_do(company: Company) -> None:
    company.write("questions.jsonl", '{"question": "Når?", "answers": []}\n')
    done = company.run("evaluate", "questions.jsonl")
    assert done.returncode == 1
    assert "bring them in with: kilde ingest" in done.stderr


@pytest.fixture
def many(asked: Company) -> Company:
    """Forty questions: of twenty rooms the seats stand in a document, of twenty others nothing."""
    rooms = [f"## Møterom {n}\n\nMøterom {n} har {n + 50} plasser.\n" for n in range(10, 30)]
    asked.write("docs/rom.md", "# Møterom\n\n" + "\n".join(rooms))
    asked.ingest()
    lines = [
        json.dumps(
            {"question": f"Hvor mange plasser har møterom {n}?", "answers": [f"{n + 50} pl"]}
        )
        for n in range(10, 30)
    ]
    lines += [
        json.dumps({"question": f"Hvem {did} {what}?", "answers": []})
        for what in ("taket", "heisen", "bilen", "båten", "toget")
        for did in ("malte", "solgte", "vasket", "tegnet")
    ]
    asked.write("many.jsonl", "\n".join(lines))
    return asked


@pytest.mark.slow
def test_calibrate_fits_keeps_and_is_undone(many: Company) -> None:
    def confidence() -> dict[str, object]:
        found = json.loads(many.run("status", "--json").stdout)["confidence"]
        assert isinstance(found, dict)
        return found

    kilde = many.kilde
    question = "Hvor mange plasser har møterom 12?"
    shipped = kilde.reader(None).ask(question).confidence
    tried = json.loads(many.run("calibrate", "many.jsonl", "--dry-run", "--json").stdout)
    assert (tried["questions"], tried["kept"]) == (40, False)
    assert confidence() == {"fit": "shipped", "own": None}

    done = many.run("calibrate", "many.jsonl", "--error", "0.2")
    assert done.returncode == 0, done.stderr
    assert "40 questions (40 from the question set): the text shown is right for" in done.stdout
    assert "It is kept, and counts from the next question" in done.stdout
    assert "  docs: threshold = " in done.stdout
    assert confidence()["fit"] == "own"
    assert "fitted to your own questions on 20" in many.run("status").stdout
    # Kilde has been open all the time.
    assert kilde.reader(None).ask(question).confidence != shipped
    assert "fitted on these very questions" in many.run("evaluate", "many.jsonl", "--json").stderr

    # One that was made with another reader is told of and not used.
    file = many.folder / "data/confidence.json"
    own = json.loads(file.read_text(encoding="utf-8"))
    own["fitted_on"]["made_by"] = "another reader"
    file.write_text(json.dumps(own), encoding="utf-8")
    assert kilde.reader(None).ask(question).confidence == shipped
    assert confidence()["fit"] == "shipped"
    assert "is not used: it was made with another" in many.run("status").stdout

    assert "used again" in many.run("calibrate", "--reset").stdout
    assert kilde.reader(None).ask(question).confidence == shipped
    assert "There was no fit of your own" in many.run("calibrate", "--reset").stdout


def test_calibrate_on_too_few_says_what_is_missing(asked: Company) -> None:
    done = asked.run("calibrate", "questions.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert "5 can be used, 3 of them answered right and 2 not" in done.stderr
    assert "Add 7 more that Kilde answers right, and 8 more that it does not" in done.stderr
    nothing = asked.run("calibrate", "--from-use")
    assert "0 can be used" in nothing.stderr
    assert "Name a file of QUESTIONS, or --from-use, or both" in asked.run("calibrate").stderr


@pytest.mark.slow
def test_calibrate_on_what_people_judged(many: Company) -> None:
    kilde, kari = many.kilde, Person("kari")
    reader = kilde.reader(None)
    for line in (many.folder / "many.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        answer = kilde.conversations.ask(reader, entry["question"], kari)
        kilde.conversations.rate(answer.id, kari, bool(entry["answers"]))
    found = json.loads(many.run("calibrate", "--from-use", "--json").stdout)
    assert (found["questions"], found["right"], found["sources"]) == (40, 20, {"use": 40})
    assert found["kept"]
