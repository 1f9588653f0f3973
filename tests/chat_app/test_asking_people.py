"""When the page offers a person, as Streamlit runs it, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from answering import Person
from chat_app.pages.working import before
from chat_app.shared import shared
from ingest import Guard
from tests.chat_app.test_pages import ask, drawn, opened
from tests.conftest import Company

UNKNOWN = "Who repairs the coffee machine on the third floor?"
TOML = """
[cases]
fallback = ["it@example.com"]
[[space]]
name = "docs"
title = "Office"
experts = ["office@example.com"]
escalate = "{escalate}"
[[space.source]]
folder = "docs"
"""


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


@pytest.fixture
def office(company: Company) -> Company:
    """An office that knows about lunch, and one configuration for each way to a person."""
    company.write("docs/lunch.md", "# Lunch\n\nLunch is served on the third floor at eleven.\n")
    for escalate in ("ask", "auto", "off"):
        company.write(f"{escalate}.toml", TOML.format(escalate=escalate))
    company.configure(TOML.format(escalate="ask"))
    company.ingest()
    return company


def test_a_person_is_offered_where_there_is_no_answer(office: Company, guard: Guard) -> None:
    page = opened(office, guard, "ask.toml")
    entry = ask(page, UNKNOWN)
    assert not entry["known"]
    assert entry["offer"]["text"] == UNKNOWN
    assert {one["title"] for one in entry["offer"]["spaces"]} >= {"Office"}
    assert entry["unknown"] == [entry["unknown"][0]]  # no advice to ask somebody oneself
    assert office.kilde.cases.list() == []

    entry = ask(page, "When is lunch served?")
    assert entry["known"] and entry["offer"] is None
    assert entry["actions"]["may_ask"]

    for small_talk in ("Thank you!", "hello"):
        entry = ask(page, small_talk)
        assert "offer" not in entry and "actions" not in entry


def test_a_service_desk_gets_it_by_itself(office: Company, guard: Guard) -> None:
    page = opened(office, guard, "auto.toml")
    entry = ask(page, UNKNOWN)
    [case] = office.kilde.cases.list()
    assert entry["case"]["number"] == case.id
    assert entry["case"]["lines"] == [
        "I don't know, so I have sent this to Office for you."
    ]  # fmt: skip
    assert entry["offer"] is None and not entry["actions"]["may_ask"]


def test_where_nobody_takes_questions_nobody_is_offered(office: Company, guard: Guard) -> None:
    page = opened(office, guard, "off.toml")
    entry = ask(page, UNKNOWN)
    assert entry["offer"] is None and not entry["actions"]["may_ask"]
    assert "ask a colleague" in entry["unknown"][-1]


def test_a_new_conversation_lists_ones_own_cases(office: Company, guard: Guard) -> None:
    page = opened(office, guard, "auto.toml")
    ask(page, UNKNOWN)
    page.session_state["conversation"].begin_again()
    page.run()
    [mine] = drawn(page, "mine")["cases"]
    assert (mine["question"], mine["card"]["state"]["kind"]) == (UNKNOWN, "open")


def test_an_answer_that_an_expert_approves_appears_then(office: Company, guard: Guard) -> None:
    careful = TOML.format(escalate="ask").replace("escalate", 'autonomy = "suggest"\nescalate')
    office.write("careful.toml", careful)
    page = opened(office, guard, "careful.toml")
    entry = ask(page, "When is lunch served?")
    assert not entry["known"] and entry["sources"] == [] and entry["actions"] is None
    assert entry["texts"]["unknown_title"] == "Someone looks at the answer first"
    number = entry["case"]["number"]
    shared().kilde.cases.judge(number, Person("7", "Per", "office@example.com"), "right")
    page.run()
    entry = drawn(page, "entry")
    assert "at eleven" in str(entry["segments"])
    assert entry["case"]["lines"][0].startswith("Approved by Per")


def test_an_expert_sees_earlier_questions_only_where_they_may_read_the_answers(
    office: Company, guard: Guard
) -> None:
    private = '[[space]]\nname = "board"\nreaders = ["board"]\n[[space.source]]\nfolder = "board"\n'
    office.configure(TOML.format(escalate="ask") + private)
    office.write("board/pay.md", "# Pay\n\nThe managing director earns two million a year.\n")
    office.ingest("board")
    page = opened(office, guard)
    questions = ("When is lunch served?", "What does the managing director earn?", UNKNOWN)
    for question in questions:
        ask(page, question)
    kilde, me = shared().kilde, Person("local")
    [*_, turn] = kilde.conversations.turns.recent("local", 1)
    everything, public = kilde.reader(None), kilde.reader(("everyone",))
    proposal = kilde.cases.propose(everything, UNKNOWN, "en", turn)
    assert proposal is not None
    case = kilde.cases.open(proposal, me, everything, share=True)
    seen = [[one.question for one in before(case, turn, mine)] for mine in (everything, public)]
    assert seen == [[*questions[:2]], [questions[0]]]
    assert before(replace(case, shared=False), turn, everything) == []
