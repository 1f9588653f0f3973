"""Searching among some documents only: by source, day, kind and language."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest

from records import Narrowing
from tests.conftest import Company
from vectorstore import server, within
from vectorstore.access import readable

TOML = """
[[space]]
name = "hr"
[[space.source]]
folder = "handbook"
[[space.source]]
mailbox = "letters"
[[space]]
name = "board"
readers = ["board"]
[[space.source]]
folder = "minutes"
"""
LETTER = (
    "From: Kari <kari@example.com>\nTo: hr@example.com\nSubject: Ferie\n"
    "Date: Mon, 2 Mar 2026 10:00:00 +0100\nMessage-ID: <ferie@example.com>\n\n"
    "Jeg vil gjerne overføre ferie til neste år. Hvor mange feriedager kan jeg overføre?\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = Company(tmp_path_factory.mktemp("narrowing"))
    company.configure(TOML)
    company.write(
        "handbook/ferie-2025.md",
        "---\ndate: 2025-01-15\n---\n# Ferie\n\nDu kan overføre ti feriedager.\n",
    )
    company.write(
        "handbook/ferie.html",
        "<h1>Ferie</h1><p>Oppdatert: 15.01.2026</p><p>Du kan overføre tolv feriedager.</p>",
    )
    company.write(
        "handbook/urlaub.md",
        "# Urlaub\n\nSie können zehn Urlaubstage in das nächste Jahr übertragen.\n",
    )
    company.write("letters/ferie.eml", LETTER)
    company.write("minutes/ferie.md", "# Ferie\n\nStyret overfører ingen feriedager.\n")
    company.ingest("hr")
    company.ingest("board")
    yield company
    server.stop(company.settings.data_folder)


@pytest.mark.parametrize(
    ("narrowing", "found"),
    [
        (Narrowing(sources=("letters",)), {"letters/ferie@example.com"}),
        (Narrowing(sources=("board/minutes",)), {"minutes/ferie.md"}),
        (Narrowing(kinds=("mail",)), {"letters/ferie@example.com"}),
        (Narrowing(kinds=("web",)), {"handbook/ferie.html"}),
        (Narrowing(languages=("de",)), {"handbook/urlaub.md"}),
        (Narrowing(until=date(2025, 1, 15)), {"handbook/ferie-2025.md"}),
        (Narrowing(since=date(2026, 2, 1), until=date(2026, 10, 1)), {"letters/ferie@example.com"}),
        (
            Narrowing(kinds=("web", "text"), since=date(2025, 1, 1), until=date(2026, 1, 31)),
            {"handbook/ferie-2025.md", "handbook/ferie.html"},
        ),
        (Narrowing(kinds=("pdf",)), set()),
    ],
)
def test_only_what_is_asked_for_is_found(
    library: Company, narrowing: Narrowing, found: set[str]
) -> None:
    hits = library.kilde.reader(None).search("overføre feriedager", narrowing=narrowing)
    assert {hit.passage.document for hit in hits} == found


def test_without_words_the_documents_themselves_are_listed_the_newest_first(
    library: Company,
) -> None:
    def listed(groups: tuple[str, ...], narrowing: Narrowing, limit: int = 9) -> list[str]:
        return [
            hit.passage.document for hit in library.kilde.reader(groups).newest(limit, narrowing)
        ]

    open_to_all = ["letters/ferie@example.com", "handbook/ferie.html", "handbook/ferie-2025.md"]
    assert listed((), Narrowing()) == ["handbook/urlaub.md", *open_to_all]
    assert listed(("board",), Narrowing(sources=("minutes",))) == ["minutes/ferie.md"]
    assert listed((), Narrowing(sources=("minutes",))) == []
    assert listed((), Narrowing(kinds=("web",))) == ["handbook/ferie.html"]
    assert listed((), Narrowing(), limit=1) == ["handbook/urlaub.md"]


def test_shelves_count_what_may_be_read(library: Company) -> None:
    for groups, sources in [
        ((), {"handbook": 3, "letters": 1}),
        (("board",), {"handbook": 3, "letters": 1, "minutes": 1}),
    ]:
        counted: dict[str, int] = {}
        for shelf in library.kilde.reader(groups).shelves():
            counted[shelf.source] = counted.get(shelf.source, 0) + shelf.documents
        assert counted == sources
    kinds = {shelf.kind for shelf in library.kilde.reader(()).shelves()}
    assert kinds == {"text", "web", "mail"}


def test_a_source_that_may_not_be_read_is_as_one_that_is_not_there(library: Company) -> None:
    reader = library.kilde.reader(())
    assert reader.without_source(Narrowing(sources=("handbook",))) is None
    assert reader.without_source(Narrowing(sources=("minutes",))) == "minutes"
    assert reader.without_source(Narrowing(sources=("nothing",))) == "nothing"


def test_what_is_far_down_among_all_is_found_among_few(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """70 documents on the same subject, and one on it in a source of its own; found whether
    all that is left is compared or the index is asked."""
    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
        '[[space.source]]\nfolder = "rare"\n'
    )
    dice = random.Random(1)
    for n in range(70):
        company.write(
            f"docs/{n}.md", f"# Ferie\n\nDu kan overføre {dice.randint(2, 99)} feriedager.\n"
        )
    company.write("rare/one.md", "# Kantinen\n\nI ferien er kantinen stengt.\n")
    company.ingest()
    kilde = company.kilde
    scopes = readable(company.settings, kilde.catalogue.partitions(), None)
    asked = "Hvor mange feriedager kan jeg overføre?"
    everywhere = kilde.search.find(asked, scopes, 50).hits
    assert "rare/one.md" not in {hit.passage.document for hit in everywhere}
    for compared in (8000, 0):
        monkeypatch.setattr(within, "_COMPARED", compared)
        [only] = kilde.search.find(asked, scopes, 50, Narrowing(sources=("rare",))).hits
        assert only.passage.document == "rare/one.md"
        # What is found both ways has the same score.
        narrowed = kilde.search.find(asked, scopes, 50, Narrowing(sources=("docs",))).hits
        assert narrowed[:10] == everywhere[:10]
