"""Erasing from the real stores: nothing is found, nothing is left, nothing comes back."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, update

from answering.verified import Draft
from ingest import Erasing, ingest_lock
from records.forgetting import Finding
from records.schema import documents, verified
from tests.conftest import Company
from tests.traces import Traces
from vectorstore import server

# Words that nobody has ever written elsewhere, and a letter that JSON escapes.
SECRET = (
    "# Kvasslingordningen\n\nDen hemmelige brommelfitten er ærfuglskjøtsel på fjorden.\n\n"
    "## Snurrevipp\n\nHver fredag utbetales trollgubbetillegget til zwirbelinga.\n"
)
WORDS = (
    "brommelfitten",
    "ærfuglskjøtsel",
    "trollgubbetillegget",
    "zwirbelinga",
    "kvasslingordningen",
)
CANTEEN = "# Kantinen\n\nKantinen serverer lunsj fra klokken elleve til ett.\n"


def traces(company: Company, document: str = "docs/hemmelig.md") -> Traces:
    """What tells a document that is in the catalogue now."""
    kilde = company.kilde
    passages = kilde.reader(None).passages("docs", document)
    [partition] = kilde.catalogue.partitions()
    vectors = kilde.catalogue.vectors.of_passages([p.id for p in passages], partition.fingerprint)
    assert len(vectors) == len(passages) > 0
    return Traces(WORDS, tuple(vectors.values()))


def erase(company: Company, *names: str, space: str = "docs") -> None:
    kilde = company.kilde
    erasing = Erasing.of(kilde.settings, kilde.catalogue, kilde.vectors)
    doomed = Finding(kilde.catalogue.engine).document(space, names)
    numbers = erasing.forgetting.erase(doomed, "a test", "document")
    assert erasing.finish_or_wait(numbers, print)


@pytest.fixture
def secret(company: Company) -> Company:
    company.write("docs/kantinen.md", CANTEEN)
    company.write("docs/hemmelig.md", SECRET)
    company.ingest()
    return company


def test_no_byte_of_the_text_and_no_vector_is_left(secret: Company) -> None:
    data, marks = secret.settings.data_folder, traces(secret)
    before = marks.left_in(data)
    for word in WORDS:
        assert {f"kilde.db: {word}", f"kilde.db-wal: {word}"} & set(before)
        assert f"lexical/1: stems of {word}" in before
        assert f"lexical/1: grams of {word}" in before
    for number in range(len(marks.vectors)):
        assert f"chroma/chroma.sqlite3: vector {number}" in before
        assert any("kilde.db" in line and f"vector {number}" in line for line in before)
    erase(secret, "docs/hemmelig.md")
    assert marks.left_in(data) == []
    assert secret.found("kantinen lunsj") == ["docs/kantinen.md"]
    assert server.stop(data)
    assert marks.left_in(data) == []
    assert secret.found("kantinen lunsj") == ["docs/kantinen.md"]


def test_what_an_ordinary_removal_leaves_in_the_files_goes_too(secret: Company) -> None:
    """Older versions, and documents that a run has removed, lie in the same files."""
    data, marks = secret.settings.data_folder, traces(secret)
    secret.write("docs/hemmelig.md", "# Ny\n\nHelt annen tekst.\n")
    secret.ingest()
    assert "lexical/1: stems of zwirbelinga" in marks.left_in(data)
    erase(secret, "docs/hemmelig.md")
    assert marks.left_in(data) == []


def test_large_collections_leave_nothing_either(secret: Company) -> None:
    """From a thousand vectors on Chroma keeps them in files of their own."""
    kilde = secret.kilde
    [partition] = kilde.catalogue.partitions()
    marks = traces(secret)
    filling = range(10_000, 11_200)
    random = np.random.default_rng(1).normal(size=(len(filling), 384)).astype(np.float32)
    kilde.vectors.add(partition.collection, list(filling), random)
    before = marks.left_in(secret.settings.data_folder)
    assert any("data_level0.bin: vector 0" in line for line in before)
    erase(secret, "docs/hemmelig.md")
    assert marks.left_in(secret.settings.data_folder) == []


def test_it_cannot_be_found_before_the_slow_part_begins(secret: Company) -> None:
    kilde = secret.kilde
    doomed = Finding(kilde.catalogue.engine).document("docs", ["docs/hemmelig.md"])
    kilde.forgetting.erase(doomed, "a test", "document")
    assert secret.found("brommelfitten") == ["docs/kantinen.md"]
    assert kilde.reader(None).passages("docs", "docs/hemmelig.md") == []
    assert secret.kilde.forgetting.unfinished()


def test_a_vector_and_words_that_another_document_shares_stay(company: Company) -> None:
    shared = "# Kantinen\n\nKantinen serverer lunsj.\n"
    company.write("docs/a.md", shared)
    company.write("docs/b.md", shared + "\n## Mer\n\nOg middag.\n")
    company.ingest()
    erase(company, "docs/a.md")
    assert company.found("kantinen lunsj") == ["docs/b.md"]
    [hit, *_] = company.kilde.reader(None).search("kantinen lunsj")
    assert hit.scores.cosine > 0.5


def test_it_stays_out_by_name_and_by_content(secret: Company) -> None:
    erase(secret, "docs/hemmelig.md")
    assert (secret.folder / "docs/hemmelig.md").exists()
    secret.write("docs/2026/kopi.md", SECRET)
    report = secret.ingest()
    assert (report.added, report.unchanged, report.failures) == (0, 1, {})
    secret.write("docs/hemmelig.md", "# Kvassling\n\nEnda en hemmelighet.\n")
    assert secret.ingest().added == 0
    assert secret.found("brommelfitten hemmelighet") == ["docs/kantinen.md"]


def test_a_copy_of_the_same_content_goes_along(secret: Company) -> None:
    secret.write("docs/kopi.md", SECRET)
    secret.ingest()
    marks = traces(secret)
    erase(secret, "docs/kopi.md")
    assert secret.found("brommelfitten") == ["docs/kantinen.md"]
    assert marks.left_in(secret.settings.data_folder) == []


def test_what_is_allowed_again_is_read_again(secret: Company) -> None:
    erase(secret, "docs/hemmelig.md")
    assert secret.kilde.forgetting.lift("docs", "docs/hemmelig.md", "a test") == 1
    assert secret.kilde.forgetting.lift("docs", "docs/hemmelig.md", "a test") == 0
    assert secret.ingest().added == 1
    assert "docs/hemmelig.md" in secret.found("brommelfitten")


def test_it_stays_out_of_a_restored_backup(secret: Company, tmp_path: Path) -> None:
    data, marks = secret.settings.data_folder, traces(secret)
    server.stop(data)
    shutil.copytree(data, tmp_path / "backup")
    erase(secret, "docs/hemmelig.md")
    server.stop(data)
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "backup", data)
    assert secret.found("brommelfitten") == ["docs/kantinen.md"]
    assert marks.left_in(data)
    secret.ingest()
    assert marks.left_in(data) == []
    assert secret.found("brommelfitten") == ["docs/kantinen.md"]


def test_it_stays_out_of_a_data_folder_that_was_begun_anew(secret: Company) -> None:
    erase(secret, "docs/hemmelig.md")
    server.stop(secret.settings.data_folder)
    shutil.rmtree(secret.settings.data_folder)
    assert secret.ingest().added == 1
    assert secret.found("brommelfitten") == ["docs/kantinen.md"]


def test_a_lost_ledger_is_written_again(secret: Company) -> None:
    erase(secret, "docs/hemmelig.md")
    ledger = secret.settings.ledger_file
    noted = ledger.read_text()
    ledger.unlink()
    assert secret.ingest().added == 0
    assert ledger.read_text() == noted


def test_what_was_interrupted_is_completed_by_the_next_run(
    secret: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = traces(secret)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("rebuild", "drop_strays", "purge", "scrub"):
        with monkeypatch.context() as patch:
            patch.setattr(f"ingest.erasing.{step}", die)
            with pytest.raises(KeyboardInterrupt):
                erase(secret, "docs/hemmelig.md")
        assert secret.found("brommelfitten") == ["docs/kantinen.md"]
    assert marks.left_in(secret.settings.data_folder)
    secret.ingest()
    assert marks.left_in(secret.settings.data_folder) == []
    assert secret.kilde.forgetting.unfinished() == {}


def test_what_waits_to_be_swept_elsewhere_is_left_to_the_sweep(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
        '[[space]]\nname = "other"\n[[space.source]]\nfolder = "other"\n'
    )
    company.write("docs/hemmelig.md", SECRET)
    company.write("other/kantinen.md", CANTEEN)
    company.write("other/ferie.md", "# Ferie\n\nFem uker ferie.\n")
    for space in ("docs", "other"):
        company.ingest(space)
    catalogue = company.kilde.catalogue
    catalogue.drop_documents([d.id for d in catalogue.documents("other") if "ferie" in d.name])
    erase(company, "docs/hemmelig.md")
    (company.folder / "other/ferie.md").unlink()
    company.ingest("other")
    assert company.run("check").stderr == "The stores agree.\n"


def test_a_search_that_is_under_way_gets_right_results(secret: Company) -> None:
    """Asked without pause while the indexes are built anew, it always finds the same."""
    reader, stop = secret.kilde.reader(None), threading.Event()
    found: list[set[str]] = []
    errors: list[Exception] = []

    def search() -> None:
        while not stop.is_set():
            try:
                hits = reader.search("kantinen lunsj")
                found.append({hit.passage.document for hit in hits if hit.scores.stems > 0})
            except Exception as error:
                errors.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    try:
        erase(secret, "docs/hemmelig.md")
    finally:
        stop.set()
        thread.join()
    assert errors == []
    assert set(map(frozenset, found)) == {frozenset({"docs/kantinen.md"})}


def test_a_run_under_way_finishes_the_erasure_and_does_not_bring_it_back(
    secret: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document is changed, read and on its way when it is erased."""
    monkeypatch.setattr("ingest.intake.BATCH_DOCUMENTS", 1)
    secret.write("docs/hemmelig.md", SECRET + "\nMer om brommelfitten.\n")
    for n in range(4):
        secret.write(f"docs/z{n}.md", f"# Notat {n}\n\nNotat nummer {n}.\n")
    marks = traces(secret)
    erased = threading.Event()
    waits: list[threading.Thread] = []

    class AtTheFirstFile:
        """Progress that erases from another thread when the run has begun to store."""

        def begin(self, space: str, files: int) -> None: ...

        def file_done(self, name: str) -> None: ...

        def note(self, message: str) -> None: ...

        def passages_done(self, count: int) -> None:
            if not waits:
                waits.append(threading.Thread(target=work))
                waits[0].start()
                catalogue = secret.kilde.catalogue
                while waits[0].is_alive() and catalogue.document("docs", "docs/hemmelig.md"):
                    pass

    def work() -> None:
        erase(secret, "docs/hemmelig.md")
        erased.set()

    report = secret.ingest(progress=AtTheFirstFile())
    waits[0].join(timeout=60)
    assert erased.is_set()
    assert report.errors == []
    assert "docs/hemmelig.md" not in secret.found("brommelfitten")
    assert marks.left_in(secret.settings.data_folder) == []
    assert {d.name for d in secret.kilde.catalogue.documents("docs")} == {
        "docs/kantinen.md", *(f"docs/z{n}.md" for n in range(4)),
    }  # fmt: skip


