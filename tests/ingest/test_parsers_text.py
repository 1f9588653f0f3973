"""Plain text to elements, and any file by its name and its first bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.parsers import SUFFIXES, Unreadable, parse
from ingest.parsers.dates import iso, stated, titled
from ingest.parsers.encodings import decode
from ingest.parsers.text import read

Read = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def text(tmp_path: Path) -> Read:
    """Gives kind and text of each element of a text file with some content."""

    def elements(content: str) -> list[tuple[str, str]]:
        path = tmp_path / "a.txt"
        path.write_text(content)
        return [(element.kind, element.text) for element in read(path).elements]

    return elements


WRAPPED = """Alle ansatte har fem uker ferie i året, slik loven sier det, og den som
ikke får tatt ut ferien sin, kan overføre inntil fjorten dager til året
etter. Det avtales med nærmeste leder."""


def test_wrapped_lines_are_joined(text: Read) -> None:
    assert text(WRAPPED + "\n\n" + WRAPPED) == [("paragraph", WRAPPED.replace("\n", " "))] * 2


def test_in_a_file_of_wrapped_lines_each_line_tells_whether_it_goes_on(text: Read) -> None:
    content = (
        f"{WRAPPED}\n\nSted:      møterom 2\nTil stede: Hilde Aas Myhre, som leder utvalget, og "
        "Pål\n           Kvelde\nReferent:  Marit\n\nEn kort linje.\nOg enda en kort.\n"
    )
    assert text(content)[1:] == [
        ("paragraph", "Sted:      møterom 2"),
        ("paragraph", "Til stede: Hilde Aas Myhre, som leder utvalget, og Pål Kvelde"),
        ("paragraph", "Referent:  Marit"),
        ("paragraph", "En kort linje."),
        ("paragraph", "Og enda en kort."),
    ]


def test_lines_ended_on_purpose_are_paragraphs(text: Read) -> None:
    lines = ["Bussjåførene vil ha elbilene ut", "Elbiler må ha passasjerer. " * 8]
    lines += ["– Vi oppfordrer alle, sier hun.", "Han sier det samme. " * 9]
    assert text("\n".join(lines)) == [
        ("heading", lines[0]),
        ("paragraph", lines[1].strip()),
        ("paragraph", lines[2]),
        ("paragraph", lines[3].strip()),
    ]


def test_the_first_line_is_the_title_only_if_it_looks_like_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content, title in [
        (f"Ferie i Fjordvarme\n\n{WRAPPED}", "Ferie i Fjordvarme"),
        (f"Hvor mye ferie har jeg?\n{WRAPPED * 2}", "Hvor mye ferie har jeg?"),
        (WRAPPED, None),
        ("- melk\n- brød", None),
        ("Navn:\nOla", None),
        ("Alene", None),
    ]:
        path.write_text(content)
        assert read(path).title == title


def test_headings_are_underlined_in_capitals_or_numbered_between_blank_lines(text: Read) -> None:
    content = (
        "Håndbok\n=======\n\nTekst her.\n\nFerie\n-----\nTekst der.\n\n"
        "REISE OG DIETT\n\nMer tekst.\n\n4.2 Kvitteringer\n\nTil slutt tekst.\n"
    )
    assert [text for kind, text in text(content) if kind == "heading"] == [
        "Håndbok",
        "Ferie",
        "REISE OG DIETT",
        "4.2 Kvitteringer",
    ]


def test_a_numbered_series_with_text_below_each_is_one_of_headings(text: Read) -> None:
    content = "1) TALL (Kari)\nVi er i rute.\n\n2) BYGG\nNytt tak.\n\n3) ANNET\n- Ingenting.\n"
    assert text(content) == [
        ("heading", "1) TALL (Kari)"),
        ("paragraph", "Vi er i rute."),
        ("heading", "2) BYGG"),
        ("paragraph", "Nytt tak."),
        ("heading", "3) ANNET"),
        ("list", "- Ingenting."),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "1. Kjøp\n- melk\n2. Lag\n- mat\n3. Spis\n- den\n",
        "Innledning med tekst.\n\nNB!\n\nMer.",
        "Innledning.\n\n1. Kaffe\n\n2. Te\n\n3. Melk\n",
        "Dato: 12. mai 2026\n\nOLA\n",
        "En linje.\n2026 - 2027\nEn til.",
    ],
)
def test_what_only_resembles_a_heading_is_none(text: Read, content: str) -> None:
    assert not [text for kind, text in text(content) if kind == "heading"]


def test_lists_nest_and_may_be_wrapped_or_spaced(text: Read) -> None:
    content = (
        "Du trenger:\n- pass\n  - gyldig\n- billett som du har kjøpt i god tid og skrevet ut på\n"
        "  papir eller lagret på telefonen\n\n- penger\n\n1. Ring.\n2. Vent.\n"
    )
    assert text(content) == [
        ("paragraph", "Du trenger:"),
        (
            "list",
            "- pass\n  - gyldig\n- billett som du har kjøpt i god tid og skrevet ut på "
            "papir eller lagret på telefonen\n- penger\n1. Ring.\n2. Vent.",
        ),
    ]


def test_a_date_at_the_beginning_of_a_line_is_no_number_of_a_list(text: Read) -> None:
    assert text("Møtet ble holdt\n12. mai 2026 i Oslo.")[-1][0] == "paragraph"


def test_a_dash_before_speech_is_no_bullet(text: Read) -> None:
    lines = [f"– Dette er sagt av nummer {n}, og det står han for." for n in range(3)]
    assert text("\n".join(lines)) == [("paragraph", line) for line in lines]


def test_tables_by_tabs_bars_and_gaps(text: Read) -> None:
    expected = ("table", "By | Sats\nOslo | 315\nBergen | 290")
    assert text("By\tSats\nOslo\t315\nBergen\t290") == [expected]
    assert text("| By | Sats |\n|---|---|\n| Oslo | 315 |\n| Bergen | 290 |") == [expected]
    assert text("By        Sats\nOslo       315\nBergen     290") == [expected]


def test_indented_lines_stay_as_they_stand(text: Read) -> None:
    assert text("Kjør dette:\n\n    if x:\n        y()\n")[1] == ("paragraph", "if x:\n    y()")


def test_a_hyphen_at_a_line_end_is_left_to_cleaning(text: Read) -> None:
    content = (
        "Alle ansatte i bedriften har rett til ferie og feriepenger etter tariffav-\ntalen.\n\n"
    )
    assert "tariffav\ufffetalen" in text(content * 2)[0][1]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp850", "mac_roman"],
)
def test_the_encoding_of_norwegian_and_german_is_found(encoding: str) -> None:
    text = "Blåbærsyltetøy på brød. Für Größe und Überstunden gilt § 5 «hier»."
    if encoding == "cp850":
        text = text.replace("§", "paragraf")
    assert decode(text.encode(encoding)) == text


def test_other_encodings_are_found_too() -> None:
    russian = "Сотрудники имеют право на отпуск двадцать восемь дней в году. " * 5
    assert decode(russian.encode("cp1251")) == russian


def test_a_file_of_mixed_encodings_loses_nothing() -> None:
    lines = ["blåbær og bjørk og gjær"] * 9
    data = "\n".join(lines).encode() + b"\n" + "brød på bordet".encode("cp1252")
    assert decode(data) == "\n".join([*lines, "brød på bordet"])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-01-15", "2026-01-15"),
        ("2026-01-15T09:30:00+01:00", "2026-01-15T09:30:00+01:00"),
        ("2026-01-15 noe", "2026-01-15"),
        ("15.1.2026", "2026-01-15"),
        ("15. januar 2026", "2026-01-15"),
        ("3. März 2026", "2026-03-03"),
        ("March 3, 2026", "2026-03-03"),
        ("31.02.2026", None),
        ("i går", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso(text) == date


def test_a_date_counts_only_with_a_label() -> None:
    assert stated(["Møtet 12. mai 2026", "Gültig ab 01.03.2026 für alle"]) == "2026-03-01"
    assert stated(["Kontoret ble oppdatert med maling"]) is None


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Allmøte Tveitholm - torsdag 18. juni 2026", "2026-06-18"),
        ("referat-amu-2026-09-17", "2026-09-17"),
        ("20260618 Protokoll", "2026-06-18"),
        ("Protokoll_2026_06_18", "2026-06-18"),
        ("Minutes of June 18, 2026", "2026-06-18"),
        ("Ferie 2026", None),
        ("Fra 1.1.2026 til 31.3.2026", None),
        ("Artikkel 120260618 og 2026-13-40", None),
    ],
)
def test_a_title_or_a_name_may_hold_the_one_date(title: str, date: str | None) -> None:
    assert titled(title) == date


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("ferie.txt", b"", "is empty"),
        ("ferie.txt", b" \n\n ", "has no text in it"),
        ("ferie.txt", bytes(range(256)) * 8, "is binary data, not text"),
        ("ferie.txt", b"%PDF-1.7\n", "is a PDF, not text"),
        ("ferie.pdf", b"<!DOCTYPE html><html>", "is an HTML page, not a PDF"),
        ("ferie.pdf", b"Bare tekst", "is text, not a PDF"),
        ("ferie.pdf", b"\xff\xd8\xff\xe0" + bytes(99), "is a JPEG image, not a PDF"),
        ("ferie.md", b"\xd0\xcf\x11\xe0" + bytes(99), "is an old Office document"),
        ("ferie.dwg", b"AC1027", "is of a kind that is not read"),
    ],
)
def test_what_is_not_what_its_name_says_is_named(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse(write(tmp_path / name, data), name)


def test_a_renamed_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ferie.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ferie.txt", "Fem uker.")
    with pytest.raises(Unreadable) as caught:
        parse(path, path.name)
    assert str(caught.value) == ("is a ZIP archive, not a PDF; rename it or save it again as PDF")


def test_the_ending_that_counts_is_that_of_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "3f2a", b"# Ferie\n\nFem uker.")
    assert parse(path, "ferie.MD").title == "Ferie"
    assert {".pdf", ".md", ".html", ".txt"} <= SUFFIXES
