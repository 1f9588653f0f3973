"""How far replies are read, what waits for a person, and who is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from records import HeldReply, ReplyTable, open_database
from records.forgetting.doomed import Doomed, Person
from records.forgetting.stores import replies

FOLDER = "kilde@example.com at mail.example.com INBOX"
TODAY = date(2026, 7, 29)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'kilde.db'}")
    yield opened
    opened.dispose()


def held(sender: str = "x@example.com", text: str = "Hei") -> HeldReply:
    arrived = datetime(2026, 7, 29, 10, 0, tzinfo=UTC)
    return HeldReply(0, 12, "mark", sender, "X", "SV: Sak 12", text, arrived, "1@example.com")


def test_a_folder_is_read_as_far_as_it_was_noted(engine: Engine) -> None:
    table = ReplyTable(engine)
    assert table.read_to(FOLDER) is None
    assert table.done(FOLDER, 7, 3, "<1@example.com>")
    assert table.read_to(FOLDER) == (7, 3)


def test_a_message_is_new_once_and_held_once(engine: Engine) -> None:
    table = ReplyTable(engine)
    assert table.done(FOLDER, 7, 3, "<1@example.com>", held())
    assert not table.done(FOLDER, 8, 1, "<1@example.com>", held())
    assert table.is_read("<1@example.com>") and not table.is_read("<2@example.com>")
    [waiting] = table.held()
    assert (waiting.case_id, waiting.reason, waiting.text) == (12, "mark", "Hei")
    assert table.read_to(FOLDER) == (8, 1)


def test_what_waits_is_settled_once(engine: Engine) -> None:
    table = ReplyTable(engine)
    table.done(FOLDER, 7, 3, "<1@example.com>", held())
    [waiting] = table.held()
    assert table.settle(waiting.id) and not table.settle(waiting.id)
    assert table.held() == table.held(waiting.id) == []


def test_somebody_is_away_until_they_are_back(engine: Engine) -> None:
    table = ReplyTable(engine)
    table.note_absence("Kari@example.com", date(2026, 7, 31))
    table.note_absence("kari@example.com", date(2026, 8, 3))
    assert [one.back for one in table.away(TODAY)] == [date(2026, 8, 3)]
    assert table.away(date(2026, 8, 3)) == []
    assert table.away(TODAY, ["ola@example.com"]) == []
    table.end_absence("KARI@example.com")
    assert table.away(TODAY) == []


def test_a_persons_mail_and_absence_are_erased_and_their_name_in_others(engine: Engine) -> None:
    table = ReplyTable(engine)
    table.done(FOLDER, 7, 1, "<1@example.com>", held("Kari@example.com"))
    table.done(FOLDER, 7, 2, "<2@example.com>", held("x@example.com", "Spør kari@example.com"))
    table.note_absence("kari@example.com", date(2026, 8, 3))
    doomed = Doomed((), Person(("kari@example.com",), ("Kari Nordmann",)))
    with engine.execution_options(writes=True).begin() as connection:
        assert replies.listing(connection, doomed) == [
            "1 mails of the person that wait for a decision",
            "until when the person is away",
            "the names in 1 mails that wait for a decision",
        ]
        replies.erase(connection, doomed)
        assert replies.listing(connection, doomed) == []
    assert [one.text for one in table.held()] == ["Spør (erased)"]
    assert table.away(TODAY) == []
