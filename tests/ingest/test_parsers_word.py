"""Documents of word processors (docx, odt, rtf) to elements."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from ingest.elements import Element
from ingest.parsers import Unreadable, parse
from ingest.parsers.tables import Cell, table

FILES = Path(__file__).with_name("files")


def read(path: Path) -> list[tuple[str, int, str]]:
    return [(e.kind, e.level, e.text) for e in parse(path, path.name).elements]


def saved(document: docx.document.Document, tmp_path: Path) -> Path:
    path = tmp_path / "dokument.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_a_document_that_libreoffice_saved(suffix: str) -> None:
    parsed = parse(FILES / f"reiseregler.{suffix}", f"reiseregler.{suffix}")
    assert parsed.title == "Reiseregler for Fjordvarme"
    assert parsed.date is not None and parsed.date[:10] == "2026-03-02"
    assert parsed.elements == (
        Element("paragraph", "Dokumentansvarlig: Hilde Aas Myhre"),
        Element("heading", "Reiseregler for Fjordvarme", 1),
        Element("paragraph", "Reglene gjelder for alle ansatte og for innleide."),
        Element("heading", "1. Satser", 2),
        Element("paragraph", "Diett utbetales etter tabellen."),
        Element("paragraph", "Satsene følger statens særavtale."),
        Element(
            "table",
            "Område | Land | Døgnsats\n"
            "Norden | Sverige | 954 kr\n"
            "Norden | Færøyene | 1 012 kr\n"
            "Europa | Österreich | 876 kr",
            header=True,
        ),
        Element("heading", "1.1 Slik gjør du", 3),
        Element(
            "list",
            "1. Bestill reisen i portalen.\n"
            "  a) Fly bestilles minst to uker før.\n"
            "2. Lever reiseregning.",
        ),
        Element("heading", "2. Größe und Gewicht", 2),
        Element("list", "- Håndbagasje: 8 kg\n- Koffert: 23 kg"),
        Element("paragraph", "Spørsmål?"),
        Element("paragraph", "Ring reisekontoret på 55 12 34 56."),
    )


def test_headings_keep_their_levels_and_lists_stay_together(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Ferie", 1)
    document.add_heading("Overføring", 2)
    for text in ("Søk i portalen", "Vent på svar"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Husk fristen.")
    document.add_heading("Sykdom", 1)
    document.add_paragraph("Meld fra første dag.")
    assert read(saved(document, tmp_path)) == [
        ("heading", 1, "Ferie"),
        ("heading", 2, "Overføring"),
        ("list", 0, "1. Søk i portalen\n2. Vent på svar"),
        ("paragraph", 0, "Husk fristen."),
        ("heading", 1, "Sykdom"),
        ("paragraph", 0, "Meld fra første dag."),
    ]


def test_the_title_is_the_visible_one_else_the_property(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Fem uker ferie.")
    path = saved(document, tmp_path)
    assert parse(path, path.name).title is None  # python-docx itself writes "Word Document"
    assert parse(path, path.name).date is None  # and the date of its template
    document.core_properties.title = "Ferieregler"
    path = saved(document, tmp_path)
    assert parse(path, path.name).title == "Ferieregler"
    document.paragraphs[0].insert_paragraph_before("Regler for ferie", style="Title")
    path = saved(document, tmp_path)
    assert parse(path, path.name).title == "Regler for ferie"


def test_bold_lines_are_headings_where_no_style_is(tmp_path: Path) -> None:
    document = docx.Document()
    heading = document.add_paragraph().add_run("Personalhåndbok")
    heading.bold, heading.font.size = True, Pt(20)
    document.add_paragraph().add_run("Ferie").bold = True
    document.add_paragraph("Alle ansatte har fem uker ferie.")
    document.add_paragraph().add_run("Dette er viktig.").bold = True
    document.add_paragraph("Si fra i tide.")
    assert read(saved(document, tmp_path)) == [
        ("heading", 1, "Personalhåndbok"),
        ("heading", 2, "Ferie"),
        ("paragraph", 0, "Alle ansatte har fem uker ferie."),
        ("paragraph", 0, "Dette er viktig."),
        ("paragraph", 0, "Si fra i tide."),
    ]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Fristen er ")
    change = f'{nsdecls("w")} w:id="1" w:author="Ola" w:date="2026-01-01T10:00:00Z"'
    paragraph._p.append(
        parse_xml(f"<w:del {change}><w:r><w:delText>1. mars</w:delText></w:r></w:del>")
    )
    paragraph._p.append(parse_xml(f"<w:ins {change}><w:r><w:t>1. mai</w:t></w:r></w:ins>"))
    paragraph.add_run(".")
    assert read(saved(document, tmp_path)) == [("paragraph", 0, "Fristen er 1. mai.")]


def test_a_merged_cell_is_read_with_each_of_its_rows_and_columns(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    rows = [["Avdeling", "2026", ""], ["", "Plan", "Faktisk"], ["HR", "10", "12"], ["", "8", "9"]]
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    (element,) = parse(saved(document, tmp_path), "a.docx").elements
    assert element.header
    assert element.text == "Avdeling | 2026 Plan | 2026 Faktisk\nHR | 10 | 12\nHR | 8 | 9"


def test_labels_beside_values_are_no_header(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Navn", "Ola", "Rolle", "Leder"], strict=True):
        cell.text = text
    (element,) = parse(saved(document, tmp_path), "a.docx").elements
    assert (element.text, element.header) == ("Navn | Ola\nRolle | Leder", False)


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Til alle ansatte"
    cell.add_paragraph("Kontoret er stengt fredag.")
    assert read(saved(document, tmp_path)) == [
        ("paragraph", 0, "Til alle ansatte"),
        ("paragraph", 0, "Kontoret er stengt fredag."),
    ]


def test_rtf_of_old_programs_with_letters_in_every_spelling(tmp_path: Path) -> None:
    path = tmp_path / "brev.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
        rb"{\info{\title Bl\'e5b\'e6r}{\revtim\yr2009\mo4\dy3}}"
        rb"\pard Bl\'e5b\'e6r og gr\u248?t, \u8222\'84Gr\'f6\'dfe\u8220\'93 "
        rb"{\f1\'cf\'f0\'e8\'e2\'e5\'f2}\par"
        b"\r\n\\pard R\xf8dgr\xf8t {\\deleted slettet }{\\v skjult }til slutt\\par}"
    )
    parsed = parse(path, path.name)
    assert (parsed.title, parsed.date) == ("Blåbær", "2009-04-03")
    assert [e.text for e in parsed.elements] == [
        "Blåbær og grøt, „Größe“ Привет",
        "Rødgrøt til slutt",
    ]


def test_the_content_counts_and_not_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "gammel.doc"
    path.write_bytes((FILES / "reiseregler.rtf").read_bytes())
    assert parse(path, path.name).title == "Reiseregler for Fjordvarme"
    path.write_bytes((FILES / "priser.xlsx").read_bytes())
    with pytest.raises(Unreadable, match="is an Excel workbook, not a Word document"):
        parse(path, path.name)


def test_a_document_without_its_parts_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(Unreadable, match="has no document in it"):
        parse(path, path.name)
    path.write_bytes((FILES / "reiseregler.docx").read_bytes()[:5000])
    with pytest.raises(Unreadable, match="damaged or not complete"):
        parse(path, path.name)


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["Navn | 2024 | 2025", "HR | 10 | 12", "IT | 8 | 9"], True),
        ([" | 01.2026 | 02.2026", "HR | 10 | 12"], True),
        (["Ola | 2020 | 2021", "Kari | 2019 | 2022"], False),
        (["Kari | 15.01.2026", "Ola | 17.01.2026"], False),
        (["Tid | Mandag | Tirsdag", "08:00 | Norsk | Matte", "09:00 | Gym | Norsk"], True),
        (["Vare A | 10.50", "Vare B | 120"], False),
        (["Vare | Pris", "Skrue | 120 kr"], True),
        (["Avdeling: | HR | Oslo", "Leder: | Kari | Bergen", "Rolle: | sjef | Bodø"], False),
    ],
)
def test_what_a_header_looks_like(rows: list[str], header: bool) -> None:
    cells = [[Cell(text.strip()) for text in row.split("|")] for row in rows]
    assert [element.header for element in table(cells)] == [header]


def test_a_list_of_contents_is_left_out_with_its_heading(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_heading("Innhold", 1)
    document.add_paragraph("Ferie\t3", style="toc 1")
    document.add_heading("Ferie", 1)
    document.add_paragraph("Fem uker.")
    assert read(saved(document, tmp_path)) == [
        ("heading", 1, "Ferie"),
        ("paragraph", 0, "Fem uker."),
    ]
