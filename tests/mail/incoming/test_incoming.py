"""What comes into the account of replies, taken apart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mail.replies import Incoming, for_everyone, incoming, without_greeting

NOW = datetime(2026, 7, 29, 10, 0, tzinfo=UTC)
MARK = "12e-abcdefghijklmnopqrstuvwxyz"
HEAD = f"""\
From: Kari Nordmann <Kari@Example.com>
To: Kilde <kilde+{MARK}@example.com>
Subject: Re: Sak 12: Hvor mange feriedager kan jeg overføre?
Message-ID: <1@mail.example.com>
In-Reply-To: <case.{MARK}.opened@example.com>
Date: Wed, 29 Jul 2026 11:00:00 +0200
"""
QUOTED = """

> Hei Kari, noen spør: Hvor mange feriedager kan jeg overføre?
> Skriv «Publiser» på en egen linje …
"""


def came(body: str, head: str = HEAD, server: str = "", **fields: str) -> Incoming:
    added = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    return incoming((head + added + "\n" + body).encode(), NOW, server)


def test_a_reply_without_what_it_quotes() -> None:
    reply = came("Inntil 14 dager.\n" + QUOTED, Content_Type="text/plain; charset=utf-8")
    assert reply.kind == "written"
    assert reply.sender is not None and reply.sender.address == "kari@example.com"
    assert (reply.to_marks, reply.answered_marks) == ((MARK,), (MARK,))
    assert reply.instructions.text == "Inntil 14 dager."
    assert not reply.instructions.publish


@pytest.mark.parametrize(
    "line", ["Publiser", "  *PUBLISER*.", "Veröffentlichen", "Bitte veröffentlichen!", "publish"]
)
def test_a_line_by_itself_publishes(line: str) -> None:
    reply = came(f"Inntil 14 dager.\n\n{line}\n{QUOTED}", Content_Type="text/plain; charset=utf-8")
    assert (reply.instructions.text, reply.instructions.publish) == ("Inntil 14 dager.", True)


@pytest.mark.parametrize(
    "text", ["Trykk på Publiser i menyen.", "1. Publish", "- Publiser", "Publiser ikke dette"]
)
def test_a_word_in_the_answer_does_not(text: str) -> None:
    asked = came(text, Content_Type="text/plain; charset=utf-8").instructions
    assert (asked.publish, asked.text) == (False, text)


def test_what_only_a_quote_says_is_no_instruction() -> None:
    reply = came("> Inntil 14 dager.\n> Publiser\n")
    assert (reply.written, reply.text, reply.instructions.publish) == (False, "", False)


def test_a_colleague_is_named() -> None:
    asked = came("Det vet Ola bedre.\nVidere til: Ola <ola@example.com>\n").instructions
    assert (asked.text, asked.pass_to) == ("Det vet Ola bedre.", "ola@example.com")


@pytest.mark.parametrize(
    "greeting",
    ["Hei Per,", "Hei!", "Hallo Per Hansen", "Guten Tag, Frau Weber,", "Liebe Anna,", "Dear Per,",
     "Sehr geehrte Frau Dr. Weber,", "God morgen, Per!"],
)  # fmt: skip
def test_a_greeting_is_not_for_everybody(greeting: str) -> None:
    assert without_greeting(f"{greeting}\n\nInntil 14 dager.") == "Inntil 14 dager."


@pytest.mark.parametrize(
    "text",
    [
        "Hi-fi-anlegget står i kantina.\nDet kan lånes.",
        "Hallo",
        "Hei, det er greit.\nSøk lederen din.",
        "Hi yes.\nUntil May.",
    ],
)
def test_what_says_more_is_no_greeting(text: str) -> None:
    assert without_greeting(text) == text


def test_html_alone() -> None:
    html = "<p>Inntil <b>14</b> dager.</p><p>Publiser</p><blockquote>Publish</blockquote>"
    asked = came(html, Content_Type="text/html").instructions
    assert (asked.text, asked.publish) == ("Inntil 14 dager.", True)


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "Re: Sak 12"},
        {"Return_Path": "<>"},
    ],
)
def test_a_programs_mail_is_automatic(fields: dict[str, str]) -> None:
    assert came("Takk for din e-post.", **fields).kind == "automatic"


@pytest.mark.parametrize(
    ("subject", "text", "back"),
    [
        ("Automatisk svar: Sak 12", "Jeg er på ferie til og med 7. august.", date(2026, 8, 8)),
        ("Abwesenheitsnotiz: Fall 12", "Ab dem 10.08. bin ich wieder da.", date(2026, 8, 10)),
        ("Automatic reply: Case 12", "I am out of the office.", None),
        ("Fravær: tilbake 3. august", "Ring Ola.", date(2026, 8, 3)),
    ],
)
def test_an_out_of_office_reply_says_until_when(subject: str, text: str, back: date | None) -> None:
    head = HEAD.replace("Re: Sak 12: Hvor mange feriedager kan jeg overføre?", subject)
    reply = came(text, head, Content_Type="text/plain; charset=utf-8")
    assert (reply.kind, reply.back) == ("automatic", back)


@pytest.mark.parametrize(
    "sender",
    [
        "From: kari@example.com, x@evil.example",
        "From: kari@example.com\nFrom: x@evil.example",
        "From: Kari",
        "Sender: kari@example.com",
    ],
)
def test_a_sender_that_is_not_one_is_none(sender: str) -> None:
    head = HEAD.replace("From: Kari Nordmann <Kari@Example.com>", sender)
    assert came("Inntil 14 dager.", head).sender is None


def test_a_name_that_looks_like_an_address_is_a_name() -> None:
    sender = 'From: "kari@example.com" <x@evil.example>'
    reply = came("Ja.", HEAD.replace("From: Kari Nordmann <Kari@Example.com>", sender))
    assert reply.sender is not None and reply.sender.address == "x@evil.example"


OTHERS = "mx.example.com; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example"
FAILED = "mx.example.com; dmarc=fail header.from=example.com; spf=pass smtp.mailfrom=example.com"
PASSED = "mx.example.com; spf=pass smtp.mailfrom=example.com; dmarc=pass header.from=example.com"


@pytest.mark.parametrize(
    ("results", "true"),
    [
        (PASSED, True),
        ("mx.example.com; dkim=pass (2048-bit key) header.d=example.com", True),
        ("mx.example.com 1; auth=pass smtp.auth=kari@example.com", True),
        ("mx.example.com; auth=pass smtp.auth=ola@example.com", False),
        (OTHERS, False),
        ("mx.example.com; dkim=pass header.d=com", False),
        (FAILED, False),
        ("mx.example.com; none", False),
        ("mx.evil.example; dmarc=pass header.from=example.com", False),
        ("mx.example.com; none\nAuthentication-Results: " + PASSED, False),
    ],
)  # fmt: skip
def test_the_companys_server_vouches_for_the_sender(results: str, true: bool) -> None:
    reply = came("Ja.", "Authentication-Results: " + results + "\n" + HEAD, "mx.example.com")
    assert reply.vouched is true


def test_without_a_word_of_the_server_nobody_is_vouched_for() -> None:
    assert came("Ja.", server="mx.example.com").vouched is False
    assert came("Ja.").vouched is True


def report(action: str) -> bytes:
    return f"""\
