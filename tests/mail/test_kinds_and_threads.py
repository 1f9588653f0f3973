"""What nobody wrote, and what belongs together."""

from __future__ import annotations

import pytest

from mail.messages import Kind, bare_subject, read


def kind(head: str, body: str = "Hei") -> Kind:
    return read(f"From: a@x.no\n{head}\n\n{body}".encode()).kind


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Subject: Ferie\nAuto-Submitted: no", "ordinary"),
        ("Subject: Ferie\nAuto-Submitted: auto-replied", "automatic"),
        ("Subject: Ferie\nAuto-Submitted: auto-generated\nIn-Reply-To: <1@x>", "automatic"),
        ("Subject: Sak 17 er løst\nAuto-Submitted: auto-generated", "ordinary"),
        ("Subject: Nyhetsbrev\nPrecedence: bulk", "ordinary"),
        ("Subject: Borte\nPrecedence: auto_reply", "automatic"),
        ("Subject: Borte\nX-Autoreply: yes", "automatic"),
        ("Subject: Automatisk svar: Ferie", "automatic"),
        ("Subject: Automatische Antwort: Urlaub", "automatic"),
        ("Subject: Abwesenheitsnotiz: Urlaub", "automatic"),
        ("Subject: Out of Office: Holiday", "automatic"),
        ("Subject: SV: Automatisk svar: Ferie", "ordinary"),
        ("Subject: Out of office rules for 2026", "ordinary"),
        ("Subject: Fraværsregler fra 1. mai", "ordinary"),
        ("Subject: Undeliverable: Ferie\nFrom: MAILER-DAEMON@x.no", "report"),
        ("Subject: Unzustellbar: Urlaub\nReturn-Path: <>", "report"),
        ("Subject: Lest: Ferie\nContent-Type: multipart/report;"
         " report-type=disposition-notification; boundary=b", "report"),
        ("Subject: Delivery status of the new chairs", "ordinary"),
        ("Subject: Møte\nContent-Type: text/calendar; method=REQUEST", "calendar"),
        ("Subject: Godtatt: Møte\nContent-Class: urn:content-classes:calendarmessage", "calendar"),
        ("Subject: Avslått: søknaden din", "ordinary"),
    ],
)  # fmt: skip
def test_kinds(head: str, expected: Kind) -> None:
    assert kind(head) == expected


def test_an_invitation_beside_its_text_is_a_calendar_notice_an_attached_one_is_not() -> None:
    part = "Content-Type: text/calendar; method=REQUEST{}\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"
    whole = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHei\n--b\n{}--b--\n"
    head, _, body = whole.partition("\n\n")
    assert kind(head, body.format(part.format(""))) == "calendar"
    attached = "\nContent-Disposition: attachment; filename=m.ics"
    assert kind(head, body.format(part.format(attached))) == "ordinary"


def thread(head: str) -> str:
    return read(f"Message-ID: <own@x>\n{head}\n\nHei".encode()).thread


def test_a_thread_is_called_after_its_first_message() -> None:
    assert thread("References: <1@x> <2@x>\nIn-Reply-To: <2@x>") == "1@x"
    assert thread("In-Reply-To: Your message of Monday <2@x>") == "2@x"
    assert thread("Subject: Ferie") == "own@x"


def test_outlooks_index_and_the_subject_stand_in_for_references() -> None:
    root = "AdKv" + "A" * 26
    answer = thread(f"Subject: SV: Ferie\nThread-Index: {root}AAECAwQF")
    assert answer == thread(f"Subject: VS: SV: Ferie\nThread-Index: {root}BBECAwQFGGHH")
    assert answer.startswith("thread-index-")
    assert thread("Subject: SV: Ferie") == thread("Subject: AW: Re: ferie") != "own@x"


def test_prefixes_of_subjects() -> None:
    for prefix in (
        "Re:",
        "SV:",
        "AW: WG:",
        "Fwd: Re:",
        "VS: SV:",
        "RE[2]:",
        "Antw:",
        "TR :",
        "[liste] Re:",
    ):
        assert bare_subject(f"{prefix} Ferie i juli") == "Ferie i juli"
    assert bare_subject("Referat: møte") == "Referat: møte"
    assert bare_subject("Re:") == "Re:"


def test_an_id_that_is_missing_or_broken_has_a_stand_in_that_stays() -> None:
    body = "From: a@x.no\nDate: Wed, 4 Mar 2026 10:15:00 +0100\nSubject: Ferie\n{}\n{}"
    one = read(body.format("", "Hei\n").encode()).message_id
    assert one.startswith("no-id-")
    assert one == read(body.format("Status: RO\n", "Hei\r\n\r\n").encode()).message_id
    assert one == read(body.format("Message-ID: <>\n", "Hei").encode()).message_id
    assert one != read(body.format("", "Hallo").encode()).message_id
