"""HTML to elements: the content of a page, and not what surrounds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.elements import Element
from ingest.parsers import parse
from ingest.parsers.html import fragment, read
from tests.ingest.conftest import manual


def kinds(markup: str) -> list[tuple[str, str]]:
    return [(element.kind, element.text) for element in fragment(markup)]


def test_what_surrounds_the_content_is_left_out() -> None:
    markup = """
    <body><header><a href="/">Intranett</a></header><nav><a href="/a">A</a></nav>
    <div id="cookie-consent">Vi bruker informasjonskapsler <button>OK</button></div>
    <div class="breadcrumbs"><a href="/hr">HR</a> <a href="/hr/ferie">Ferie</a></div>
    <main><h1>Ferie</h1><p>Fem uker.</p><p hidden>skjult</p><p style="display: none">skjult</p>
    <aside>Les også</aside><script>var x</script><style>p {}</style></main>
    <aside>Nyheter</aside><footer>Fjordvarme AS</footer></body>"""
    assert kinds(markup) == [("heading", "Ferie"), ("paragraph", "Fem uker.")]


def test_a_page_about_cookies_is_not_a_banner() -> None:
    markup = '<body><div class="cookie-policy"><p>Slik bruker vi informasjonskapsler.</p></div>'
    assert kinds(markup) == [("paragraph", "Slik bruker vi informasjonskapsler.")]


def test_a_main_part_with_little_of_the_text_does_not_hide_the_rest() -> None:
    markup = f"<body><main>Kort.</main><div>{'Lang tekst. ' * 20}</div></body>"
    assert [text[:11] for _, text in kinds(markup)] == ["Kort.", "Lang tekst."]


def test_headings_nest_by_the_sections_they_are_in() -> None:
    markup = """<h1>Bok</h1>
    <section><h1>Kapittel</h1><section><h1>Avsnitt</h1><p>x</p></section></section>
    <div class="chapter"><h2>Kapittel 2</h2><div class="section"><h2>Avsnitt 2</h2></div></div>
    <h2>Uten</h2><h3>Under</h3>"""
    assert [(e.level, e.text) for e in fragment(markup) if e.kind == "heading"] == [
        (1, "Bok"), (2, "Kapittel"), (3, "Avsnitt"), (2, "Kapittel 2"), (3, "Avsnitt 2"),
        (2, "Uten"), (3, "Under"),
    ]  # fmt: skip


def test_no_level_of_headings_is_lost_however_deep_they_are() -> None:
    depth = 8
    markup = "".join(f"<section><h{min(n, 6)}>{n}</h{min(n, 6)}>" for n in range(1, depth + 1))
    assert [(e.level, e.text) for e in fragment(markup)] == [
        (n, str(n)) for n in range(1, depth + 1)
    ]


def test_lists_nest_whatever_they_hold() -> None:
    markup = """<ol start="2"><li>Ring<ul><li>kort</li><li><p>lang</p><p>mer</p></li></ul></li>
    <li>Vent</li></ol>
    <ol type="A"><li>a</li><li>b</li></ol>
    <dl><dt>Lunsj</dt><dd>Fra elleve</dd><dt>Når?</dt><dd><p>Alltid</p></dd></dl>"""
    assert kinds(markup) == [
        ("list", "2. Ring\n  - kort\n  - lang mer\n3. Vent"),
        ("list", "A. a\nB. b"),
        ("list", "- Lunsj: Fra elleve\n- Når? Alltid"),
    ]


def test_breaks_and_preformatted_lines_stay() -> None:
    markup = "<p>Storgata 1<br>0155\n Oslo</p><pre>a\n  b</pre>"
    assert kinds(markup) == [("paragraph", "Storgata 1\n0155 Oslo"), ("paragraph", "a\n  b")]


def test_preformatted_lines_stay_in_a_list_too() -> None:
    markup = """<ul><li>Oppdater:<pre>apt update\n  apt upgrade</pre>og vent</li>
    <li>Sjekk: <pre>apt list</pre></li><li>Storgata 1<br>Oslo</li></ul>"""
    assert kinds(markup) == [
        ("list", "- Oppdater:"),
        ("paragraph", "apt update\n  apt upgrade"),
        ("paragraph", "og vent"),
        ("list", "- Sjekk: apt list\n- Storgata 1 Oslo"),
    ]


def test_cells_over_rows_and_columns_are_repeated_where_they_belong() -> None:
    markup = """<table><caption>Priser</caption>
    <thead><tr><th rowspan="2">Dag</th><th colspan="2">Pris</th></tr>
    <tr><th>ansatt</th><th>gjest</th></tr></thead>
    <tr><td rowspan="2">Mandag</td><td>50</td><td>70</td></tr><tr><td>55</td><td>75</td></tr>
    <tr><td colspan="2">stengt</td><td>-</td></tr></table>"""
    assert list(fragment(markup)) == [
        Element("paragraph", "Priser"),
        Element(
            "table",
            "Dag | Pris ansatt | Pris gjest\nMandag | 50 | 70\nMandag | 55 | 75\nstengt |  | -",
            header=True,
        ),
    ]


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell() -> None:
    markup = f"<table><tr><td>Meny</td><td>{'Tekst. ' * 300}</td></tr><tr><td>x<td>y</table>"
    assert [kind for kind, _ in kinds(markup)] == ["paragraph"] * 4


def test_footnote_marks_go_and_exponents_stay() -> None:
    markup = '<p>Se her<sup><a href="#fn1">1</a></sup>: 20 m<sup>2</sup>.</p>'
    assert kinds(markup) == [("paragraph", "Se her: 20 m2.")]


def test_a_list_of_contents_is_left_out() -> None:
    markup = '<ul><li><a href="#a">A</a><li><a href="#b">B</a><li><a href="#c">C</a></ul><p>T</p>'
    assert kinds(markup) == [("paragraph", "T")]


def test_entities_of_other_files_are_never_fetched() -> None:
    markup = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &x; b</p>'
    assert kinds(markup) == [("paragraph", "a &x; b")]


def test_title_date_and_language(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<html lang="nb-NO"><head><title>Kantinen – Intranett</title>'
        '<meta property="article:published_time" content="2025-01-01">'
        '<meta property="article:modified_time" content="2026-02-03T10:00:00+01:00"></head>'
        "<body><h1>Kantinen</h1><p>Åpen.</p></body></html>"
    )
    parsed = read(path)
    assert (parsed.title, parsed.date, parsed.language) == (
        "Kantinen",
        "2026-02-03T10:00:00+01:00",
        "nb",
    )


def test_a_date_may_stand_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<h1>Kantine</h1><p>Sist oppdatert: 3. februar 2026 av Kari</p>")
    assert parse(path, path.name).date == "2026-02-03"


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("iso-8859-1", '<meta charset="iso-8859-1">'),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("utf-8", '<?xml version="1.0" encoding="utf-8"?>'),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, head: str) -> None:
    text = "Привет" if encoding == "cp1251" else "Blåbærsyltetøy på brød er godt"
    path = tmp_path / "a.html"
    path.write_bytes(f"{head}<html><body><p>{text}</p></body></html>".encode(encoding))
    assert [element.text for element in read(path).elements] == [text]


def test_the_english_manual_nests_properly() -> None:
    name = "debian-edu-bookworm-manual.en.html"
    parsed = parse(manual(name), name)
    levels = {e.text.split()[0]: e.level for e in parsed.elements if e.kind == "heading"}
    top = levels["3."]
    assert [levels[n] - top for n in ("3.1.", "3.1.1.", "3.2.", "4.")] == [1, 2, 1, 0]
    assert parsed.title == "Debian Edu / Skolelinux 12 Bookworm Manual"
    table = next(element for element in parsed.elements if element.kind == "table")
    assert table.header
    assert table.text.startswith("Service description | Common name | DNS service name\n")
