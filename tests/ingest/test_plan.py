"""What has to be done so that the catalogue holds what a source holds."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.plan import Plan, hash_file, plan, removes_too_much
from ingest.sources import SourceFile
from records import Document


def on_disk(folder: Path, path: str, text: str) -> SourceFile:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    found = file.stat()
    return SourceFile(path, file, found.st_size, found.st_mtime_ns)


def known(file: SourceFile, number: int = 1) -> Document:
    """The document as the catalogue has it after `file` was ingested."""
    return Document(
        number, 1, "hr", "docs", f"docs/{file.path}", file.size, file.modified_ns,
        hash_file(file.file), "1", 10, None,
    )  # fmt: skip


def compare(
    files: list[SourceFile], documents: list[Document], refused: tuple[str, ...] = ()
) -> Plan:
    return plan("docs", files, documents, lambda document: True, frozenset(refused))


def test_a_new_file_is_read(tmp_path: Path) -> None:
    file = on_disk(tmp_path, "a.md", "x")
    [new] = compare([file], []).read
    assert (new.candidate.name, new.candidate.known) == ("docs/a.md", None)


def test_the_same_size_and_time_is_not_even_opened(tmp_path: Path) -> None:
    file = on_disk(tmp_path, "a.md", "x")
    document = known(file)
    file.file.unlink()
    assert compare([file], [document]).unchanged == [document]


def test_the_same_content_with_another_time_is_not_read(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    os.utime(tmp_path / "a.md", ns=(1, 1))
    newer = replace(on_disk(tmp_path, "b", ""), path="a.md", file=tmp_path / "a.md")
    todo = compare([newer], [document])
    assert (todo.touched, todo.read) == ([(document, newer)], [])


def test_other_content_is_read_again(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    [new] = compare([on_disk(tmp_path, "a.md", "other")], [document]).read
    assert new.candidate.known == document


def test_a_moved_file_keeps_its_document(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    moved = on_disk(tmp_path, "2026/a.md", "x")
    todo = compare([moved], [document])
    assert [(d, new.candidate.name) for d, new in todo.renamed] == [(document, "docs/2026/a.md")]
    assert (todo.read, todo.removed) == ([], [])


def test_a_copy_is_another_document(tmp_path: Path) -> None:
    first = on_disk(tmp_path, "a.md", "x")
    todo = compare([first, on_disk(tmp_path, "b.md", "x")], [known(first)])
    assert [new.candidate.name for new in todo.read] == ["docs/b.md"]


def test_what_is_no_longer_there_is_removed(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    assert compare([], [document]).removed == [document]


def test_what_is_there_but_refused_stays(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    assert compare([], [document], refused=("a.md",)).removed == []


def test_a_document_of_former_parsers_is_read_again(tmp_path: Path) -> None:
    file = on_disk(tmp_path, "a.md", "x")
    todo = plan("docs", [file], [known(file)], lambda document: False, frozenset())
    assert len(todo.read) == 1


@pytest.mark.parametrize(
    ("removed", "documents", "asks"),
    [(6, 20, False), (7, 20, True), (19, 19, False), (100, 100, True), (0, 100, False)],
)
def test_a_large_removal_asks_first(removed: int, documents: int, asks: bool) -> None:
    assert removes_too_much(removed, documents) is asks
