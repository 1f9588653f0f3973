"""What is erased leaves what people asked, what they were answered, and what was handed on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from records import CaseAsker, CaseTable, Catalogue, Outgoing, TurnRecord, Turns, open_database
from records.forgetting import Doomed, Finding, Forgetting, Ledger, People, scrub
from records.schema import case_askers, case_entries, cases, feedback, outbox, turns
from tests.records.test_catalogue import add_document

SENTENCE = "Ledelsen får tretti prosent bonus etter vedtak i styret."
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CITED = {"space": "hr", "document": "docs/bonus.md", "quote": SENTENCE}
OTHER = {"space": "hr", "document": "docs/ferie.md", "quote": "Fem uker."}


def turn(number: str, person: str, *cited: dict[str, str], question: str = "Bonus?") -> TurnRecord:
    return TurnRecord(
        number, f"c-{person}", person, NOW, "page", question, question, "nb", "answered", 0.9,
        f"{SENTENCE} [1]", json.dumps(cited, ensure_ascii=False), '{"reasons": []}', ("hr",),
    )  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    made = Catalogue(open_database(f"sqlite:///{tmp_path / 'data' / 'kilde.db'}"))
    made.add_partition("hr", (), "e5", "f" * 64)
    add_document(made, "docs/bonus.md", f"# Bonus\n{SENTENCE}\nAlle får vite det.")
    add_document(made, "docs/ferie.md", "Fem uker.")
    return made


@pytest.fixture
def forgetting(catalogue: Catalogue, tmp_path: Path) -> Forgetting:
    return Forgetting(catalogue.engine, Ledger(tmp_path / "erased.jsonl", tmp_path / "data"), {})


def asked(catalogue: Catalogue, *people: str, reply: str = "Ja.") -> int:
    """A case that these people asked, with their turns, and an expert's reply."""
    table, recorded = CaseTable(catalogue.engine), Turns(catalogue.engine)
    for name in people:
        if recorded.get(f"t-{name[0]}") is None:
            recorded.add(turn(f"t-{name[0]}", name, CITED, OTHER))
    with table.changes() as change:
        case = change.open(space="hr", language="nb", question=f"Sier {people[0]}: bonus?")
        for n, name in enumerate(people):
            one = CaseAsker(
                case.id, name, name.title(), f"{name}@example.com", False, "nb", f"t-{name[0]}", NOW
            )
            change.join(one)
            change.attach(f"t-{name[0]}", case.id)
            change.enter(case.id, "joined" if n else "question", name, name, f"{name} spør")
        change.enter(case.id, "reply", "hr@example.com", "Hanne", reply)
    return case.id


def rows(catalogue: Catalogue, table: object) -> list[dict[str, object]]:
    with catalogue.engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]  # type: ignore[call-overload]


