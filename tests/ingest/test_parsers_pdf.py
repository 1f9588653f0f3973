"""PDF files to elements: what stands on the page, in the order in which it is read."""

from __future__ import annotations

import itertools
from pathlib import Path

import pypdf
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from ingest.cleaning import clean
from ingest.elements import Element
from ingest.parsers import Unreadable, parse
from ingest.parsers.pdf import read
from ingest.parsers.pdf.blocks import blocks_of
from ingest.parsers.pdf.glyphs import Word
from ingest.parsers.pdf.shapes import Line as PlacedLine
from ingest.parsers.pdf.shapes import line_of
from tests.ingest.conftest import Draw, Line, Rule, column, manual

FERIE = [
    "Alle ansatte har fem uker ferie i året, slik loven og vår egen avtale sier det. Den som",
    "ikke får tatt ut ferien sin, kan overføre inntil fjorten dager til året etter. Det avtales",
    "skriftlig med nærmeste leder innen utgangen av oktober hvert år.",
]
REISE = [
    "Reiseregninger sendes inn senest fire uker etter at reisen er avsluttet, med kvittering",
    "for alle utlegg over hundre kroner.",
]


def elements(path: Path) -> list[tuple[str, str]]:
    return [(element.kind, element.text) for element in clean(read(path).elements)]


def test_lines_become_paragraphs_and_larger_type_headings(draw: Draw) -> None:
    path = draw(
        [
            Line(60, 80, "Personalhåndbok", 20, bold=True),
            Line(60, 120, "Ferie", 14, bold=True),
            *column(FERIE, y=140),
            *column(REISE, y=186),
            Line(60, 230, "Overføring", 10, bold=True),
            *column(REISE, y=250),
        ]
    )
    read_elements = read(path).elements
    assert [(e.kind, e.level, e.text[:24]) for e in read_elements] == [
        ("heading", 1, "Personalhåndbok"),
        ("heading", 2, "Ferie"),
        ("paragraph", 0, "Alle ansatte har fem uke"),
        ("paragraph", 0, "Reiseregninger sendes in"),
        ("heading", 3, "Overføring"),
        ("paragraph", 0, "Reiseregninger sendes in"),
    ]
    assert read_elements[2].text == " ".join(FERIE)


def test_a_first_line_set_in_begins_a_paragraph(draw: Draw) -> None:
    lines = [
        *column(FERIE[:2], y=100),
        Line(60, 124, FERIE[2] + " Dette gjelder alle som er med."),
        Line(75, 136, REISE[0][:80]),
        Line(60, 148, REISE[1]),
    ]
    texts = [text for _, text in elements(draw(lines))]
    assert [text[:14] for text in texts] == ["Alle ansatte h", "Reiseregninger"]


def test_the_outline_names_headings_and_their_levels(draw: Draw, tmp_path: Path) -> None:
    page = [
        Line(60, 80, "1 Ferie", 12, bold=True),
        *column(FERIE, y=100),
        Line(60, 160, "1.1 Overføring av", 12, bold=True),
        Line(60, 174, "feriedager", 12, bold=True),
        *column(REISE, y=200),
    ]
    writer = pypdf.PdfWriter(clone_from=draw(page))
    top = writer.add_outline_item(title="Ferie", page_number=0)
    writer.add_outline_item(title="Overføring av feriedager", page_number=0, parent=top)
    path = tmp_path / "outlined.pdf"
    writer.write(path)
    assert [(e.level, e.text) for e in read(path).elements if e.kind == "heading"] == [
        (1, "1 Ferie"),
        (2, "1.1 Overføring av feriedager"),
    ]


def test_lists_keep_their_numbers_and_nest(draw: Draw) -> None:
    page = [
        *column(REISE, y=80),
        Line(60, 110, "1."),
        Line(75, 110, "Ring lederen din før klokken ni, og si hvor lenge du tror"),
        Line(75, 122, "at du blir borte."),
        Line(60, 136, "2."),
        Line(75, 136, "Send egenmelding:"),
        Line(75, 150, "•"),
        Line(90, 150, "i portalen, eller"),
        Line(75, 164, "•"),
        Line(90, 164, "på papir."),
        Line(60, 178, "3."),
        Line(75, 178, "Kom tilbake."),
    ]
    assert elements(draw(page))[1] == (
        "list",
        "1. Ring lederen din før klokken ni, og si hvor lenge du tror at du blir borte.\n"
        "2. Send egenmelding:\n"
        "  - i portalen, eller\n"
        "  - på papir.\n"
        "3. Kom tilbake.",
    )


