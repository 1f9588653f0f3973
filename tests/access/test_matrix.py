"""Everything asked as everyone, against a plain table of who may read what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from answering import Answer, Kilde, Reader, answer_json, hit_json
from config import Settings
from records import Narrowing
from tests.access.company import Entry, Made, made
from tests.conftest import Company
from vectorstore import server

pytestmark = pytest.mark.slow
COMPANY = made()


def serve(company: Company, documents: tuple[Entry, ...]) -> Company:
    company.configure(COMPANY.toml())
    for source in COMPANY.sources:
        (company.folder / source.name).mkdir(parents=True)
    for entry in documents:
        company.write(entry.name, entry.text)
    for space in dict.fromkeys(source.space for source in COMPANY.sources):
        company.ingest(space)
    return company


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kilde]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        company = serve(Company(tmp_path_factory.mktemp("access")), COMPANY.documents)
        yield company.kilde
        server.stop(company.settings.data_folder)


def may(entry: Entry, groups: frozenset[str]) -> bool:
    return entry.source.readable(groups)


def test_the_company_has_people_who_may_read_little_and_much() -> None:
    shares = sorted(sum(may(e, p) for e in COMPANY.documents) for p in COMPANY.people)
    assert len(set(COMPANY.people)) > 30
    assert 0 < shares[0] < 400 and shares[-1] > 1_200


def test_everyone_opens_what_the_table_says(everything: Kilde) -> None:
    wrong = [
        (sorted(groups), entry.name)
        for groups in COMPANY.people
        for reader in [everything.reader(groups)]
        for entry in COMPANY.documents
        if bool(reader.passages(entry.source.space, entry.name)) != may(entry, groups)
    ]
    assert wrong == []


def test_counts_and_files_are_of_what_may_be_read(everything: Kilde) -> None:
    for groups in COMPANY.people:
        reader = everything.reader(groups)
        mine = [entry for entry in COMPANY.documents if may(entry, groups)]
        assert reader.documents() == len(mine)
        counted = {shelf.name: shelf.documents for shelf in reader.shelves()}
        assert counted == Counter(f"{e.source.space}/{e.source.name}" for e in mine)
        listed = [hit.passage.document for hit in reader.newest(len(mine) + 1, Narrowing())]
        assert sorted(listed) == sorted(entry.name for entry in mine)
        for entry in COMPANY.documents[::97]:
            opened = reader.original(entry.source.space, entry.name) is not None
            assert opened == may(entry, groups)


def test_searching_and_asking_show_what_the_table_says(everything: Kilde) -> None:
    """A document's own word finds it for those who may read it, and for nobody else."""
    asked = COMPANY.documents[::53]
    for groups in COMPANY.people:
        reader = everything.reader(groups)
        for entry in asked[hash_of(groups) % 8 :: 8]:
            question = f"What does {entry.word} cost?"
            shown = [hit.passage for hit in reader.search(question)]
            allowed = {e.name for e in COMPANY.documents if may(e, groups)}
            assert {passage.document for passage in shown} <= allowed
            assert (entry.name in {p.document for p in shown}) == may(entry, groups)
            answer = reader.ask(question)
            assert {citation.document for citation in answer.citations} <= allowed
            assert (entry.word in "".join(c.quote for c in answer.citations)) == may(entry, groups)


def test_a_source_that_may_not_be_read_gives_nothing_when_it_is_asked_for(
    everything: Kilde,
) -> None:
    for groups in COMPANY.people[:8]:
        reader = everything.reader(groups)
        for entry in COMPANY.documents[::400]:
            among = Narrowing(sources=(f"{entry.source.space}/{entry.source.name}",))
            found = reader.search(f"What does {entry.word} cost?", narrowing=among)
            assert {hit.passage.source for hit in found} <= {entry.source.name}
            assert (entry.name in {hit.passage.document for hit in found}) == may(entry, groups)


def test_first_questions_are_of_what_may_be_read(everything: Kilde) -> None:
    for groups in COMPANY.people[:6]:
        hidden = [entry.word for entry in COMPANY.documents if not may(entry, groups)]
        said = " ".join(everything.reader(groups).first_questions("en"))
        assert [word for word in hidden if word in said] == []


@pytest.mark.parametrize("person", [0, 1])
def test_what_may_not_be_read_changes_no_digit(
    person: int, everything: Kilde, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same company without the documents that the person may not read."""
    groups = few(COMPANY)[person]
    readable = tuple(entry for entry in COMPANY.documents if may(entry, groups))
    hidden = [entry for entry in COMPANY.documents if not may(entry, groups)]
    without = serve(Company(tmp_path), readable)
    try:
        mine, bare = everything.reader(groups), without.kilde.reader(groups)
        questions = [
            *(f"What does {entry.word} cost?" for entry in (*readable[::23], *hidden[::151])),
            "Which team looks after the pump?",
            "Who is responsible for the insurance and the audit?",
            "How high is the managing director's salary?",
        ]
        for question in questions:
            assert seen(mine, question) == seen(bare, question), question
    finally:
        server.stop(without.settings.data_folder)


def few(company: Made) -> list[frozenset[str]]:
    """Those who may read the least."""
    return sorted(
        set(company.people), key=lambda groups: sum(may(e, groups) for e in company.documents)
    )[:2]


def seen(reader: Reader, question: str) -> object:
    """Everything that a person sees, but for the answer's number and how long it took."""
    answer: Answer = replace(reader.ask(question), id="", elapsed_ms=0)
    found = [hit_json(hit) for hit in reader.search(question, 30)]
    return answer_json(answer, Settings()), found


def hash_of(groups: frozenset[str]) -> int:
    return sum(int(group.rsplit("-", 1)[1]) for group in groups)
