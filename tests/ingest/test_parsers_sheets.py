"""Spreadsheets (xlsx, ods, xls) and tables as text (csv, tsv) to elements."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.parsers import parse
from ingest.parsers.sheets import Locale, locale_of, shown

FILES = Path(__file__).with_name("files")
BOKMAL = locale_of(["Alle priser er uten avgift og gjelder for året"])
DEUTSCH = locale_of(["Die Preise sind ohne Steuer und nicht für alle"])
ENGLISH = locale_of(["The prices of the year are for all"])


def read(book: openpyxl.Workbook, tmp_path: Path) -> list[tuple[str, str]]:
    path = tmp_path / "bok.xlsx"
    book.save(path)
    return [(element.kind, element.text) for element in parse(path, path.name).elements]


def sheet_of(rows: list[list[object]], name: str = "Priser") -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book, sheet


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_workbook_that_libreoffice_saved(suffix: str) -> None:
    parsed = parse(FILES / f"priser.{suffix}", f"priser.{suffix}")
    assert parsed.title == "Prisliste 2026"
    assert parsed.date is not None and parsed.date[:10] == "2026-03-02"
    assert [(e.kind, e.level, e.text.replace("\u00a0", " ")) for e in parsed.elements] == [
        ("heading", 1, "Varer"),
        ("heading", 2, "Prisliste for varmepumper"),
        ("paragraph", 0, "Alle priser er uten merverdiavgift."),
        (
            "table",
            0,
            "Modell | Pris | Rabatt | Gjelder fra\n"
            "Bjørn 6 | 18 250,50 kr | 10 % | 15.01.2026\n"
            "Ulv 9 | 24 900,00 kr | 8 % | 01.02.2026\n"
            "Sum | 43 150,50 kr |  | ",
        ),
        ("heading", 1, "Kontorer"),
        ("table", 0, "Region | Kontor | Ansatte\nVest | Bergen | 41\nVest | Ålesund | 12"),
    ]
    assert [e.header for e in parsed.elements if e.kind == "table"] == [True, True]


def test_several_tables_on_a_sheet_are_told_apart(tmp_path: Path) -> None:
    book, _ = sheet_of(
        [
            ["Vare", "Pris", None, "Kontakt", "Telefon"],
            ["Skrue", 12, None, "Kari", "55 12 34 56"],
            ["Spiker", 9, None, "Ola", "55 12 34 57"],
            [],
            [],
            [],
            ["Kundesenter"],
            ["Sentralbord", "55 00 00 00"],
            [],
            ["Frakt innenlands"],
            ["Sone", "Pris"],
            ["Sør", 99],
            ["Nord", 149],
            ["* Tillegg for tunge pakker kommer i tillegg."],
        ]
    )
    assert read(book, tmp_path) == [
        ("heading", "Priser"),
        ("table", "Vare | Pris\nSkrue | 12\nSpiker | 9"),
        ("table", "Kontakt | Telefon\nKari | 55 12 34 56\nOla | 55 12 34 57"),
        ("heading", "Kundesenter"),
        ("table", "Sentralbord | 55 00 00 00"),
        ("heading", "Frakt innenlands"),
        ("table", "Sone | Pris\nSør | 99\nNord | 149"),
        ("paragraph", "* Tillegg for tunge pakker kommer i tillegg."),
    ]


def test_a_table_that_goes_on_below_an_empty_row_keeps_its_header(tmp_path: Path) -> None:
    book, _ = sheet_of([["Vare", "Enhet", "Pris"], ["Rør", "m", 12], [], ["Bend", "stk", 9]])
    assert read(book, tmp_path)[1:] == [
        ("table", "Vare | Enhet | Pris\nRør | m | 12"),
        ("table", "Vare | Enhet | Pris\nBend | stk | 9"),
    ]


def test_headers_of_two_rows_and_names_of_sections(tmp_path: Path) -> None:
    book, sheet = sheet_of(
        [
            [None, "2025", None, "2026"],
            ["Avdeling", "Plan", "Faktisk", "Plan"],
            ["Vest"],
            ["HR", 10, 11, 12],
        ]
    )
    sheet.merge_cells("B1:C1")
    sheet["A3"].font = Font(bold=True)
    assert read(book, tmp_path)[1:] == [
        ("table", "Avdeling | 2025 Plan | 2025 Faktisk | 2026 Plan\nVest\nHR | 10 | 11 | 12")
    ]


def test_what_is_hidden_is_left_out_and_what_a_filter_hides_is_not(tmp_path: Path) -> None:
    book, sheet = sheet_of([["Navn", "Lønn", "By"], ["Kari", 700, "Oslo"], ["Ola", 650, "Bodø"]])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    assert read(book, tmp_path)[1:] == [("table", "Navn | By\nKari | Oslo")]
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(2, ["Oslo"])
    assert read(book, tmp_path)[1:] == [("table", "Navn | By\nKari | Oslo\nOla | Bodø")]


def test_dates_and_percentages_are_read_as_they_are_shown(tmp_path: Path) -> None:
    book, sheet = sheet_of(
        [["Avtale", "Fra", "Andel"], ["Strøm og varme", datetime.date(2026, 2, 1), 0.125]]
    )
    sheet["C2"].number_format = "0.0 %"
    assert read(book, tmp_path)[1:] == [
        ("table", "Avtale | Fra | Andel\nStrøm og varme | 2026-02-01 | 12,5 %")
    ]


@pytest.mark.parametrize(
    ("value", "code", "locale", "text"),
    [
        (1250.5, "#,##0.00", BOKMAL, "1\u00a0250,50"),
        (1250.5, "#,##0.00", DEUTSCH, "1.250,50"),
        (1250.5, "#,##0.00", ENGLISH, "1,250.50"),
        (1250.5, "#,##0.00", Locale(), "1\u00a0250.50"),
        (0.1 + 0.2, "General", BOKMAL, "0,3"),
        (2026, "General", BOKMAL, "2026"),
        (-12.5, "0.0", BOKMAL, "-12,5"),
        (-1250, '#,##0 "kr";[Red]-#,##0 "kr"', BOKMAL, "-1\u00a0250 kr"),
        (-1250, "#,##0_);(#,##0)", ENGLISH, "(1,250)"),
        (0, '0;-0;"–"', BOKMAL, "–"),
        (49.9, "[$€-407] #,##0.00", DEUTSCH, "€ 49,90"),
        (49.9, '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-', DEUTSCH, "49,90 €"),
        (1250000, '#,##0.0,, "mill."', BOKMAL, "1,3 mill."),
        (7, "000", BOKMAL, "007"),
        (0.25, "0%", BOKMAL, "25%"),
        (46037, "dd.mm.yyyy", BOKMAL, "15.01.2026"),
        (46037, "[$-414]d. mmmm yyyy;@", BOKMAL, "15. januar 2026"),
        (46037, "DATE", DEUTSCH, "15.01.2026"),
        (46037, "DATE", ENGLISH, "2026-01-15"),
        (46037.5, "yyyy-mm-dd hh:mm", BOKMAL, "2026-01-15 12:00"),
        (0.375, "h:mm AM/PM", ENGLISH, "9:00 AM"),
        (1.5, "[h]:mm", BOKMAL, "36:00"),
        (12345, "0.00E+00", ENGLISH, "1.23E+04"),
        (5, "@", BOKMAL, "5"),
    ],
)
def test_numbers_as_a_cell_shows_them(value: float, code: str, locale: Locale, text: str) -> None:
    assert shown(value, code, locale) == text


def table(content: bytes, tmp_path: Path, name: str = "a.csv") -> tuple[str, bool]:
    path = tmp_path / name
    path.write_bytes(content)
    (element,) = parse(path, name).elements
    return element.text, element.header


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Vare", "Merknad", "Pris"], ["Blåbær", '"søt; og, blå"', "49"], ["Øl", "", "52"]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    text = "Vare | Merknad | Pris\nBlåbær | søt; og, blå | 49\nØl |  | 52"
    assert table(content, tmp_path) == (text, True)


def test_decimal_commas_do_not_part_cells(tmp_path: Path) -> None:
    content = b"sep=;\nSted;Sats\nOslo;1 250,50\nBergen;990,00\n"
    assert table(content, tmp_path) == ("Sted | Sats\nOslo | 1 250,50\nBergen | 990,00", True)


def test_a_quote_that_nothing_closes_swallows_nothing(tmp_path: Path) -> None:
    rows = "\n".join(f'{number};"{number} tommer' for number in range(60))
    text, _ = table(f"Nr;Mål\n{rows}\n".encode(), tmp_path)
    assert len(text.splitlines()) == 61


def test_reports_that_are_called_xls_and_are_not(tmp_path: Path) -> None:
    assert table(b"Sted\tSats\nOslo\t315\n", tmp_path, "a.xls") == ("Sted | Sats\nOslo | 315", True)
    page = "<html><table><tr><th>Sted<th>Sats<tr><td>Bodø<td>290</table></html>"
    assert table(page.encode(), tmp_path, "b.xls") == ("Sted | Sats\nBodø | 290", True)


def test_a_workbook_without_a_cell_is_named(tmp_path: Path) -> None:
    book, _ = sheet_of([])
    with pytest.raises(Exception, match="has no text in it"):
        read(book, tmp_path)
