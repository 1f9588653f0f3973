"""An account that is followed by ingests, from a real server into the real stores."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from ingest.sources import imap
from tests.conftest import Company
from tests.ingest.dovecot import PASSWORD, Cable, Dovecot, Mailbox, message, running

_NUMBERS = itertools.count(1)
PRINTER = "Skriveren i andre etasje heter HP-204, og papiret ligger i skuff to."
CANTEEN = "Kantinen serverer lunsj fra klokken elleve til ett."
PARKING = "Parkeringsplassene i kjelleren er for ansatte med bevis."


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with running() as dovecot:
        yield dovecot


@pytest.fixture
def mailbox(server: Dovecot, company: Company, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """An account of its own for each test, the company's one source."""
    monkeypatch.setenv("KILDE_IMAP_INBOX_PASSWORD", PASSWORD)
    made = Mailbox(server, f"it{next(_NUMBERS)}@example.com")
    configure(company, made)
    return made


def configure(
    company: Company, mailbox: Mailbox, url: str = "", folders: str = '["INBOX"]'
) -> None:
    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nname = "inbox"\n'
        f'imap = "{url or mailbox.url}"\nfolders = {folders}\n'
        f'ca_file = "{mailbox.server.ca_file}"\n'
    )


def heavy(number: int) -> EmailMessage:
    """A message of 27,000 bytes, few of which are read."""
    mail = message(number, f"Sak {number} er løst.")
    mail.add_attachment(
        bytes(20_000), maintype="application", subtype="octet-stream", filename="spor.bin"
    )
    return mail


def test_a_message_is_found_by_what_it_says(company: Company, mailbox: Mailbox) -> None:
    mailbox.put(message(1, PRINTER, subject="Skriveren"), message(2, CANTEEN))
    assert company.ingest().added == 2
    [hit, *_] = company.kilde.reader(None).search("Hvor ligger papiret til skriveren?")
    assert (hit.passage.document, hit.passage.title, hit.passage.date) == (
        "inbox/1@example.com",
        "Skriveren",
        "2026-01-15",
    )


def test_an_attachment_is_a_document_below_its_message(company: Company, mailbox: Mailbox) -> None:
    mail = message(1, "Se vedlegget.")
    mail.add_attachment(f"# Parkering\n\n{PARKING}\n", subtype="markdown", filename="parkering.md")
    mailbox.put(mail)
    assert company.ingest().added == 2
    assert company.found("Hvem kan parkere?")[0] == "inbox/1@example.com/parkering.md"
    mailbox.put(message(2, CANTEEN))
    mailbox.take(1)
    report = company.ingest()
    assert (report.added, report.removed) == (1, 2)
    assert company.found("Hvem kan parkere?") == ["inbox/2@example.com"]


def test_only_what_is_new_is_read(company: Company, mailbox: Mailbox) -> None:
    mailbox.put(message(1, PRINTER))
    company.ingest()
    mailbox.put(message(2, CANTEEN))
    report = company.ingest()
    assert (report.unchanged, report.added, report.embedded) == (1, 1, 1)


def test_a_message_that_was_moved_is_followed_without_reading_it(
    company: Company, mailbox: Mailbox
) -> None:
    configure(company, mailbox, folders='["INBOX", "Arkiv"]')
    mailbox.put(message(1, PRINTER), message(2, CANTEEN))
    mailbox.put(message(3, PARKING), folder="Arkiv")
    company.ingest()
    with mailbox.client() as client:
        client.select_folder("INBOX")
        client.move([1], "Arkiv")
    report = company.ingest()
    assert (report.renamed, report.added, report.removed, report.embedded) == (1, 0, 0, 0)
    assert company.found("papiret til skriveren")[0] == "inbox/1@example.com"