def test_erasing_waits_for_a_run_and_says_so(secret: Company) -> None:
    kilde = secret.kilde
    erasing = Erasing.of(kilde.settings, kilde.catalogue, kilde.vectors)
    doomed = Finding(kilde.catalogue.engine).document("docs", ["docs/hemmelig.md"])
    numbers = erasing.forgetting.erase(doomed, "a test", "document")
    told: list[str] = []
    with ingest_lock(secret.settings.data_folder):
        assert not erasing.finish_or_wait(numbers, told.append, patience=0)
    assert len(told) == 1
    assert told[0].startswith("another ingest is running (process ")
    assert erasing.finish_or_wait(numbers, told.append)


def test_what_is_older_than_the_space_keeps_it_is_erased(company: Company) -> None:
    def dated(days: int) -> str:
        return f"---\ndate: {date.today() - timedelta(days=days)}\n---\n{SECRET}"

    company.write("docs/kantinen.md", CANTEEN)
    company.write("docs/hemmelig.md", dated(40))
    company.ingest()
    marks = traces(company)
    company.configure(
        '[[space]]\nname = "docs"\nretention_days = 30\n[[space.source]]\nfolder = "docs"\n'
    )
    report = company.ingest()
    assert (report.expired, report.removed, report.unchanged, report.errors) == (1, 0, 1, [])
    assert marks.left_in(company.settings.data_folder) == []
    report = company.ingest()
    assert (report.expired, report.added) == (0, 0)
    # Under another name it is the same; a newer one under its name is another.
    company.write("docs/kopi.md", dated(40))
    assert company.ingest().added == 0
    company.write("docs/hemmelig.md", dated(20))
    assert company.ingest().added == 1


