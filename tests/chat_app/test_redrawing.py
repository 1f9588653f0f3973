"""Pages that are drawn again: what is limited, noted and shown then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from answering import Kilde, Person
from chat_app.pages import mydata, search
from chat_app.shared import Shared, share
from config import ROOT
from ingest import Guard
from records.schema import turns
from tests.chat_app.library import QUESTIONS
from tests.chat_app.test_pages import drawn, said
from tests.conftest import Company

SEARCH = "from chat_app.pages import search\nsearch.page()"
ASKED = QUESTIONS["nb"][0]


@pytest.fixture
def kilde(library: Company) -> Iterator[Kilde]:
    kilde = library.kilde
    one = Shared(kilde, Guard())
    one.warm.set()
    share(one)
    yield kilde
    kilde.earlier.table.forget("local")


def noted(kilde: Kilde, event: str) -> int:
    return len(kilde.audit.entries(action=event))


def searched(page: AppTest) -> list[str]:
    page.run()
    assert not page.exception
    return [group["title"] for group in drawn(page, "search")["groups"]]


def test_a_search_by_address_is_one_however_often_it_is_drawn(kilde: Kilde) -> None:
    before = noted(kilde, "search")
    page = AppTest.from_string(SEARCH, default_timeout=60)
    page.query_params["q"] = "ferie"
    assert searched(page)[0] == "Ferie"
    page.query_params["sort"] = "date"
    assert "Ferie" in searched(page)
    assert noted(kilde, "search") == before + 1
    page.query_params["q"] = "VPN"
    searched(page)
    assert noted(kilde, "search") == before + 2


def test_filters_without_words_list_the_documents(kilde: Kilde) -> None:
    page = AppTest.from_string(SEARCH, default_timeout=60)
    page.query_params["kind"] = "pdf"
    assert searched(page) == ["Dosing pump TD-40"]
    page.query_params["from"] = "2999-01-01"
    assert searched(page) == []
    assert drawn(page, "search")["texts"]["none_fits"] == "Choose fewer or other filters."


def test_a_search_by_address_is_held_back_as_any_other(
    kilde: Kilde, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "seconds_to_wait", lambda kind: 30)
    page = AppTest.from_string(SEARCH, default_timeout=60)
    page.query_params["q"] = "ferie"
    assert searched(page) == []
    assert "30" in said(page)


def test_a_link_shows_its_answer_no_longer_than_it_lasts(kilde: Kilde) -> None:
    kari = Person("local")
    answer = kilde.conversations.ask(kilde.reader(None), ASKED, kari, "one").id
    understood = f"{ASKED} Jeg er gravid."
    with kilde.catalogue.engine.begin() as connection:
        connection.execute(update(turns).values(full_question=understood).filter_by(id=answer))
    link = kilde.earlier.share(answer, kari)
    assert link
    before = noted(kilde, "answer.opened")
    page = AppTest.from_file(ROOT / "chat_app" / "pages" / "main.py", default_timeout=60)
    page.query_params["answer"] = link
    page.run()
    assert drawn(page.run(), "entry")["question"] == ASKED
    assert "gravid" not in str(drawn(page, "entry"))
    assert noted(kilde, "answer.opened") == before + 1

    kilde.earlier.unshare(answer, kari)
    assert drawn(page.run(), "entry") == {}
    assert "no longer" in said(page)


def test_who_looks_up_what_is_kept_of_somebody_else_is_in_the_log(
    kilde: Kilde, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.session_state", {})
    mydata._look("kari@example.com")
    [entry] = kilde.audit.entries(action="person.looked")
    assert kilde.audit.names()[str(entry.detail["person"])] == "kari@example.com"
    assert entry.kind == "read"
