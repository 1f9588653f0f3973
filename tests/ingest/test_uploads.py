"""What people put in by hand: under which names, how it is kept, and that it goes when erased."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import UPLOADS
from ingest import Guard
from ingest.uploads import (
    Uploaded,
    UploadError,
    Uploads,
    drop_barred,
    lost_uploads,
    safe_name,
)
from tests.conftest import Company
from tests.ingest.test_erasing import erase

KANTINE = "# Kantinen\n\nKantinen serverer lunsj fra klokken elleve til ett.\n"
LATER = "# Kantinen\n\nKantinen serverer lunsj fra klokken tolv til to.\n"


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


def put(company: Company, guard: Guard, name: str, content: str | bytes) -> Uploaded:
    uploads = Uploads(company.settings.data_folder)
    with uploads.incoming() as file:
        file.write(content.encode() if isinstance(content, str) else content)
        return uploads.keep(file, "docs", name, guard, company.kilde.forgetting, "a test")


def document(*parts: str) -> bytes:
    """A ZIP archive with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Ferie 2026.pdf", "Ferie 2026.pdf"),
        ("avtaler/lønn.docx", "avtaler/lønn.docx"),
        ("Übergabe.md", "Übergabe.md"),
        ("休暇.PDF", "休暇.PDF"),
    ],
)
def test_names_are_kept_as_they_are_in_one_spelling_of_their_letters(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "is empty"),
        ("../ferie.pdf", "leads out"),
        ("a/../../etc/passwd.txt", "leads out"),
        ("/etc/passwd.txt", "is empty, or has an empty folder"),
        ("a//b.pdf", "is empty, or has an empty folder"),
        ("..\\ferie.pdf", "has \\ in it"),
        ("ferie\x00.pdf", "cannot be seen"),
        ("ferie\n.pdf", "cannot be seen"),
        ("fdp.\u202efdp.exe.pdf", "cannot be seen"),
        ("c:ferie.pdf", "has : in it"),
        ("CON.txt", "for a device"),
        ("lpt1.md", "for a device"),
        ("nul/ferie.pdf", "for a device"),
        (".ferie.pdf", "hidden"),
        ("~$ferie.docx", "hidden"),
        (" ferie.pdf", "with a space"),
        ("mappe./ferie.pdf", "with a dot"),
        ("ø" * 120 + ".pdf", "longer than 200 bytes"),
        ("/".join(["mappe"] * 8) + "/ferie.pdf", "more than 8 folders"),
        ("ferie.exe", "its kind is not read"),
        ("ferie", "its kind is not read"),
    ],
)
def test_names_that_lead_elsewhere_or_mislead_are_refused(name: str, reason: str) -> None:
    with pytest.raises(UploadError) as refused:
        safe_name(name)
    assert reason in str(refused.value)


