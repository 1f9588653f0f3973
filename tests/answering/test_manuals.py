"""The manuals, up to 104 pages each: read whole, and cited at the page that has the answer."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import html

from answering import Answer, Citation, Kilde
from config import ROOT
from ingest import Report
from records import Passage
from tests.conftest import Company
from vectorstore import server

# One ingest of five manuals, and some questions on each.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

# By space. The older edition of the Norwegian manual says nearly the same on other pages.
MANUALS = {
    "bookworm-de": "debian-edu-bookworm-manual.de.pdf",
    "bookworm-nb": "debian-edu-bookworm-manual.nb.pdf",
    "bullseye-nb": "debian-edu-bullseye-manual.nb.pdf",
    "faq-en": "debian-faq.en.pdf",
    "bookworm-en": "debian-edu-bookworm-manual.en.html",
}
CONTENTS = {
    "bookworm-de": range(2, 7),
    "bookworm-nb": range(2, 7),
    "bullseye-nb": range(2, 8),
    "faq-en": range(3, 7),
}
RUNNING = re.compile(
    r"Handbuch für Debian Edu / Skolelinux 12 Bookworm \d+ / 98"
    r"|Debian Edu / Skolelinux 12 Bookworm Utgivelseshåndbok \d+ / 98"
    r"|Debian Edu / Skolelinux Bullseye 11 Utgivelseshåndbok \d+ / 84"
    r"|CHAPTER \d+\. [^a-z]+|\d+|[ivx]+"
)
LEADERS = re.compile(r"(?: \.){5}")
WORD = re.compile(r"\w+")

QUESTIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "evaluation/questions/manuals.jsonl").read_text("utf-8").splitlines()
]


@dataclass(frozen=True)
class Manuals:
    """Every manual ingested in a space of its own."""

    folder: Path
    kilde: Kilde
    reports: dict[str, Report]

    def ask(self, space: str, question: str) -> Answer:
        return self.kilde.reader(None, [space]).ask(question)

    def passages(self, space: str) -> list[Passage]:
        return self.kilde.reader(None).passages(space, f"manuals/{MANUALS[space]}")

    def body(self, space: str) -> list[str]:
        """The manual's text, a string a page, less its list of contents and what runs along."""
        file = self.folder / MANUALS[space]
        if file.suffix == ".html":
            return [text_of_html(file)]
        pages = list(text_of_pdf(file))
        kept = [page for n, page in enumerate(pages, 1) if n not in CONTENTS[space]]
        return ["\n".join(line for line in page if not RUNNING.fullmatch(line)) for page in kept]


