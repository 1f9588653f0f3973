"""Questions that are not asked plainly, put to real documents."""

import pytest

from answering import Exchange
from tests.conftest import Company

TRAVEL = """---
title: Reiseregler
date: 2026-01-20
---

# Reiseregler

## Godtgjørelse

Godtgjørelsen for bil er 5,10 kr per km.

Godtgjørelsen for sykkel er 2,00 kr per km.

## Reiseregning

Reiseregningen skal leveres senest 14 dager etter hjemkomst. Lederen din godkjenner den.

## Bøter

Parkeringsbøter dekkes aldri av firmaet.
"""
ROUTINES = """---
title: Økonomirutiner
date: 2026-03-01
---

# Økonomirutiner

Reiseregningen skal leveres senest 30 dager etter hjemkomst.
"""


@pytest.fixture
def travelling(company: Company) -> Company:
    company.write("docs/reise.md", TRAVEL)
    company.ingest()
    return company


def test_a_follow_up_is_answered_with_what_came_before(travelling: Company) -> None:
    reader = travelling.kilde.reader(None)
    first = reader.ask("Hva er godtgjørelsen for bil?")
    second = reader.ask("og for sykkel?", before=[Exchange("Hva er godtgjørelsen for bil?", first)])
    assert second.full_question == "Hva er godtgjørelsen for sykkel?"
    assert "2,00 kr" in second.citations[0].quote


def test_the_earlier_question_is_not_answered_again(travelling: Company) -> None:
    reader = travelling.kilde.reader(None)
    first = reader.ask("Hva er godtgjørelsen for bil?")
    second = reader.ask(
        "og for helikopter?", before=[Exchange("Hva er godtgjørelsen for bil?", first)]
    )
    assert second.status == "unanswered" and second.confidence < 0.4


def test_a_question_of_its_own_is_answered_as_if_nothing_came_before(travelling: Company) -> None:
    reader = travelling.kilde.reader(None)
    first = reader.ask("Hva er godtgjørelsen for bil?")
    question = "Når skal reiseregningen leveres?"
    later = reader.ask(question, before=[Exchange("Hva er godtgjørelsen for bil?", first)])
    alone = reader.ask(question)
    assert (later.full_question, later.answer, later.confidence) == (
        question, alone.answer, alone.confidence,
    )  # fmt: skip


@pytest.mark.parametrize("question", ["a", "?", "5,10"])
def test_what_asks_for_nothing_is_not_answered(travelling: Company, question: str) -> None:
    answer = travelling.ask(question)
    assert answer.status == "unanswered" and answer.confidence <= 0.05


def test_another_language_is_named(travelling: Company) -> None:
    assert travelling.ask("What is the rate for bicycles per km?").found_in == ("nb",)
    assert travelling.ask("Hva er godtgjørelsen for sykkel?").found_in == ()


@pytest.mark.parametrize("keyword", ["sykkel", "parkeringsbøter", "godtgjørelsen"])
def test_a_keyword_is_in_the_language_of_what_is_found_for_it(
    travelling: Company, keyword: str
) -> None:
    answer = travelling.ask(keyword)
    assert (answer.language, answer.found_in) == ("nb", ())


def test_a_keyword_that_occurs_nowhere_is_named_and_not_taken_for_another_language(
    travelling: Company,
) -> None:
    [reason, *_] = travelling.ask("brystholder").reasons
    assert (reason.kind, reason.values) == ("nowhere", {"words": ("brystholder",)})


def test_a_misspelt_keyword_is_mended(travelling: Company) -> None:
    assert travelling.ask("reiseregnign").full_question == "reiseregning"


def test_a_greeting_of_several_languages_is_returned_in_the_companys(company: Company) -> None:
    company.configure(
        'language = "de"\n[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    )
    assert company.ask("hallo").language == "de"


def test_what_the_documents_deny_is_shown_and_not_confirmed(travelling: Company) -> None:
    answer = travelling.ask("Hvorfor dekkes parkeringsbøter av firmaet?")
    assert (answer.status, answer.contradicted) == ("unanswered", True)
    assert "dekkes aldri" in answer.citations[0].quote


@pytest.mark.parametrize(("authority", "first"), [(1, "Økonomirutiner"), (0, "Reiseregler")])
def test_documents_that_disagree_are_both_shown(
    company: Company, authority: int, first: str
) -> None:
    company.configure(
        '[[space]]\nname = "docs"\n'
        '[[space.source]]\nfolder = "docs"\n'
        f'[[space.source]]\nfolder = "routines"\nauthority = {authority}\n'
    )
    company.write("docs/reise.md", TRAVEL)
    company.write("routines/rutiner.md", ROUTINES)
    company.ingest()
    answer = company.ask("Når skal reiseregningen leveres?")
    [difference] = answer.differences
    # The higher authority first, then the newer.
    assert answer.citations[difference.first - 1].title == first
    assert sorted(difference.values) == ["14 dager", "30 dager"]
    assert {citation.title for citation in answer.citations} == {"Reiseregler", "Økonomirutiner"}


def test_a_document_that_does_not_belong_is_left_out_and_said(travelling: Company) -> None:
    travelling.write("docs/rutiner.md", ROUTINES)
    travelling.ingest()
    reader = travelling.kilde.reader(None)
    question = "Når skal reiseregningen leveres?"
    space = reader.ask(question).citations[0].space
    answer = reader.ask(question, without=[(space, "docs/reise.md"), (space, "docs/hemmelig.md")])
    assert {citation.document for citation in answer.citations} == {"docs/rutiner.md"}
    # Of what is not found for the question nothing is told but what was said.
    assert [one.title for one in answer.without] == ["Reiseregler", "docs/hemmelig.md"]


def test_questions_to_go_on_with_are_of_headings_nearby_and_answered(company: Company) -> None:
    company.write(
        "docs/vpn.md",
        "# Connecting to the VPN\n\nYou need the VPN when you work outside the offices.\n\n"
        "## Where do I click to connect to the VPN?\n\nTo connect, click the grey shield near the "
        "clock and choose Connect.\n\n"
        "## What do I do when the VPN does not connect?\n\nWhen the VPN does not connect, restart "
        "the client. If that does not help, call the service desk on extension 4040.\n",
    )
    company.ingest()
    reader = company.kilde.reader(None)
    answer = reader.ask("Where do I click to connect to the VPN?")
    assert reader.next_questions(answer) == ("What do I do when the VPN does not connect?",)
    # Who may read nothing is asked nothing that is made of it.
    company.configure(
        '[[space]]\nname = "docs"\nreaders = ["it"]\n[[space.source]]\nfolder = "docs"\n'
    )
    assert company.kilde.reader(["guests"]).next_questions(answer) == ()
