"""Whoever erases themselves takes what is theirs along, and nothing of anybody else."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from records import (
    CaseAsker,
    CaseTable,
    Catalogue,
    Identity,
    Outgoing,
    People,
    TurnRecord,
    Turns,
    open_database,
)
from records.forgetting import Doomed, Forgetting, Ledger, Person
from records.forgetting import People as Finder
from records.forgetting.people import is_full_name
from records.forgetting.stores.words import blanked, blanked_json
from records.own import own_data
from records.schema import (
    case_askers,
    case_entries,
    cases,
    correspondents,
    former_versions,
    glossary_changes,
    outbox,
    starting_questions,
    turns,
)
from tests.records.test_catalogue import add_document

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CITED = json.dumps([{"space": "hr", "document": "docs/ferie.md", "n": 1, "space_left": 5}])
LETTER = json.dumps({"subject": "Sak 1", "body": "Du har rett\nHilsen\nKilde"})


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    made = Catalogue(open_database(f"sqlite:///{tmp_path / 'data' / 'kilde.db'}"))
    made.add_partition("hr", (), "e5", "f" * 64)
    add_document(made, "docs/ferie.md", "Du har rett til fem uker.")
    return made


@pytest.fixture
def forgetting(catalogue: Catalogue, tmp_path: Path) -> Forgetting:
    return Forgetting(catalogue.engine, Ledger(tmp_path / "erased.jsonl", tmp_path / "data"), {})


def signs_in(catalogue: Catalogue, name: str, address: str) -> str:
    identity = Identity("https://login.example.com", address, name, address, ())
    return People(catalogue.engine).begin_session(identity, b"", timedelta(hours=1))[1].person.id


def asks(catalogue: Catalogue, number: str, person: str, answer: str = "Du har rett.") -> None:
    turn = TurnRecord(
        number, f"c-{number}", person, NOW, "page", "Ferie?", "Ferie?", "nb", "answered", 0.9,
        answer, CITED, '{"reasons": []}', ("hr",),
    )  # fmt: skip
    Turns(catalogue.engine).add(turn)


def hands_on(
    catalogue: Catalogue, turn: str, *people: tuple[str, str, str], said: str = "Hjelp!"
) -> int:
    """A case that people asked, by id, the name and the address that they typed."""
    with CaseTable(catalogue.engine).changes() as change:
        case = change.open(space="hr", language="nb", question="Ferie?").id
        for person, name, address in people:
            change.join(CaseAsker(case, person, name, address, False, "nb", turn, NOW))
            change.enter(case, "question", person, name, said)
    return case


def kept(catalogue: Catalogue, *without: str) -> str:
    """All that people's tables hold, but for rows that name one of `without`."""
    tables = (turns, cases, case_entries, case_askers, outbox, former_versions, glossary_changes)
    with catalogue.engine.connect() as connection:
        found = [repr(row) for table in tables for row in connection.execute(select(table))]
    return "\n".join(row for row in found if not any(word in row for word in without))


def erases(forgetting: Forgetting, catalogue: Catalogue, number: str, name: str, at: str) -> Person:
    person = Finder(catalogue.engine).signed_in(number, name, at)
    forgetting.erase(Doomed((), person, records_only=True), number, "person")
    return person


@pytest.mark.parametrize("name", ["har rett", '1, "space', "e", "Ola Hansen", "Fem Uker"])
def test_what_people_call_themselves_in_a_case_is_no_name_of_theirs(
    catalogue: Catalogue, forgetting: Forgetting, name: str
) -> None:
    eva = signs_in(catalogue, "Eva Berg", "eva@example.com")
    ola = signs_in(catalogue, "Ola Hansen", "ola@example.com")
    asks(catalogue, "t-ola", ola, "Du har rett til Fem Uker, sier Ola Hansen.")
    asks(catalogue, "t-key", "Ola Hansen")
    hands_on(catalogue, "t-ola", (ola, "Ola Hansen", "ola@example.com"))
    catalogue.outbox.put(Outgoing("mail", "hr@example.com", "<case.1e-a.opened@x>", LETTER))
    before = kept(catalogue)
    asks(catalogue, "t-eva", eva)
    hands_on(catalogue, "t-eva", (eva, name, "eva@example.com"))

    person = erases(forgetting, catalogue, eva, "Eva Berg", "eva@example.com")

    assert person == Person(("eva@example.com",), ("Eva Berg",), False, (eva,))
    assert kept(catalogue) == before