From: MAILER-DAEMON@example.com
To: kilde@example.com
Subject: Undelivered Mail Returned to Sender
Message-ID: <2@mail.example.com>
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x

I'm sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; Kari@example.com
Action: {action}
Status: 5.1.1

--x
Content-Type: text/rfc822-headers

From: kilde@example.com
To: kari@example.com
Message-ID: <case.{MARK}.opened@example.com>

--x--
""".encode()


def test_a_letter_that_came_back() -> None:
    returned = incoming(report("failed"), NOW)
    assert returned.kind == "returned"
    assert returned.answered_marks == (MARK,)
    assert returned.recipients == ("kari@example.com",)


def test_a_letter_that_is_only_late_has_not_come_back() -> None:
    assert incoming(report("delayed"), NOW).kind == "other"


def test_an_attachment_is_named() -> None:
    body = """--x

Se vedlegget.
--x
Content-Type: application/pdf
Content-Disposition: attachment; filename="ferie.pdf"

%PDF
--x--
"""
    assert came(body, Content_Type="multipart/mixed; boundary=x").attachments == ("ferie.pdf",)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Hei Lars,\n\nJa, inntil 15 uker.\n\nMvh Maren", "Ja, inntil 15 uker."),
        ("Das geht.\n\nViele Grüße\nJens", "Das geht."),
        ("1. Open it\n2. Close it\n\nBest regards,\nAnna", "1. Open it\n2. Close it"),
        ("Skriv «Mvh Maren» under brevet.", "Skriv «Mvh Maren» under brevet."),
        ("Mvh Maren", "Mvh Maren"),
    ],
)
def test_what_everybody_reads_has_no_greeting_and_no_signature(text: str, published: str) -> None:
    assert for_everyone(text) == published
