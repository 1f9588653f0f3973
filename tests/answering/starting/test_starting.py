"""Start here over real stores: what is made, kept, answered and shown, and to whom."""

from __future__ import annotations

import pytest

from answering import Kilde
from answering.starting import Shown
from records.forgetting import Doomed, Person
from records.own import own_data
from tests.chat_app import library as documents
from tests.conftest import Company

SECRET = "# Styret\n\n## Hva er passordet til styrerommet?\n\nPassordet til styrerommet er fjord.\n"


@pytest.fixture
def made(company: Company) -> Company:
    company.configure(
        '[[space]]\nname = "hr"\n[[space.source]]\nfolder = "handbook"\n'
        '[[space.source]]\nfolder = "board"\nreaders = ["board"]\n'
    )
    company.write("handbook/ferie.md", documents.FERIE)
    company.write("handbook/krankmeldung.html", documents.KRANK)
    company.write("board/bonus.md", SECRET)
    company.ingest("hr")
    return company


def shown(kilde: Kilde, *groups: str) -> Shown:
    """What a member of groups sees once everything has been found out."""
    assert kilde.starting.shown(groups, kilde.reader(groups)).making
    kilde.starting.work()
    found = kilde.starting.shown(groups, kilde.reader(groups))
    assert not found.making
    return found


def test_a_question_is_made_in_the_language_of_its_heading(made: Company) -> None:
    found = {one.question: one for one in shown(made.kilde).questions}
    asked = found["Hvor mange feriedager kan jeg overføre?"]
    assert (asked.language, asked.document) == ("nb", "handbook/ferie.md")
    assert asked.heading == "Ferie > Hvor mange feriedager kan jeg overføre?"
    assert found["Wie melde ich mich krank?"].language == "de"


def test_each_sees_what_is_answered_from_what_they_may_read(made: Company) -> None:
    secret = "Hva er passordet til styrerommet?"
    kilde = made.kilde
    assert secret not in {one.question for one in shown(kilde).questions}
    assert secret in {one.question for one in shown(kilde, "board").questions}


def test_what_owners_change_stays_when_documents_are_read_again(made: Company) -> None:
    kilde = made.kilde
    before = {one.question: one.id for one in shown(kilde).questions}
    ferie, krank = (
        before["Hvor mange feriedager kan jeg overføre?"],
        before["Wie melde ich mich krank?"],
    )
    table = kilde.starting.table
    table.change(ferie, {"question": "Hvor mye ferie kan jeg spare?", "day": "day"}, "owner")
    table.change(krank, {"hidden": True}, "owner")
    own = table.add("hr", "nb", "week", "Når utbetales feriepenger?", "owner")
    table.add("hr", "nb", "week", "Hvem vant Melodi Grand Prix i 1985?", "owner")
    made.write("handbook/ferie.md", documents.FERIE.replace("14 virkedager", "12 virkedager"))
    made.ingest("hr")
    after = {one.id: one for one in shown(kilde).questions}
    assert (after[ferie].question, after[ferie].day) == ("Hvor mye ferie kan jeg spare?", "day")
    assert krank not in after
    assert after[own].question == "Når utbetales feriepenger?"
    # One that is not answered is seen by owners only.
    assert "1985" not in " ".join(one.question for one in after.values())
    (made.folder / "handbook/ferie.md").unlink()
    made.ingest("hr", confirm_removals=True)
    assert ferie not in {one.id for one in kilde.starting.editable(kilde.reader(()), ["hr"])}


def test_questions_are_moved_among_those_beside_them(made: Company) -> None:
    table = made.kilde.starting.table
    numbers = [table.add("hr", "nb", "day", f"Spørsmål {n}?", "owner") for n in range(3)]
    table.move(numbers[2], numbers, -1, "owner")
    order = [one.id for one in table.questions(["hr"])]
    assert order == [numbers[0], numbers[2], numbers[1]]


def test_ticks_are_a_persons_own_and_erased_with_them(made: Company) -> None:
    kilde = made.kilde
    table = kilde.starting.table
    table.tick("kari-id", "question:1")
    table.tick("kari-id", "search")
    table.tick("kari-id", "search", done=False)
    table.tick("per-id", "source")
    assert table.ticks("kari-id") == {"question:1"}
    own = table.add("hr", "nb", "day", "Når er Kari Holm her?", "kari-id")
    kilde.forgetting.erase(
        Doomed((), Person((), ("Kari Holm",), True, ("kari-id",))), "test", "person"
    )
    assert table.ticks("kari-id") == frozenset()
    assert table.ticks("per-id") == {"source"}
    [left] = [one for one in table.questions(["hr"]) if one.id == own]
    assert "Kari" not in left.question


def test_ticks_are_among_ones_own_data(made: Company) -> None:
    kilde = made.kilde
    number = kilde.starting.table.add("hr", "nb", "day", "Når er lunsjen?", "owner")
    kilde.starting.table.tick("kari-id", f"question:{number}")
    kilde.starting.table.tick("kari-id", "search")
    parts = {part.kind: part for part in own_data(kilde.catalogue.engine, Person(ids=("kari-id",)))}
    assert [row["what"] for row in parts["ticked"].rows] == ["Når er lunsjen?", "search"]