@pytest.mark.parametrize("mirrored", [0, 30])
def test_a_list_stays_nested_over_the_end_of_its_page(draw: Draw, mirrored: int) -> None:
    def margin(page: int) -> int:
        return 60 + mirrored * (page % 2)

    def item(x: int, y: int, text: str) -> list[Line]:
        return [Line(x, y, "•"), Line(x + 15, y, text)]

    pages = [column(FERIE, x=margin(page), y=100) for page in range(6)]
    pages[2] += [
        *item(margin(2), 180, "Ta med"),
        *item(margin(2) + 15, 194, "pass"),
        *column(["1 Passet må gjelde i minst et halvt år etter at du er hjemme."], margin(2), 780),
    ]
    pages[2][-1] = pages[2][-1]._replace(size=7)
    pages[3] = [
        *item(margin(3) + 15, 60, "billett"),
        *item(margin(3), 74, "Ring når du er framme"),
        *column(FERIE, x=margin(3), y=120),
    ]
    (found,) = [e for e in clean(read(draw(*pages)).elements) if e.kind == "list"]
    assert found.text == "- Ta med\n  - pass\n  - billett\n- Ring når du er framme"
    assert found.turns == ((found.text.index("  - billett"), 4),)


def test_items_that_name_a_command_are_items(draw: Draw) -> None:
    page = [
        *column(REISE, y=80),
        Line(60, 110, "•"), Line(75, 110, "Sett opp tjeneren:"),
        Line(75, 126, "–"), Line(87, 126, "Run"), Line(110, 126, "edu-icinga-setup", mono=True),
        Line(75, 142, "–"), Line(87, 142, "Run"), Line(110, 142, "service restart", mono=True),
    ]  # fmt: skip
    assert elements(draw(page))[1] == (
        "list",
        "- Sett opp tjeneren:\n  - Run edu-icinga-setup\n  - Run service restart",
    )


@pytest.mark.parametrize(
    ("below", "read_as"),
    [
        ([], "A. Det gjelder"),
        (["B. Det samme"], "\n  A. Det gjelder\n  B. Det samme"),
    ],
)
def test_a_letter_that_ends_a_sentence_begins_no_item(
    draw: Draw, below: list[str], read_as: str
) -> None:
    full = "Det som står i pakke B, og det er ganske mye å se på, er en del av det som er i"
    page = [
        *column(FERIE, y=60),
        Line(60, 110, "•"), Line(75, 110, full),
        Line(75, 122, "A. Det gjelder"),
        *column(below, x=75, y=134),
    ]  # fmt: skip
    (_, text) = elements(draw(page))[1]
    assert text.endswith(read_as)


def test_signs_that_a_font_names_by_letters_are_bullets(tmp_path: Path) -> None:
    path = tmp_path / "signs.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for y, text in ((700, "Ta med pass"), (686, "Ta med billett")):
        canvas.setFont("ZapfDingbats", 10)
        canvas.drawString(60, y, "n")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(75, y, text)
    canvas.save()
    assert elements(path) == [("list", "- Ta med pass\n- Ta med billett")]


def test_a_dash_that_opens_a_speech_is_no_bullet(draw: Draw) -> None:
    page = [
        *column(FERIE, y=80),
        Line(
            72,
            116,
            "– Vi tar imot alle som vil, sier hun, og legger til at det ikke har vært noe å",
        ),
        Line(60, 128, "klage på så langt i år."),
    ]
    assert elements(draw(page))[1][0] == "paragraph"