@pytest.fixture(scope="module")
def manuals(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Manuals]:
    folder = shared / "corpus" / "manuals"
    company = Company(tmp_path_factory.mktemp("manuals"))
    company.configure(
        "".join(
            f'[[space]]\nname = "{space}"\n[[space.source]]\nname = "manuals"\n'
            f'folder = "{folder.as_posix()}"\ninclude = ["{name}"]\n'
            for space, name in MANUALS.items()
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        reports = {space: company.ingest(space) for space in MANUALS}
        yield Manuals(folder, company.kilde, reports)
        server.stop(company.folder / "data")


def text_of_pdf(file: Path) -> Iterator[list[str]]:
    """Each page's lines, words broken at line ends joined."""
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            yield re.sub("\ufffe\\s*", "", text).splitlines()


def text_of_html(file: Path) -> str:
    """The page's text without its list of contents, blocks apart."""
    page = html.parse(file).getroot().body
    for contents in page.find_class("toc"):
        contents.drop_tree()
    for node in page.iter("p", "li", "td", "th", "pre", "h2", "h3", "h4", "h5", "h6"):
        node.tail = f" {node.tail or ''}"
    return str(page.text_content())


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def right_place(question: dict[str, Any], citation: Citation) -> bool:
    if question["pages"]:
        return citation.page in question["pages"]
    return folded(question["heading"]) in folded(citation.heading)


def is_right(question: dict[str, Any], answer: Answer) -> bool:
    """Is the answer in a quote that is shown, and does the quote's citation lead there?

    Below the threshold too, where the quotes are shown as the nearest that was found.
    """
    quotes = [c for c in answer.citations if f"{c.quote} [{c.n}]" in answer.answer]
    return any(
        folded(gold) in folded(quote.quote)
        for quote in quotes
        if right_place(question, quote)
        for gold in question["answers"]
    )


def of(space: str, *, answerable: bool) -> list[dict[str, Any]]:
    document = MANUALS[space]
    return [q for q in QUESTIONS if q["document"] == document and bool(q["answers"]) == answerable]


@pytest.mark.parametrize("space", MANUALS)
def test_each_answer_stands_where_the_question_set_says(space: str, shared: Path) -> None:
    file = shared / "corpus" / "manuals" / MANUALS[space]
    pdf = file.suffix == ".pdf"
    pages = [folded(" ".join(page)) for page in text_of_pdf(file)] if pdf else []
    whole = "" if pdf else folded(text_of_html(file))

    for question in of(space, answerable=True):
        golds = [folded(gold) for gold in question["answers"]]
        for page in question["pages"]:
            assert any(gold in pages[page - 1] for gold in golds), (question["id"], page)
        for gold in golds:
            places = [pages[page - 1] for page in question["pages"]] or [whole]
            assert any(gold in place for place in places), (question["id"], gold)


def test_every_manual_has_its_questions() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    for space in MANUALS:
        assert len(of(space, answerable=True)) >= 12
        assert len(of(space, answerable=False)) == 3


@pytest.mark.parametrize("space", MANUALS)
def test_a_manual_is_read_whole(space: str, manuals: Manuals) -> None:
    report, passages = manuals.reports[space], manuals.passages(space)
    there = words("\n".join(manuals.body(space)))
    # A heading stands once in the manual and over each of its passages.
    headings = {heading for passage in passages for heading in passage.headings}
    read = words("\n".join([*(p.text[p.overlap :] for p in passages), *headings]))
    missing = there - read

    assert (report.failures, report.errors, report.added) == ({}, [], 1)
    assert missing.total() <= 0.01 * there.total(), missing.most_common(50)


@pytest.mark.parametrize("space", CONTENTS)
def test_what_runs_along_and_the_contents_are_in_no_passage(space: str, manuals: Manuals) -> None:
    lines = [line for p in manuals.passages(space) for line in p.text.splitlines()]

    assert [line for line in lines if len(line) > 8 and RUNNING.fullmatch(line)] == []
    assert [line for line in lines if LEADERS.search(line)] == []
    assert {p.page for p in manuals.passages(space)} & {*CONTENTS[space]} == set()


@pytest.mark.parametrize("space", MANUALS)
def test_ten_questions_or_more_are_answered_at_the_right_page(space: str, manuals: Manuals) -> None:
    asked = of(space, answerable=True)
    answers = {question["id"]: manuals.ask(space, question["question"]) for question in asked}
    missed = [question for question in asked if not is_right(question, answers[question["id"]])]
    for question in missed:
        answer = answers[question["id"]]
        cited = ", ".join(f"{c.page or c.heading.rpartition(' > ')[2]}" for c in answer.citations)
        print(f"{question['id']} {question['question']} -> {answer.status}, cited: {cited}")

    assert len(asked) - len(missed) >= 10


@pytest.mark.parametrize("space", MANUALS)
def test_what_a_manual_does_not_say_is_not_answered(space: str, manuals: Manuals) -> None:
    asked = [question["question"] for question in of(space, answerable=False)]
    answered = [q for q in asked if manuals.ask(space, q).status == "answered"]

    # The confidence is a probability, so one that is near enough may slip through.
    assert len(answered) <= 1, answered
