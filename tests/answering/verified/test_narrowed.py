"""A verified answer whose document gets narrower readers: it goes with the document, at once."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from starlette.testclient import TestClient

from answering.verified import Draft
from chat_app import api
from records import DocumentFilter
from tests.conftest import Company

QUESTION = "Hvem har nøkkelen til sykkelskuret?"
ANSWER = "Nøkkelen til sykkelskuret henger i skapet bak resepsjonen."
# Another question, which search answers out of the same words.
OTHER = "Hvor henger nøkkelen bak resepsjonen?"
NAME = "verified/1"
NARROWED = (
    '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\nreaders = ["leads"]\n'
    '[[space.source]]\nfolder = "open"\n'
)


@pytest.fixture(params=["before the next ingest", "after it"])
def narrowed(company: Company, request: pytest.FixtureRequest) -> Company:
    """An answer that all could read and search for, and a document behind it that leads read."""
    company.configure(NARROWED.replace('readers = ["leads"]\n', ""))
    company.write("docs/skur.md", "# Sykkelskur\n\nSkuret er låst.")
    company.write("open/vpn.md", "# VPN\n\nStart the client and choose Larvik.")
    company.ingest()
    behind = (("docs", "docs/skur.md"),)
    company.kilde.verified.publish(Draft("docs", QUESTION, ANSWER, "kari", documents=behind), "k")
    company.ingest()
    assert NAME in company.found("nøkkelen", ())
    company.configure(NARROWED)
    if request.param == "after it":
        company.ingest()
    return company


def test_asking_gives_nothing_of_it(narrowed: Company) -> None:
    for question in (QUESTION, OTHER):
        answer = narrowed.ask(question, ())
        assert (answer.status, answer.verified) == ("unanswered", None)
        assert "resepsjonen" not in str(asdict(answer)).replace(question, "")


def test_searching_gives_nothing_of_it(narrowed: Company) -> None:
    reader = narrowed.kilde.reader(())
    assert {hit.passage.document for hit in reader.search(OTHER)} <= {"open/vpn.md"}
    assert [shelf.name for shelf in reader.shelves()] == ["docs/open"]
    assert reader.documents() == 1
    assert QUESTION not in reader.first_questions("nb")


def test_opening_gives_nothing_of_it(narrowed: Company) -> None:
    kilde = narrowed.kilde
    reader, named = kilde.reader(()), ("docs", NAME)
    assert reader.passages(*named) == []
    assert not reader.may_read([named])
    assert reader.there([named]) == set()
    assert reader.original(*named) is None
    listed = kilde.catalogue.table.list(DocumentFilter("docs"), reader.allowed, 10, 0)
    assert [row.name for row in listed] == ["open/vpn.md"]


def test_the_api_gives_nothing_of_it(narrowed: Company) -> None:
    token = narrowed.kilde.keys.make("anyone", ())
    client = TestClient(
        api.build(narrowed.kilde),
        base_url="http://127.0.0.1:8501",
        client=("10.0.0.7", 50000),
        headers={"Authorization": f"Bearer {token}"},
    )

    assert client.get(f"/documents/docs/{NAME}").status_code == 404
    for question in (QUESTION, OTHER):
        for path in ("/ask", "/search"):
            said = client.post(path, json={"question": question})
            assert said.status_code == 200
            assert NAME not in said.text
            assert "skapet" not in said.text


def test_those_who_read_the_document_go_on_reading_the_answer(narrowed: Company) -> None:
    narrowed.ingest()

    answer = narrowed.ask(QUESTION, ("leads",))

    assert answer.verified is not None
    assert narrowed.kilde.reader(("leads",)).passages("docs", NAME)[0].text == ANSWER


def test_it_is_found_again_by_all_when_all_may_read_the_document_again(narrowed: Company) -> None:
    narrowed.configure(NARROWED.replace('readers = ["leads"]\n', ""))
    narrowed.ingest()
    assert NAME in narrowed.found("nøkkelen", ())


def test_a_document_of_another_space_counts_too(company: Company) -> None:
    board = '[[space]]\nname = "board"\nreaders = {}\n[[space.source]]\nfolder = "board"\n'
    docs = '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    company.configure(docs + board.format('["everyone"]'))
    company.write("board/skur.md", "# Sykkelskur\n\nSkuret er låst.")
    company.ingest("board")
    behind = (("board", "board/skur.md"),)
    company.kilde.verified.publish(Draft("docs", QUESTION, ANSWER, "kari", documents=behind), "k")
    company.ingest()
    assert company.found("nøkkelen", ()) == [NAME, "board/skur.md"]

    company.configure(docs + board.format('["board"]'))

    assert company.found("nøkkelen", ()) == []
    assert company.kilde.reader(()).passages("docs", NAME) == []
    assert NAME in company.found("nøkkelen", ("board",))