def test_two_columns_are_read_one_after_the_other(draw: Draw) -> None:
    left = [f"venstre spalte har her sin linje nummer {n}" for n in range(12)]
    right = [f"høyre spalte har her også en linje nummer {n}" for n in range(12)]
    page = [
        Line(60, 60, "Nytt fra kantinen", 18, bold=True),
        *column(left, x=60, y=100),
        *column(right, x=320, y=103),
    ]
    assert elements(draw(page))[1:] == [("paragraph", " ".join(left + right))]


def test_a_ruled_table_keeps_cells_of_several_lines_and_its_caption(draw: Draw) -> None:
    ys = (100, 116, 132, 162, 178)
    page = [
        *[Rule(60, y, 400, y) for y in ys],
        Rule(60, 100, 60, 178), Rule(400, 100, 400, 178), Rule(200, 116, 200, 178),
        Line(180, 112, "Satser", bold=True),
        Line(65, 128, "Reise", bold=True), Line(205, 128, "Beløp", bold=True),
        Line(65, 144, "Dagsreise uten"), Line(65, 156, "overnatting"), Line(205, 150, "315 kr"),
        Line(65, 174, "Hotell"), Line(205, 174, "1 012 kr"),
    ]  # fmt: skip
    assert [(e.kind, e.header, e.text) for e in read(draw(page)).elements] == [
        ("paragraph", False, "Satser"),
        ("table", True, "Reise | Beløp\nDagsreise uten overnatting | 315 kr\nHotell | 1 012 kr"),
    ]


def test_a_table_without_rules_is_found_by_its_columns(draw: Draw) -> None:
    rows = [
        ("Vare", "Enhet", "Pris"),
        ("Kaffe, mørkbrent", "kg", "189,00"),
        ("Te", "pakke", "45,50"),
    ]
    rows += [("Rundstykker med ost", "stk", "39,00")]
    page = [
        Line(x, 100 + 16 * n, text, bold=n == 0)
        for n, row in enumerate(rows)
        for x, text in zip((60, 240, 320), row, strict=True)
    ]
    page += column(REISE, y=200)
    first, second = read(draw(page)).elements
    assert first == Element(
        "table",
        "Vare | Enhet | Pris\nKaffe, mørkbrent | kg | 189,00\nTe | pakke | 45,50\n"
        "Rundstykker med ost | stk | 39,00",
        page=1,
        header=True,
    )
    assert second.kind == "paragraph"


def test_the_part_of_a_table_on_the_next_page_has_its_header(tmp_path: Path) -> None:
    for repeated in (0, 1):
        path = tmp_path / f"long{repeated}.pdf"
        rows = [["By", "Sats"], *([f"By {n}", f"{n} kr"] for n in range(60))]
        table = Table(rows, colWidths=[120, 80], repeatRows=repeated)
        bold = ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), bold]))
        SimpleDocTemplate(str(path)).build([table])
        parts = [e for e in read(path).elements if e.kind == "table"]
        assert [part.page for part in parts] == [1, 2]
        assert all(part.header and part.text.startswith("By | Sats\nBy ") for part in parts)
        assert sum(part.text.count("\n") for part in parts) == 60


def test_code_keeps_its_lines_and_indentation(draw: Draw) -> None:
    code = ["if [ -f $FILE ]; then", "  cat $FILE", "fi"]
    page = [
        *column(REISE, y=80),
        *[
            Line(70 + 6 * (len(text) - len(text.lstrip())), 120 + 12 * n, text.strip(), mono=True)
            for n, text in enumerate(code)
        ],
    ]
    assert elements(draw(page))[1] == ("paragraph", "\n".join(code))


def test_a_line_of_code_that_was_wrapped_is_one_again() -> None:
    def wrapped(y: float, text: str, gap: float, rest: str, indent: float) -> list[PlacedLine]:
        end = 70 + 6 * len(text)
        mark = Word("←-", end + gap, end + gap + 10, y, 10)
        return [
            line_of([Word(text, 70, end, y, 10, mono=True), mark]),
            line_of([Word(rest, indent, indent + 6 * len(rest), y + 12, 10, mono=True)]),
        ]

    lines = [
        *wrapped(100, "ou=auto,dc=", 6, "no", 90),
        *wrapped(124, "packages.install", 12, "cups", 90),
        *wrapped(148, "packages.remove", 6, "cups", 96),
    ]
    (block,) = blocks_of(lines, 1, {})
    assert block.text == "ou=auto,dc=no\npackages.install cups\npackages.remove cups"