def test_a_file_is_kept_for_this_user_alone_and_read_by_the_next_run(
    company: Company, guard: Guard
) -> None:
    assert put(company, guard, "mat/kantinen.md", KANTINE) == Uploaded(
        "uploads/mat/kantinen.md", "added"
    )
    file = Uploads(company.settings.data_folder).file("docs", "uploads/mat/kantinen.md")
    assert file is not None
    assert [stat.S_IMODE(one.stat().st_mode) for one in (file, file.parent)] == [0o600, 0o700]
    assert list((company.settings.data_folder / UPLOADS / ".incoming").iterdir()) == []
    assert company.ingest().added == 1
    assert company.found("lunsj", ()) == ["uploads/mat/kantinen.md"]
    assert company.kilde.reader(()).original("docs", "uploads/mat/kantinen.md") == file

    assert put(company, guard, "mat/kantinen.md", KANTINE).outcome == "same"
    assert put(company, guard, "annet.md", KANTINE) == Uploaded("uploads/mat/kantinen.md", "same")
    assert put(company, guard, "mat/kantinen.md", LATER).outcome == "replaced"
    assert company.ingest().changed == 1
    with pytest.raises(UploadError, match="a file where the name has a folder"):
        put(company, guard, "mat/kantinen.md/to.md", "# Noe annet\n\nHelt annet.\n")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("ferie.pdf", KANTINE.encode(), "is text, not a PDF"),
        ("ferie.docx", document("xl/workbook.xml"), "is an Excel workbook, not a Word document"),
        ("ferie.docx", document("a.txt"), "is a ZIP archive, not a Word document"),
        ("ferie.md", b"\x7fELF\x02\x01\x01" + bytes(200), "is a program"),
        ("ferie.md", b"", "is empty"),
    ],
)
def test_a_file_is_what_its_content_says(
    company: Company, guard: Guard, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(UploadError) as refused:
        put(company, guard, name, content)
    assert refused.value.kind == ("content" if content else "empty")
    assert reason in str(refused.value)
    assert list(Uploads(company.settings.data_folder).files("docs")) == []


def test_what_was_erased_goes_with_its_file_and_may_be_put_in_again(
    company: Company, guard: Guard
) -> None:
    put(company, guard, "kantinen.md", KANTINE)
    company.write("docs/kantinen.md", KANTINE)
    company.ingest()
    backup = Uploads(company.settings.data_folder).folder("docs") / "kantinen.md"
    erase(company, "uploads/kantinen.md")
    assert list(Uploads(company.settings.data_folder).files("docs")) == []

    # An older backup of the folder brings the file back, and the next run takes it away again.
    backup.write_text(KANTINE, encoding="utf-8")
    assert company.ingest().added == 0
    assert not backup.exists()

    # The same was erased under another name, too, and stays out; something else may come.
    with pytest.raises(UploadError, match="it was erased and stays out"):
        put(company, guard, "kantinen.md", KANTINE)
    assert put(company, guard, "kantinen.md", LATER).outcome == "added"
    assert company.ingest().added == 1
    assert company.found("lunsj", ()) == ["uploads/kantinen.md"]


def test_a_folder_of_uploads_that_is_not_there_takes_no_document_away(
    company: Company, guard: Guard
) -> None:
    put(company, guard, "kantinen.md", KANTINE)
    company.ingest()
    folder = Uploads(company.settings.data_folder).folder("docs")
    folder.rename(folder.with_name("elsewhere"))
    report = company.ingest()
    assert ["is not there; restore it" in error for error in report.errors] == [True]
    assert company.found("lunsj", ()) == ["uploads/kantinen.md"]
    lost = lost_uploads(company.kilde.catalogue, Uploads(company.settings.data_folder))
    assert lost == [("docs", "uploads/kantinen.md")]


def test_what_is_put_in_again_while_an_erasure_is_finished_stays(
    company: Company, guard: Guard
) -> None:
    put(company, guard, "kantinen.md", KANTINE)
    company.ingest()
    erase(company, "uploads/kantinen.md")

    class Meanwhile(Uploads):
        def files(self, space: str) -> Iterator[tuple[str, Path]]:
            put(company, guard, "kantinen.md", LATER)
            return super().files(space)

    uploads = Meanwhile(company.settings.data_folder)
    assert drop_barred(uploads, "docs", company.kilde.forgetting) == 0
    file = uploads.file("docs", "uploads/kantinen.md")
    assert file is not None and file.read_text(encoding="utf-8") == LATER


def test_what_cannot_be_put_in_stays_kept_out(company: Company, guard: Guard) -> None:
    put(company, guard, "kantinen.md", KANTINE)
    company.ingest()
    erase(company, "uploads/kantinen.md")
    (Uploads(company.settings.data_folder).folder("docs") / "kantinen.md").mkdir(parents=True)
    with pytest.raises(UploadError, match="a file where the name has a folder"):
        put(company, guard, "kantinen.md", LATER)
    assert company.kilde.forgetting.barred("docs").name("uploads/kantinen.md")
