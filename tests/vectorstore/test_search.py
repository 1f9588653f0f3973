"""Search over real stores: what is found, for whom, and through LangChain."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Company
from vectorstore import Hit, QuestionError, Search
from vectorstore.access import readable
from vectorstore.retriever import KildeRetriever

HOLIDAYS = "# Ferie\n\nDu kan overføre ti feriedager til neste år.\n"
SICK = "# Krankmeldung\n\nMelden Sie sich bis 9 Uhr telefonisch bei Ihrer Führungskraft krank.\n"
VPN = "# VPN\n\nOpen the client, choose Oslo and confirm with your phone.\n"
TWO_SPACES = """
[[space]]
name = "all"
[[space.source]]
folder = "open"
[[space]]
name = "hr"
readers = ["hr"]
[[space.source]]
folder = "files"
[[space.source]]
folder = "pay"
readers = ["payroll"]
"""


@pytest.fixture
def three_languages(company: Company) -> Company:
    company.write("docs/ferie.md", HOLIDAYS)
    company.write("docs/krank.md", SICK)
    company.write("docs/vpn.md", VPN)
    company.ingest()
    return company


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Hvor mange feriedager kan jeg overføre?", "docs/ferie.md"),
        ("Wie melde ich mich krank?", "docs/krank.md"),
        ("How do I connect to the VPN?", "docs/vpn.md"),
        ("Wie viele Urlaubstage kann ich ins nächste Jahr übertragen?", "docs/ferie.md"),
        ("How do I call in sick?", "docs/krank.md"),
        ("feriedagr overføring", "docs/ferie.md"),
    ],
)
def test_each_language_finds_and_finds_the_others(
    three_languages: Company, question: str, document: str
) -> None:
    assert three_languages.found(question)[0] == document


def test_abbreviations_are_understood_both_ways(company: Company) -> None:
    company.write("glossary.csv", "short,long\nBHT,bedriftshelsetjeneste\n")
    company.write("docs/a.md", "# Lege\n\nRing bedriftshelsetjenesten ved skade.\n")
    company.write("docs/b.md", "# Avtale\n\nAvtalen med BHT gjelder til 2027.\n")
    company.write("docs/c.md", "# Kantine\n\nLunsj serveres klokken elleve.\n")
    company.ingest()
    assert set(company.found("BHT")[:2]) == {"docs/a.md", "docs/b.md"}
    assert set(company.found("bedriftshelsetjeneste")[:2]) == {"docs/a.md", "docs/b.md"}


def test_groups_decide_which_partitions_are_asked(company: Company) -> None:
    company.configure(TWO_SPACES)
    company.write("open/a.md", "# Lønn\n\nLønn utbetales den 12. hver måned.\n")
    company.write("files/b.md", "# Lønn\n\nLønnsforhandlinger holdes i mai.\n")
    company.write("pay/c.md", "# Lønn\n\nDirektørens lønn er hemmelig.\n")
    company.ingest("all")
    company.ingest("hr")
    assert company.found("lønn", ()) == ["open/a.md"]
    assert set(company.found("lønn", ("hr",))) == {"open/a.md", "files/b.md"}
    assert set(company.found("lønn", ("hr", "payroll"))) == {"open/a.md", "files/b.md", "pay/c.md"}
    assert len(company.found("lønn", None)) == 3
    assert company.kilde.reader((), ["hr"]).search("lønn") == ()


def test_scores_are_the_same_whatever_one_may_not_read(company: Company) -> None:
    company.configure(TWO_SPACES)
    company.write("open/a.md", "# Lønn\n\nLønn utbetales den 12. hver måned.\n")
    company.write("open/b.md", "# Ferie\n\nFerie tas i juli.\n")
    company.ingest("all")
    before = company.ask("Når utbetales lønn?", ())
    for n in range(30):
        company.write(f"files/{n}.md", f"# Lønn {n}\n\nLønn utbetales når den utbetales, {n}.\n")
    company.ingest("hr")
    after = company.ask("Når utbetales lønn?", ())
    assert (after.answer, after.confidence) == (before.answer, before.confidence)
    assert [c.score for c in after.citations] == [c.score for c in before.citations]


@pytest.mark.parametrize(
    ("question", "reason"),
    [("", "is empty"), (" \n\t", "is empty"), ("hva " * 5000, "has 19,999 characters")],
)
def test_questions_that_cannot_be_asked(
    three_languages: Company, question: str, reason: str
) -> None:
    with pytest.raises(QuestionError, match=reason):
        three_languages.found(question)


@pytest.mark.parametrize("question", ["?", "*", '"', "AND OR NOT", "text:\\x", "😊", "a" * 2000])
def test_odd_questions_find_something_or_nothing_and_never_fail(
    three_languages: Company, question: str
) -> None:
    assert isinstance(three_languages.found(question), list)


def test_an_empty_installation_finds_nothing(company: Company) -> None:
    assert company.found("ferie") == []


def test_langchain_gets_documents(three_languages: Company) -> None:
    kilde = three_languages.kilde
    scopes = readable(kilde.settings, kilde.catalogue.partitions(), None)
    retriever = KildeRetriever(search=kilde.search, scopes=scopes, limit=2)
    [first, _] = retriever.invoke("overføre feriedager")
    assert first.page_content == "Du kan overføre ti feriedager til neste år."
    assert first.metadata["document"] == "docs/ferie.md"
    assert first.metadata["heading"] == "Ferie"


def test_a_version_that_becomes_current_during_a_search_is_found(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    hits = Search._hits
    changes: list[str] = []

    def change_first(search: Search, *rest: Any) -> tuple[Hit, ...]:
        if not changes:
            changes.append("made")
            company.write("docs/ferie.md", HOLIDAYS.replace("ti feriedager", "tolv feriedager"))
            company.ingest()
        return hits(search, *rest)

    monkeypatch.setattr(Search, "_hits", change_first)
    [hit] = company.kilde.reader(None).search("overføre feriedager")
    assert "tolv feriedager" in hit.passage.text
