"""Scans: pages and pictures whose text is recognised, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from ingest.elements import Element
from ingest.guard import Guard, Unreadable
from ingest.parsers.ocr.upright import tilt_of
from ingest.parsers.recogniser import Recogniser
from tests.conftest import Company
from tests.ingest.conftest import Draw, column
from tests.ingest.scanning import (
    ENGLISH,
    GERMAN,
    NORWEGIAN,
    Sheet,
    as_pdf,
    letter,
    needs_tesseract,
)


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


def darkest(picture: Image.Image) -> int:
    return next(shade for shade, count in enumerate(picture.histogram()) if count)


@needs_tesseract
def test_a_scanned_letter_in_three_languages(guard: Guard, tmp_path: Path) -> None:
    path = as_pdf(
        tmp_path / "scan.pdf",
        letter("Ferie og permisjon", NORWEGIAN, 150).scanned(tilt=1.2).resize((1654, 2338)),
        letter("Urlaub", GERMAN).scanned(tilt=-0.8),
        letter("Holidays", ENGLISH, 300).scanned(tilt=0.3).resize((1654, 2338)),
    )
    parsed = guard.parse(path, "scan.pdf")
    assert parsed.elements == (
        Element("heading", "Ferie og permisjon", 1, 1),
        Element("paragraph", NORWEGIAN, page=1),
        Element("heading", "Urlaub", 1, 2),
        Element("paragraph", GERMAN, page=2),
        Element("heading", "Holidays", 1, 3),
        Element("paragraph", ENGLISH, page=3),
    )
    assert (parsed.title, parsed.pages, parsed.unread) == ("Ferie og permisjon", 3, None)


@needs_tesseract
def test_only_the_scanned_pages_of_a_pdf_are_recognised(
    guard: Guard, draw: Draw, tmp_path: Path
) -> None:
    writer = pypdf.PdfWriter(clone_from=draw(column([NORWEGIAN[:50], "som det står skrevet."])))
    writer.append(as_pdf(tmp_path / "scan.pdf", letter("Urlaub", GERMAN).scanned()))
    writer.write(tmp_path / "mixed.pdf")
    parsed = guard.parse(tmp_path / "mixed.pdf", "mixed.pdf")
    assert [(e.page, e.text[:20]) for e in parsed.elements] == [
        (1, "Alle ansatte har ret"),
        (2, "Urlaub"),
        (2, "Alle Beschäftigten h"),
    ]


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_fed_the_wrong_way(guard: Guard, tmp_path: Path, turn: int) -> None:
    picture = letter("Ferie", NORWEGIAN).scanned().rotate(turn, expand=True)
    picture.save(tmp_path / "scan.png", dpi=(200, 200))
    parsed = guard.parse(tmp_path / "scan.png", "scan.png")
    assert [e.text for e in parsed.elements] == ["Ferie", NORWEGIAN]


@needs_tesseract
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".bmp", ".gif", ".tiff"])
def test_every_kind_of_picture(guard: Guard, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"notat{suffix}"
    letter("Notat", ENGLISH).picture.save(path)
    parsed = guard.parse(path, path.name)
    assert parsed.elements == (
        Element("heading", "Notat", 1, 1),
        Element("paragraph", ENGLISH, page=1),
    )


@needs_tesseract
def test_each_page_of_a_tiff(guard: Guard, tmp_path: Path) -> None:
    pages = [letter("Ferie", NORWEGIAN).scanned(), letter("Urlaub", GERMAN).scanned()]
    pages[0].save(tmp_path / "faks.tif", save_all=True, append_images=pages[1:], dpi=(200, 200))
    parsed = guard.parse(tmp_path / "faks.tif", "faks.tif")
    assert [(e.page, e.kind) for e in parsed.elements] == [
        (1, "heading"), (1, "paragraph"), (2, "heading"), (2, "paragraph"),
    ]  # fmt: skip
    assert parsed.pages == 2


@needs_tesseract
def test_a_ruled_table_stays_a_table(guard: Guard, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.heading("Satser")
    sheet.paragraph("Satsene gjelder fra første januar og endres hvert år etter avtale.")
    sheet.table(
        [("Reise", "Beløp"), ("Dagsreise", "315 kr"), ("Hotell", "1012 kr"), ("Utland", "850 kr")],
        (160, 90),
    )
    path = as_pdf(tmp_path / "satser.pdf", sheet.scanned(tilt=0.9))
    table = guard.parse(path, "satser.pdf").elements[-1]
    assert (table.kind, table.page) == ("table", 1)
    assert table.text == "Reise | Beløp\nDagsreise | 315 kr\nHotell | 1012 kr\nUtland | 850 kr"


@needs_tesseract
def test_words_divided_at_the_end_of_a_line_are_joined(guard: Guard, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.paragraph("Alle ansatte har rett til ferie etter tariffav-", right=900)
    sheet.y -= 1.1 * 11 - 3
    sheet.paragraph("talen som gjelder for dem, og tariffavtalen er lagt ut.", right=900)
    path = as_pdf(tmp_path / "scan.pdf", sheet.scanned())
    text = " ".join(element.text for element in guard.parse(path, "scan.pdf").elements)
    assert "etter tariffavtalen som gjelder" in text


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90])
def test_a_quote_is_boxed_where_it_stands_on_the_scan(
    guard: Guard, tmp_path: Path, turn: int
) -> None:
    sheet = letter("Ferie", NORWEGIAN)
    path = as_pdf(tmp_path / "scan.pdf", sheet.scanned(tilt=1.5).rotate(turn, expand=True))
    quote = "Søknaden sendes før første desember."
    picture = guard.render(path, 1, [quote], 800)
    assert len(picture.boxes) == len(quote.split())
    assert "Søknaden sendes" in picture.text
    # The sentence is the only one whose words are painted over; without it nothing is left.
    blank = Sheet()
    blank.heading("Ferie")
    blank.paragraph(NORWEGIAN.removesuffix(quote))
    without = blank.scanned(tilt=1.5, noise=0).rotate(turn, expand=True)
    whole = sheet.scanned(tilt=1.5, noise=0).rotate(turn, expand=True)
    for box in picture.boxes:
        area = (
            round(box.left * whole.width), round(box.top * whole.height),
            round(box.right * whole.width), round(box.bottom * whole.height),
        )  # fmt: skip
        assert darkest(whole.crop(area)) < 100
        assert darkest(without.crop(area)) > 100


@needs_tesseract
def test_a_picture_is_rendered_with_its_quote(guard: Guard, tmp_path: Path) -> None:
    letter("Urlaub", GERMAN).picture.save(tmp_path / "foto.jpg")
    picture = guard.render(tmp_path / "foto.jpg", 1, ["Urlaub kann bis zum"], 600)
    assert (picture.width, picture.pages) == (600, 1)
    assert picture.boxes


@needs_tesseract
def test_a_text_layer_that_is_nonsense_is_recognised_anew(guard: Guard, tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "skannet.pdf"), pagesize=(595, 842))
    canvas.drawImage(ImageReader(letter("Ferie", NORWEGIAN).scanned()), 0, 0, 595, 842)
    text = canvas.beginText(60, 700)
    text.setFont("Helvetica", 10)
    text.setTextRenderMode(3)
    for _ in range(30):
        text.textLine("A11e an5atte h4r rett t1l fem uk3r f3rie hv3rt ;r. |)en s0m |kke f@r")
    canvas.drawText(text)
    canvas.save()
    parsed = guard.parse(tmp_path / "skannet.pdf", "skannet.pdf")
    assert [e.text for e in parsed.elements] == ["Ferie", NORWEGIAN]


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A PATH on which there is no tesseract."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def test_without_tesseract_a_scan_is_named_with_what_to_do(
    tmp_path: Path, without_tesseract: None
) -> None:
    path = as_pdf(tmp_path / "scan.pdf", *[letter("Ferie", NORWEGIAN).scanned()] * 2)
    reason = "pages 1-2 are scans and tesseract is not installed; run make setup"
    with Guard() as guard, pytest.raises(Unreadable, match=re.escape(reason)):
        guard.parse(path, "scan.pdf")


def test_without_tesseract_the_other_pages_are_kept_and_the_scan_is_named(
    company: Company, draw: Draw, tmp_path: Path, without_tesseract: None
) -> None:
    writer = pypdf.PdfWriter(clone_from=draw(column([NORWEGIAN[:50], "som det står skrevet."])))
    writer.append(as_pdf(tmp_path / "scan.pdf", letter("Urlaub", GERMAN).scanned()))
    writer.write(company.folder / "docs" / "mixed.pdf")
    report = company.ingest()
    reason = "page 2 is a scan and tesseract is not installed; run make setup"
    assert report.failures == {"docs/mixed.pdf": reason}
    assert company.found("Hvor mye ferie har ansatte?") == ["docs/mixed.pdf"]
    again = company.ingest()
    assert again.failures == {"docs/mixed.pdf": reason}
    assert (again.added, again.changed) == (0, 0)


def test_an_empty_page_is_not_recognised_and_not_missed(guard: Guard, tmp_path: Path) -> None:
    path = as_pdf(tmp_path / "tom.pdf", Image.new("L", (1654, 2338), 255))
    with pytest.raises(Unreadable, match="has no text on its page, nor a picture of any"):
        guard.parse(path, "tom.pdf")


@pytest.mark.parametrize("tilt", [-2.0, -0.35, 0.0, 1.2, 4.0])
def test_the_tilt_of_a_page_is_measured(tilt: float) -> None:
    page = letter("Ferie", NORWEGIAN).scanned(tilt)
    assert tilt_of(page) == pytest.approx(-tilt, abs=0.11)


def test_pages_that_were_not_read_are_listed_by_reason() -> None:
    recogniser = Recogniser()
    assert recogniser.unread is None
    recogniser._reasons["tesseract is not installed"] = [2, 3, 4, 7]
    recogniser._reasons["took long"] = [5]
    assert recogniser.unread == (
        "pages 2-4, 7 are scans and tesseract is not installed; page 5 is a scan and took long"
    )
