"""Verified answers of an expert who owns no space: the page, and what is theirs on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from answering import Kilde
from answering.verified import REVIEW, Draft
from chat_app.pages import verified
from chat_app.shared import Shared, share
from config import ROOT, texts
from ingest import Guard
from records import Person
from tests.chat_app.test_pages import drawn, said
from tests.conftest import Company

MAIN = ROOT / "chat_app" / "pages" / "main.py"
TOML = (
    '[[space]]\nname = "hr"\nreaders = ["hr-team"]\nowners = ["hr-leads"]\n'
    'experts = ["eva@example.com"]\n[[space.source]]\nfolder = "docs"\n'
    '[[space.source]]\nfolder = "pay"\nreaders = ["hr-leads"]\n'
    '[[space]]\nname = "board"\nreaders = ["board"]\n[[space.source]]\nfolder = "board"\n'
)
NOW = datetime.now(UTC)
EVA = Person("e1", "Eva", "eva@example.com", ("hr-team",), NOW, NOW)
LEFT = replace(EVA, groups=())
LIV = Person("l1", "Liv", "liv@example.com", ("hr-leads", "hr-team"), NOW, NOW)
OLA = Person("o1", "Ola", "ola@example.com", ("hr-team",), NOW, NOW)
MINE, HERS = "Hvem har nøkkelen til sykkelskuret?", "Når stenger kantina?"


@dataclass
class SignedIn:
    """Who the sign-in says is at the browser."""

    person: Person
    cookie: str = "kilde"
    address: str = "/sign-in"

    def visitor(self, _: str | None) -> Person:
        return self.person


@dataclass
class Office:
    company: Company
    kilde: Kilde
    who: SignedIn
    session: dict[str, Any]

    def opened(self, person: Person, number: int | None = None) -> AppTest:
        """The page of verified answers as a person opens it, by the letter's link to one."""
        self.who.person = person
        page = AppTest.from_file(MAIN, default_timeout=60)
        page.session_state["go"] = "verified"
        if number:
            page.session_state["verified-open"] = number
        page.run()
        assert not page.exception
        return page

    def does(self, person: Person, what: str, value: Any) -> None:
        """What a person's browser sends from a page that may be open for long."""
        self.who.person = person
        self.session["verified-all"] = SimpleNamespace(**{what: value})
        acts = {"looked": verified._looks, "save": verified._saves, "retire": verified._retires}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("streamlit.session_state", self.session)
            patch.setattr("streamlit.query_params", {})
            acts[what](texts("nb"))


