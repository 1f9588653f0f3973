"""A folder as a source."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from config import Source
from ingest.sources import SourceError
from ingest.sources.folder import list_folder

KINDS = frozenset({".md", ".pdf"})


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")


def paths(folder: Path, **patterns: tuple[str, ...]) -> list[str]:
    source = Source.model_validate({"folder": "docs", **patterns})
    return [item.place for item in list_folder(folder, source, KINDS).items]


def test_all_below_it_is_listed_by_path(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "2026/b.PDF")
    assert paths(tmp_path) == ["a.md", "2026/b.PDF"]


def test_what_programs_leave_behind_is_not(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "~$a.md", ".hidden.md", ".git/x.md", "._a.md")
    assert paths(tmp_path) == ["a.md"]


def test_kinds_that_no_parser_reads_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.exe", "b.exe", "README")
    listing = list_folder(tmp_path, Source(folder="docs"), KINDS)
    assert listing.other_kinds == {".exe": 2, "no suffix": 1}


def test_patterns_choose(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "drafts/b.md", "drafts/deep/c.md", "d.pdf")
    assert paths(tmp_path, include=("*.md",)) == ["a.md", "drafts/b.md", "drafts/deep/c.md"]
    assert paths(tmp_path, exclude=("drafts/*",)) == ["a.md", "d.pdf"]


def test_a_name_in_nfd_is_known_by_its_nfc(tmp_path: Path) -> None:
    name = "ærlig å ø.md"
    put(tmp_path, unicodedata.normalize("NFD", name))
    [found] = list_folder(tmp_path, Source(folder="docs"), KINDS).items
    assert found.path == unicodedata.normalize("NFC", name)
    with found.opened() as file:
        assert file.read_text() == "x"


def test_a_name_of_before_utf_8_is_read_as_in_western_europe(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode("Blåbær.md".encode("latin-1")))
    [found] = list_folder(tmp_path, Source(folder="docs"), KINDS).items
    assert found.path == "Blåbær.md"
    with found.opened() as file:
        assert file.read_text() == "x"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "secret.md", "docs/inside.md")
    (tmp_path / "docs/out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "docs/in.md").symlink_to(tmp_path / "docs/inside.md")
    (tmp_path / "docs/gone.md").symlink_to(tmp_path / "nothing.md")
    listing = list_folder(tmp_path / "docs", Source(folder="docs"), KINDS)
    assert [item.path for item in listing.items] == ["in.md", "inside.md"]
    assert "leads out of its source folder" in listing.refused["out.md"]
    assert "No such file" in listing.refused["gone.md"]


def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    listing = list_folder(tmp_path, Source(folder="docs"), KINDS)
    assert [item.path for item in listing.items] == ["a.md"]
    assert "is a pipe, a socket or a device, and no file" in listing.refused["pipe.md"]


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/secret.md", "docs/a.md")
    (tmp_path / "docs/link").symlink_to(tmp_path / "elsewhere")
    assert paths(tmp_path / "docs") == ["a.md"]


def test_a_folder_that_has_vanished_is_an_error_and_not_empty(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist; mount or restore it"):
        list_folder(tmp_path / "gone", Source(folder="docs"), KINDS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_listed_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, "closed/a.md")
    (tmp_path / "closed").chmod(0)
    try:
        with pytest.raises(SourceError, match="cannot be listed: Permission denied"):
            list_folder(tmp_path, Source(folder="docs"), KINDS)
    finally:
        (tmp_path / "closed").chmod(0o700)
