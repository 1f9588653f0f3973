"""The page as Streamlit runs it, on real stores, without a browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from answering import Person
from chat_app.pages.conversation import Conversation, Turn
from chat_app.shared import Shared, share, shared
from config import ROOT, load
from ingest import Guard
from tests.conftest import Company

SCRIPT = ROOT / "chat_app" / "pages" / "main.py"
CARRIED = "Hvor mange feriedager kan jeg overføre til neste år?"


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


def opened(company: Company, guard: Guard, config: str = "kilde.toml", **query: str) -> AppTest:
    """The page on a company, as a visitor with an English browser first sees it."""
    from answering import Kilde

    one = Shared(Kilde.open(load(company.folder / config)), guard)
    one.warm.set()
    share(one)
    page = AppTest.from_file(SCRIPT, default_timeout=60)
    page.query_params.update(query)
    return page.run()


def ask(page: AppTest, question: str) -> dict[str, Any]:
    """Ask, and get what the newest entry of the conversation draws."""
    page.chat_input[0].set_value(question).run()
    assert not page.exception
    return drawn(page, "entry")


def drawn(page: AppTest, component: str) -> dict[str, Any]:
    """The data of the last component of this name."""
    found = [
        element.proto.json
        for element in page.get("bidi_component")
        if element.proto.component_name == f"kilde_{component}"
    ]
    return json.loads(found[-1])[0] if found else {}


def open_source(page: AppTest, n: int) -> dict[str, Any]:
    """Open the nth citation of the newest answer, and get what stands beside it."""
    conversation = page.session_state["conversation"]
    conversation.open(conversation.turns[-1], n)
    page.run()
    assert not page.exception
    return drawn(page, "document")


def said(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def marked(blocks: list[dict[str, Any]]) -> str:
    runs = [run for block in blocks for run in block.get("runs", [])]
    return "".join(text for text, strength in runs if strength == 2)


def test_a_newcomer_is_offered_questions(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    assert not page.exception
    assert "What would you like to know?" in said(page)
    assert page.chat_input[0].placeholder == "Ask a question"
    offered = page.button[0]
    offered.click().run()
    assert drawn(page, "entry")["question"] == offered.label.replace("\\", "")
    assert "What would you like to know?" not in said(page)


def test_an_answer_quotes_and_cites(library: Company, guard: Guard) -> None:
    data = ask(opened(library, guard), CARRIED)
    assert data["known"]
    quoted = [segment for segment in data["segments"] if segment["quoted"]]
    assert "inntil 14 virkedager" in quoted[0]["blocks"][0]["runs"][0][0]
    assert data["sources"][0]["title"] == "Ferie"
    assert "15\xa0January\xa02026" in data["sources"][0]["meta"]


def test_the_document_opens_with_its_quote_marked(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    ask(page, CARRIED)
    data = open_source(page, 1)
    assert data["title"] == "Ferie"
    assert data["note"] is None
    assert "inntil 14 virkedager" in marked(data["blocks"])
    assert any("<img src=x onerror=" in str(block) for block in data["blocks"])


def test_a_conversation_goes_on_when_the_page_is_loaded_again(
    library: Company, guard: Guard
) -> None:
    page = opened(library, guard)
    assert drawn(page, "masthead")["conversation"] == ""
    ask(page, CARRIED)
    address = drawn(page, "masthead")["conversation"]

    page = opened(library, guard, conversation=address)
    assert drawn(page, "entry")["question"] == CARRIED
    assert drawn(page, "entry")["sources"][0]["title"] == "Ferie"
    assert drawn(page, "masthead")["conversation"] == address


def test_an_answer_made_while_the_page_is_loaded_again_is_found(
    library: Company, guard: Guard
) -> None:
    page = opened(library, guard, conversation="mine")
    assert drawn(page, "masthead")["conversation"] is None

    kilde, me = library.kilde, Person("local")
    kilde.conversations.ask(kilde.reader(None), CARRIED, me, "mine", "page")
    page.run()
    assert drawn(page, "entry")["question"] == CARRIED
    assert drawn(page, "masthead")["conversation"] == "mine"


def test_what_may_not_be_shown_any_more_keeps_its_address() -> None:
    conversation = Conversation(id="mine", turns=[Turn(1, CARRIED)], begun=True)
    assert conversation.address == "mine"


def test_nobody_goes_on_with_a_conversation_of_somebody_else(
    library: Company, guard: Guard
) -> None:
    kilde = library.kilde
    kilde.conversations.ask(kilde.reader(None), CARRIED, Person("kari"), "karis", "page")

    page = opened(library, guard, conversation="karis")
    assert drawn(page, "entry") == {}
    assert page.session_state["conversation"].id != "karis"
    page.session_state["conversation"].ask(CARRIED)
    page.run()
    assert drawn(page, "masthead")["conversation"] not in ("", "karis")


def test_a_second_click_closes_it(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    ask(page, CARRIED)
    assert open_source(page, 1)
    assert open_source(page, 1) == {}


def test_a_pdf_opens_as_the_picture_of_its_page(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    data = ask(page, "When is the diaphragm of the pump replaced?")
    number = next(s["n"] for s in data["sources"] if s["title"] == "Dosing pump TD-40")
    panel = open_source(page, number)
    assert (panel["page"], panel["pages"]) == (3, 3)
    assert panel["picture"].startswith("iVBOR")  # PNG
    assert panel["boxes"]
    assert "Replace the diaphragm after 4,000 hours" in panel["text"]
    assert panel["alt"].startswith("Picture of page 3 of Dosing pump TD-40")


def test_what_is_not_known_is_said(library: Company, guard: Guard) -> None:
    data = ask(opened(library, guard), "Who won the Eurovision song contest in 1985?")
    assert not data["known"]
    assert data["sources_title"] == "Closest places"


def test_small_talk_is_answered_without_a_search(library: Company, guard: Guard) -> None:
    data = ask(opened(library, guard), "Hei!")
    assert data["known"] and data["sources"] == [] and data["confidence"] is None


def test_an_empty_question_is_none(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    ask(page, "   ")
    assert page.session_state["conversation"].turns == []


def test_a_question_of_20_000_characters(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    ask(page, "ferie " * 3333)
    too_long = "The question has 19,997 characters, and the longest possible is 2,000."
    assert too_long in said(page)
    assert page.session_state["conversation"].turns == []
    assert ask(page, CARRIED)["known"]
    assert too_long not in said(page)


def test_a_question_waits_until_kilde_has_started(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    starting = shared().warm
    starting.clear()
    threading.Timer(0.3, starting.set).start()
    assert ask(page, CARRIED)["known"]
    assert starting.is_set()


def test_no_documents_yet(company: Company, guard: Guard) -> None:
    page = opened(company, guard)
    assert not page.exception
    assert "There are no documents here yet" in said(page)
    assert "kilde ingest" in said(page)
    company.write("docs/ferie.md", "# Ferie\n\nDu har 25 feriedager i året.\n")
    company.ingest()
    page.button[0].click().run()
    assert "What would you like to know?" in said(page)


def test_a_document_that_has_changed_or_gone_since(company: Company, guard: Guard) -> None:
    text = "# Ferie\n\nDu har 25 feriedager i året.\n\n# Lunsj\n\nLunsj serveres klokken elleve.\n"
    file = company.write("docs/ferie.md", text)
    company.write("docs/annet.md", "# Parkering\n\nParkering er gratis for alle ansatte.\n")
    company.ingest()
    page = opened(company, guard)
    ask(page, "Hvor mange feriedager har jeg i året?")
    assert "25 feriedager" in marked(open_source(page, 1)["blocks"])
    file.write_text(text.replace("25 feriedager", "30 fridager"), encoding="utf-8")
    company.ingest()
    page.run()
    assert "has changed since this answer" in drawn(page, "document")["note"]
    file.unlink()
    company.ingest(confirm_removals=True)
    page.run()
    assert "no longer here" in drawn(page, "document")["note"]
    assert drawn(page, "document")["blocks"] == []


def test_a_search_service_that_is_down(library: Company, guard: Guard) -> None:
    toml = (library.folder / "kilde.toml").read_text(encoding="utf-8")
    library.write("down.toml", f'[chroma]\nurl = "http://127.0.0.1:9"\n{toml}')
    page = opened(library, guard, "down.toml")
    ask(page, CARRIED)
    assert "The search does not answer" in said(page)
    assert [button.label for button in page.button] == ["Try again"]
    assert "127.0.0.1" not in said(page)


def test_a_model_that_is_missing(
    library: Company, guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_MODELS", str(library.folder / "no-models"))
    page = opened(library, guard)
    ask(page, CARRIED)
    assert "The language model is missing" in said(page)
    monkeypatch.undo()


def test_a_failure_of_kildes_own_can_be_tried_again(
    library: Company, guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(library, guard)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("answering.kilde.Reader.ask", fail)
    ask(page, CARRIED)
    assert "Something went wrong" in said(page)
    assert "ZeroDivisionError" not in said(page)
    monkeypatch.undo()
    page.button[0].click().run()
    assert drawn(page, "entry")["known"]
    assert "Something went wrong" not in said(page)


def test_a_new_conversation_forgets_the_old_one(library: Company, guard: Guard) -> None:
    page = opened(library, guard)
    ask(page, CARRIED)
    page.session_state["conversation"].begin_again()
    page.run()
    assert drawn(page, "entry") == {}
    assert "What would you like to know?" in said(page)
