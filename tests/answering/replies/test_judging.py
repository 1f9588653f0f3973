"""What a message proves about whose reply it is, and to which case."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from answering.cases.tokens import sign, verify
from answering.replies import Verdict, judge
from mail.replies import incoming

SECRET = "ab" * 32
KARI, OLA = "kari@example.com", "ola@example.com"
MARK = sign(SECRET, 12, "expert", KARI)
ASKED = sign(SECRET, 12, "asker", OLA)
NOW = datetime(2026, 7, 29, 10, 0, tzinfo=UTC)


def judged(
    text: str = "Inntil 14 dager.",
    *,
    sender: str = f"Kari <{KARI}>",
    to: str = f"kilde+{MARK}@example.com",
    answers: str = "",
    subject: str = "SV: Sak 12",
    server: str = "",
    **fields: str,
) -> Verdict:
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", "Message-ID: <1@example.com>"]
    lines += [f"In-Reply-To: {answers}", f"References: {answers}"] if answers else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    data = "\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", text]).encode()
    return judge(incoming(data, NOW, server), partial(verify, SECRET))


def test_an_experts_reply_to_their_own_address() -> None:
    assert judged() == Verdict("reply", 12, KARI)


def test_an_answered_letter_proves_it_where_there_are_no_plus_addresses() -> None:
    answered = f"<case.{MARK}.opened@example.com>"
    assert judged(to="kilde@example.com", answers=answered) == Verdict("reply", 12, KARI)


def test_what_an_asker_writes_is_added() -> None:
    assert judged(sender=OLA, to=f"kilde+{ASKED}@example.com") == Verdict("addition", 12, OLA)


def changed(mark: str, number: int) -> str:
    return f"{number}{mark[mark.index('e-') :]}"


@pytest.mark.parametrize(
    ("sender", "to", "reason"),
    [
        (KARI, "kilde@example.com", "no_mark"),
        (OLA, f"kilde+{MARK}@example.com", "mark"),  # somebody else's letter
        (OLA, f"kilde+{ASKED.replace('a-', 'e-')}@example.com", "mark"),  # an asker as an expert
        (KARI, f"kilde+{changed(MARK, 13)}@example.com", "mark"),  # another case
        (KARI, f"kilde+{changed(MARK, 112)}@example.com", "mark"),
        (KARI, f"kilde+{MARK[:-1]}a@example.com", "mark"),  # a forged signature
        (KARI, f"kilde+{MARK[:-1]}@example.com", "mark"),  # a shortened one
        (f"{KARI}, {OLA}", f"kilde+{MARK}@example.com", "sender"),
        ("Kari", f"kilde+{MARK}@example.com", "sender"),
        (f'"{KARI}" <x@evil.example>', f"kilde+{MARK}@example.com", "mark"),
        (f"{KARI}.evil.example", f"kilde+{MARK}@example.com", "mark"),
    ],
)
def test_who_proves_nothing_waits(sender: str, to: str, reason: str) -> None:
    verdict = judged(sender=sender, to=to)
    assert (verdict.does, verdict.reason) == ("held", reason)


def test_a_wrong_address_is_not_made_up_for_by_what_is_answered() -> None:
    wrong = f"kilde+{changed(MARK, 13)}@example.com"
    verdict = judged(to=wrong, answers=f"<case.{MARK}.opened@example.com>")
    assert verdict.reason == "mark"


def test_letters_about_two_cases_are_not_answered_at_once() -> None:
    other = sign(SECRET, 13, "expert", KARI)
    both = f"<case.{MARK}.opened@example.com> <case.{other}.opened@example.com>"
    assert judged(to="kilde@example.com", answers=both).reason == "several"


def test_a_thread_with_somebody_elses_letter_in_it_is_the_senders_own() -> None:
    olas = sign(SECRET, 12, "expert", OLA)
    both = f"<case.{olas}.opened@example.com> <case.{MARK}.passed-3@example.com>"
    assert judged(to="kilde@example.com", answers=both) == Verdict("reply", 12, KARI)


@pytest.mark.parametrize(
    "fields",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}],
)
def test_an_experts_automatic_reply_says_that_they_are_away(fields: dict[str, str]) -> None:
    assert judged("Jeg er på ferie.", **fields) == Verdict("away", 12, KARI)


def test_so_does_its_subject() -> None:
    assert judged("Ferie.", subject="Automatisk svar: Sak 12") == Verdict("away", 12, KARI)


def test_a_receipt_by_a_program_hands_no_case_on() -> None:
    text = "Takk for henvendelsen. Vi svarer så snart vi kan. We will get back to you."
    asked = "Automatisk svar: Sak 12: Har jeg ferie til 3. august?"
    verdict = judged(text, subject=asked, Auto_Submitted="auto-replied")
    assert (verdict.does, verdict.case, verdict.reason) == ("held", 12, "automatic")


def test_an_askers_automatic_reply_does_nothing() -> None:
    verdict = judged(sender=OLA, to=f"kilde+{ASKED}@example.com", Auto_Submitted="auto-replied")
    assert verdict.does == "nothing"


def test_an_automatic_reply_that_proves_nothing_waits() -> None:
    assert judged(to="kilde@example.com", Auto_Submitted="auto-replied").reason == "automatic"


@pytest.mark.parametrize(
    ("text", "subject", "reason"),
    [
        ("> Hvor mange feriedager kan jeg overføre?\n> Publiser\n", "SV: Sak 12", "empty"),
        ("", "SV: Sak 12", "empty"),
        ("Publiser\n", "SV: Sak 12", "empty"),
        ("Se under.\n\n-----Opprinnelig melding-----\nFra: x\n\nTekst", "VS: Sak", "forwarded"),
        ("a" * 10_001, "SV: Sak 12", "long"),
    ],
)
def test_a_reply_that_is_no_answer_waits(text: str, subject: str, reason: str) -> None:
    verdict = judged(text, subject=subject)
    assert (verdict.does, verdict.case, verdict.reason) == ("held", 12, reason)


def test_a_sender_whom_the_companys_server_does_not_confirm_waits() -> None:
    passed = "mx.example.com; dmarc=pass header.from=example.com"
    assert judged(server="mx.example.com", Authentication_Results=passed).does == "reply"
    assert judged(server="mx.example.com").reason == "unvouched"


def returned(recipient: str, mark: str = MARK) -> Verdict:
    data = f"""\
From: MAILER-DAEMON@example.com
To: kilde@example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; {recipient}
Action: failed

--x
Content-Type: message/rfc822

Message-ID: <case.{mark}.opened@example.com>
To: {recipient}

Hei
--x--
""".encode()
    return judge(incoming(data, NOW), partial(verify, SECRET))


def test_a_letter_that_came_back_names_its_expert() -> None:
    assert returned(KARI) == Verdict("returned", 12, KARI)


def test_a_report_of_somebody_elses_letter_proves_nothing() -> None:
    assert returned(OLA).reason == "returned"
    assert returned(KARI, changed(MARK, 13)).reason == "returned"
