"""The catalogue is the truth: which version of a document is current, and its passages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from records import (
    Catalogue,
    Correspondent,
    Message,
    Move,
    NewPassage,
    NewVersion,
    RecordsError,
    open_database,
)
from records.database import HEAD, MIGRATIONS

EVERYTHING = {1: frozenset({"docs"})}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(open_database(f"sqlite:///{tmp_path / 'kilde.db'}"))


def add_document(catalogue: Catalogue, name: str, *texts: str) -> int:
    """A document with one passage a text, current; returns its id."""
    known = catalogue.document("hr", name)
    values = {
        "partition_id": 1,
        "space": "hr",
        "source": "docs",
        "name": name,
        "size": 1,
        "modified_ns": 1,
        "content_hash": "h",
        "reading": "1",
    }
    number = known.id if known else catalogue.put_document(values)
    passages = tuple(NewPassage(t, ("Ferie",), "nb", f"hash of {t}") for t in texts)
    version = NewVersion(number, 1, "h", "Ferie", "2026-01-15", "nb", None, passages)
    [(version_id, _)] = catalogue.write_versions([version])
    catalogue.make_current([(values, number, version_id)])
    return number


def texts(catalogue: Catalogue, name: str) -> list[str]:
    return [p.text for p in catalogue.document_passages("hr", name, EVERYTHING)]


@pytest.fixture
def hr(catalogue: Catalogue) -> Catalogue:
    catalogue.add_partition("hr", (), "e5", "f" * 64)
    return catalogue


def test_a_version_is_found_only_when_it_is_current(hr: Catalogue) -> None:
    number = add_document(hr, "docs/ferie.md", "Fem uker.")
    newer = NewVersion(
        number, 1, "h2", "Ferie", None, "nb", None, (NewPassage("Seks uker.", (), "nb", "e"),)
    )
    [(version_id, [passage_id])] = hr.write_versions([newer])  # fmt: skip
    assert texts(hr, "docs/ferie.md") == ["Fem uker."]
    assert hr.passages([passage_id], EVERYTHING) == {}
    hr.make_current([({}, number, version_id)])
    assert texts(hr, "docs/ferie.md") == ["Seks uker."]


def test_superseded_versions_are_named_and_dropped(hr: Catalogue) -> None:
    add_document(hr, "docs/ferie.md", "Fem uker.")
    add_document(hr, "docs/ferie.md", "Seks uker.", "Ti dager.")
    assert hr.superseded("hr") == [(1, 1, [1])]
    hr.drop_versions([1])
    assert hr.superseded("hr") == []
    assert texts(hr, "docs/ferie.md") == ["Seks uker.", "Ti dager."]


def test_a_dropped_document_is_unfindable_at_once(hr: Catalogue) -> None:
    number = add_document(hr, "docs/ferie.md", "Fem uker.")
    hr.drop_documents([number])
    assert texts(hr, "docs/ferie.md") == []
    assert hr.superseded("hr") == [(1, 1, [1])]


def test_numbers_are_never_given_twice(hr: Catalogue) -> None:
    add_document(hr, "docs/a.md", "Første.")
    add_document(hr, "docs/a.md", "Andre.")
    hr.drop_documents([1])
    hr.drop_versions([1, 2])
    add_document(hr, "docs/b.md", "Tredje.")
    [passage] = hr.document_passages("hr", "docs/b.md", EVERYTHING)
    assert (passage.id, passage.version_id) == (3, 3)


def test_a_vector_is_kept_while_a_passage_uses_it(hr: Catalogue) -> None:
    add_document(hr, "docs/a.md", "Samme.")
    add_document(hr, "docs/b.md", "Samme.")
    hr.vectors.put(["hash of Samme."], "f", np.ones((1, 3), np.float32))
    hr.drop_documents([1])
    hr.drop_versions([1])
    assert hr.vectors.known(["hash of Samme."], "f") == {"hash of Samme."}
    hr.drop_documents([2])
    hr.drop_versions([2])
    assert hr.vectors.known(["hash of Samme."], "f") == set()


def test_passages_of_a_source_that_may_not_be_read_are_not_given(hr: Catalogue) -> None:
    add_document(hr, "docs/ferie.md", "Fem uker.")
    assert hr.passages([1], {1: frozenset({"board"})}) == {}
    assert hr.passages([1], {2: frozenset({"docs"})}) == {}
    assert hr.count_documents({1: frozenset({"board"})}) == 0
    assert hr.count_documents(EVERYTHING) == 1


def test_a_passage_knows_the_page_of_each_of_its_characters(hr: Catalogue) -> None:
    number = add_document(hr, "docs/a.pdf", "x")
    passage = NewPassage("side to, side tre", (), "nb", "e", 0, ((0, 2), (9, 3)))
    [(version_id, [passage_id])] = hr.write_versions(
        [NewVersion(number, 1, "h", "A", None, "nb", 3, (passage,))]
    )
    hr.make_current([({}, number, version_id)])
    found = hr.passages([passage_id], EVERYTHING)[passage_id]
    assert (found.page, found.page_at(3), found.page_at(9)) == (2, 2, 3)


def test_a_renamed_document_keeps_its_passages(hr: Catalogue) -> None:
    number = add_document(hr, "docs/ferie.md", "Fem uker.")
    hr.rename([Move(number, {"name": "docs/2026/ferie.md"}, "Ferie", "Ferie 2026")])
    [passage] = hr.document_passages("hr", "docs/2026/ferie.md", EVERYTHING)
    assert (passage.text, passage.title) == ("Fem uker.", "Ferie 2026")


def test_deleted_text_leaves_the_database_file(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'kilde.db'}")
    catalogue = Catalogue(engine)
    catalogue.add_partition("hr", (), "e5", "f")
    add_document(catalogue, "docs/a.md", "hemmelighetsfull setning")
    catalogue.drop_documents([1])
    catalogue.drop_versions([1])
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    assert b"hemmelighetsfull" not in (tmp_path / "kilde.db").read_bytes()


def test_the_newest_migration_is_the_one_that_a_start_expects() -> None:
    revisions = [file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("*.py")]
    assert max(revisions) == HEAD


def test_an_older_database_gets_the_places_of_its_documents(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kilde.db'}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO partitions VALUES (1, 'hr', '', 'e5', 'f', 'c')"))
        connection.execute(
            text(
                "INSERT INTO documents VALUES "
                "(1, 1, 'hr', 'docs', 'docs/2026/ferie.md', 1, 1, 'h', '1', 1, NULL)"
            )
        )
    engine.dispose()
    [document] = Catalogue(open_database(url)).documents("hr")
    assert (document.name, document.place) == ("docs/2026/ferie.md", "2026/ferie.md")
    assert document.parent_id is None


def test_a_message_goes_with_its_attachments_and_its_correspondents(hr: Catalogue) -> None:
    message = Message(
        "1@example.com", "1@example.com", "Ferie", "2026-01-15T10:00:00+01:00", "hash",
        (Correspondent("from", "Kari", "kari@example.com"),),
    )  # fmt: skip
    number = add_document(hr, "inbox/1@example.com", "Fem uker.")
    attached = add_document(hr, "inbox/1@example.com/plan.pdf", "Uke 28.")
    hr.put_document({"parent_id": number}, attached)
    hr.make_current([], {number: message})
    assert hr.mail.message(number) == message
    hr.drop_documents([number])
    assert hr.documents("hr") == []
    assert hr.mail.message(number) is None


def test_a_database_of_a_newer_kilde_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kilde.db'}"
    with open_database(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsError, match="made by a newer Kilde"):
        open_database(url)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "kilde.db").write_text("not a database, but long enough to be read as one" * 50)
    with pytest.raises(RecordsError, match="cannot be opened: file is not a database"):
        open_database(f"sqlite:///{tmp_path / 'kilde.db'}")
