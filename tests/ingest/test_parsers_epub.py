"""EPUB books to elements."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.elements import Element
from ingest.parsers import Unreadable, parse
from tests.ingest.conftest import manual

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/bok.opf"/></rootfiles></container>'
NAVIGATION = "<nav><ol><li><a href='to.xhtml'>Rør</a></li></ol></nav>"
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Montørboka</dc:title>
<dc:date>2026-01-15</dc:date></metadata><manifest>
<item id="b" href="to.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="en%20side.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
</manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""


def book(tmp_path: Path, **parts: str) -> Path:
    path = tmp_path / "bok.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/bok.opf", PACKAGE)
        archive.writestr(
            "OEBPS/nav.xhtml", "<nav><ol><li><a href='to.xhtml'>Rør</a></li></ol></nav>"
        )
        archive.writestr("OEBPS/to.xhtml", "<html><body><p>Rør</p><p>Bøy forsiktig.</p></html>")
        archive.writestr("OEBPS/en side.xhtml", "<html><h1>Strøm</h1><p>Slå av sikringen.</p>")
        for name, content in parts.items():
            archive.writestr(f"META-INF/{name}.xml", content)
    return path


def test_chapters_come_in_the_order_of_the_spine(tmp_path: Path) -> None:
    parsed = parse(book(tmp_path), "bok.epub")
    assert (parsed.title, parsed.date) == ("Montørboka", "2026-01-15")
    assert parsed.elements == (
        Element("heading", "Strøm", 1),
        Element("paragraph", "Slå av sikringen."),
        Element("heading", "Rør", 1),  # by the list of contents: its own page does not mark it
        Element("paragraph", "Bøy forsiktig."),
    )


def test_a_book_that_is_protected_is_named(tmp_path: Path) -> None:
    method = '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    path = book(
        tmp_path, encryption=f"<encryption><EncryptedData>{method}</EncryptedData></encryption>"
    )
    with pytest.raises(Unreadable, match="protected against copying"):
        parse(path, path.name)


def test_a_manual_says_the_same_as_a_book_and_as_a_page() -> None:
    name = "debian-edu-bookworm-manual.en"
    as_book, as_page = (
        parse(manual(f"{name}.{suffix}"), f"{name}.{suffix}") for suffix in ("epub", "html")
    )
    headings = [
        [e.text.lstrip("0123456789. ") for e in parsed.elements if e.kind == "heading"]
        for parsed in (as_book, as_page)
    ]
    assert headings[0] == headings[1]
    assert len(headings[0]) > 190
    tables = [[e.text for e in p.elements if e.kind == "table"] for p in (as_book, as_page)]
    assert tables[0] == tables[1]
