"""What Outlook saves: .msg files, and winmail.dat."""

from __future__ import annotations

import pytest

from mail.messages import Address, BrokenMessage, read
from tests.mail import outlook_files
from tests.mail.outlook_files import Properties

KARI: Properties = {0x3001: "Kari Nordmann", 0x39FE: "kari@x.no", 0x0C15: 1}
OLA: Properties = {0x3001: "Ola", 0x3003: "/O=EX/CN=OLA", 0x0C15: 2}
SAVED: Properties = {
    0x001A: "IPM.Note",
    0x0037: "SV: Lønn",
    0x0042: "HR",
    0x5D02: "hr@x.no",
    0x1000: "Lønnen kommer den 15.\r\n\r\nMvh HR\r\n\r\n"
    "Fra: Kari\r\nSendt: i går\r\nEmne: Lønn\r\n\r\nNår?",
    0x1035: "<1@x.no>",
}


def test_a_message_saved_by_outlook() -> None:
    table: Properties = {0x3707: "lønn 2026.pdf", 0x3701: b"%PDF-1.4", 0x370E: "application/pdf"}
    message = read(outlook_files.message(SAVED, [KARI, OLA], [table]))
    assert message.senders == (Address("HR", "hr@x.no"),)
    assert (message.to, message.cc) == (
        (Address("Kari Nordmann", "kari@x.no"),),
        (Address("Ola", ""),),
    )
    assert (message.subject, message.message_id) == ("SV: Lønn", "1@x.no")
    assert message.text == "Lønnen kommer den 15."
    (attachment,) = message.attachments
    assert (attachment.name, attachment.data) == ("lønn 2026.pdf", b"%PDF-1.4")


def test_the_head_that_it_travelled_with_counts_more() -> None:
    head = "From: Siri <siri@x.no>\r\nDate: Wed, 4 Mar 2026 10:15:00 +0100\r\n"
    head += "Content-Type: image/png\r\n"
    message = read(outlook_files.message({**SAVED, 0x007D: head}))
    assert message.senders == (Address("Siri", "siri@x.no"),)
    assert message.sent == "2026-03-04T10:15:00+01:00"
    assert message.text == "Lønnen kommer den 15."


def test_html_is_read_in_its_codepage() -> None:
    html = "<table><tr><td>Blåbær</td><td>20 kr</td></tr><tr><td>Øl</td><td>30 kr</td></tr></table>"
    message = read(outlook_files.message({0x1013: html.encode("cp1252"), 0x3FDE: 1252}))
    assert message.text == "Blåbær\n20 kr\nØl\n30 kr"
    assert message.html is not None


def test_a_message_within_a_message_is_an_attachment_that_can_be_read() -> None:
    inner = outlook_files.folder({0x0037: "Indre", 0x1000: "Inni"}, [KARI])
    (attachment,) = read(outlook_files.message(SAVED, within=[inner])).attachments
    assert (attachment.name, attachment.media_type) == ("Indre.eml", "message/rfc822")
    assert (read(attachment.data).subject, read(attachment.data).text) == ("Indre", "Inni")


def test_a_text_that_is_kept_as_rtf_alone_is_an_attachment() -> None:
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705"
        "b06c647d0a800fa0"
    )
    (attachment,) = read(outlook_files.message({0x0037: "Hei", 0x1009: packed})).attachments
    assert attachment.name == "message.rtf"
    assert attachment.data == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize(
    ("message_class", "kind"),
    [
        ("IPM.Note.Rules.OofTemplate.Microsoft", "automatic"),
        ("IPM.Schedule.Meeting.Request", "calendar"),
        ("REPORT.IPM.Note.NDR", "report"),
    ],
)
def test_kinds_by_outlooks_own_classes(message_class: str, kind: str) -> None:
    assert read(outlook_files.message({**SAVED, 0x001A: message_class})).kind == kind


def test_a_damaged_file_says_what_to_do() -> None:
    whole = outlook_files.message(SAVED)
    with pytest.raises(BrokenMessage, match="save it again from Outlook"):
        read(whole[:600])
    with pytest.raises(BrokenMessage, match="not an Outlook message"):
        read(
            outlook_files.message({}).replace(
                "__prop".encode("utf-16-le"), "__xrop".encode("utf-16-le")
            )
        )


def test_winmail_dat_is_opened() -> None:
    attributes = [(1, 0x9002, b"\0" * 14), (2, 0x8010, b"pris.txt\0"), (2, 0x800F, b"1200 kr")]
    packed = b"\x78\x9f\x3e\x22\x01\x00"
    for level, number, value in attributes:
        packed += bytes([level]) + number.to_bytes(2, "little") + b"\6\0"
        packed += len(value).to_bytes(4, "little") + value + b"\0\0"
    head = b"Content-Type: application/ms-tnef; name=winmail.dat\n\n"
    (attachment,) = read(head + packed).attachments
    assert (attachment.name, attachment.data) == ("pris.txt", b"1200 kr")
