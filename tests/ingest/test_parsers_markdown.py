"""Markdown to elements."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.parsers.markdown import elements_of, read


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(element.kind, element.level, element.text) for element in elements_of(text)]


def test_headings_of_both_kinds() -> None:
    assert kinds("# Ferie\n\nOverføring\n----------\n\n### *Unntak* `A`") == [
        ("heading", 1, "Ferie"),
        ("heading", 2, "Overføring"),
        ("heading", 3, "Unntak A"),
    ]


def test_links_are_their_text_and_pictures_what_stands_for_them() -> None:
    text = "Se [skjemaet](https://example.com/a) og ![et kart](kart.png), **nå**.\nLinje to."
    assert kinds(text) == [("paragraph", 0, "Se skjemaet og et kart, nå. Linje to.")]


def test_a_break_on_purpose_stays_and_tags_go() -> None:
    text = "Fjordvarme AS  \nStorgata 1<br>0155 <b>Oslo</b>"
    assert kinds(text) == [("paragraph", 0, "Fjordvarme AS\nStorgata 1\n0155 Oslo")]


def test_lists_nest_and_keep_their_numbers() -> None:
    text = "3. Ring\n4. Skriv\n   - kort\n   - lang\n\n     og mer\n5. Vent"
    assert kinds(text) == [
        ("list", 0, "3. Ring\n4. Skriv\n  - kort\n  - lang og mer\n5. Vent"),
    ]


def test_code_divides_a_list_and_keeps_its_lines() -> None:
    text = "1. Kjør\n\n   ```\n   if x:\n       y()\n   ```\n2. Ferdig"
    assert kinds(text) == [
        ("list", 0, "1. Kjør"),
        ("paragraph", 0, "if x:\n    y()"),
        ("list", 0, "2. Ferdig"),
    ]


def test_tables_have_a_header_unless_it_is_empty() -> None:
    first, second = elements_of("| A | B |\n|---|--:|\n| 1 | 2 |\n\n\n|  |  |\n|--|--|\n| x | y |")
    assert (first.text, first.header) == ("A | B\n1 | 2", True)
    assert (second.text, second.header) == ("x | y", False)


def test_quotes_and_html_are_read_like_the_rest() -> None:
    assert kinds("> Sitert.\n\n<div><h2>Tittel</h2><p>Tekst</p></div>\n") == [
        ("paragraph", 0, "Sitert."),
        ("heading", 2, "Tittel"),
        ("paragraph", 0, "Tekst"),
    ]


def test_a_list_of_contents_is_left_out() -> None:
    assert kinds("- [A](#a)\n- [B](#b)\n  - [C](#c)\n\nTekst.") == [("paragraph", 0, "Tekst.")]


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Reiser: satser"\nupdated: 2026-02-01\ndate: 2025-01-01\nlang: nb-NO\n---\n',
        "---\ntitle: 'Reiser: satser'\ngültig_ab: 2026-01-01\nstand: 2026-02-01\nlang: nb\n---\n",
        "+++\ntitle = 'Reiser: satser'\nlastmod = 2026-02-01\nlanguage = \"nb\"\n+++\n",
    ],
)
def test_front_matter_gives_title_date_and_language(tmp_path: Path, front: str) -> None:
    path = tmp_path / "reiser.md"
    path.write_text(front + "# Overskrift\n\nTekst.\n")
    parsed = read(path)
    assert (parsed.title, parsed.date, parsed.language) == ("Reiser: satser", "2026-02-01", "nb")
    assert [element.text for element in parsed.elements] == ["Overskrift", "Tekst."]


def test_the_one_top_heading_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Ferie\n\n## Overføring\n\nTekst.\n")
    assert read(path).title == "Ferie"
    path.write_text("# Ferie\n\nTekst.\n\n# Reise\n\nTekst.\n")
    assert read(path).title is None