@pytest.fixture
def office(company: Company, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Eva published answer 1, without capitals in her address; Liv, who owns the space, 2."""
    company.configure(TOML)
    kilde, who = company.kilde, SignedIn(EVA)
    for question, owner in ((MINE, "Eva@Example.com"), (HERS, "liv@example.com")):
        kilde.verified.publish(Draft("hr", question, "Svaret er ja.", owner), owner)
    share(Shared(kilde, Guard(), sign_in=who))  # type: ignore[arg-type]
    monkeypatch.setattr(verified, "read_published", lambda *_: None)
    return Office(company, kilde, who, {})


def form(**values: Any) -> dict[str, Any]:
    given = {"id": 1, "space": "hr", "question": MINE, "answer": "Spør Kari.", "questions": ""}
    return {**given, "documents": "", "readers": "", "owner": "", "review": "", **values}


def test_an_expert_sees_what_they_published_and_nothing_else(office: Office) -> None:
    page = office.opened(EVA)
    assert "verified" in page.session_state["pages"]
    listed = drawn(page, "verified")
    assert [row["question"] for row in listed["rows"]] == [MINE]
    assert listed["texts"]["add"] is None

    assert drawn(office.opened(EVA, 1), "verified")["form"]["question"] == MINE
    assert drawn(office.opened(EVA, 2), "verified")["form"] is None


def test_an_owner_sees_all_and_adds(office: Office) -> None:
    listed = drawn(office.opened(LIV), "verified")
    assert [row["question"] for row in listed["rows"]] == [HERS, MINE]
    assert listed["texts"]["add"]


@pytest.mark.parametrize("person", [OLA, LEFT], ids=["who owns none", "who lost the space"])
def test_others_have_no_such_page(office: Office, person: Person) -> None:
    page = office.opened(person, 1)
    assert "verified" not in page.session_state["pages"]
    assert drawn(page, "verified") == {}
    assert MINE not in said(page)


def test_an_expert_edits_confirms_and_takes_back_their_own(office: Office) -> None:
    office.does(EVA, "save", form(review="2030-05-01"))
    record = office.kilde.verified.get(1)
    assert record and (record.answer, record.owner) == ("Spør Kari.", "eva@example.com")
    assert record.review_on == date(2030, 5, 1)

    office.does(EVA, "looked", 1)
    record = office.kilde.verified.get(1)
    assert record and record.review_on - NOW.date() <= REVIEW + timedelta(days=1)

    office.does(EVA, "retire", 1)
    record = office.kilde.verified.get(1)
    assert record and record.state == "retired"


@pytest.mark.parametrize(
    ("person", "number"), [(EVA, 2), (LEFT, 1), (OLA, 1)], ids=["not theirs", "left", "none"]
)
def test_a_page_that_is_still_open_changes_nothing_that_is_not_theirs(
    office: Office, person: Person, number: int
) -> None:
    before = office.kilde.verified.get(number)
    office.does(person, "save", form(id=number))
    office.does(person, "looked", number)
    office.does(person, "retire", number)
    assert office.kilde.verified.get(number) == before


def test_who_only_owns_answers_adds_none(office: Office) -> None:
    office.does(EVA, "save", form(id=0))
    assert len(office.kilde.verified.listed()) == 2
    office.does(LIV, "save", form(id=0))
    assert len(office.kilde.verified.listed()) == 3


def test_an_owner_who_stopped_being_one_changes_nothing_any_more(office: Office) -> None:
    was_owner = replace(LIV, address="", groups=("hr-team",))
    office.does(was_owner, "save", form(id=0))
    office.does(was_owner, "retire", 1)
    assert [one.id for one in office.kilde.verified.listed()] == [2, 1]


def test_documents_that_an_expert_may_not_read_are_as_if_not_there(
    office: Office, company: Company
) -> None:
    company.write("pay/lonn.md", "# Lønn\n\nLønna er hemmelig.")
    company.write("docs/skur.md", "# Skur\n\nSkuret er låst.")
    company.ingest("hr")
    refused = []
    for name in ("pay/lonn.md", "pay/ingen.md", "docs/skur.md"):
        office.session.pop("verified-error", None)
        office.does(EVA, "save", form(documents=name))
        refused.append(office.session.get("verified-error", ""))
    assert [one.replace("lonn", "ingen") for one in refused[:2]] == [refused[1]] * 2
    assert refused[1] and not refused[2]


def test_what_others_wrote_before_is_not_in_the_history_of_who_only_owns_it(
    office: Office,
) -> None:
    draft = Draft("hr", HERS, "Kantina stenger klokka 14.", "eva@example.com")
    office.kilde.verified.edit(2, draft, "liv@example.com")
    shown = drawn(office.opened(EVA, 2), "verified")["form"]
    assert (shown["answer"], shown["history"]) == ("Kantina stenger klokka 14.", [])
    assert len(drawn(office.opened(LIV, 2), "verified")["form"]["history"]) == 2


def test_who_mends_an_answer_leaves_what_they_may_not_read_behind_it(office: Office) -> None:
    office.company.write("docs/sykler.md", "# Sykler\n\nNøkkelen henger i resepsjonen.\n")
    office.company.write("pay/lonn.md", "# Lønn\n\nDen 12. hver måned.\n")
    office.company.write("board/hemmelig.md", "# Styret\n\nSkuret selges i mai.\n")
    for space in ("hr", "board"):
        office.company.ingest(space)
    behind = (("hr", "docs/sykler.md"), ("board", "board/hemmelig.md"))
    record = office.kilde.verified.publish(
        Draft("hr", MINE, "Svaret er ja.", LIV.address, documents=behind), LIV.address
    )

    def saved(documents: str) -> tuple[str, set[tuple[str, str]]]:
        office.does(LIV, "save", form(id=record.id, answer=documents, documents=documents))
        found = office.kilde.verified.get(record.id)
        assert found
        return found.answer, {(one.space, one.document) for one in found.documents}

    both = "docs/sykler.md\nboard/hemmelig.md"
    assert saved(both) == (both, set(behind))
    assert saved("docs/sykler.md") == ("docs/sykler.md", set(behind))
    assert saved("board/hemmelig.md") == ("board/hemmelig.md", {behind[1]})
