"""Messages to passages that say who wrote to whom, when, about what."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Guard
from ingest.elements import Correspondent, Parsed
from ingest.parsers import Unreadable, parse
from ingest.passages import passages

HEAD = """\
From: Kari Nordmann <Kari@x.no>
To: HR <hr@x.no>, ola@x.no
Cc: Siri Lund <siri@x.no>
Subject: SV: Ferie i juli
Date: Wed, 4 Mar 2026 10:15:00 +0100
Message-ID: <2@x.no>
References: <1@x.no>
"""


def read(tmp_path: Path, text: str, name: str = "brev.eml") -> Parsed:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return parse(path, name)


def test_each_passage_says_who_wrote_to_whom_when_about_what(tmp_path: Path) -> None:
    parsed = read(tmp_path, f"{HEAD}\nFire uker er greit.\n\nMvh Kari\n\n> Kan jeg ta fire uker?\n")
    assert (parsed.title, parsed.date) == ("Ferie i juli", "2026-03-04")
    (passage,) = passages(parsed, "nb")
    assert passage.headings == ("Ferie i juli", "Kari Nordmann → HR, ola@x.no, 2026-03-04")
    assert passage.text == "Fire uker er greit."


def test_the_head_is_kept_for_finding_people_and_threads(tmp_path: Path) -> None:
    envelope = read(tmp_path, f"{HEAD}\nHei").envelope
    assert envelope is not None
    assert (envelope.message_id, envelope.thread) == ("2@x.no", "1@x.no")
    assert (envelope.subject, envelope.sent) == ("SV: Ferie i juli", "2026-03-04T10:15:00+01:00")
    assert envelope.correspondents == (
        Correspondent("from", "Kari Nordmann", "kari@x.no"),
        Correspondent("to", "HR", "hr@x.no"),
        Correspondent("to", "", "ola@x.no"),
        Correspondent("cc", "Siri Lund", "siri@x.no"),
    )
    assert envelope.automatic == ""


def test_html_keeps_its_lists_and_tables(tmp_path: Path) -> None:
    body = """<h2>Priser</h2><table><tr><th>Vare</th><th>Pris</th></tr><tr><td>Sko</td><td>900</td>
    </tr></table><ol><li>Bestill</li><li>Betal</li></ol><p>Mvh<br>Kari Nordmann</p>"""
    parsed = read(tmp_path, f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{body}")
    assert [(one.kind, one.level, one.text) for one in parsed.elements] == [
        ("heading", 1, "Kari Nordmann → HR, ola@x.no, 2026-03-04"),
        ("heading", 3, "Priser"),
        ("table", 0, "Vare | Pris\nSko | 900"),
        ("list", 0, "1. Bestill\n2. Betal"),
    ]


def test_lists_and_wrapped_lines_of_plain_text(tmp_path: Path) -> None:
    body = "Ta med:\n- sko\n- lue\n\nVi møtes ved inngangen, og går samlet inn når alle er\nkommet."
    kinds = [(one.kind, one.text) for one in read(tmp_path, f"{HEAD}\n{body}").elements[1:]]
    assert kinds[:2] == [("paragraph", "Ta med:"), ("list", "- sko\n- lue")]


def test_a_message_that_is_only_a_subject_is_found_by_it(tmp_path: Path) -> None:
    (passage,) = passages(read(tmp_path, f"{HEAD}\n"), "nb")
    assert passage.headings[0] == "Ferie i juli"


def test_a_message_without_a_subject_is_called_after_its_people(tmp_path: Path) -> None:
    parsed = read(tmp_path, "From: kari@x.no\nTo: ola@x.no\n\nHei")
    assert parsed.title == "kari@x.no → ola@x.no"


def test_what_is_no_message_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    encrypted = "From: a@x.no\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n"
    with pytest.raises(Unreadable, match="is encrypted; save it decrypted"):
        read(tmp_path, encrypted)
    binary = tmp_path / "brev.eml"
    binary.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(Unreadable, match="is binary data, not a message"):
        parse(binary, "brev.eml")


def test_real_messages_are_read_behind_the_guard(shared: Path) -> None:
    with Guard() as guard:
        for file in sorted((shared / "corpus/mail").iterdir()):
            parsed = guard.parse(file, file.name)
            assert passages(parsed, "en"), file.name