def test_running_headers_and_footers_go_whatever_pages_they_name(draw: Draw) -> None:
    pages = [
        [
            Line(60, 40, "Personalhåndbok" if n % 2 else "Ferie og fravær", 8),
            *column([f"Avsnitt {n} begynner her. {text}" for text in FERIE], y=100),
            Line(280, 810, f"Side {n} av 6", 8),
        ]
        for n in range(1, 7)
    ]
    texts = [text for _, text in elements(draw(*pages))]
    assert not any("Personalhåndbok" in text or "Side" in text for text in texts)
    assert not any(text.startswith("Ferie og fravær") for text in texts)
    assert len(texts) == 6


def test_chapter_titles_in_large_type_are_not_taken_for_running_headers(draw: Draw) -> None:
    pages = [
        [Line(60, 90, f"Kapittel {n}", 20, bold=True), *column(FERIE, y=130)] for n in range(1, 6)
    ]
    headings = [e.text for e in read(draw(*pages)).elements if e.kind == "heading"]
    assert headings == [f"Kapittel {n}" for n in range(1, 6)]


def test_a_paragraph_goes_on_over_the_end_of_its_page(draw: Draw) -> None:
    first = column(FERIE[:2], y=760)
    second = column(FERIE[2:], y=80)
    (element,) = clean(read(draw(first, second)).elements)
    assert element.text == " ".join(FERIE)
    assert element.turns == ((len(" ".join(FERIE[:2])) + 1, 2),)


def test_a_hyphen_at_a_line_end_is_undone(draw: Draw) -> None:
    page = column(
        [
            "Alle ansatte i bedriften har rett til ferie og feriepenger etter loven og tariffav-",
            "talen, og dette gjelder også de som har deltid eller er vikarer.",
        ]
    )
    assert "tariffavtalen, og dette" in elements(draw(page))[0][1]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Alt står i mappen /skole/-", "backup/, som", "/skole/backup/, som"),
        ("Alt står i filen /var/", "log/aptitude. Les", "/var/log/aptitude. Les"),
        ("Innstillingene ligger i /etc/", "med versjon", "/etc/ med versjon"),
        ("Dette gjelder for /boot/-", "partisjonen", "/boot/- partisjonen"),
        ("Se https://example.com/a.", "html) for", "https://example.com/a.html) for"),
        ("Se https://example.com/a.", "her er", "https://example.com/a. her er"),
    ],
)
def test_paths_broken_at_a_line_end_are_put_together(
    draw: Draw, above: str, below: str, whole: str
) -> None:
    page = [*column([f"Les om dette i boken vår for alle ansatte. {above}", below])]
    ((_, text),) = elements(draw(page))
    assert text.endswith(whole)


def test_lists_of_contents_are_left_out(draw: Draw) -> None:
    entries = [("1 Ferie", 3), ("1.1 Overføring", 4), ("2 Reise", 7), ("3 Sykdom", 9)]
    page = [
        Line(60, 80, "Innhold", 14, bold=True),
        *[
            Line(60, 110 + 14 * n, f"{title} {'. ' * (60 - len(title))} {number}")
            for n, (title, number) in enumerate(entries)
        ],
    ]
    texts = [text for _, text in elements(draw(page, [*column(FERIE, y=100)]))]
    assert texts == [" ".join(FERIE)]


def test_dots_may_lead_to_prices(draw: Draw) -> None:
    rows = [("Kaffe", 25), ("Te", 20), ("Vaffel", 35), ("Rundstykke", 39), ("Suppe", 30)]
    lines = [f"{what} {'.' * (60 - len(what))} {price}" for what, price in rows]
    text = "\n".join(text for _, text in elements(draw(column(lines, y=100, leading=20))))
    assert all(what in text and str(price) in text for what, price in rows)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_it_lies(draw: Draw, tmp_path: Path, rotation: int) -> None:
    writer = pypdf.PdfWriter(clone_from=draw([Line(60, 80, "Liggende", 18), *column(FERIE)]))
    writer.pages[0].rotate(rotation)
    path = tmp_path / "turned.pdf"
    writer.write(path)
    assert [text for _, text in elements(path)] == ["Liggende", " ".join(FERIE)]


