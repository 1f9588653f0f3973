"""Verified answers are kept with their history, flagged, and erased."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from records import LinkedDocument, VerifiedTable, open_database

DAY = date(2026, 6, 1)
VALUES = {
    "space": "hr",
    "question": "Når er lønningsdag?",
    "answer": "Den 12. i måneden.",
    "language": "nb",
    "owner": "kari@example.com",
    "name": "Kari",
    "readers": ("leads",),
    "review_on": DAY,
    "case_id": 7,
}
RULE = LinkedDocument("hr", "handbook/pay.md", "Pay", "h1")


@pytest.fixture
def table(tmp_path: Path) -> VerifiedTable:
    return VerifiedTable(open_database(f"sqlite:///{tmp_path / 'kilde.db'}"))


def test_one_is_kept_with_its_wordings_and_documents(table: VerifiedTable) -> None:
    number = table.add(VALUES, ["Når kommer lønna?"], [RULE], "kari@example.com")

    found = table.get(number)
    assert found is not None
    assert (found.question, found.answer) == ("Når er lønningsdag?", "Den 12. i måneden.")
    assert (found.readers, found.review_on, found.case_id) == (("leads",), DAY, 7)
    assert (found.questions, found.documents) == (("Når kommer lønna?",), (RULE,))
    assert found.document == f"verified/{number}"


def test_an_edit_keeps_what_was_said_before(table: VerifiedTable) -> None:
    number = table.add(VALUES, [], [], "kari")

    table.edit(number, {"answer": "Den 15. i måneden."}, None, None, "ola")

    assert [(one.act, one.by, one.answer) for one in table.history(number)] == [
        ("edited", "ola", "Den 15. i måneden."),
        ("published", "kari", "Den 12. i måneden."),
    ]


def test_one_that_is_retired_is_not_among_the_current(table: VerifiedTable) -> None:
    number = table.add(VALUES, [], [], "kari")

    table.edit(number, {"state": "retired"}, None, None, "kari", "retired")

    assert table.all(["hr"]) == []
    assert [one.id for one in table.all(["hr"], None)] == [number]


def test_its_owner_is_reminded_once(table: VerifiedTable) -> None:
    number = table.add(VALUES, [], [], "kari")
    assert table.due(date(2026, 5, 31)) == []
    assert [one.id for one in table.due(DAY)] == [number]

    table.reminded([number], [])

    assert table.due(DAY) == []


def test_what_is_erased_leaves_nothing(table: VerifiedTable) -> None:
    number = table.add(VALUES, ["Når kommer lønna?"], [RULE], "kari")

    assert table.erase(number)

    assert table.get(number) is None
    assert table.history(number) == []
    assert not table.erase(number)
