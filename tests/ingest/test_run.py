"""The way of a document, with the real parsers, model, Chroma and Tantivy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT
from ingest import IngestBusy, ingest_lock
from ingest.store import Stores
from tests.conftest import Company
from tests.tiny_model import tiny_model
from vectorstore.embedding.build import build

HOLIDAYS = "# Ferie\n\nDu kan overføre ti feriedager til neste år.\n"
CANTEEN = "# Kantinen\n\nKantinen serverer lunsj fra klokken elleve til ett.\n"


def test_what_is_ingested_is_found(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.write("docs/kantinen.md", CANTEEN)
    report = company.ingest()
    assert (report.added, report.passages, report.failures, report.errors) == (2, 2, {}, [])
    assert company.found("Når er det lunsj?") == ["docs/kantinen.md", "docs/ferie.md"]


def test_a_second_run_does_nothing(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    report = company.ingest()
    assert (report.unchanged, report.added, report.embedded) == (1, 0, 0)


def test_a_changed_document_replaces_its_older_version(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    company.write("docs/ferie.md", HOLIDAYS.replace("ti feriedager", "tolv feriedager"))
    report = company.ingest()
    assert report.changed == 1
    [hit] = company.kilde.reader(None).search("overføre feriedager")
    assert "tolv feriedager" in hit.passage.text


def test_an_unchanged_passage_is_not_embedded_again(company: Company) -> None:
    sections = "".join(f"\n## Punkt {n}\n\nTekst nummer {n} om noe.\n" for n in range(10))
    company.write("docs/long.md", "# Lang\n" + sections)
    assert company.ingest().embedded == 10
    company.write("docs/long.md", "# Lang\n" + sections.replace("nummer 3", "nummer tre"))
    assert company.ingest().embedded == 1


def test_a_deleted_document_is_not_found(company: Company) -> None:
    company.write("docs/kantinen.md", CANTEEN)
    file = company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    file.unlink()
    assert company.ingest().removed == 1
    assert company.found("feriedager") == ["docs/kantinen.md"]


def test_a_moved_document_is_followed_without_reading_it(company: Company) -> None:
    file = company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    (company.folder / "docs/2026").mkdir()
    file.rename(company.folder / "docs/2026/ferieregler.md")
    report = company.ingest()
    assert (report.renamed, report.added, report.removed, report.embedded) == (1, 0, 0, 0)
    assert company.found("feriedager") == ["docs/2026/ferieregler.md"]


def test_a_vanished_folder_is_an_error_and_its_documents_stay(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    (company.folder / "docs").rename(company.folder / "away")
    report = company.ingest()
    assert "does not exist; mount or restore it" in report.errors[0]
    assert company.found("feriedager") == ["docs/ferie.md"]


def test_a_file_that_cannot_be_read_is_named_and_keeps_its_old_version(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    company.write("docs/ferie.md", "")
    company.write("docs/kantinen.md", CANTEEN)
    report = company.ingest()
    assert list(report.failures) == ["docs/ferie.md"]
    assert "empty" in report.failures["docs/ferie.md"]
    assert report.added == 1
    assert company.found("feriedager")[0] == "docs/ferie.md"
    assert company.kilde.catalogue.counts("docs").failures == tuple(report.failures.items())


def test_a_mended_file_is_no_failure_any_more(company: Company) -> None:
    company.write("docs/ferie.md", "")
    assert company.ingest().failures
    company.write("docs/ferie.md", HOLIDAYS)
    assert company.ingest().failures == {}
    assert company.kilde.catalogue.counts("docs").failures == ()


def test_removing_most_of_a_space_waits_for_a_person(company: Company) -> None:
    for n in range(20):
        company.write(f"docs/{n}.md", f"# Notat {n}\n\nDette er notat nummer {n}.")
    company.ingest()
    for n in range(15):
        (company.folder / f"docs/{n}.md").unlink()
    report = company.ingest()
    assert report.removed == 0
    assert "15 of 20 documents" in report.errors[0]
    assert "kilde ingest --space docs --confirm-removals" in report.errors[0]
    assert company.kilde.reader(None).documents() == 20
    assert company.ingest(confirm_removals=True).removed == 15
    assert company.kilde.reader(None).documents() == 5


def test_a_crash_before_the_commit_leaves_the_old_version(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    company.write("docs/ferie.md", HOLIDAYS.replace("ti", "tolv"))
    with monkeypatch.context() as patch:
        patch.setattr("records.Catalogue.make_current", _die)
        with pytest.raises(KeyboardInterrupt):
            company.ingest()
    [hit] = company.kilde.reader(None).search("feriedager")
    assert "ti feriedager" in hit.passage.text
    company.ingest()
    [hit] = company.kilde.reader(None).search("feriedager")
    assert "tolv feriedager" in hit.passage.text


def test_a_crash_before_the_sweep_never_shows_the_old_version(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    company.write("docs/ferie.md", HOLIDAYS.replace("ti", "tolv"))
    sweep = Stores.sweep
    calls: list[str] = []

    def die_the_second_time(stores: Stores, space: str) -> None:
        calls.append(space)
        if len(calls) == 2:
            raise KeyboardInterrupt
        sweep(stores, space)

    with monkeypatch.context() as patch:
        patch.setattr(Stores, "sweep", die_the_second_time)
        with pytest.raises(KeyboardInterrupt):
            company.ingest()
    [hit] = company.kilde.reader(None).search("feriedager")
    assert "tolv feriedager" in hit.passage.text
    company.ingest()
    [partition] = company.kilde.catalogue.partitions()
    assert company.kilde.vectors.ids(partition.collection) == {hit.passage.id}
    assert company.kilde.search.lexical(partition).ids() == {hit.passage.id}


def test_two_ingests_at_once(company: Company) -> None:
    data = company.settings.data_folder
    who = rf"process {os.getpid()}, since 20\d\d-"
    with ingest_lock(data), pytest.raises(IngestBusy, match=who):
        company.ingest()
    assert company.ingest().errors == []


def test_an_ingest_that_waits(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    with ingest_lock(company.settings.data_folder):
        refused = company.run("ingest")
        waiting = company.start("ingest", "--wait")
        assert waiting.stderr is not None
        assert f"(process {os.getpid()}, since 20" in waiting.stderr.readline()
    waiting.communicate(timeout=120)
    assert waiting.returncode == 0
    assert refused.returncode == 1
    assert "or let this one wait with --wait" in refused.stderr
    assert company.found("feriedager") == ["docs/ferie.md"]


def test_the_lock_of_a_process_that_died_is_taken_over(company: Company) -> None:
    data = company.settings.data_folder
    program = (
        "import sys, time; from pathlib import Path; from ingest.lock import ingest_lock\n"
        "with ingest_lock(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(300)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(data)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        with pytest.raises(IngestBusy, match=f"process {owner.pid}"), ingest_lock(data):
            pass
        owner.kill()
    with ingest_lock(data):
        assert str(os.getpid()) in (data / "ingest.lock").read_text()


def test_narrowing_a_sources_readers_moves_its_documents(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    assert company.found("feriedager", ()) == ["docs/ferie.md"]
    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\nreaders = ["hr"]\n'
    )
    assert company.found("feriedager", ("hr",)) == []
    report = company.ingest()
    assert report.embedded == 0
    assert company.found("feriedager", ()) == []
    assert company.found("feriedager", ("hr",)) == ["docs/ferie.md"]


@pytest.mark.slow
def test_another_model_embeds_again_and_says_why(
    company: Company, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    [before] = company.kilde.catalogue.partitions()
    name = two_models(tmp_path_factory.mktemp("two"), monkeypatch)
    company.configure(
        f'[embedding]\nmodel = "{name}"\n'
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    )
    assert company.found("feriedager") == ["docs/ferie.md"]
    told = Told()
    company.ingest(progress=told)
    [after] = company.kilde.catalogue.partitions()
    assert told.notes == [
        f"docs: the model is now {name} and was multilingual-e5-small; embedding its passages "
        "again (the old index answers until this is done)"
    ]
    assert (after.model, after.collection != before.collection) == (name, True)
    assert company.found("feriedager") == ["docs/ferie.md"]
    assert company.kilde.vectors.ids(before.collection) == set()


class Told:
    """Progress that remembers what a person was told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def begin(self, space: str, files: int) -> None: ...

    def file_done(self, name: str) -> None: ...

    def passages_done(self, count: int) -> None: ...

    def note(self, message: str) -> None:
        self.notes.append(message)


def two_models(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Kilde's own model and a tiny one, both built, in a folder of the test's; the other's name."""
    monkeypatch.setenv("KILDE_MODELS", str(folder / "models"))
    name = tiny_model(folder)
    build(name, folder / "models")
    (folder / "models/multilingual-e5-small").symlink_to(ROOT / "models/multilingual-e5-small")
    return name


def _die(*_: object) -> None:
    raise KeyboardInterrupt