def test_title_and_date_come_from_the_properties(draw: Draw, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=draw(column(FERIE)))
    writer.add_metadata({"/Title": "Ferie 2026", "/ModDate": "D:20260115093000+01'00'"})
    path = tmp_path / "dated.pdf"
    writer.write(path)
    parsed = read(path)
    assert (parsed.title, parsed.date) == ("Ferie 2026", "2026-01-15T09:30:00+01:00")


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - ferie v2.docx", "ferie.pdf"])
def test_a_title_that_says_nothing_gives_way_to_the_largest_heading(draw: Draw, title: str) -> None:
    page = [Line(60, 80, "Ferie i Fjordvarme", 20, bold=True), *column(FERIE)]
    assert read(draw(page, title=title)).title == "Ferie i Fjordvarme"


def test_pages_without_a_word_on_them_are_named(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    with pytest.raises(Unreadable, match=r"has no text on its 2 pages|tesseract is not installed"):
        read(path)


def test_an_open_password_is_asked_for_by_none_and_an_owners_is_not_needed(
    draw: Draw, tmp_path: Path
) -> None:
    for user, name in (("hemmelig", "closed.pdf"), ("", "open.pdf")):
        writer = pypdf.PdfWriter(clone_from=draw(column(FERIE)))
        writer.encrypt(user, "eier", algorithm="AES-256")
        writer.write(tmp_path / name)
    assert elements(tmp_path / "open.pdf") == [("paragraph", " ".join(FERIE))]
    with pytest.raises(Unreadable, match="is protected by a password; save it without one"):
        read(tmp_path / "closed.pdf")


def test_a_truncated_file_says_so(draw: Draw, tmp_path: Path) -> None:
    whole = draw(column(FERIE)).read_bytes()
    path = tmp_path / "truncated.pdf"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unreadable, match="is damaged or incomplete"):
        parse(path, path.name)


def test_a_tree_of_pages_that_never_ends_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "loop.pdf"
    path.write_bytes(
        b"%PDF-1.4\n"
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 2000000000>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 44>>stream\nBT /F 12 Tf 50 700 Td (Hei fra en side) Tj ET\nendstream\n"
        b"endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n"
    )
    assert [element.text for element in read(path).elements] == ["Hei fra en side"]


@pytest.mark.parametrize(
    ("name", "pages", "headings"),
    [
        ("debian-edu-bookworm-manual.nb.pdf", 104, ["3 Arkitektur", "3.1 Nettverk"]),
        ("debian-edu-bookworm-manual.de.pdf", 104, ["3 Architektur", "3.1 Netzwerk"]),
        ("debian-faq.en.pdf", 73, ["Chapter 4 Compatibility issues"]),
    ],
)
def test_manuals_keep_their_structure(name: str, pages: int, headings: list[str]) -> None:
    parsed = parse(manual(name), name)
    made = clean(parsed.elements)
    found = [element.text for element in made if element.kind == "heading"]
    assert parsed.pages == pages
    assert all(heading in found for heading in headings)
    assert not any("\ufffe" in e.text or ". . . ." in e.text for e in made)
    numbers = [text.split()[0] for text in found if text[0].isdigit()]
    chapters = [int(number) for number in numbers if number.isdecimal()]
    assert chapters == sorted(set(chapters))


def test_the_norwegian_manuals_table_of_services_is_whole() -> None:
    name = "debian-edu-bookworm-manual.nb.pdf"
    tables = [e for e in clean(read(manual(name)).elements) if e.kind == "table"]
    assert [(table.page, table.header) for table in tables] == [(9, True), (10, True)]
    rows = list(itertools.chain.from_iterable(table.text.split("\n") for table in tables))
    assert rows.count("Tjenestebeskrivelse | Vanlig navn | Tjenestenavn i DNS") == 2
    assert "Automatisk nettverksoppsett for maskiner | DHCP | bootps" in rows
    assert "LTSP-tjener(e) | LTSP | ltsp" in rows
