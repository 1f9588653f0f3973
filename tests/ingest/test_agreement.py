"""`kilde check`: what it finds wrong with real stores, and what they hold afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest import Stores, examine, repair
from tests.conftest import Company
from vectorstore import ChromaError, LexicalError, LexicalIndex, lexical_folder, server

HOLIDAYS = "# Ferie\n\nDu kan overføre ti feriedager til neste år.\n"
CANTEEN = "# Kantinen\n\nKantinen serverer lunsj fra klokken elleve til ett.\n"


@pytest.fixture
def ingested(company: Company) -> Company:
    company.write("docs/ferie.md", HOLIDAYS)
    company.write("docs/kantinen.md", CANTEEN)
    company.ingest()
    return company


def stores_of(company: Company) -> Stores:
    kilde = company.kilde
    embedder = kilde.search.embedder(company.settings.embedding.model)
    return Stores(
        kilde.catalogue, kilde.vectors, company.settings.data_folder / "lexical", embedder
    )


def found_wrong(company: Company) -> list[str]:
    """What is wrong, one line each, and that a repair leaves nothing wrong."""
    stores = stores_of(company)
    problems = examine(stores)
    repair(stores, problems, lambda _: None)
    assert examine(stores) == []
    assert company.found("overføre feriedager")[0] == "docs/ferie.md"
    return [f"{problem.where}: {problem.what}" for problem in problems]


def test_stores_that_agree(ingested: Company) -> None:
    assert examine(stores_of(ingested)) == []


def test_vectors_that_are_missing_other_or_too_many(ingested: Company) -> None:
    stores = stores_of(ingested)
    [partition] = stores.catalogue.partitions()
    vectors = stores.catalogue.vectors.of_passages([1, 2], partition.fingerprint)
    stores.vectors.delete(partition.collection, [1])
    stores.vectors.add(partition.collection, [2], vectors[1][None, :])
    stores.vectors.add(partition.collection, [77], vectors[1][None, :])
    assert found_wrong(ingested) == [
        "docs: Chroma: passages missing: 1",
        "docs: Chroma: passages not current: 1",
        "docs: Chroma: passages with another vector than in the database: 1",
    ]


def test_lexical_entries_that_are_missing_other_or_too_many(ingested: Company) -> None:
    stores = stores_of(ingested)
    [partition] = stores.catalogue.partitions()
    with stores.lexical(partition).writer() as writer:
        writer.delete_version(1)
        writer.delete_version(2)
        writer.add(2, 2, "andre ord")
        writer.add(77, 77, "gammelt")
        writer.add(77, 77, "gammelt")
        writer.commit()
    assert found_wrong(ingested) == [
        "docs: Tantivy: passages missing: 1",
        "docs: Tantivy: passages not current: 1",
        "docs: Tantivy: passages there twice: 1",
        "docs: Tantivy: passages with other words, of 1 looked at: 1",
    ]


def test_a_deleted_chroma_folder(ingested: Company) -> None:
    server.stop(ingested.settings.data_folder)
    shutil.rmtree(ingested.settings.data_folder / "chroma")
    with pytest.raises(ChromaError, match="kilde check --repair"):
        ingested.found("feriedager")
    [line] = found_wrong(ingested)
    assert line == "docs: Chroma: passages missing: 2"


def test_a_chroma_folder_deleted_under_its_server(ingested: Company) -> None:
    shutil.rmtree(ingested.settings.data_folder / "chroma")
    [line] = found_wrong(ingested)
    assert line == "docs: Chroma: passages missing: 2"


def test_chroma_files_that_no_server_starts_on(ingested: Company) -> None:
    server.stop(ingested.settings.data_folder)
    (ingested.settings.data_folder / "chroma/chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(ChromaError, match="did not start"):
        ingested.found("feriedager")
    assert found_wrong(ingested) == ["Chroma: the server cannot be used"]


@pytest.mark.parametrize("damage", ["empty", "flip", "gone"])
def test_damaged_lexical_files(ingested: Company, damage: str) -> None:
    stores = stores_of(ingested)
    [partition] = stores.catalogue.partitions()
    file = next(lexical_folder(stores.root, partition).glob("*.term"))
    if damage == "gone":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        content = bytearray(file.read_bytes())
        content[len(content) // 3] ^= 1
        file.write_bytes(content)
    [line] = found_wrong(ingested)
    assert line.startswith("docs: Tantivy: ")


def test_a_deleted_lexical_folder(ingested: Company) -> None:
    shutil.rmtree(ingested.settings.data_folder / "lexical")
    with pytest.raises(LexicalError, match="kilde check --repair"):
        ingested.found("feriedager")
    [line] = found_wrong(ingested)
    assert line.startswith("docs: Tantivy: cannot be read (the lexical index")


def test_an_ingest_makes_a_deleted_index_again(ingested: Company) -> None:
    server.stop(ingested.settings.data_folder)
    shutil.rmtree(ingested.settings.data_folder / "chroma")
    shutil.rmtree(ingested.settings.data_folder / "lexical")
    assert ingested.ingest().unchanged == 2
    assert examine(stores_of(ingested)) == []


def test_collections_and_folders_that_belong_to_nothing(ingested: Company) -> None:
    stores = stores_of(ingested)
    [partition] = stores.catalogue.partitions()
    stray = stores.catalogue.collection_name(partition.id, partition.fingerprint, 5)
    vector = stores.catalogue.vectors.of_passages([1], partition.fingerprint)[1]
    stores.vectors.add(stray, [1], vector[None, :])
    LexicalIndex(stores.root / "99")
    assert found_wrong(ingested) == [
        f"Chroma: the collection {stray} belongs to nothing",
        f"Tantivy: the folder {stores.root / '99'} belongs to nothing",
    ]


def test_rows_that_a_crash_left(ingested: Company) -> None:
    database = ingested.settings.data_folder / "kilde.db"
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO embeddings (content, fingerprint, vector) SELECT 'nobody', fingerprint, "
            "vector FROM embeddings LIMIT 1"
        )
        connection.execute(
            "INSERT INTO versions (document_id, partition_id, content_hash, title, language, "
            "created) SELECT document_id, partition_id, '', title, language, created FROM versions "
            "LIMIT 1"
        )
    assert found_wrong(ingested) == [
        "records: 1 older versions wait to be swept",
        "records: 1 vectors belong to no passage",
    ]


def test_lost_vectors_are_embedded_again(ingested: Company) -> None:
    with sqlite3.connect(ingested.settings.data_folder / "kilde.db") as connection:
        connection.execute("DELETE FROM embeddings")
    assert found_wrong(ingested) == ["records: passages that have lost their vector: 2"]


def test_the_command(ingested: Company) -> None:
    done = ingested.run("check", "--json")
    assert (done.returncode, done.stderr) == (0, "The stores agree.\n")
    assert done.stdout == '{"agree": true, "problems": []}\n'
    shutil.rmtree(ingested.settings.data_folder / "lexical")
    done = ingested.run("check")
    assert done.returncode == 1
    assert done.stderr.endswith("To make the stores agree, run: kilde check --repair\n")
    done = ingested.run("check", "--repair")
    assert done.returncode == 0
    assert "docs: making both indexes again from the database\n" in done.stderr
    assert done.stderr.endswith("The stores agree again.\n")


def test_a_damaged_database_is_named(ingested: Company) -> None:
    server.stop(ingested.settings.data_folder)
    database = ingested.settings.data_folder / "kilde.db"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_passages_embedding'"
        ).fetchone()[0]
    _overwrite(database, 4096 * page - 100, b"\xff" * 90)
    done = ingested.run("check", "--repair")
    assert done.returncode == 1
    assert "records: the database is damaged" in done.stderr
    assert "restore the data folder from a backup" in done.stderr


def _overwrite(file: Path, offset: int, content: bytes) -> None:
    with open(file, "r+b") as opened:
        opened.seek(offset)
        opened.write(content)
