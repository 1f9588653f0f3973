"""Pages as pictures with quotes marked on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from ingest.guard import Box, Guard, Unreadable
from ingest.guard.matching import Letters
from tests.ingest.conftest import Draw, Line, Rule, column, manual


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


def words(text: str, quote: str) -> str:
    """The words of the text that a quote of it covers."""
    given = text.split()
    return " ".join(given[number] for number in sorted(Letters(given).find(quote)))


PAGE = "1 Ferie Alle har fem uker ferie i å- ret, og det er ﬁnt. Inn- og utgang ved port B | 12"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Alle har fem uker ferie i året", "Alle har fem uker ferie i å- ret,"),
        ("det er fint", "det er ﬁnt."),
        ("Port B | 12", "port B | 12"),
        ("uker", "uker"),
        ("uk", ""),
        ("har seks uker ferie", ""),
        ("Her slutter forrige side. Alle har fem uker", "Alle har fem uker"),
        (
            "Inn- og utgang ved port B 12 og så videre på neste side",
            "Inn- og utgang ved port B | 12",
        ),
        ("", ""),
    ],
)
def test_quotes_are_found_by_their_letters(quote: str, found: str) -> None:
    assert words(PAGE, quote) == found


def test_a_quote_is_found_around_what_interrupts_it() -> None:
    page = "Alle ansatte har fem uker ferie Side 3 av 9 i året slik loven sier det"
    quote = "Alle ansatte har fem uker ferie i året slik loven sier det"
    assert words(page, quote) == "Alle ansatte har fem uker ferie i året slik loven sier det"


def test_only_the_part_on_the_page_is_marked_and_no_chance_likeness() -> None:
    page = "Internett er tilgjengelig for alle. Klokkene går likt, og alle maskinene på"
    quote = (
        "Klokkene går likt, og alle maskinene på nettet spør tjeneren om Internett er tilgjengelig"
    )
    assert words(page, quote) == "Klokkene går likt, og alle maskinene på"


def test_the_boxes_lie_on_the_words_line_by_line(guard: Guard, draw: Draw) -> None:
    path = draw([*column(["Første linje her, og så", "den andre linjen."], x=100, y=200)])
    picture = guard.render(path, 1, ["så den andre linjen"], 600)
    assert (picture.width, picture.pages) == (600, 1)
    above, below = picture.boxes
    assert above.left > below.left == pytest.approx(100 / 595, abs=0.01)
    assert above.top == pytest.approx((200 - 9) / 842, abs=0.01)
    assert below.bottom == pytest.approx((212 + 3) / 842, abs=0.01)


def test_the_mark_colours_the_paper_and_leaves_the_letters(guard: Guard, draw: Draw) -> None:
    path = draw([Line(100, 200, "HHHH", 40)])
    picture = guard.render(path, 1, ["HHHH"], 800)
    image = Image.open(io.BytesIO(picture.png))
    (box,) = picture.boxes
    left, right = int(box.left * 800), int(box.right * 800)
    top, bottom = int(box.top * image.height), int(box.bottom * image.height)
    colours = {image.getpixel((x, y)) for x in range(left, right) for y in range(top, bottom)}
    assert (0, 0, 0) in colours
    assert (255, 236, 139) in colours
    assert (255, 255, 255) not in colours
    assert image.getpixel((5, 5)) == (255, 255, 255)


def test_rows_and_items_are_marked_where_they_stand(guard: Guard, draw: Draw) -> None:
    page = [
        *[Rule(60, y, 400, y) for y in (100, 120, 150, 170)],
        *[Rule(x, 100, x, 170) for x in (60, 200, 400)],
        Line(65, 114, "Reise", bold=True), Line(205, 114, "Beløp", bold=True),
        Line(65, 132, "Dagsreise uten"), Line(65, 144, "overnatting"), Line(205, 138, "315 kr"),
        Line(65, 164, "Hotell"), Line(205, 164, "1 012 kr"),
        Line(60, 200, "•"), Line(75, 200, "Ta vare på kvitteringen"),
    ]  # fmt: skip
    path = draw(page)
    parsed = guard.parse(path, "reise.pdf")
    row, item = parsed.elements[0].text.split("\n")[1], parsed.elements[1].text
    assert (row, item) == ("Dagsreise uten overnatting | 315 kr", "- Ta vare på kvitteringen")
    picture = guard.render(path, 1, [row, item], 600)
    assert len(picture.boxes) == 4
    assert "Dagsreise uten overnatting | 315 kr" in picture.text


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_the_boxes_turn_with_the_page(
    guard: Guard, draw: Draw, tmp_path: Path, rotation: int
) -> None:
    lines = column(
        ["Denne siden ligger på siden i filen, og det ser en her", "på den andre linjen av dem."]
    )
    writer = pypdf.PdfWriter(clone_from=draw(lines))
    writer.pages[0].rotate(rotation)
    writer.write(tmp_path / "turned.pdf")
    upright = guard.render(draw(lines), 1, ["på den andre linjen"], 600).boxes[0]
    turned = guard.render(tmp_path / "turned.pdf", 1, ["på den andre linjen"], 600).boxes[0]
    left, top, right, bottom = upright
    expected = {
        90: Box(1 - bottom, left, 1 - top, right),
        180: Box(1 - right, 1 - bottom, 1 - left, 1 - top),
        270: Box(top, 1 - right, bottom, 1 - left),
    }[rotation]
    assert turned == pytest.approx(expected, abs=0.002)


def test_the_text_for_those_who_cannot_see_the_picture(guard: Guard, draw: Draw) -> None:
    path = draw(column(["Alle ansatte har rett til ferie etter tariffav-", "talen vår."]))
    assert guard.render(path, 1, [], 300).text == (
        "Alle ansatte har rett til ferie etter tariffavtalen vår."
    )


def test_a_page_that_is_not_there_is_named(guard: Guard, draw: Draw) -> None:
    with pytest.raises(Unreadable, match="has 1 pages and no page 2"):
        guard.render(draw(column(["a"])), 2, [], 300)


def test_widths_are_kept_within_reason(guard: Guard, draw: Draw) -> None:
    assert guard.render(draw(column(["a"])), 1, [], 1_000_000).width <= 4000


def test_every_paragraph_row_and_item_of_a_manual_is_found_again(guard: Guard) -> None:
    from ingest.parsers.pdf.document import opened
    from ingest.parsers.pdf.glyphs import read
    from ingest.parsers.pdf.layout import arrange

    path = manual("debian-edu-bookworm-manual.de.pdf")
    parsed = guard.parse(path, path.name)
    missed = 0
    with opened(path) as document:
        for number in range(8, 30):
            page = arrange(read(document[number - 1]), number)
            given = [
                word.text
                for line in page.lines
                for word in (line.table.words if line.table else line.words)
            ]
            index = Letters(given)
            for element in parsed.elements:
                if element.page == number and element.kind in ("paragraph", "table"):
                    quotes = element.text.split("\n") if element.kind == "table" else [element.text]
                    missed += sum(not index.find(quote) for quote in quotes)
    assert missed <= 1  # the header carried over to the second part of the table
