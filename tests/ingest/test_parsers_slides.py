"""Presentations (pptx, odp) to elements: a slide is a section, its number its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.elements import Element
from ingest.parsers import parse
from ingest.parsers.archive import tree
from ingest.parsers.drawings import diagram

FILES = Path(__file__).with_name("files")


@pytest.mark.parametrize("suffix", ["pptx", "odp"])
def test_a_presentation_that_libreoffice_saved(suffix: str) -> None:
    parsed = parse(FILES / f"arsplan.{suffix}", f"arsplan.{suffix}")
    assert (parsed.title, parsed.pages) == ("Årsplan 2026", 3)
    assert parsed.elements == (
        Element("heading", "Mål for året", 1, 1),
        Element("list", "- Øke salget\n  - med tolv prosent\n- Ansette fem montører", page=1),
        Element("paragraph", "Budsjettet for nye montører er 4,2 millioner kroner.", page=1),
        Element("heading", "Salg i kvartalene", 1, 2),
        Element("table", "Kvartal | Varmepumper\nFørste | 310\nAndre | 275", page=2, header=True),
    )


def test_shapes_are_read_from_the_top_left(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for left, top, text in [(5, 3, "d"), (1, 3, "c"), (5, 1.1, "b"), (1, 1, "a")]:
        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))
        box.text_frame.text = text
    path = tmp_path / "a.pptx"
    deck.save(str(path))
    assert [e.text for e in parse(path, path.name).elements] == ["a", "b", "c", "d"]


def test_a_chart_is_the_table_that_it_is_drawn_from(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Omsetning"
    data = CategoryChartData()
    data.categories = ["2024", "2025"]
    data.add_series("Millioner", (1.5, 2.25))
    sides = Inches(1), Inches(2), Inches(4), Inches(3)
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *sides, data)
    path = tmp_path / "a.pptx"
    deck.save(str(path))
    assert parse(path, path.name).elements == (
        Element("heading", "Omsetning", 1, 1),
        Element("table", " | Millioner\n2024 | 1.5\n2025 | 2.25", page=1, header=True),
    )


def test_an_organisation_chart_is_a_nested_list() -> None:
    words = {2: "Daglig leder: Kari", 3: "Drift: Ola", 4: "Salg: Åse"}
    points = "".join(
        f'<d:pt modelId="{n}"><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>'
        for n, text in words.items()
    )
    links = "".join(
        f'<d:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'
        for above, below, order in [(1, 2, 0), (2, 4, 1), (2, 3, 0)]
    )
    markup = (
        '<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<d:pt modelId="1" type="doc"/>{points}{links}'
        '<d:pt modelId="9" type="pres"/><d:cxn type="presOf" srcId="2" destId="9"/></d:dataModel>'
    )
    text = "- Daglig leder: Kari\n  - Drift: Ola\n  - Salg: Åse"
    assert list(diagram(tree(markup.encode()))) == [Element("list", text)]
