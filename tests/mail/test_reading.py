"""Messages as they arrive: heads, encodings and parts in every state."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from mail.messages import Address, read


def mime(*lines: str, body: str = "Hei") -> bytes:
    return "\r\n".join([*lines, "", body]).encode("latin-1")


def text_of(charset: str, encoding: str, data: bytes) -> str:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return read(head.encode() + data).text


def test_who_wrote_what_to_whom_and_when() -> None:
    message = read(
        mime(
            "From: Kari Nordmann <Kari@Firma.example>",
            "To: HR <hr@firma.example>, ola@firma.example",
            "Cc: =?utf-8?Q?P=C3=A5l_=C3=98y?= <pal@firma.example>",
            "Subject: =?iso-8859-1?Q?L=F8nn?= i mars",
            "Date: Wed, 4 Mar 2026 10:15:00 +0100",
            "Message-ID: <1@firma.example>",
        )
    )
    assert message.senders == (Address("Kari Nordmann", "kari@firma.example"),)
    assert message.to == (Address("HR", "hr@firma.example"), Address("", "ola@firma.example"))
    assert message.cc == (Address("Pål Øy", "pal@firma.example"),)
    assert (message.subject, message.sent) == ("Lønn i mars", "2026-03-04T10:15:00+01:00")
    assert (message.message_id, message.thread) == ("1@firma.example", "1@firma.example")
    assert (message.kind, message.text) == ("ordinary", "Hei")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Nordmann, Kari <k@x.no>", [("Nordmann, Kari", "k@x.no")]),
        ('"Nordmann, Kari" <k@x.no>', [("Nordmann, Kari", "k@x.no")]),
        ('"kari@x.no" <kari@x.no>', [("", "kari@x.no")]),
        ("kari@x.no (Kari Nordmann)", [("Kari Nordmann", "kari@x.no")]),
        ("Alle: a@x.no, B <b@x.no>;", [("", "a@x.no"), ("B", "b@x.no")]),
        ("undisclosed-recipients:;", []),
        ("a@x.no; b@x.no", [("", "a@x.no"), ("", "b@x.no")]),
        ("a@x.no b@x.no", [("", "a@x.no"), ("", "b@x.no")]),
        ("kari@@x.no", [("", "kari@@x.no")]),
        ("Kari <kari@x.no", [("Kari", "kari@x.no")]),
        ("Kari Nordmann", [("Kari Nordmann", "")]),
        ("=?utf-8?B?S8OlcmU=?= =?utf-8?B?IE5pbHNlbg==?= <k@x.no>", [("Kåre Nilsen", "k@x.no")]),
        ("Pete(A nice \\) chap) <pete(his account)@x.no>", [("Pete", "pete@x.no")]),
        ("<@hub.no:kari@x.no>", [("", "kari@x.no")]),
        ('"', []),
    ],
)
def test_addresses_in_every_form(field: str, expected: list[tuple[str, str]]) -> None:
    found = read(mime(f"To: {field}")).to
    assert [(one.name, one.address) for one in found] == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("4 Mar 26 10:15 GMT", "2026-03-04T10:15:00+00:00"),
        ("Wed, 4 Mar 2026 10.15.30 +0100", "2026-03-04T10:15:30+01:00"),
        ("2026-03-04T10:15:00+01:00", "2026-03-04T10:15:00+01:00"),
        ("Wed, 4 Mar 2026 10:15:00 +9900", "2026-03-04T10:15:00"),
        ("i går", "2026-03-05T08:00:00+00:00"),
        ("Wed, 4 Mar 3609 10:15:00 +0100", "2026-03-05T08:00:00+00:00"),
    ],
)
def test_a_date_that_is_none_is_taken_from_where_the_message_was_received(
    date: str, expected: str
) -> None:
    received = "Received: from a by b; Thu, 5 Mar 2026 08:00:00 +0000"
    assert read(mime(f"Date: {date}", received)).sent == expected
    assert read(mime("Date: i går")).sent is None


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("=?utf-8?Q?H=C3=A5p?=", "Håp"),
        ("=?utf-8?Q?H=C3?= =?utf-8?Q?=A5p?=", "Håp"),
        ("=?UTF-8?B?SMOlcA?=", "Håp"),
        ("=?x-unknown?Q?H=E5p?=", "Håp"),
        ("=?utf-8?Q?H=C3=A5p", "Håp"),
        ('Re: "=?utf-8?Q?H=C3=A5p?=" igjen', 'Re: "Håp" igjen'),
        ("=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "テスト"),
        ("=?gb2312?B?1tDOxA==?=", "中文"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("H\u00e5p", "Håp"),
    ],
)
def test_words_in_every_encoding(field: str, expected: str) -> None:
    assert read(mime(f"Subject: {field}")).subject == expected


@pytest.mark.parametrize(
    ("charset", "encoding", "data"),
    [
        ("utf-8", "8bit", "Blåbær".encode()),
        ("utf-8", "quoted-printable", b"Bl=C3=A5b=\n=C3=A6r"),
        ("utf-8", "BASE64", base64.b64encode("Blåbær".encode())),
        ("utf-8", "base64", b"QmzD\npWLDpnI"),
        ("iso-8859-1", "8bit", "Blåbær".encode()),
        ("us-ascii", "8bit", "Blåbær".encode("cp1252")),
        ("utf-8", "8bit", "Blåbær".encode("cp1252")),
        ("windows-1252", "8bit", "Blåbær".encode("cp1252")),
        ("x-unknown", "8bit", "Blåbær".encode("cp1252")),
        ("utf-7", "7bit", b"Bl+AOU-b+AOY-r"),
        ("utf-16", "base64", base64.b64encode("Blåbær".encode("utf-16"))),
        ("macintosh", "8bit", "Blåbær".encode("mac_roman")),
        ("ibm850", "8bit", "Blåbær".encode("cp850")),
    ],
)
def test_text_in_every_encoding(charset: str, encoding: str, data: bytes) -> None:
    assert text_of(charset, encoding, data) == "Blåbær"


def test_a_charset_that_is_none_runs_no_codec() -> None:
    assert text_of("idna", "7bit", b"xn--bl-yia") == "xn--bl-yia"
    assert text_of("unicode_escape", "7bit", rb"\x41") == r"\x41"


def test_half_a_character_is_replaced() -> None:
    # UTF-7 can write half of a pair, which no database takes.
    assert text_of("utf-7", "7bit", b"hei +2AA- du") == "hei \ufffd du"
    field = b"From: =?utf-7?q?Ola_+2AA-?= <a@x.no>\nSubject: =?utf-7?q?hei_+2AA-_du?=\n\nHei"
    found = read(field)
    assert (found.senders[0].name, found.subject) == ("Ola \ufffd", "hei \ufffd du")


def test_lines_end_in_any_way_and_the_empty_one_may_be_missing() -> None:
    assert read(b"From: a@x.no\rSubject: En\r\rHei\rdu").text == "Hei\ndu"
    without = read(b"From: a@x.no\nSubject: To\nDette er teksten.\nMer tekst.")
    assert (without.subject, without.text) == ("To", "Dette er teksten.\nMer tekst.")
    stray = read(b"From: a@x.no\nsome junk\nSubject: Tre\n\nHei")
    assert (stray.subject, stray.text) == ("Tre", "Hei")


def test_flowed_text_is_put_together_by_paragraphs() -> None:
    body = "Dette er en \nlang setning.\nNy linje.\n> sitert \n> tekst\n"
    message = read(mime("Content-Type: text/plain; format=flowed", body=body))
    assert message.text == "Dette er en lang setning.\nNy linje."


def test_what_has_nothing_in_it_is_read_too() -> None:
    assert read(b"").text == ""
    assert read(b"\r\n\r\n").text == ""


def test_real_messages(shared: Path) -> None:
    messages = {file.name: read(file.read_bytes()) for file in (shared / "corpus/mail").iterdir()}
    silent = {name for name, message in messages.items() if not message.text}
    assert silent == {
        "mime_emails-raw_email_with_binary_encoded.eml",
        "multipart_report_emails-multipart_report_multiple_status.eml",
    }
    assert {name for name, message in messages.items() if message.kind == "report"} == {
        "mime_emails-raw_email_with_mimepart_without_content_type.eml",
        "multipart_report_emails-multi_address_bounce1.eml",
        "multipart_report_emails-multi_address_bounce2.eml",
        "multipart_report_emails-multipart_report_multiple_status.eml",
        "multipart_report_emails-report_422.eml",
        "multipart_report_emails-report_530.eml",
    }
    unknown = {name for name, message in messages.items() if not message.senders}
    assert unknown == set()
