"""Erasing messages: with what is attached to them, wherever a copy of them lies."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from records.forgetting import Finding, People
from tests.conftest import Company
from tests.ingest.test_erasing import erase
from tests.traces import Traces

TOML = (
    '[[space]]\nname = "docs"\n'
    '[[space.source]]\nname = "post"\nmailbox = "post.mbox"\n'
    '[[space.source]]\nname = "files"\nmailbox = "files"\n'
)
WORDS = ("brommelfitten", "trollgubbetillegget")


def message(number: int, text: str, days: int = 1, attached: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Ola Hansen <ola@example.com>", "Per Vik <per@example.com>"
    made["Subject"], made["Message-ID"] = f"Sak {number}", f"<{number}@example.com>"
    made["Date"] = format_datetime(datetime.now(UTC) - timedelta(days=days))
    made.set_content(text)
    if attached:
        made.add_attachment(attached, filename="notat.txt")
    return made


class Counting:
    """Progress that remembers how many items there were to look at."""

    files = 0

    def begin(self, space: str, files: int) -> None:
        self.files = files

    def file_done(self, name: str) -> None: ...

    def passages_done(self, count: int) -> None: ...

    def note(self, message: str) -> None: ...


NOTE = "Og trollgubbetillegget i et notat."
SECRET = message(1, "Den hemmelige brommelfitten er her.", 40, NOTE)


@pytest.fixture
def office(company: Company) -> Company:
    company.configure(TOML)
    box = mailbox.mbox(company.folder / "post.mbox")
    box.add(SECRET)
    box.add(message(2, "Lampen på lageret er gått, kan noen skifte den?"))
    box.close()
    company.write("files/kopi.eml", SECRET.as_bytes())
    company.write("files/taket.eml", message(3, "Taket i hallen lekker igjen.").as_bytes())
    assert company.ingest().errors == []
    return company


def names(company: Company) -> set[str]:
    return {document.name for document in company.kilde.catalogue.documents("docs")}


def test_a_message_goes_with_its_attachments_and_copies_and_stays_out(office: Company) -> None:
    assert len(names(office)) == 6
    erase(office, "post/1@example.com")
    assert names(office) == {"post/2@example.com", "files/3@example.com"}
    assert Traces(WORDS).left_in(office.settings.data_folder) == []
    for _ in range(2):
        progress = Counting()
        report = office.ingest(progress=progress)
        assert (report.added, report.unchanged, report.errors) == (0, 2, [])
        # What was erased is known by where it lies, and not opened.
        assert progress.files == 2


def test_a_copy_that_comes_later_is_opened_once(office: Company) -> None:
    erase(office, "post/1@example.com")
    late = message(1, "Den hemmelige brommelfitten er her.", 40, NOTE)
    late["X-Forwarded"] = "yes"
    office.write("files/senere.eml", late.as_bytes())
    for files in (3, 2):
        progress = Counting()
        assert office.ingest(progress=progress).added == 0
        assert progress.files == files
    assert Traces(WORDS).left_in(office.settings.data_folder) == []


def test_an_attachment_alone_can_go(office: Company) -> None:
    erase(office, "post/1@example.com/notat.txt", "files/1@example.com/notat.txt")
    assert {"post/1@example.com", "files/1@example.com"} <= names(office)
    assert Traces(WORDS[1:]).left_in(office.settings.data_folder) == []
    office.ingest()
    assert not any(name.endswith("notat.txt") for name in names(office))


def test_what_is_attached_is_as_old_as_its_message(office: Company) -> None:
    office.configure(TOML.replace('"docs"\n', '"docs"\nretention_days = 30\n', 1))
    report = office.ingest()
    assert (report.expired, report.unchanged, report.errors) == (4, 2, [])
    assert names(office) == {"post/2@example.com", "files/3@example.com"}
    assert Traces(WORDS).left_in(office.settings.data_folder) == []
    progress = Counting()
    assert office.ingest(progress=progress).expired == 0
    assert progress.files == 2
    # A longer time, and it is back.
    office.configure(TOML.replace('"docs"\n', '"docs"\nretention_days = 300\n', 1))
    office.ingest()
    assert len(names(office)) == 6


def test_an_address_that_others_use_too_is_not_taken_for_the_persons(office: Company) -> None:
    shared = message(4, "Jeg svarer fra felleskontoen.")
    del shared["From"]
    shared["From"] = "Kari Nordmann <post@example.com>"
    office.write("files/felles.eml", shared.as_bytes())
    other = message(5, "Jeg også.")
    del other["From"]
    other["From"] = "Lager <post@example.com>"
    office.write("files/lager.eml", other.as_bytes())
    office.ingest()
    people = People(office.kilde.catalogue.engine)
    person = people.person("kari nordmann")
    assert person.addresses == ()
    assert [d.name for d in people.messages(person).documents] == ["files/4@example.com"]
    by_address = people.person("post@example.com")
    assert {d.name for d in people.messages(by_address).documents} == {
        "files/4@example.com",
        "files/5@example.com",
    }


def test_a_namesake_with_another_address_is_somebody_else(office: Company) -> None:
    other = message(4, "Jeg heter også Ola.")
    del other["From"]
    other["From"] = "Ola Hansen <ola@elsewhere.example>"
    office.write("files/ola.eml", other.as_bytes())
    office.ingest()
    people = People(office.kilde.catalogue.engine)
    ola = people.person("Ola Hansen <ola@example.com>")
    mine = people.messages(ola)
    assert "files/4@example.com" not in {d.name for d in mine.documents}
    assert [d.name for d in people.naming(ola, mine.ids)] == ["files/4@example.com"]


def test_a_message_is_listed_with_why_each_document_goes(office: Company) -> None:
    doomed = Finding(office.kilde.catalogue.engine).document("docs", ["post/1@example.com"])
    assert {(d.name, d.why) for d in doomed.documents} == {
        ("post/1@example.com", "asked for"),
        ("post/1@example.com/notat.txt", "attached"),
        ("files/1@example.com", "same content"),
        ("files/1@example.com/notat.txt", "attached"),
    }
