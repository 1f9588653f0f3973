"""The sample company's question set against its documents, and its PDFs against their sources."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from evaluation.samples_pdf import SOURCES, hyphenator, make_pdf, read_hyphens, read_source

ROOT = Path(__file__).parents[2]
LANGUAGES = {
    "nb": "ferie-2025.pdf ferie-2026.pdf reiseregning.md egenmelding.md overtid.md "
    "pensjon-og-forsikring.html it-hjelp.html hms-brannvern.md kantine.html "
    "referat-amu-2026-09-17.txt referat-allmote-2026-06-18.txt",
    "de": "krankmeldung.html reisekosten.md teilzeit.pdf drucker.txt handbuch-bsa-280.pdf "
    "schichtuebergabe.md unterweisung-psa.html dienstwagen.html onboarding-checkliste.md",
    "en": "parental-leave.md working-hours-home-office.html vpn.md passwords-and-mfa.txt "
    "data-breach.html first-week.md price-list-2026.pdf contacts.html",
}
LANGUAGE_OF = {name: lang for lang, names in LANGUAGES.items() for name in names.split()}
DOCUMENTS = {
    path.name: path for path in sorted((ROOT / "samples").rglob("*")) if path.name in LANGUAGE_OF
}
QUESTIONS = [
    json.loads(line)
    for line in (ROOT / "evaluation/questions/sample.jsonl").read_text("utf-8").splitlines()
]
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]
UNANSWERABLE = [question for question in QUESTIONS if not question["answerable"]]


class TextOfHtml(HTMLParser):
    """Collects the text between the tags, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def text_of(path: Path) -> str:
    """A document's text with its whitespace folded and words broken at line ends joined."""
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        text = re.sub("\ufffe\\s*", "", text)
    else:
        text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = TextOfHtml()
        parser.feed(text)
        text = "".join(parser.pieces)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_each_gold_answer_stands_in_its_document(question: dict[str, Any]) -> None:
    text = text_of(DOCUMENTS[question["document"]])

    assert question["answers"]
    assert [answer for answer in question["answers"] if answer not in text] == []


def test_unanswerable_questions_name_no_document() -> None:
    assert {(q["document"], tuple(q["answers"])) for q in UNANSWERABLE} == {(None, ())}


def test_ids_and_questions_are_unique() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS)


def test_a_third_is_unanswerable_and_the_languages_are_about_equal() -> None:
    languages = Counter(question["lang"] for question in QUESTIONS)

    assert len(QUESTIONS) >= 120
    assert 0.32 <= len(UNANSWERABLE) / len(QUESTIONS) <= 0.36
    assert languages.keys() == {"nb", "de", "en"}
    assert max(languages.values()) - min(languages.values()) <= 5


def test_some_questions_cross_from_one_language_to_another() -> None:
    crossing = {
        (question["lang"], LANGUAGE_OF[question["document"]])
        for question in ANSWERABLE
        if question["lang"] != LANGUAGE_OF[question["document"]]
    }

    assert crossing == {
        ("nb", "de"),
        ("nb", "en"),
        ("de", "nb"),
        ("de", "en"),
        ("en", "nb"),
        ("en", "de"),
    }


def test_every_document_has_a_question() -> None:
    assert {question["document"] for question in ANSWERABLE} == LANGUAGE_OF.keys()
    assert DOCUMENTS.keys() == LANGUAGE_OF.keys()


def test_the_glossarys_abbreviations_are_used_in_the_documents() -> None:
    everything = " ".join(map(text_of, DOCUMENTS.values()))
    with (ROOT / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["short"] for row in rows if not re.search(rf"\b{row['short']}\b", everything)] == []
    assert all(row["long"] for row in rows)


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.md")), ids=lambda path: path.stem)
def test_a_pdf_is_made_again_byte_for_byte(path: Path) -> None:
    source = read_source(path)
    hyphens = hyphenator(read_hyphens(SOURCES / "hyphens.txt"))

    assert make_pdf(source, hyphens) == (ROOT / source.target).read_bytes()
