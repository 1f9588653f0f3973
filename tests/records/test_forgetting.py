"""Forgetting in the database alone: tombstones, the ledger, and every store of text."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, insert, select

from records import (
    Catalogue,
    Identity,
    Outgoing,
    People,
    RecordsError,
    RunDocument,
    open_database,
    own,
)
from records.forgetting import Doomed, Finding, Forgetting, Ledger, Person, Reason
from records.forgetting import People as Finder
from records.forgetting.tombstones import Barred, Lifting, Tombstone, expired, mark
from records.schema import correspondents, metadata, outbox, run_documents, runs
from tests.records.test_catalogue import add_document

KEY = "00" * 32
# Tables that a module in records/forgetting/stores sees to; those in the second row go with
# their document by themselves.
SEEN_TO = {
    "documents", "versions", "passages", "embeddings", "runs", "run_documents", "outbox",
    "messages", "correspondents", "skipped", "people", "sessions", "memberships",
    "audit_names", "audit_documents",
    "turns", "feedback", "conversation_names", "answer_links",
    "cases", "case_entries", "case_askers", "held_replies", "absences", "reviews", "departures",
    "verified", "verified_questions", "verified_documents", "verified_history",
    "editions", "former_versions", "starting_questions", "starting_ticks", "glossary_changes",
}  # fmt: skip
# Tables that hold no word of a document and nothing of a person who wrote or is named in one.
WORDLESS = {
    "installation",
    "partitions",
    "erased",
    "erasures",
    "figures",
    "keys",
    "audit",
    "audit_cuts",
    "alerts",
    "reply_folders",
    "read_replies",
    "starting_answered",
    "starting_made",
}


def stone(number: str, *marks: str, day: str | None = None) -> Tombstone:
    reason: Reason = "retention" if day else "document"
    return Tombstone(number, "2026-11-25", "a test", reason, "hr", KEY, marks, day)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    made = Catalogue(open_database(f"sqlite:///{tmp_path / 'data' / 'kilde.db'}"))
    made.add_partition("hr", (), "e5", "f" * 64)
    return made


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "erased.jsonl", tmp_path / "data")


@pytest.fixture
def forgetting(catalogue: Catalogue, ledger: Ledger) -> Forgetting:
    return Forgetting(catalogue.engine, ledger, {})


def test_every_table_is_seen_to_or_holds_nothing() -> None:
    """A new table that holds text needs a module in records/forgetting/stores first."""
    assert set(metadata.tables) == SEEN_TO | WORDLESS


def test_whoever_asks_is_given_what_an_erasure_of_them_sees_to() -> None:
    """A new table of what people did needs a part in records/own.py too."""
    given = {table.name for table in vars(own).values() if isinstance(table, Table)}
    # These are of the company: its documents, what runs did with them, and its knowledge.
    companys = {
        "documents", "versions", "former_versions", "passages", "embeddings", "messages",
        "correspondents", "skipped", "runs", "run_documents", "verified_questions",
        "verified_documents", "audit_documents", "glossary_changes",
    }  # fmt: skip
    assert SEEN_TO - given == companys


def test_marks_keep_out_names_contents_and_what_is_attached() -> None:
    barred = Barred.by(
        "hr",
        [
            stone("1", mark(KEY, "name", "hr", "post/1@example.com")),
            stone("2", mark(KEY, "content", "hr", "abc")),
        ],
    )
    assert barred.name("post/1@example.com")
    assert barred.name("post/1@example.com/plan.pdf")
    assert not barred.name("post/11@example.com")
    assert barred.content("abc")
    assert not barred.content("")
    assert not barred.name("abc")
    assert not Barred.by("it", []).name("post/1@example.com")


def test_a_document_is_kept_to_the_last_day() -> None:
    assert not expired("2026-01-01", 30, date(2026, 1, 31))
    assert expired("2026-01-01", 30, date(2026, 2, 1))
    assert not expired("2026-01-01", 0, date(2036, 1, 1))
    assert not expired(None, 30, date(2036, 1, 1))


def test_what_the_ledger_notes_it_gives_again(ledger: Ledger) -> None:
    lines = [stone("1", "a", "b"), stone("2", "c", day="2026-01-01")]
    lifting = Lifting("3", "2026-11-25", "a test", ("1",))
    assert ledger.append(lines)[0] == 0
    before, after = ledger.append([lifting])
    assert 0 < before < after == ledger.size()
    assert ledger.lines() == [*lines, lifting]
    assert ledger.file.stat().st_mode & 0o077 == 0


def test_a_line_that_was_not_written_to_its_end_is_written_over(ledger: Ledger) -> None:
    ledger.append([stone("1", "a")])
    with ledger.file.open("ab") as file:
        file.write(b'{"id": "2", "at": "20')
    assert ledger.lines() == [stone("1", "a")]
    ledger.append([stone("3", "c")])
    assert ledger.lines() == [stone("1", "a"), stone("3", "c")]


def test_a_damaged_ledger_is_named_and_not_passed_over(ledger: Ledger) -> None:
    ledger.append([stone("1", "a")])
    ledger.file.write_bytes(ledger.file.read_bytes()[5:])
    with pytest.raises(RecordsError, match=r"erased\.jsonl is damaged in line 1"):
        ledger.lines()


def test_where_the_database_fails_after_the_ledger_the_next_start_erases(
    catalogue: Catalogue, ledger: Ledger, forgetting: Forgetting
) -> None:
    add_document(catalogue, "docs/ferie.md", "Fem uker.")
    ledger.append([stone("1", mark(KEY, "name", "hr", "docs/ferie.md"))])
    forgetting.catch_up()
    assert catalogue.documents("hr") == []
    assert forgetting.unfinished()
    forgetting.catch_up()


def test_records_of_runs_lose_the_names_those_before_a_renaming_too(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    add_document(catalogue, "docs/b.md", "Fem uker.")
    run = catalogue.runs.start("hr")
    told = [
        RunDocument("added", "docs/a.md", None),
        RunDocument("renamed", "docs/b.md", "docs/a.md"),
        RunDocument("added", "docs/other.md", None),
    ]
    catalogue.runs.end(run, {}, "docs/b.md could not be read", told)
    doomed = Finding(catalogue.engine).document("hr", ["docs/b.md"])
    assert "the names in 3 records of runs" in forgetting.listing(doomed)
    forgetting.erase(doomed, "a test", "document")
    with catalogue.engine.connect() as connection:
        names = connection.execute(select(run_documents.c.name, run_documents.c.reason)).all()
        error = connection.execute(select(runs.c.error)).scalar()
    assert sorted(names) == [("(erased)", None), ("(erased)", None), ("docs/other.md", None)]
    assert error == "(erased) could not be read"


def test_the_outbox_loses_mail_to_the_person_and_names_in_other_mail(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    add_document(catalogue, "docs/ærlig.md", "Fem uker.")
    for number, (to, payload) in enumerate(
        [
            ("Kari@example.com", "{}"),
            ("it@example.com", r'{"body": "docs/\u00e6rlig.md, kari@example.com"}'),
            ("it@example.com", "{}"),
        ]
    ):
        catalogue.outbox.put(Outgoing("mail", to, str(number), payload))
    [document] = Finding(catalogue.engine).document("hr", ["docs/ærlig.md"]).documents
    person = Person(("kari@example.com",), ("Kari Nordmann",))
    doomed = Doomed((document,), person)
    assert forgetting.listing(doomed) == [
        "1 messages to the person in the outbox",
        "the names in 1 messages in the outbox",
    ]
    forgetting.erase(doomed, "a test", "person")
    with catalogue.engine.connect() as connection:
        left = connection.execute(select(outbox.c.recipient, outbox.c.payload)).all()
    assert sorted(left) == [
        ("it@example.com", '{"body": "(erased), (erased)"}'),
        ("it@example.com", "{}"),
    ]


def test_what_a_message_knows_of_people_goes_with_it(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    number = add_document(catalogue, "docs/ferie.md", "Fem uker.")
    with catalogue.engine.begin() as connection:
        connection.execute(
            insert(correspondents).values(
                document_id=number, role="from", name="Kari", address="kari@example.com"
            )
        )
    doomed = Finding(catalogue.engine).document("hr", ["docs/ferie.md"])
    forgetting.erase(doomed, "a test", "document")
    with catalogue.engine.connect() as connection:
        assert connection.execute(select(correspondents)).all() == []


def test_a_person_who_has_signed_in_is_forgotten_with_their_sessions(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    people = People(catalogue.engine)
    identity = Identity("https://login.example.com", "7", "Kari Nordmann", "kari@example.com", ())
    secret, session = people.begin_session(identity, b"sealed", timedelta(hours=1))
    people.join("hr-leads", "kari@example.com", "a test")
    kari = Doomed(person=Finder(catalogue.engine).person("kari@example.com"))
    assert kari.person and kari.person.ids == (session.person.id,)

    assert forgetting.listing(kari) == [
        "the person's sign-in: name, address, groups and sessions",
        "the person's place in 1 of Kilde's own groups",
    ]
    forgetting.erase(kari, "a test", "person")

    assert people.session(secret) is None
    assert (people.all(), people.groups()) == ([], {})
