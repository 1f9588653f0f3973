"""Cases while the mail fails: nothing lost, nothing twice, and the next expert's turn comes."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from records.schema import outbox
from tests.answering.replies.town import ASKER, KARI, OLA, Town
from tests.mail.post_office import free_port, open_post_office


def make_due(town: Town) -> None:
    """As if the wait after a failure were over."""
    with town.kilde.catalogue.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(outbox).values(due=datetime.now(UTC)))


def test_a_case_is_there_though_the_mail_server_is_not(town: Town) -> None:
    port, town.office.port = town.office.port, free_port()
    town.configure()
    case = town.ask()
    assert town.kilde.cases.get(case.id).assignee == KARI
    assert town.letters(KARI) == []
    make_due(town)
    assert town.deliver().waiting == 1
    town.office.port = port
    town.configure()
    make_due(town)
    assert town.deliver().sent == 1
    assert len(town.letters(KARI)) == 1
    assert town.deliver().sent == 0


@pytest.mark.parametrize("answer", ["451 later", "421 going down", "drop", "drop after taking"])
def test_a_letter_is_tried_again_under_the_same_id(town: Town, answer: str) -> None:
    town.office.answers.append(answer)
    case = town.ask()
    make_due(town)
    assert town.deliver().sent == 1
    letters = town.letters(KARI)
    # Whether a server that broke off has it cannot be known; what it gets again is the same.
    assert len(letters) == (2 if answer == "drop after taking" else 1)
    assert len({str(letter["Message-ID"]) for letter in letters}) == 1
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    assert town.texts(case.id) == ["Inntil 14 dager."]


def test_an_answer_waits_for_the_server_to_tell_the_asker(town: Town) -> None:
    case = town.ask()
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    town.office.answers += ["451 later", "drop"]
    for _ in range(3):
        town.deliver()
        make_due(town)
    assert len(town.letters(ASKER.address)) == 1
    assert town.kilde.cases.get(case.id).state == "answered"


def test_a_reminder_then_the_next_expert_each_once_whoever_looks(town: Town) -> None:
    case = town.ask()
    now = datetime.now(UTC)
    for days in (4, 8):
        later = now + timedelta(days=days)
        several = [threading.Thread(target=town.kilde.cases.tick, args=[later]) for _ in range(3)]
        for one in several:
            one.start()
        for one in several:
            one.join()
        town.deliver()
    assert [str(letter["Subject"]).split(":")[0] for letter in town.letters(KARI)] == [
        f"Sak {case.id}",
        f"Sak {case.id} venter fortsatt",
    ]
    assert len(town.letters(OLA)) == 1
    assert town.kilde.cases.get(case.id).assignee == OLA
    # The first one may still answer.
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    assert town.texts(case.id) == ["Inntil 14 dager."]


def test_nobody_is_reminded_of_what_is_answered(town: Town) -> None:
    town.ask()
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    town.kilde.cases.tick(datetime.now(UTC) + timedelta(days=30))
    town.deliver()
    assert (len(town.letters(KARI)), len(town.letters(OLA))) == (1, 0)


def test_replies_are_read_though_no_mail_can_go_out(town: Town) -> None:
    case = town.ask()
    reply = town.reply("Inntil 14 dager.")
    town.send(reply)
    town.office.answers += ["451 later"]
    town.kilde.replies.read()
    town.deliver()
    assert town.texts(case.id) == ["Inntil 14 dager."]
    with open_post_office() as another:
        passed = town.office.port
        town.office.port = another.port
        town.configure()
        make_due(town)
        assert town.deliver().sent == 1
        assert [str(one["To"]) for one in another.arrived] == [ASKER.address]
        town.office.port = passed
