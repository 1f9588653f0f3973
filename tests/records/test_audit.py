"""The audit log: it grows, it is whole, and it names nobody by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, Executable, delete, insert, update

from records import Audit, People, TurnRecord, Turns, Wanted, open_database
from records.schema import audit, audit_documents, audit_names, documents, partitions


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'kilde.db'}")


@pytest.fixture
def log(engine: Engine) -> Audit:
    made = Audit(engine)
    for space in ("hr", "it", "production"):
        made.note("command line", "search", space=space)
    return made


def test_what_was_done_is_read_in_order(log: Audit) -> None:
    assert [(e.actor, e.action, e.detail) for e in log.entries()] == [
        ("command line", "search", {"space": "hr"}),
        ("command line", "search", {"space": "it"}),
        ("command line", "search", {"space": "production"}),
    ]


def test_days_are_those_of_a_zone_and_of_the_calendar() -> None:
    oslo = ZoneInfo("Europe/Oslo")
    day = date(2026, 7, 1)
    assert Wanted.days(day, day, oslo) == Wanted(
        datetime(2026, 6, 30, 22, tzinfo=UTC), datetime(2026, 7, 1, 22, tzinfo=UTC)
    )
    assert Wanted.days(date.min, date.max, oslo) == Wanted()


def test_a_whole_log_is_whole(log: Audit) -> None:
    state = log.verify()
    assert (state.entries, state.broken) == (3, None)


@pytest.mark.parametrize(
    "tampering",
    [
        update(audit).where(audit.c.id == 2).values(detail='{"space": "board"}'),
        update(audit).where(audit.c.id == 2).values(actor="somebody"),
        update(audit).where(audit.c.id == 2).values(at=datetime(2020, 1, 1, tzinfo=UTC)),
        delete(audit).where(audit.c.id == 2),
        delete(audit).where(audit.c.id == 1),
        update(audit).where(audit.c.id == 2).values(chain="0" * 64),
    ],
)
def test_whoever_changes_an_entry_is_found_out(
    engine: Engine, log: Audit, tampering: Executable
) -> None:
    with engine.begin() as connection:
        connection.execute(tampering)

    assert log.verify().broken in (1, 2, 3)


def test_the_last_entries_taken_away_are_missed_by_a_noted_head(engine: Engine, log: Audit) -> None:
    head = log.verify().head
    with engine.begin() as connection:
        connection.execute(delete(audit).where(audit.c.id == 3))

    assert log.verify().broken is None
    assert log.verify(head).since_known is False


def test_a_noted_head_is_found_as_the_log_grows(log: Audit) -> None:
    head = log.verify().head
    log.note("command line", "key.make")

    assert log.verify(head).since_known is True


def test_what_is_too_old_is_cut_and_the_chain_goes_on(engine: Engine, log: Audit) -> None:
    later = datetime.now(UTC) + timedelta(seconds=1)

    assert log.cut(later) == 3
    log.note("command line", "search", space="hr")

    state = log.verify()
    assert (state.entries, state.cut_before, state.broken) == (2, 3, None)
    assert [entry.action for entry in log.entries()] == ["audit.cut", "search"]
    with engine.begin() as connection:
        connection.execute(delete(audit).where(audit.c.id == 4))
    assert log.verify().broken == 5


def test_a_member_of_a_group_is_in_the_log_by_a_random_id(engine: Engine, log: Audit) -> None:
    People(engine).join("hr-leads", "kari@example.com", "command line")

    entry = log.entries()[-1]
    assert "kari" not in str(entry)
    assert log.names()[entry.detail["person"]] == "kari@example.com"
    with engine.begin() as connection:
        connection.execute(delete(audit_names))
    assert log.names() == {}
    assert log.verify().broken is None


def test_a_question_is_in_the_log_without_its_words(engine: Engine, log: Audit) -> None:
    now = datetime.now(UTC)
    Turns(engine).add(
        TurnRecord("t1", "c1", "ola@example.com", now, "api", "Hva tjener Kari?",
        "Hva tjener Kari i år?", "nb", "answered", 0.9, "Kari tjener godt.", "[]", spaces=("hr",))
    )  # fmt: skip

    entry = log.entries()[-1]
    assert (entry.action, entry.kind) == ("ask", "asked")
    assert entry.detail == {"turn": "t1", "channel": "api", "status": "answered", "spaces": ["hr"]}
    assert log.names()[entry.actor.removeprefix("person ")] == "ola@example.com"
    assert "Kari" not in str(entry) and "ola" not in str(entry)


def test_what_was_read_is_written_a_moment_later_and_before_anybody_looks(
    engine: Engine, log: Audit
) -> None:
    has(engine, "docs/lønn.md")
    log.record("local", "document.opened", space="hr", document="docs/lønn.md")
    with engine.connect() as connection:
        assert connection.execute(audit.select()).all()[3:] == [], "nobody waits for it"

    [entry] = log.found(Wanted(kinds=("read",)), 10)
    number = entry.detail["document"]
    assert (entry.actor, entry.detail) == ("local user", {"space": "hr", "document": number})
    assert log.documents([number]) == {number: ("hr", "docs/lønn.md")}
    with engine.begin() as connection:
        connection.execute(delete(audit_documents))
    assert log.documents([number]) == {}
    assert log.verify().broken is None


def has(engine: Engine, name: str) -> None:
    """The space hr has a document of this name."""
    with engine.begin() as connection:
        partition = insert(partitions).values(
            id=1, space="hr", readers="", model="e5", fingerprint="", collection=""
        )
        document = insert(documents).values(
            partition_id=1, space="hr", source="docs", name=name, size=1, modified_ns=0,
            content_hash="", reading="2",
        )  # fmt: skip
        connection.execute(partition)
        connection.execute(document)


def test_the_name_of_an_erased_document_does_not_come_back(engine: Engine, log: Audit) -> None:
    has(engine, "docs/lønn.md")
    log.record("local", "document.opened", space="hr", document="docs/lønn.md")
    with engine.begin() as connection:  # another process erases it
        connection.execute(delete(documents))
    log.flush()
    log.note("local", "document.downloaded", space="hr", document="docs/lønn.md")
    log.note("local", "document.opened", space="hr", document="verified/7")

    with engine.connect() as connection:
        named = connection.execute(audit_documents.select()).mappings().all()
    assert [row["name"] for row in named] == ["verified/7"]
    assert [e.action for e in log.entries()[3:5]] == ["document.opened", "document.downloaded"]


def test_the_name_of_an_erased_person_does_not_come_back(engine: Engine, log: Audit) -> None:
    log.record("key intranet", "search", person="kari@example.com")
    Audit(engine).note("command line", "erase", reason="person")  # another process
    assert log.count(Wanted(kinds=("asked",))) == 4
    assert log.names() == {}

    log.record("key intranet", "search", person="kari@example.com")
    log.flush()
    assert list(log.names().values()) == ["kari@example.com"]


def test_entries_are_found_by_kind_person_space_and_time(engine: Engine, log: Audit) -> None:
    person = "ab" * 16
    log.record(person, "document.opened", space="it", document="vpn.md")
    log.record("key intranet", "search", person=person)
    log.record("local", "setting", space="hr", key="threshold", value=0.7)

    def found(wanted: Wanted) -> list[str]:
        assert log.count(wanted) == len(log.found(wanted, 10))
        return [entry.action for entry in log.found(wanted, 10)]

    assert found(Wanted(kinds=("changed",))) == ["setting"]
    assert found(Wanted(person=person)) == ["search", "document.opened"]
    assert found(Wanted(space="it")) == ["document.opened", "search"]
    assert found(Wanted(until=datetime.now(UTC) - timedelta(hours=1))) == []
    assert log.found(Wanted(), 1, offset=1)[0].action == "search"


def test_no_address_gets_into_the_log(engine: Engine, log: Audit) -> None:
    log.record("hanne@example.com", "group.add", group="hr", person="kari@example.com")

    assert "example.com" not in str(log.entries()[-1])
    assert {"hanne@example.com", "kari@example.com"} <= set(log.names().values())


def test_entries_from_before_there_was_a_chain_are_chained(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, text

    from records.database import MIGRATIONS

    url = f"sqlite:///{tmp_path / 'old.db'}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    old = create_engine(url)
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        row = {"at": "2026-11-01 10:00:00.000000", "a": "command line", "b": "ask", "d": "{}"}
        connection.execute(
            text("INSERT INTO audit (at, actor, action, detail) VALUES (:at, :a, :b, :d)"), row
        )
    log = Audit(open_database(url))

    assert log.verify().broken is None
    log.note("command line", "search")
    assert (log.verify().entries, log.verify().broken) == (2, None)
