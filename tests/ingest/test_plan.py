"""What has to be done so that the catalogue holds what a source holds."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.plan import Known, Plan, hash_file, plan, removes_too_much
from ingest.sources import Item
from ingest.sources.base import file_item
from records import Document, Skipped


def on_disk(folder: Path, path: str, text: str) -> Item:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    found = file.stat()
    return file_item(path, file, found.st_size, found.st_mtime_ns)


def message(place: str, content: str) -> Item:
    """A message that its mailbox knows without opening it."""

    def never() -> AbstractContextManager[Path]:
        raise AssertionError("there was no need to open it")

    return Item(place, None, "message.eml", None, 0, never, identity=content)


def known(item: Item, number: int = 1, parent: int | None = None) -> Document:
    """The document as the catalogue has it after `item` was ingested."""
    return Document(
        number, 1, "hr", "docs", f"docs/{item.place}", item.size or 0, item.modified_ns,
        item.identity or content_hash(item), "1", 10, None, item.place, parent,
    )  # fmt: skip


def content_hash(item: Item) -> str:
    with item.opened() as file:
        return hash_file(file)


def copy(item: Item, original: int | None) -> Skipped:
    """What is remembered of a message that is a copy of a document, or left out."""
    return Skipped(
        1, "hr", "docs", item.place, 0, item.modified_ns, item.identity or "", "1", original, "why"
    )


def compare(
    items: list[Item],
    documents: list[Document],
    skipped: list[Skipped] | None = None,
    refused: tuple[str, ...] = (),
) -> Plan:
    return plan(items, documents, skipped or [], lambda known: True, frozenset(refused))


def test_a_new_file_is_read(tmp_path: Path) -> None:
    item = on_disk(tmp_path, "a.md", "x")
    [new] = compare([item], []).read
    assert (new.candidate.item, new.candidate.known) == (item, None)


def test_the_same_size_and_time_is_not_even_opened(tmp_path: Path) -> None:
    item = on_disk(tmp_path, "a.md", "x")
    document = known(item)
    (tmp_path / "a.md").unlink()
    assert compare([item], [document]).unchanged == [Known(document)]


def test_the_same_content_with_another_time_is_not_read(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    os.utime(tmp_path / "a.md", ns=(1, 1))
    newer = file_item("a.md", tmp_path / "a.md", 1, 1)
    todo = compare([newer], [document])
    assert (todo.touched, todo.read) == ([(Known(document), newer)], [])


def test_other_content_is_read_again(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    [new] = compare([on_disk(tmp_path, "a.md", "other")], [document]).read
    assert new.candidate.known == Known(document)


def test_a_moved_file_keeps_its_document(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    moved = on_disk(tmp_path, "2026/a.md", "x")
    todo = compare([moved], [document])
    assert [(have, new.candidate.item) for have, new in todo.moved] == [(Known(document), moved)]
    assert (todo.read, todo.removed) == ([], [])


def test_a_copy_of_a_file_is_another_document(tmp_path: Path) -> None:
    first = on_disk(tmp_path, "a.md", "x")
    todo = compare([first, on_disk(tmp_path, "b.md", "x")], [known(first)])
    assert [new.candidate.item.place for new in todo.read] == ["b.md"]


def test_what_is_no_longer_there_is_removed(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    assert compare([], [document]).removed == [Known(document)]


def test_what_is_there_but_refused_stays(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.md", "x"))
    assert compare([], [document], refused=("a.md",)).removed == []


def test_a_document_of_former_parsers_is_read_again(tmp_path: Path) -> None:
    item = on_disk(tmp_path, "a.md", "x")
    todo = plan([item], [known(item)], [], lambda known: False, frozenset())
    assert len(todo.read) == 1


def test_a_message_goes_with_what_is_attached_to_it() -> None:
    mail = message("INBOX;1;7", "hash")
    documents = [known(mail), known(mail, 2, parent=1)]
    assert compare([mail], documents).unchanged == [Known(documents[0], (documents[1],))]
    assert compare([], documents).removed == [Known(documents[0], (documents[1],))]


def test_a_message_with_an_attachment_that_failed_is_read_again() -> None:
    mail = message("INBOX;1;7", "hash")
    documents = [known(mail), replace(known(mail, 2, parent=1), failure="is damaged")]
    todo = plan([mail], documents, [], lambda known: known.id == 1, frozenset())
    assert [new.candidate.known for new in todo.read] == [Known(documents[0], (documents[1],))]


def test_a_message_in_two_folders_is_read_once() -> None:
    inbox, archive = message("INBOX;1;7", "hash"), message("Archive;1;3", "hash")
    todo = compare([inbox, archive], [])
    assert [new.candidate.item for new in todo.read] == [inbox]
    assert [(new.candidate.item, place) for new, place in todo.copies] == [(archive, "INBOX;1;7")]


def test_a_copy_is_passed_over_as_long_as_its_original_is_there() -> None:
    inbox, archive = message("INBOX;1;7", "hash"), message("Archive;1;3", "hash")
    row = copy(archive, original=1)
    todo = compare([inbox, archive], [known(inbox)], [row])
    assert (todo.unchanged, todo.skipped, todo.read) == ([Known(known(inbox))], [row], [])


def test_a_copy_takes_the_place_of_an_original_that_went() -> None:
    inbox, archive = message("INBOX;1;7", "hash"), message("Archive;1;3", "hash")
    row = copy(archive, original=1)
    todo = compare([archive], [known(inbox)], [row])
    assert [(have, new.candidate.item) for have, new in todo.moved] == [
        (Known(known(inbox)), archive)
    ]
    assert (todo.removed, todo.read, todo.forgotten) == ([], [], [row])


def test_a_copy_of_what_is_read_again_is_read_again_too(tmp_path: Path) -> None:
    document = known(on_disk(tmp_path, "a.eml", "x"))
    other, again = on_disk(tmp_path, "a.eml", "another message"), message("b", "hash")
    todo = compare([again, other], [document], [copy(again, original=1)])
    assert [new.candidate.item.place for new in todo.read] == ["a.eml", "b"]


def test_what_was_left_out_is_not_opened_again_and_forgotten_when_it_goes() -> None:
    mail = message("INBOX;1;7", "hash")
    row = copy(mail, original=None)
    assert compare([mail], [], [row]).skipped == [row]
    assert compare([], [], [row]).forgotten == [row]


@pytest.mark.parametrize(
    ("removed", "documents", "asks"),
    [(6, 20, False), (7, 20, True), (19, 19, False), (100, 100, True), (0, 100, False)],
)
def test_a_large_removal_asks_first(removed: int, documents: int, asks: bool) -> None:
    assert removes_too_much(removed, documents) is asks
