"""Reasons against real stores: they hold of the documents, and of those that may be read."""

from __future__ import annotations

import re

import pytest

from answering import Answer, Reader
from answering.calibration import read_questions
from answering.reasons import SURE
from config import ROOT
from records import Passage
from tests.conftest import Company

SUPPORTING = {"same", "all_words", "most_words", "clear", "recent"}
# Told whatever the confidence is.
OTHERWISE = {"differing", "denied"}


def test_words_that_others_may_read_are_nowhere_for_who_may_not(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
        '[[space.source]]\nname = "board"\nfolder = "board"\nreaders = ["board"]\n'
    )
    company.write("docs/kantine.md", "# Kantine\n\nKantina er åpen fra kl. 8 til kl. 14.\n")
    company.write("board/plan.md", "# Plan\n\nBrystholderen legges ned i Brasil til våren.\n")
    company.ingest()
    question = "Hva skal skje med Brystholderen til våren?"

    def kinds(*groups: str) -> dict[str, object]:
        answer = company.kilde.reader(groups).ask(question)
        return {reason.kind: reason.values.get("words") for reason in answer.reasons}

    assert kinds("sales")["nowhere"] == ("Brystholderen", "våren")
    assert "nowhere" not in kinds("board")


@pytest.mark.slow
def test_every_reason_holds_of_the_sample_companys_documents(company: Company) -> None:
    toml = (ROOT / "kilde.toml").read_text(encoding="utf-8")
    company.configure(toml.replace('"samples/', f'"{ROOT}/samples/'))
    kilde = company.kilde
    for space in kilde.settings.space:
        company.ingest(space.name)
    reader = kilde.reader(None)
    everything = {
        passage.id: passage
        for space in kilde.settings.space
        for document in kilde.catalogue.documents(space.name)
        for passage in reader.passages(space.name, document.name)
    }
    questions = read_questions(ROOT / "evaluation/questions/sample.jsonl")[::4]
    kinds = set[str]()
    for question in questions:
        answer = reader.ask(question.text)
        if answer.small_talk:
            continue
        _goes_with_the_confidence(answer)
        shown = [everything[citation.passage] for citation in answer.citations]
        for reason in answer.reasons:
            kinds.add(reason.kind)
            holds = _holds(answer, reason.kind, reason.values, shown, list(everything.values()))
            assert holds, (question.text, reason)
    assert len(kinds) >= 8


def _goes_with_the_confidence(answer: Answer) -> None:
    told = [reason.kind for reason in answer.reasons if reason.kind not in OTHERWISE]
    supporting = {kind in SUPPORTING for kind in told}
    assert len(answer.reasons) <= 3
    if answer.status == "unanswered":
        assert True not in supporting
        assert answer.reasons
    elif answer.confidence >= SURE:
        assert False not in supporting


def _holds(
    answer: Answer,
    kind: str,
    values: object,
    shown: list[Passage],
    everything: list[Passage],
) -> bool:
    """Looked up anew, in the text itself."""
    assert isinstance(values, dict)
    told = "\n".join(map(_text, shown))
    if kind == "nowhere":
        return not any(
            _has(_text(passage), word) for passage in everything for word in values["words"]
        )
    if kind == "not_here":
        return not any(_has(told, word) for word in values["words"])
    if kind in ("year", "number"):
        return not re.search(rf"(?<!\d){values[kind]}(?!\d)", told)
    if kind in ("recent", "old"):
        return any((passage.date or "").startswith(str(values["year"])) for passage in shown)
    if kind == "other_language":
        return values["question"] == answer.language and values["passage"] in {
            passage.language for passage in shown
        }
    if kind == "differing":
        return bool(answer.differences)
    if kind == "denied":
        return answer.contradicted
    if kind == "same":
        return bool(values["documents"] >= 2)
    return True


def _text(passage: Passage) -> str:
    return "\n".join([passage.title, *passage.headings, passage.date or "", passage.text])


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def test_a_reader_of_nothing_is_told_that_nothing_was_found(company: Company) -> None:
    reader: Reader = company.kilde.reader(None)
    answer = reader.ask("Når er kantina åpen?")
    assert [reason.kind for reason in answer.reasons] == ["nothing"]
