"""What is older than it is kept is deleted, to the last byte, and counted in the audit log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, update

from config.settings import Retention as Days
from records import Audit, CaseAsker, CaseTable, Identity, People, TurnRecord, Turns, open_database
from records.audit import alias
from records.retention import KINDS, Retention
from records.schema import audit, audit_names, feedback, held_replies, outbox, people, runs, turns

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=40)
WORD = "kvasslingtillegget"
FOR_EVER = Days.model_validate({f"{kind}_days": 0 for kind in KINDS})


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'kilde.db'}")


def keeping(engine: Engine, **days: int) -> Retention:
    return Retention(engine, FOR_EVER.model_copy(update=days))


def asked(engine: Engine, number: str, at: datetime, word: str = "?") -> None:
    Turns(engine).add(
        TurnRecord(number, "c", "p" * 32, at, "page", word, word, "nb", "answered", 0.9, word, "[]")
    )


def gone(retention: Retention) -> dict[str, int]:
    """What is due, which is what is then deleted."""
    due: dict[str, int] = {one.kind: one.records for one in retention.due(NOW)}
    assert {one.kind: one.records for one in retention.apply(NOW)} == due
    return due


def test_no_byte_is_left_of_a_question_that_is_older_than_it_is_kept(
    engine: Engine, tmp_path: Path
) -> None:
    asked(engine, "old", OLD, WORD)
    asked(engine, "new", NOW)
    Turns(engine).rate("old", "p" * 32, False, f"{WORD} mangler")

    assert gone(keeping(engine, conversations_days=30)) == {"conversations": 1}

    with engine.connect() as connection:
        assert list(connection.execute(select(turns.c.id)).scalars()) == ["new"]
        assert connection.execute(select(feedback)).all() == []
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert {file.name for file in files} >= {"kilde.db", "kilde.db-wal"}, "while it is open"
    assert not any(WORD.encode() in file.read_bytes() for file in files)
    last = Audit(engine).entries()[-1]
    assert (last.actor, last.action, last.detail) == ("kilde", "retention", {"conversations": 1})


def test_kept_for_ever_is_the_meaning_of_none(engine: Engine) -> None:
    asked(engine, "old", OLD)

    assert gone(keeping(engine)) == {}
    assert Audit(engine).entries()[-1].action == "ask", "nothing was done, nothing is noted"


def test_what_waits_for_an_expert_stays(engine: Engine) -> None:
    asked(engine, "old", OLD)
    with CaseTable(engine).changes() as change:
        case = change.open(space="hr", language="nb", question="?", changed=OLD)
        change.attach("old", case.id)
    retention = keeping(engine, conversations_days=30, cases_days=30)

    assert gone(retention) == {"conversations": 0, "cases": 0}
    with CaseTable(engine).changes() as change:
        change.set(case.id, state="closed", changed=OLD)
    assert gone(retention) == {"conversations": 1, "cases": 1}


def test_a_case_takes_its_history_along(engine: Engine) -> None:
    table = CaseTable(engine)
    with table.changes() as change:
        case = change.open(space="hr", language="nb", question="?")
        change.join(CaseAsker(case.id, "p", "Kari", "", False, "nb", None, NOW))
        change.enter(case.id, "question", "p", "Kari", "?")
        change.set(case.id, state="answered", changed=OLD)

    assert gone(keeping(engine, cases_days=30)) == {"cases": 1}
    assert (table.entries(case.id), table.askers(case.id)) == ([], [])


def test_other_records_go_by_their_own_days(engine: Engine) -> None:
    done = {"kind": "mail", "recipient": "a@example.com", "payload": "", "due": OLD, "attempts": 1}
    run = {"space": "hr", "trigger": "page", "started": OLD, "ended": OLD}
    with engine.begin() as connection:
        for n, (state, at) in enumerate((("sent", OLD), ("failed", NOW), ("waiting", None))):
            row = {**done, "key": str(n), "state": state, "created": OLD, "ended": at}
            connection.execute(insert(outbox).values(**row))
        for _ in range(2):
            connection.execute(insert(runs).values(**run))
        held = dict.fromkeys(("reason", "sender", "name", "subject", "text", "message_id"), "x")
        connection.execute(insert(held_replies).values(**held, arrived=OLD))
    retention = keeping(engine, outbox_days=30, runs_days=30, replies_days=30)

    assert gone(retention) == {"outbox": 1, "replies": 1, "runs": 1}, "the newest run stays"


def test_who_has_not_been_here_for_long_is_forgotten(engine: Engine) -> None:
    lasting = timedelta(hours=10)
    for name in ("kari", "ola"):
        address = f"{name}@example.com"
        People(engine).begin_session(Identity("i", name, name, address, ()), b"", lasting)
    with engine.begin() as connection:
        connection.execute(update(people).where(people.c.name == "kari").values(seen=OLD))

    assert gone(keeping(engine, people_days=30)) == {"people": 0}, "still signed in"
    ended = update(people.metadata.tables["sessions"]).values(ends=OLD)
    with engine.begin() as connection:
        connection.execute(ended)
    assert gone(keeping(engine, people_days=30)) == {"people": 1}


def test_the_log_is_cut_and_forgets_whom_it_does_not_have_any_more(engine: Engine) -> None:
    log = Audit(engine)
    log.note("kari@example.com", "setting")
    with engine.begin() as connection:
        connection.execute(update(audit).values(at=NOW - timedelta(days=40)))
    log.note("ola@example.com", "setting")

    assert gone(keeping(engine, audit_days=30)) == {"audit": 1}
    assert list(log.names().values()) == ["ola@example.com"]
    assert log.verify().broken is None
    with engine.begin() as connection:
        assert alias(connection, "ola@example.com")
        assert len(connection.execute(select(audit_names)).all()) == 1
