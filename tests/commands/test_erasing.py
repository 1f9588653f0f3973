"""`kilde erase` and `kilde allow`, each in a process of its own."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from records.schema import audit
from tests.conftest import Company
from vectorstore import server

TOML = (
    '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    '[[space]]\nname = "mail"\n[[space.source]]\nname = "post"\nmailbox = "post"\n'
)
HOLIDAYS = "# Ferie\n\nDu kan overføre ti feriedager til neste år.\n"
PRAISE = "# Jubileum\n\nVi takker for Kari Nordmanns tretti gode år i lageret.\n"


def message(number: int, sender: str, to: str, text: str) -> str:
    return (
        f"From: {sender}\nTo: {to}\nSubject: Sak {number}\nMessage-ID: <{number}@example.com>\n"
        f"Date: Mon, 2 Mar 2026 09:0{number}:00 +0100\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )


KARI = "Kari Nordmann <kari@example.com>"
OLA = "Ola Hansen <ola@example.com>"


@pytest.fixture
def office(company: Company) -> Company:
    company.configure(TOML)
    company.write("docs/ferie.md", HOLIDAYS)
    company.write("docs/jubileum.md", PRAISE)
    company.write("post/1.eml", message(1, KARI, OLA, "Kan jeg få en ny lampe på lageret?"))
    company.write("post/2.eml", message(2, OLA, KARI, "Ja, lampen kommer på torsdag."))
    company.write("post/3.eml", message(3, OLA, "per@example.com", "Taket lekker i hallen."))
    for space in ("docs", "mail"):
        company.ingest(space)
    return company


def test_an_answer_that_quotes_it_is_neither_found_by_it_nor_given_empty(office: Company) -> None:
    sentence = "Du kan overføre ti feriedager til neste år."
    question = "Hvor mange feriedager kan jeg ta med meg?"
    made = office.run(
        "verified", "add", "--space", "docs", "--question", question, "--answer", sentence
    )
    assert made.returncode == 0
    office.ingest("docs")
    done = office.run("erase", "--space", "docs", "--document", "docs/ferie.md", "--yes")
    assert done.returncode == 0
    assert [
        hit.passage.document
        for hit in office.kilde.reader(None).search("feriedager til neste år")
        if "ti feriedager" in hit.passage.text
    ] == []
    data = office.settings.data_folder
    held = [
        one
        for one in data.rglob("*")
        if one.is_file() and b"overf\xc3\xb8re ti ferie" in one.read_bytes()
    ]
    assert held == []
    assert "(erased)" not in office.ask(question).answer


def test_a_document_is_listed_and_then_erased(office: Company) -> None:
    asked = ("erase", "--space", "docs", "--document", "docs/ferie.md")
    listed = office.run(*asked, "--dry-run")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout == (
        "To be erased:\n"
        "  docs: docs/ferie.md “Ferie” (1 passage)\n"
        "  the names in 1 records of runs\n"
    )
    assert office.found("feriedager")[0] == "docs/ferie.md"
    done = office.run(*asked, "--yes")
    assert done.returncode == 0
    assert "1 document (1 passage) cannot be found any more." in done.stderr
    assert "No byte of it is left in " in done.stderr
    assert "Backups of the data folder still hold it" in done.stdout
    assert "docs/ferie.md" not in office.found("feriedager")
    again = office.run("ingest", "--space", "docs", "--json")
    assert json.loads(again.stdout)["spaces"][0]["added"] == 0


def test_one_that_was_killed_is_completed_by_the_next_command(office: Company) -> None:
    asked = ("erase", "--space", "docs", "--document", "docs/ferie.md", "--yes")
    killed = office.start(*asked)
    assert killed.stderr is not None
    assert "cannot be found any more" in killed.stderr.readline()
    killed.kill()
    killed.communicate()
    assert "docs/ferie.md" not in office.found("feriedager")
    assert "an erasure is not finished" in office.run("status").stdout
    assert office.run("erase", "--finish").returncode == 0
    assert office.kilde.forgetting.unfinished() == {}
    held = b"".join(f.read_bytes() for f in (office.folder / "data").rglob("*") if f.is_file())
    assert b"ti feriedager" not in held


def test_without_a_terminal_it_is_not_done_unasked(office: Company) -> None:
    done = office.run("erase", "--space", "docs", "--document", "docs/ferie.md")
    assert done.returncode == 1
    assert "kilde: nothing was erased: there is no terminal to ask on" in done.stderr
    assert office.found("feriedager")[0] == "docs/ferie.md"


def test_a_name_that_is_not_known_erases_nothing(office: Company) -> None:
    done = office.run("erase", "--space", "docs", "--document", "ferie.md", "--yes")
    assert done.returncode == 1
    assert done.stderr == (
        "kilde: there is no document 'ferie.md' in the space 'docs'; did you mean docs/ferie.md? "
        "Nothing was erased.\n"
    )


def test_the_audit_log_and_the_ledger_know_that_it_was_done_and_no_name(office: Company) -> None:
    office.run("erase", "--space", "docs", "--document", "docs/ferie.md", "--yes")
    with office.kilde.catalogue.engine.connect() as connection:
        [(actor, detail)] = connection.execute(
            select(audit.c.actor, audit.c.detail).where(audit.c.action == "erase")
        )
    ledger = office.settings.ledger_file.read_text()
    assert actor.startswith("command line")
    assert json.loads(detail)["documents"] == 1
    assert json.loads(detail)["tombstones"] == [json.loads(ledger)["id"]]
    assert "ferie" not in detail + ledger


def test_a_person_is_forgotten_and_documents_that_name_them_stay(office: Company) -> None:
    listed = office.run("erase", "--person", "kari@example.com", "--dry-run").stdout
    assert "  mail: post/1@example.com" in listed
    assert "  mail: post/2@example.com" in listed
    assert "post/3@example.com" not in listed
    naming = listed[listed.index("Documents that name the person, which stay") :]
    assert "  docs: docs/jubileum.md" in naming
    assert office.run("erase", "--person", "kari@example.com", "--yes").returncode == 0
    assert office.found("lampe på lageret")[0] == "docs/jubileum.md"
    assert not {"post/1@example.com", "post/2@example.com"} & set(office.found("lampen torsdag"))
    held = b"".join(f.read_bytes() for f in (office.folder / "data").rglob("*") if f.is_file())
    assert b"kari@example.com" not in held
    assert b"lampen" not in held
    report = office.ingest("mail")
    assert (report.added, report.unchanged) == (0, 1)


def test_a_name_finds_the_person_however_it_is_written(office: Company) -> None:
    done = office.run("erase", "--person", "Nordmann, Kari", "--documents", "--yes")
    assert done.returncode == 0
    assert "  docs: docs/jubileum.md “Jubileum” (1 passage, names the person)" in done.stdout
    assert {d.name for d in office.kilde.catalogue.documents("mail")} == {"post/3@example.com"}
    assert {d.name for d in office.kilde.catalogue.documents("docs")} == {"docs/ferie.md"}


def test_nobody_of_that_name(office: Company) -> None:
    done = office.run("erase", "--person", "Åse Vik", "--yes")
    assert done.returncode == 1
    assert "nothing is known of 'Åse Vik'" in done.stderr


def test_what_was_erased_is_allowed_again(office: Company) -> None:
    asked = ("--space", "docs", "--document", "docs/ferie.md")
    assert office.run("allow", *asked).returncode == 1
    office.run("erase", *asked, "--yes")
    assert office.run("allow", *asked).returncode == 0
    assert office.ingest().added == 1


def test_a_ledger_that_cannot_be_written_erases_nothing(office: Company) -> None:
    office.configure(f'ledger = "nowhere/erased.jsonl"\n{TOML}')
    done = office.run("erase", "--space", "docs", "--document", "docs/ferie.md", "--yes")
    assert done.returncode == 1
    assert "nowhere/erased.jsonl cannot be written" in done.stderr
    assert office.found("feriedager")[0] == "docs/ferie.md"


def test_with_a_ledger_in_the_data_folder_nothing_is_erased(office: Company) -> None:
    office.configure(f'ledger = "data/erased.jsonl"\n{TOML}')
    done = office.run("erase", "--space", "docs", "--document", "docs/ferie.md", "--yes")
    assert done.returncode == 1
    assert "data/erased.jsonl lies in the data folder" in done.stderr
    assert office.found("feriedager")[0] == "docs/ferie.md"


def test_of_a_chroma_server_elsewhere_it_says_what_it_cannot_vouch_for(
    company: Company, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    url = server.ensure(elsewhere).url
    try:
        company.configure(f'[chroma]\nurl = "{url}"\n{TOML}')
        company.write("docs/ferie.md", HOLIDAYS)
        company.write("docs/jubileum.md", PRAISE)
        company.ingest()
        done = company.run("erase", "--space", "docs", "--document", "docs/ferie.md", "--yes")
        assert done.returncode == 0
        assert f"The Chroma server {url} was told to delete the collection" in done.stdout
        assert company.found("feriedager") == ["docs/jubileum.md"]
        [partition] = [p for p in company.kilde.catalogue.partitions() if p.space == "docs"]
        assert company.kilde.vectors.collections("kilde-") == [partition.collection]
        assert len(company.kilde.vectors.ids(partition.collection)) == 1
    finally:
        server.stop(elsewhere)