def test_an_erased_document_leaves_answers_and_what_was_written(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    asked(catalogue, "kari", reply=f"Hei!\n> {SENTENCE}\nFem uker. Hilsen Hanne")
    pasted = f"Stemmer det? {SENTENCE}"
    Turns(catalogue.engine).add(turn("t-2", "ola", OTHER, question=pasted))
    found = Finding(catalogue.engine).document("hr", ["docs/bonus.md"]).documents
    doomed = Doomed(tuple(one for one in found if one.name == "docs/bonus.md"))
    assert forgetting.listing(doomed) == [
        "the quotes in 1 answers that were given",
        "names or quotes in 1 questions, answers and opinions of them",
        "names or quotes in 1 texts of cases",
    ]
    forgetting.erase(doomed, "a test", "document")
    first, second = rows(catalogue, turns)
    assert (first["answer"], json.loads(str(first["citations"]))) == ("", [OTHER])
    assert str(second["answer"]).startswith(SENTENCE), "of that one nothing is known to be quoted"
    assert second["question"] == "Stemmer det? (erased)"
    [*_, reply] = rows(catalogue, case_entries)
    assert reply["text"] == "Hei!\n(erased)\nFem uker. Hilsen Hanne"


def test_an_erased_person_leaves_everything_that_was_theirs(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    alone = asked(catalogue, "kari")
    Turns(catalogue.engine).rate("t-k", "kari", False, "kari likte det ikke")
    shared = asked(catalogue, "ola", "per")
    for number in (alone, shared):
        letter = Outgoing("mail", "hr@example.com", f"<case.{number}e-abc.opened@x>", "{}")
        catalogue.outbox.put(letter)
    person = People(catalogue.engine).person("Kari@example.com")
    doomed = Doomed((), person)
    assert forgetting.listing(doomed) == [
        "the name behind an id in the audit log",
        "1 questions of the person, with their answers",
        "1 cases that nobody else asked",
    ]
    forgetting.erase(doomed, "a test", "person")
    assert [row["id"] for row in rows(catalogue, cases)] == [shared]
    everything = "".join(
        repr(rows(catalogue, table))
        for table in (turns, feedback, cases, case_entries, case_askers)
    )
    assert "kari" not in everything.lower()
    assert [row["key"] for row in rows(catalogue, outbox)] == [f"<case.{shared}e-abc.opened@x>"]


def test_a_case_that_others_asked_too_stays_theirs(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    number = asked(catalogue, "kari", "ola")
    body = json.dumps({"subject": "Case 1: kari spør", "body": "Hei\n  kari spør\nHilsen"})
    key = f"<case.{number}e-abc.opened@x>"
    catalogue.outbox.put(Outgoing("mail", "hr@example.com", key, body))
    forgetting.erase(
        Doomed((), People(catalogue.engine).person("kari@example.com")), "a test", "person"
    )
    [case] = rows(catalogue, cases)
    assert case["question"] == "(erased)"
    assert [row["person"] for row in rows(catalogue, case_askers)] == ["ola"]
    assert [(e["author"], e["text"]) for e in rows(catalogue, case_entries)] == [
        ("", "(erased)"), ("ola", "ola spør"), ("hr@example.com", "Ja."),
    ]  # fmt: skip
    assert [row["id"] for row in rows(catalogue, turns)] == ["t-o"]
    [letter] = rows(catalogue, outbox)
    assert json.loads(str(letter["payload"])) == {
        "subject": "(erased)", "body": "Hei\n(erased)\nHilsen",
    }  # fmt: skip


def test_an_expert_can_be_erased(catalogue: Catalogue, forgetting: Forgetting) -> None:
    number = asked(catalogue, "kari")
    with CaseTable(catalogue.engine).changes() as change:
        change.set(number, assignee="HR@example.com")
    doomed = Doomed((), People(catalogue.engine).person("hr@example.com"))
    forgetting.erase(doomed, "a test", "person")
    assert (
        "hr@example.com"
        not in repr([*rows(catalogue, cases), *rows(catalogue, case_entries)]).lower()
    )


def test_turns_under_a_shared_id_stay(catalogue: Catalogue, forgetting: Forgetting) -> None:
    recorded = Turns(catalogue.engine)
    recorded.add(turn("t-1", "local", OTHER))
    recorded.add(replace(turn("t-2", "local", OTHER), question="En annens"))
    with CaseTable(catalogue.engine).changes() as change:
        case = change.open(space="hr", language="nb", question="Bonus?")
        change.join(
            CaseAsker(case.id, "local", "Kari", "kari@example.com", False, "nb", "t-1", NOW)
        )
    forgetting.erase(
        Doomed((), People(catalogue.engine).person("kari@example.com")), "a test", "person"
    )
    assert [row["id"] for row in rows(catalogue, turns)] == ["t-2"]


def test_no_byte_of_an_erased_person_is_left(
    catalogue: Catalogue, forgetting: Forgetting, tmp_path: Path
) -> None:
    asked(catalogue, "brynhild", "ola")
    asked(catalogue, "brynhild")
    Turns(catalogue.engine).rate("t-o", "ola", False, "brynhild@example.com sa det")
    person = People(catalogue.engine).person("brynhild@example.com")
    forgetting.erase(Doomed((), person), "a test", "person")
    [opinion] = rows(catalogue, feedback)
    assert opinion["reason"] == "(erased) sa det"
    scrub(catalogue.engine)
    catalogue.engine.dispose()
    left = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir() if file.is_file())
    assert b"brynhild" not in left.lower()
