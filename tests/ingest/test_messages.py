"""Messages and what is attached to them, from a folder and an mbox into the real stores."""

from __future__ import annotations

import io
import mailbox
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ingest.store import Stores
from tests.conftest import Company
from tests.ingest.dovecot import message

PRINTER = "Skriveren i andre etasje heter HP-204, og papiret ligger i skuff to."
CANTEEN = "Kantinen serverer lunsj fra klokken elleve til ett."
PARKING = "Parkeringsplassene i kjelleren er for ansatte med bevis."
FOLDER = '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
MBOX = '[[space]]\nname = "docs"\n[[space.source]]\nname = "support"\nmailbox = "box"\n'


def attach(mail: EmailMessage, name: str, content: str | bytes) -> EmailMessage:
    data = content.encode() if isinstance(content, str) else content
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def names(company: Company) -> list[str]:
    return [document.name for document in company.kilde.catalogue.documents("docs")]


def save(folder: Path, *mails: EmailMessage) -> None:
    """The mbox `box` with these messages and no others."""
    (folder / "box").unlink(missing_ok=True)
    box = mailbox.mbox(folder / "box")
    for mail in mails:
        box.add(mail)
    box.flush()


def test_in_a_folder_a_message_is_a_file_with_its_attachments_below(company: Company) -> None:
    mail = attach(message(1, CANTEEN), "parkering.md", f"# Parkering\n\n{PARKING}\n")
    company.write("docs/2026/lunsj.eml", bytes(mail))
    company.ingest()
    assert names(company) == ["docs/2026/lunsj.eml", "docs/2026/lunsj.eml/parkering.md"]
    assert company.found("Hvem kan parkere?")[0] == "docs/2026/lunsj.eml/parkering.md"
    (company.folder / "docs/2026/lunsj.eml").rename(company.folder / "docs/kantine.eml")
    report = company.ingest()
    assert (report.renamed, report.added, report.removed, report.embedded) == (1, 0, 0, 0)
    assert names(company) == ["docs/kantine.eml", "docs/kantine.eml/parkering.md"]


def test_an_attachment_knows_its_message_and_its_message_who_wrote_it(company: Company) -> None:
    company.configure(MBOX)
    inner = attach(message(2, CANTEEN), "parkering.md", PARKING)
    outer = message(1, PRINTER)
    outer.add_attachment(inner)
    save(company.folder, outer)
    company.ingest()
    root, nested, attached = company.kilde.catalogue.documents("docs")
    assert (root.name, root.parent_id) == ("support/1@example.com", None)
    assert (nested.parent_id, attached.parent_id) == (root.id, nested.id)
    assert attached.name == f"{nested.name}/parkering.md"
    assert {root.place} == {nested.place} == {attached.place}
    head = company.kilde.catalogue.mail.message(root.id)
    assert head is not None
    assert (head.message_id, head.sent) == ("1@example.com", "2026-01-15T10:00:00+01:00")
    assert [(p.role, p.name, p.address) for p in head.correspondents] == [
        ("from", "Kari Nordmann", "kari@example.com"),
        ("to", "", "it@example.com"),
    ]


def test_an_attachment_that_failed_is_tried_again_and_nothing_else_is_read(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.configure(MBOX)
    mail = attach(message(1, CANTEEN), "plan.pdf", b"%PDF-1.4 broken")
    save(company.folder, attach(mail, "parkering.md", PARKING))
    for _ in range(2):
        report = company.ingest()
        assert list(report.failures) == ["support/1@example.com/plan.pdf"]
    assert (report.added, report.changed, report.embedded) == (0, 0, 0)
    assert company.found("Hvem kan parkere?")[0] == "support/1@example.com/parkering.md"


def test_a_message_of_the_same_id_that_says_something_else_is_another(company: Company) -> None:
    company.configure(MBOX)
    forged = message(1, PARKING)
    save(company.folder, message(1, CANTEEN), forged)
    assert company.ingest().added == 2
    first, second = names(company)
    assert first == "support/1@example.com"
    assert second.startswith("support/1@example.com~")


def test_a_copy_that_came_another_way_is_the_same_message(company: Company) -> None:
    company.configure(MBOX)
    save(company.folder, message(1, CANTEEN), message(1, CANTEEN, Received="from there"))
    report = company.ingest()
    assert (report.added, report.left_out) == (1, {"copy of another message": 1})
    # The first of the two goes: the document stays, as the other one.
    save(company.folder, message(1, CANTEEN, Received="from there"), message(2, PRINTER))
    report = company.ingest()
    assert (report.added, report.removed) == (1, 0)
    assert names(company) == ["support/1@example.com", "support/2@example.com"]


def test_a_draft_that_is_saved_again_is_a_new_version(company: Company) -> None:
    company.configure(MBOX)
    save(company.folder, message(1, CANTEEN), message(2, PRINTER))
    company.ingest()
    save(company.folder, message(1, PARKING), message(2, PRINTER))
    report = company.ingest()
    assert (report.changed, report.added, report.removed) == (1, 0, 0)
    assert company.found("Hvem kan parkere?")[0] == "support/1@example.com"
    assert names(company) == ["support/1@example.com", "support/2@example.com"]


def test_what_is_attached_no_more_goes(company: Company) -> None:
    mail = attach(message(1, CANTEEN), "parkering.md", PARKING)
    company.write("docs/a.eml", bytes(mail))
    company.write("docs/b.md", PRINTER)
    company.ingest()
    company.write("docs/a.eml", bytes(message(1, CANTEEN)))
    company.ingest()
    assert names(company) == ["docs/a.eml", "docs/b.md"]


def test_a_crash_between_a_message_and_its_attachments_loses_none(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.configure(MBOX)
    mail = message(1, CANTEEN)
    for number in range(3):
        attach(mail, f"{number}.md", f"{PARKING} Plass {number}.")
    save(company.folder, mail)
    monkeypatch.setattr("ingest.intake.BATCH_DOCUMENTS", 1)
    add = Stores.add

    def die_in_the_middle(stores: Stores, batch: Any, progress: Any) -> int:
        add(stores, batch[:2], progress)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Stores, "add", die_in_the_middle)
        with pytest.raises(KeyboardInterrupt):
            company.ingest()
    report = company.ingest()
    assert (report.failures, report.errors) == ({}, [])
    assert names(company) == [
        "support/1@example.com",
        *(f"support/1@example.com/{n}.md" for n in range(3)),
    ]
    assert company.kilde.reader(None).documents() == 4


def test_a_message_without_a_word_is_left_out_and_named_in_the_count(company: Company) -> None:
    company.configure(MBOX)
    save(company.folder, message(1, "", subject=""), message(2, CANTEEN))
    report = company.ingest()
    assert (report.added, report.failures) == (1, {})
    assert report.left_out == {"message without text": 1}


def test_an_attachment_with_nothing_to_read_is_no_failure(company: Company) -> None:
    company.configure(MBOX)
    save(company.folder, attach(message(1, CANTEEN), "strek.txt", "---------\n\n-----\n"))
    report = company.ingest()
    assert (report.added, report.failures) == (1, {})
    assert report.left_out == {"attachment without text": 1}
    assert company.ingest().unchanged == 1


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")
def test_the_logo_below_a_signature_is_no_failure(company: Company) -> None:
    company.configure(MBOX)
    logo = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(logo, "PNG")
    save(company.folder, attach(message(1, CANTEEN), "logo.png", logo.getvalue()))
    report = company.ingest()
    assert (report.added, report.failures) == (1, {})
    assert report.left_out == {"attachment without text": 1}