def test_verified_answers_do_not_expire(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\nretention_days = 30\n[[space.source]]\nfolder = "docs"\n'
    )
    kilde = company.kilde
    draft = Draft("docs", "Hvem har nøkkelen?", "Nøkkelen henger bak resepsjonen.", "kari")
    number = kilde.verified.publish(draft, "kari").id
    assert company.ingest().added == 1
    a_year_on = date.today() + timedelta(days=365)

    assert Finding(kilde.catalogue.engine).expired("docs", 30, a_year_on).documents == ()

    long_ago = {"changed": datetime(2020, 1, 1, tzinfo=UTC)}
    with kilde.catalogue.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(verified).where(verified.c.id == number).values(long_ago))
        connection.execute(delete(documents))
    report = company.ingest()
    assert (report.added, report.expired) == (1, 0)


def test_what_comes_too_old_is_not_taken_in(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\nretention_days = 30\n[[space.source]]\nfolder = "docs"\n'
    )
    company.write("docs/hemmelig.md", f"---\ndate: 2020-01-01\n---\n{SECRET}")
    company.write("docs/kantinen.md", CANTEEN)
    report = company.ingest()
    assert (report.added, report.expired) == (1, 1)
    assert Traces(WORDS).left_in(company.settings.data_folder) == []
    report = company.ingest()
    assert (report.added, report.expired, report.unchanged) == (0, 0, 1)


def test_expiry_is_no_mistake_that_waits_for_a_person(company: Company) -> None:
    for n in range(21):
        company.write(f"docs/{n}.md", f"---\ndate: 2020-01-01\n---\n# Notat {n}\n\nNotat {n}.\n")
    company.ingest()
    company.configure(
        '[[space]]\nname = "docs"\nretention_days = 30\n[[space.source]]\nfolder = "docs"\n'
    )
    report = company.ingest()
    assert (report.expired, report.errors) == (21, [])
    run = company.kilde.catalogue.runs.last("docs")
    assert run is not None and run.expired == 21
