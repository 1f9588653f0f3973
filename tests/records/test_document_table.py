"""The documents as they are listed for those who look after them, and how fast that is."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from records import (
    Catalogue,
    DocumentFilter,
    Look,
    NewPassage,
    NewVersion,
    TurnRecord,
    Turns,
    open_database,
)
from records.schema import documents, passages, versions

EVERYTHING = None


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(open_database(f"sqlite:///{tmp_path / 'kilde.db'}"))


def read(catalogue: Catalogue, name: str, *texts: str, date: str | None = None) -> int:
    """A document, or a new version of it, with a passage for each text; its id."""
    known = catalogue.document("hr", name)
    partition = (catalogue.partitions() or [catalogue.add_partition("hr", (), "e5", "f")])[0].id
    values = {
        "partition_id": partition, "space": "hr", "source": name.split("/")[0], "name": name,
        "size": 1, "modified_ns": 0, "content_hash": texts[0], "reading": "2",
    }  # fmt: skip
    number = known.id if known else catalogue.put_document(values)
    said = tuple(NewPassage(text, ("Ferie",), "nb", text) for text in texts)
    title = name.split("/")[-1].split(".")[0].capitalize()
    version = NewVersion(number, partition, texts[0], title, date, "nb", None, said)
    [(version_id, _)] = catalogue.write_versions([version])
    catalogue.make_current([({"content_hash": texts[0]}, number, version_id)])
    return number


def names(catalogue: Catalogue, look: Look = "all", **wanted: str) -> list[str]:
    given = DocumentFilter("hr", look, **wanted)  # type: ignore[arg-type]
    found = [one.name for one in catalogue.table.list(given, EVERYTHING, 50, 0)]
    assert catalogue.table.count(given, EVERYTHING) == len(found)
    return found


def answered(catalogue: Catalogue, number: str, asked: datetime, status: str = "answered") -> None:
    quoted = '[{"space": "hr", "document": "handbook/ferie.pdf"}]'
    Turns(catalogue.engine).add(
        TurnRecord(
            number, "c", "kari", asked, "page", "?", "?", "nb", status, 0.9, "", quoted
        )
    )  # fmt: skip


def test_documents_are_found_by_words_source_and_kind(catalogue: Catalogue) -> None:
    read(catalogue, "handbook/ferie.pdf", "Ferie er 25 dager.")
    read(catalogue, "handbook/sykdom.md", "Ring lederen.")
    read(catalogue, "uploads/Reise_100%.pdf", "Diett er 500 kroner.")
    assert names(catalogue) == [
        "handbook/ferie.pdf",
        "handbook/sykdom.md",
        "uploads/Reise_100%.pdf",
    ]
    assert names(catalogue, words="FER pdf") == ["handbook/ferie.pdf"]
    assert names(catalogue, words="100%") == ["uploads/Reise_100%.pdf"]
    assert names(catalogue, source="uploads") == ["uploads/Reise_100%.pdf"]
    assert names(catalogue, kind="pdf") == ["handbook/ferie.pdf", "uploads/Reise_100%.pdf"]
    assert names(catalogue, kind="mail") == []
    assert catalogue.table.sources("hr", EVERYTHING) == ["handbook", "uploads"]
    assert catalogue.table.count(DocumentFilter("hr"), {1: frozenset({"uploads"})}) == 1
    assert catalogue.table.count(DocumentFilter("hr"), {}) == 0


def test_what_needs_a_look_is_told_apart(catalogue: Catalogue) -> None:
    read(catalogue, "handbook/gammel.md", "Gjaldt i 2019.", date="2019-05-01")
    read(catalogue, "handbook/ny.md", "Gjelder nå.", date="2026-05-01")
    broken = read(catalogue, "handbook/skadet.pdf", "Slik var den.")
    catalogue.put_document({"failure": "is damaged"}, broken)
    catalogue.editions.decide("hr", "handbook/gammel.md", "handbook/ny.md", "kari")
    assert names(catalogue, "failed") == ["handbook/skadet.pdf"]
    assert names(catalogue, "old", dated_before="2024-01-01") == ["handbook/gammel.md"]
    assert names(catalogue, "expired", kept_since="2027-01-01") == [
        "handbook/gammel.md", "handbook/ny.md",
    ]  # fmt: skip
    [new] = catalogue.table.list(DocumentFilter("hr", words="ny.md"), EVERYTHING, 1, 0)
    document = catalogue.document("hr", new.name)
    assert document is not None and document.version_id is not None
    held = frozenset({document.version_id})
    assert names(catalogue, "ended", ended=held) == ["handbook/ny.md"]  # type: ignore[arg-type]
    assert names(catalogue, "superseded") == ["handbook/gammel.md"]
    [first, *_] = catalogue.table.list(DocumentFilter("hr", order="date"), EVERYTHING, 50, 0)
    assert (first.name, first.superseded) == ("handbook/ny.md", False)


def test_only_answers_count_as_use(catalogue: Catalogue) -> None:
    read(catalogue, "handbook/ferie.pdf", "Ferie er 25 dager.")
    read(catalogue, "handbook/sykdom.md", "Ring lederen.")
    answered(catalogue, "a", datetime(2026, 5, 1, tzinfo=UTC))
    answered(catalogue, "b", datetime(2026, 6, 1, tzinfo=UTC))
    answered(catalogue, "c", datetime(2026, 7, 1, tzinfo=UTC), "unanswered")
    [ferie, sykdom] = catalogue.table.list(DocumentFilter("hr", order="used"), EVERYTHING, 50, 0)
    assert (ferie.used, ferie.used_on, sykdom.used, sykdom.used_on) == (2, "2026-06-01", 0, None)
    assert names(catalogue, "unused", unused_since="9999-01-01") == [
        "handbook/ferie.pdf", "handbook/sykdom.md",
    ]  # fmt: skip
    # A document that is younger than that has not had its chance.
    assert names(catalogue, "unused", unused_since="2026-06-01") == []


def test_the_order_by_use_does_not_tell_what_is_used_seldom(catalogue: Catalogue) -> None:
    numbers = {
        name: read(catalogue, name, name) for name in ("a/never", "b/once", "c/four", "d/often")
    }
    for name, used in (("b/once", 1), ("c/four", 4), ("d/often", 5)):
        catalogue.put_document({"used": used}, numbers[name])
    assert names(catalogue, order="used") == ["d/often", "b/once", "c/four", "a/never"]


def test_what_a_document_said_before_is_kept_for_a_while(catalogue: Catalogue) -> None:
    number = read(catalogue, "handbook/ferie.pdf", "Ferie er 25 dager.")
    read(catalogue, "handbook/ferie.pdf", "Ferie er 25 dager.")
    assert catalogue.former.of(number) == []
    read(catalogue, "handbook/ferie.pdf", "Ferie er 30 dager.", "Den tas i juli.")
    [former] = catalogue.former.of(number)
    assert former.lines == (("Ferie", "Ferie er 25 dager."),)
    document = catalogue.document("hr", "handbook/ferie.pdf")
    assert document is not None and document.version_id is not None
    assert catalogue.former.current(document.version_id)[1] == (
        ("Ferie", "Ferie er 30 dager."), ("Ferie", "Den tas i juli."),
    )  # fmt: skip
    assert catalogue.former.cut("hr", 1) == 0
    assert catalogue.former.cut("hr", 0) == 1
    read(catalogue, "handbook/ferie.pdf", "Ferie er 35 dager.")
    catalogue.drop_documents([number])
    assert catalogue.former.of(number) == []


def test_ten_thousand_documents_are_listed_at_once(catalogue: Catalogue) -> None:
    catalogue.add_partition("hr", (), "e5", "f")
    numbers = range(1, 10_001)
    now = datetime.now(UTC)
    with catalogue.engine.begin() as connection:
        connection.execute(insert(documents), [
            {"id": n, "partition_id": 1, "space": "hr", "source": "handbook", "size": 1,
             "name": f"handbook/{n:05}.pdf", "modified_ns": 0, "content_hash": str(n),
             "reading": "2", "version_id": n, "since": "2020-01-01"} for n in numbers
        ])  # fmt: skip
        connection.execute(insert(versions), [
            {"id": n, "document_id": n, "partition_id": 1, "content_hash": str(n),
             "title": f"Rutine {n}", "language": "nb", "date": "2024-01-01", "created": now}
            for n in numbers
        ])  # fmt: skip
        connection.execute(insert(passages), [
            {"id": 10 * n + m, "version_id": n, "ordinal": m, "text": "Tekst " * 60, "overlap": 0,
             "headings": "[]", "turns": "[]", "language": "nb", "embedding": str(n)}
            for n in numbers for m in range(3)
        ])  # fmt: skip
    wanted = DocumentFilter("hr", "unused", "rutine 99", order="used", unused_since="2026-01-01")
    started = time.monotonic()
    listed = catalogue.table.list(wanted, {1: frozenset({"handbook"})}, 50, 50)
    count = catalogue.table.count(wanted, {1: frozenset({"handbook"})})
    took = time.monotonic() - started
    assert (count, len(listed), listed[0].passages) == (280, 50, 3)
    assert took < 1.0