@pytest.mark.parametrize("name", ["fem uker", "Ola Hansen", "Kari Lie", '", "', "E V"])
def test_a_sign_in_name_that_is_none_or_somebody_elses_takes_nothing_along(
    catalogue: Catalogue, forgetting: Forgetting, name: str
) -> None:
    eva = signs_in(catalogue, name, "eva@example.com")
    signs_in(catalogue, "Ola Hansen", "ola@example.com")
    letter = {"document_id": 1, "role": "from", "name": "Lie, Kari", "address": "kari@example.com"}
    with catalogue.engine.begin() as connection:
        connection.execute(insert(correspondents).values(**letter))
    asks(catalogue, "t-ola", "ola", 'fem uker, "Ola Hansen", "Kari Lie"')
    before = kept(catalogue)
    erases(forgetting, catalogue, eva, name, "eva@example.com")
    assert kept(catalogue) == before


def test_an_address_is_of_whoever_signs_in_with_it_whatever_others_type(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    eva = signs_in(catalogue, "Eva Berg", "eva@example.com")
    ola = signs_in(catalogue, "Ola Hansen", "ola@example.com")
    asks(catalogue, "t-ola", ola)
    asks(catalogue, "t-eva", eva)
    # Eva has her colleague told of her case: she is erased with his name by nobody.
    case = hands_on(catalogue, "t-eva", (eva, "Har Rett", "ola@example.com"))
    [theirs] = [part.rows for part in own_data(catalogue.engine, Person(("ola@example.com",), ids=(
        ola,))) if part.kind == "cases"]  # fmt: skip
    assert theirs == ()

    person = erases(forgetting, catalogue, ola, "Ola Hansen", "ola@example.com")

    assert person.names == ("Ola Hansen",)
    with catalogue.engine.connect() as connection:
        assert connection.execute(select(turns.c.id)).scalars().all() == ["t-eva"]
        assert connection.execute(select(cases.c.id)).scalars().all() == [case]
        assert connection.execute(select(case_askers.c.address)).scalars().all() == [""]


def test_ids_that_a_key_names_are_the_persons_where_they_stand_with_no_other_address(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    eva = signs_in(catalogue, "Eva Berg", "eva@example.com")
    ola = signs_in(catalogue, "Ola Hansen", "ola@example.com")
    for person in ("u-eva", "u-ola", "ola@example.com", ola):
        asks(catalogue, f"t-{person[:9]}", person)
        hands_on(catalogue, f"other-{person[:9]}", (person, "", "eva@example.com"))
    hands_on(catalogue, "t-u-ola", ("u-ola", "", "ola@example.com"))
    erases(forgetting, catalogue, eva, "Eva Berg", "eva@example.com")
    with catalogue.engine.connect() as connection:
        left = connection.execute(select(turns.c.person)).scalars().all()
    assert sorted(left) == sorted(["u-ola", "ola@example.com", ola])


def test_letters_about_other_cases_stay_as_they_are(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    eva = signs_in(catalogue, "Eva Berg", "eva@example.com")
    both = ((eva, "Eva Berg", "eva@example.com"), ("ola", "Ola", "ola@example.com"))
    asks(catalogue, "t-eva", eva)
    hers = hands_on(catalogue, "t-eva", *both, said="Hilsen\nKilde")
    for number in (hers, hers + 1):
        key = f"<case.{number}e-a.opened@x>"
        catalogue.outbox.put(Outgoing("mail", "hr@example.com", key, LETTER))
    erases(forgetting, catalogue, eva, "Eva Berg", "eva@example.com")
    with catalogue.engine.connect() as connection:
        first, second = connection.execute(select(outbox.c.payload).order_by(outbox.c.id)).scalars()
    assert json.loads(first)["body"] == "Du har rett\n(erased)\n(erased)"
    assert second == LETTER


def test_documents_and_what_they_said_before_stay(
    catalogue: Catalogue, forgetting: Forgetting
) -> None:
    eva = signs_in(catalogue, "Eva Berg", "eva@example.com")
    text = json.dumps([["Ferie", "Spør Eva Berg."]])
    with catalogue.engine.begin() as connection:
        row = {"document_id": 1, "read": NOW, "replaced": NOW, "title": "Ferie", "text": text}
        connection.execute(insert(former_versions).values(**row))
    before = kept(catalogue)
    person = erases(forgetting, catalogue, eva, "Eva Berg", "eva@example.com")
    assert kept(catalogue) == before
    assert forgetting.listing(Doomed((), person)) == ["1 earlier version of documents"]


def test_the_glossary_forgets_a_person(catalogue: Catalogue, forgetting: Forgetting) -> None:
    for short, long in (("EB", "Eva Berg"), ("EBR", "Eva Bergers renteformel")):
        with catalogue.engine.begin() as connection:
            connection.execute(insert(glossary_changes).values(short=short, long=long, holds=True))
    doomed = Doomed((), Person((), ("Eva Berg",)))
    assert forgetting.listing(doomed) == ["the person in 1 changes of the glossary"]
    forgetting.erase(doomed, "a test", "person")
    with catalogue.engine.connect() as connection:
        assert connection.execute(select(glossary_changes.c.short)).scalars().all() == ["EBR"]


def test_own_data_has_the_kind_of_an_opinion_and_the_questions_that_were_written(
    catalogue: Catalogue,
) -> None:
    asks(catalogue, "t", "ola")
    Turns(catalogue.engine).rate("t", "eva", False, "gammelt", "outdated")
    with catalogue.engine.begin() as connection:
        row: dict[str, Any] = {"space": "hr", "language": "nb", "day": "day", "position": 1.0}
        for by, question in (("eva", "Hvor er kantinen?"), ("ola", "Hvor er bilene?")):
            connection.execute(insert(starting_questions).values(**row, by=by, question=question))
    parts = {one.kind: one.rows for one in own_data(catalogue.engine, Person(ids=("eva",)))}
    [opinion] = parts["opinions"]
    assert (opinion["kind"], opinion["reason"]) == ("outdated", "gammelt")
    assert parts["starting"] == ({"space": "hr", "question": "Hvor er kantinen?"},)


def test_own_data_has_no_answer_that_an_expert_has_not_looked_at(catalogue: Catalogue) -> None:
    asks(catalogue, "shown", "eva")
    asks(catalogue, "hidden", "eva")
    with catalogue.engine.begin() as connection:
        rows = turns.update().where(turns.c.id == "hidden")
        connection.execute(rows.values(status="pending", answer="Fem uker."))
    person = Person(ids=("eva",))
    [told] = [one.rows for one in own_data(catalogue.engine, person) if one.kind == "questions"]
    assert [(row["status"], row["answer"], bool(row["sources"])) for row in told] == [
        ("answered", "Du har rett.", True),
        ("pending", "", False),
    ]


def test_whole_words_and_whole_addresses_are_blanked() -> None:
    words = ("Eva Berg", "berg@example.com")
    said = "Eva Bergs ferie, Eva Berg. Eva Bergersen, Berg@example.com, eva.berg@example.com"
    assert blanked(said, words) == (
        "(erased)s ferie, (erased). Eva Bergersen, (erased), eva.berg@example.com"
    )


def test_json_is_blanked_inside_its_strings_only() -> None:
    text = '[{"n": 1, "space": "Eva Berg", "quote": "Sier \\u00abEva Berg\\u00bb"}]'
    assert blanked_json(text, ['1, "space', "n"]) == text
    assert blanked_json(text, ["Eva Berg"]) == (
        '[{"n": 1, "space": "Eva Berg", "quote": "Sier «(erased)»"}]'
    )


def test_what_looks_like_the_name_of_a_person() -> None:
    names = ("Kari Nordmann", "Nordmann, Kari", "Anne de Vries", "J. R. O'Neill", "Åse-Lill Øy")
    assert all(map(is_full_name, names))
    others = ("Kari", "har rett", "Fem uker", '1, "space', "Kari 2", "Kari <b>", "K" * 99 + " Å")
    assert not any(map(is_full_name, others))
