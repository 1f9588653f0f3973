"""Letters about cases: whose language, what they prove, and that two writers write one."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from answering import Kilde, Person
from answering.cases import Cases
from answering.cases.tokens import Token, named, reply_address, sign, verify
from config.settings import Mail
from records.schema import outbox
from tests.answering.cases.office import EXPERT, KARI, escalated, letters

SECRET = "0f" * 32
QUESTION = "Får jeg feriepenger i foreldrepermisjonen?"


def test_a_token_is_one_persons_for_one_case_in_one_role() -> None:
    token = sign(SECRET, 17, "expert", "HR@example.com")
    assert token.startswith("17e-")
    address = f"Kilde <kilde+{token.upper()}@example.com>"
    assert verify(SECRET, address, "hr@example.com ") == Token(17, "expert")
    for other in (
        verify(SECRET, address, "kari@example.com"),
        verify("00" * 32, address, "hr@example.com"),
        verify(SECRET, address.replace("17E", "18E"), "hr@example.com"),
        verify(SECRET, address.replace("17E", "17A"), "hr@example.com"),
        verify(SECRET, f"x{token}", "hr@example.com"),
        verify(SECRET, "", "hr@example.com"),
    ):
        assert other is None
    assert named(address) == 17


def test_a_local_part_is_never_too_long() -> None:
    token = sign(SECRET, 10**9, "expert", "a@example.com")
    mail = Mail(from_="kilde@example.com", replies="imaps://kilde@mail.example.com")
    address = reply_address(mail, token)
    assert address is not None
    assert len(address.split("@")[0]) <= 64
    assert reply_address(Mail(from_="kilde@example.com"), token) is None


def test_what_a_letter_to_an_expert_carries(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    with kilde.catalogue.engine.connect() as connection:
        key, payload = connection.execute(
            select(outbox.c.key, outbox.c.payload).where(outbox.c.kind == "mail")
        ).one()
    headers = json.loads(payload)["headers"]
    assert headers["Reply-To"].startswith(f"kilde+{case.id}e-")
    assert headers["Reply-To"].split("+")[1].split("@")[0] in key
    assert headers["References"].endswith(".thread@example.com>")
    assert key.endswith(".opened@example.com>")


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        (QUESTION, "Du har fått svar"),
        ("Bekomme ich in der Elternzeit Urlaubsgeld?", "Ihre Frage ist beantwortet"),
        ("Do I get holiday pay during parental leave?", "Your question has been answered"),
    ],
)
def test_askers_are_told_in_the_language_that_they_asked_in(
    kilde: Kilde, question: str, subject: str
) -> None:
    case = escalated(kilde, question)
    kilde.cases.reply(case.id, EXPERT, "Ja / Yes")
    to, told, body = letters(kilde)[-1]
    assert (to, told.split(":")[0]) == ("kari@example.com", subject)
    assert question in body


def test_who_left_no_address_gets_no_mail_and_braces_are_only_braces(kilde: Kilde) -> None:
    case = escalated(kilde, "Hva betyr {0} {title} i ferielista?", Person("local"))
    assert "Hva betyr {0} {title} i ferielista?" in letters(kilde)[0][2]
    kilde.cases.reply(case.id, EXPERT, "Ingenting {1}")
    assert len(letters(kilde)) == 1


def test_closing_tells_who_still_waits_and_not_who_closed(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    kilde.cases.close(case.id, EXPERT, "Ring lønn på 4200.")
    assert "Ring lønn på 4200." in letters(kilde)[-1][2]
    again = escalated(kilde, QUESTION)
    before = len(letters(kilde))
    kilde.cases.close(again.id, KARI)
    assert len(letters(kilde)) == before


def test_two_processes_write_the_same_letter_under_one_name(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    before = len(letters(kilde))
    another = Cases(lambda: kilde.settings, kilde.catalogue.engine)
    for cases in (kilde.cases, another):
        cases.reply(case.id, EXPERT, "Ja.", key="mail-1")
    assert len(letters(kilde)) == before + 1


def test_a_webhook_is_told_which_case_and_no_word_of_it(kilde: Kilde) -> None:
    case = escalated(kilde, QUESTION)
    kilde.cases.reply(case.id, EXPERT, "Ja, i 15 uker.")
    kilde.cases.close(case.id, EXPERT)
    query = select(outbox.c.payload).where(outbox.c.kind == "webhook").order_by(outbox.c.id)
    with kilde.catalogue.engine.connect() as connection:
        told = [json.loads(payload) for payload in connection.execute(query).scalars()]
    assert [(one["event"], one["state"]) for one in told] == [
        ("case.opened", "open"), ("case.answered", "answered"), ("case.closed", "closed"),
    ]  # fmt: skip
    assert {key for one in told for key in one} == {
        "event", "id", "at", "case", "space", "kind", "state", "urgency", "link",
    }  # fmt: skip
    assert (told[0]["case"], told[0]["space"]) == (case.id, "hr")