def test_a_message_that_was_moved_out_of_the_followed_folders_goes(
    company: Company, mailbox: Mailbox
) -> None:
    mailbox.put(message(1, PRINTER), message(2, CANTEEN))
    company.ingest()
    with mailbox.client() as client:
        client.create_folder("Papirkurv")
        client.select_folder("INBOX")
        client.move([1], "Papirkurv")
    assert company.ingest().removed == 1
    assert company.found("papiret til skriveren") == ["inbox/2@example.com"]


def test_a_message_in_two_folders_is_one_document_as_long_as_one_is_left(
    company: Company, mailbox: Mailbox
) -> None:
    configure(company, mailbox, folders='["INBOX", "Arkiv"]')
    mailbox.put(message(1, PRINTER), message(2, CANTEEN))
    mailbox.put(message(1, PRINTER), folder="Arkiv")
    report = company.ingest()
    assert (report.added, report.left_out) == (2, {"copy of another message": 1})
    assert company.ingest().left_out == {"copy of another message": 1}
    mailbox.take(1)
    report = company.ingest()
    assert (report.renamed, report.removed, report.left_out) == (1, 0, {})
    mailbox.take(1, folder="Arkiv")
    assert company.ingest().removed == 1


def test_numbered_anew_nothing_is_read_or_embedded_again(
    company: Company, mailbox: Mailbox
) -> None:
    mailbox.put(message(1, PRINTER), message(2, CANTEEN))
    company.ingest()
    before = [document.place for document in company.kilde.catalogue.documents("docs")]
    mailbox.number_anew()
    report = company.ingest()
    after = [document.place for document in company.kilde.catalogue.documents("docs")]
    assert (report.renamed, report.added, report.removed, report.embedded) == (2, 0, 0, 0)
    assert not set(before) & set(after)
    assert company.found("papiret til skriveren")[0] == "inbox/1@example.com"


def test_a_connection_that_breaks_keeps_what_was_fetched_and_removes_nothing(
    company: Company, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.put(message(100, PRINTER), message(101, CANTEEN))
    company.ingest()
    monkeypatch.setattr(imap, "BATCH_MESSAGES", 1)
    mailbox.take(100)
    mailbox.put(*(heavy(n) for n in range(10)))
    cable = Cable(mailbox.server.tls_port, lasts=100_000)
    configure(company, mailbox, f"imaps://{mailbox.user}@localhost:{cable.port}")
    report = company.ingest()
    assert 0 < report.added < 10
    assert (report.removed, report.waiting) == (0, 1)
    assert "its messages stay as they were" in report.errors[0]
    assert company.found("papiret til skriveren")[0] == "inbox/100@example.com"
    configure(company, mailbox)
    after = company.ingest()
    assert (after.added, after.removed, after.errors) == (10 - report.added, 1, [])


def test_an_account_that_is_suddenly_empty_waits_for_a_person(
    company: Company, mailbox: Mailbox
) -> None:
    mailbox.put(message(1, PRINTER))
    company.ingest()
    mailbox.take(1)
    report = company.ingest()
    assert report.removed == 0
    assert report.errors[0] == "the source 'inbox' holds no message any more"
    assert company.found("papiret til skriveren") == ["inbox/1@example.com"]
    assert company.ingest(confirm_removals=True).removed == 1


def test_automatic_messages_are_left_out_unless_they_are_wanted(
    company: Company, mailbox: Mailbox
) -> None:
    away = message(1, "Jeg er på ferie til mandag.", Auto_Submitted="auto-replied")
    mailbox.put(away, message(2, CANTEEN))
    report = company.ingest()
    assert (report.added, report.left_out) == (1, {"automatic reply": 1})
    assert company.ingest().left_out == {"automatic reply": 1}
    toml = (company.folder / "kilde.toml").read_text()
    company.configure(toml + "automatic = true\n")
    report = company.ingest()
    assert (report.added, report.left_out) == (1, {})
    company.configure(toml)
    company.ingest()
    assert company.found("ferie til mandag") == ["inbox/2@example.com"]
