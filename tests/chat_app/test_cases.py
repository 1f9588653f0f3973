"""What askers and experts see of cases, without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from answering import Answer, Person
from answering.cases import CaseView, Choice, Proposal
from chat_app.rights import LOCAL, Visitor, takes_cases
from chat_app.show.cases import case_card
from chat_app.show.casework import Said, Work, casework, why
from chat_app.show.figures import Clock, waited
from chat_app.show.inbox import in_order, inbox
from chat_app.show.offers import offer
from config import Settings, texts
from config.settings import Auth, Space
from records import Case, CaseAsker, Entry

ENGLISH = texts("en")
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
CLOCK = Clock(NOW, UTC)
THREE_HOURS_AGO = NOW - timedelta(hours=3)


def case(number: int = 12, **values: Any) -> Case:
    known: dict[str, Any] = {
        "space": "hr",
        "language": "en",
        "question": "May I bring my dog?",
        "turn_id": None,
        "kind": "question",
        "state": "open",
        "urgency": None,
        "personal": False,
        "shared": False,
        "opened": THREE_HOURS_AGO,
        "changed": THREE_HOURS_AGO,
        "answered": None,
        "closed": None,
        "assignee": "hr@example.com",
        "reminded": None,
        "reminders": 0,
    }
    return Case(number, **(known | values))


def asker(**values: Any) -> CaseAsker:
    known: dict[str, Any] = {
        "person": "kari",
        "name": "Kari",
        "address": "kari@example.com",
        "anonymous": False,
        "language": "en",
        "turn_id": None,
        "joined": THREE_HOURS_AGO,
    }
    return CaseAsker(12, **(known | values))


def entry(kind: str, text: str = "", author: str = "hr@example.com", name: str = "Per") -> Entry:
    return Entry(1, 12, NOW - timedelta(hours=1), kind, author, name, text)  # type: ignore[arg-type]


FOUND = Answer("a1", "answered", 0.96, "en", "Two weeks [1].", None, 80, ())


def card(*entries: Entry, **values: Any) -> dict[str, Any]:
    view = CaseView(case(**values), entries, (asker(),))
    return case_card(view, "kari", "Personal", "asked", CLOCK, ENGLISH)


def test_an_offer_names_whom_it_goes_to_and_what_is_sent() -> None:
    proposal = Proposal(
        turn_id="t1",
        question="May I bring my dog?",
        text="May I bring my dog?",
        language="en",
        choices=(
            Choice("hr", "Personal", "hr@example.com", True),
            Choice(None, "the people who run this", "", False),
        ),
    )
    data = offer(proposal, False, Person("local"), False, "", ENGLISH)
    assert data["space"] == "hr"
    assert data["text"] == "May I bring my dog?"
    assert data["hints"] == []
    assert [(one["heading"], one["to"], one["nameless"]) for one in data["spaces"]] == [
        ("Shall I ask Personal?", "hr@example.com", True),
        ("Shall I ask the people who run this?", "the inbox here in the app", False),
    ]


def test_an_offer_says_that_others_ask_and_that_health_stays_private() -> None:
    proposal = Proposal(
        "t1", "?", "?", "en", (Choice("hr", "Personal", "", False),), joins=7, personal=True
    )
    hints = offer(proposal, True, Person("local"), False, "", ENGLISH)["hints"]
    assert [hint["text"].split(".")[0] for hint in hints] == [
        "Someone has already asked this",
        "This concerns someone's health or conduct",
    ]


def test_whoever_said_that_an_answer_does_not_help_is_told_that_it_goes_along() -> None:
    proposal = Proposal("t1", "?", "?", "en", (Choice("hr", "Personal", "", False),))
    [hint] = offer(proposal, False, Person("local"), False, "", ENGLISH, said=True)["hints"]
    assert hint["text"] == (
        "Whoever answers also sees that you got an answer that did not help, "
        "and what you said about it."
    )


def test_a_name_that_the_sign_in_vouches_for_is_not_typed() -> None:
    proposal = Proposal("t1", "?", "?", "en", (Choice("hr", "Personal", "", False),))
    kari = Person("7", "Kari", "kari@example.com")
    data = offer(proposal, False, kari, True, "", ENGLISH)
    assert data["vouched"]
    assert data["asker"] == {"name": "Kari", "address": "kari@example.com"}


def test_an_asker_sees_number_state_and_where_the_answer_comes() -> None:
    data = card()
    assert data["title"] == "Case 12"
    assert data["state"] == {"kind": "open", "label": "waiting for an answer"}
    assert [line.replace("\xa0", " ") for line in data["lines"]] == [
        "Sent to Personal today 11:00.",
        "The answer comes here, and by mail to kari@example.com.",
    ]
    assert data["thread"] == [] and data["may_add"]


def test_an_asker_sees_who_answered_and_their_own_additions_only() -> None:
    data = card(
        entry("question", "May I bring my dog?", "kari", "Kari"),
        entry("addition", "It is small.", "kari", "Kari"),
        entry("addition", "Mine too.", "ola", "Ola"),
        entry("note", "Ask the landlord."),
        entry("reminder"),
        entry("reply", "Yes, on Fridays."),
        state="answered",
    )
    assert [(one["kind"], one["who"], one["text"]) for one in data["thread"]] == [
        ("addition", "You", "It is small."),
        ("reply", "Per", "Yes, on Fridays."),
    ]
    assert data["news"] == "Per has answered case 12."


def test_an_expert_without_a_name_is_called_one() -> None:
    [reply] = card(entry("reply", "Yes.", author="local", name=""), state="answered")["thread"]
    assert reply["who"] == "an expert"


def test_an_asker_is_told_why_a_case_was_closed() -> None:
    data = card(entry("closed", "It was asked elsewhere."), state="closed")
    assert data["thread"][0]["text"].endswith("It was asked elsewhere.")
    assert not data["may_add"]


def test_an_approved_answer_stands_by_itself_with_who_approved_it() -> None:
    view = CaseView(
        case(kind="approval", state="answered"), (entry("reply", "25 days. [1]"),), (asker(),)
    )
    data = case_card(view, "kari", "Personal", "approved", CLOCK, ENGLISH)
    assert [line.replace("\xa0", " ") for line in data["lines"]] == ["Approved by Per today 13:00."]
    assert data["thread"] == []


def test_how_long_somebody_has_waited() -> None:
    spans = (timedelta(seconds=5), timedelta(hours=1), timedelta(hours=47), timedelta(days=3))
    assert [waited(NOW - span, NOW, ENGLISH) for span in spans] == [
        "waiting for 1 minute",
        "waiting for 1 hour",
        "waiting for 47 hours",
        "waiting for 3 days",
    ]


def test_urgent_cases_come_first_then_the_oldest_that_somebody_waits_for() -> None:
    days = [case(n, opened=NOW - timedelta(days=n)) for n in (1, 2, 3)]
    urgent = case(4, urgency="injury", opened=NOW)
    answered = [case(n, state="answered", changed=NOW - timedelta(days=n)) for n in (5, 6)]
    review = case(7, kind="review", opened=NOW - timedelta(days=9))
    listed = in_order([review, *days, urgent, *answered])
    assert [one.id for one in listed] == [4, 3, 2, 1, 7, 5, 6]


def test_the_inbox_shows_one_state_and_space_and_counts_the_others() -> None:
    cases = [case(1), case(2, space="it"), case(3, state="answered"), case(4, space=None)]
    titles = {"hr": "Personal", "it": "IT", "": "No space fits"}
    data = inbox(cases, {1: 3}, titles, ("open", "hr"), (), CLOCK, ENGLISH)
    assert data["summary"] == "3 cases wait for an answer."
    assert [(one["key"], one["count"]) for one in data["filters"]["states"]] == [
        ("open", "1"),
        ("answered", "1"),
        ("closed", "0"),
    ]
    assert [one["meta"] for one in data["cases"]] == [
        ["Case 1", "Personal", "waiting for 3 hours", "3 people ask", "with hr@example.com"]
    ]
    everywhere = inbox(cases, {}, titles, ("open", ""), (), CLOCK, ENGLISH)["cases"]
    assert "No space fits" in [one["meta"][1] for one in everywhere]


def test_an_empty_inbox_says_what_will_come() -> None:
    data = inbox([], {}, {"hr": "Personal"}, ("open", ""), (), CLOCK, ENGLISH)
    assert data["summary"] == "No one is waiting for an answer."
    assert data["nothing"]["title"] == "Nothing is waiting"


def work(**values: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "case": case(),
        "entries": (),
        "askers": (asker(),),
        "space": "Personal",
    }
    return casework(Work(**(known | values)), CLOCK, ENGLISH)


def test_an_expert_sees_the_history_with_notes() -> None:
    data = work(
        entries=(
            entry("question", "May I bring my dog?", "kari", "Kari"),
            entry("note", "Ask the landlord."),
            entry("passed", "it@example.com"),
        )
    )
    assert [(one.get("who"), one["text"]) for one in data["thread"][:2]] == [
        ("Kari", "May I bring my dog?"),
        ("Per", "Ask the landlord."),
    ]
    assert data["thread"][2]["text"].startswith("Per passed it on")
    assert data["reply"]["texts"]["label"] == "Your answer to Kari"


def test_who_asks_without_a_name_stays_unnamed() -> None:
    unnamed = asker(person="", name="", address="", anonymous=True)
    data = work(askers=(unnamed,), entries=(entry("question", "May I?", "", ""),))
    assert data["thread"][0]["who"] == "Someone without a name"
    assert data["reply"]["texts"]["label"] == "Your answer"


def test_what_concerns_health_or_conduct_cannot_be_published() -> None:
    publish = work(case=case(personal=True), may_publish=True)["reply"]["publish"]
    assert not publish["may"]
    assert "cannot be published" in publish["why_not"]
    assert work(may_publish=True)["reply"]["publish"]["may"]


def test_who_publishes_is_told_whether_their_name_is_shown() -> None:
    means = [
        work(may_publish=True, names_published=named)["reply"]["publish"]["texts"]["publish_means"]
        for named in (True, False)
    ]
    assert means == [
        "Then it is given to everyone who asks the same, with your name and the date.",
        "Then it is given to everyone who asks the same, with the date, but without your name.",
    ]


def test_an_expert_sees_what_the_asker_said_of_the_answer_they_had() -> None:
    said = [Said("wrong", "It is two weeks."), Said()]
    assert why(case(), FOUND, said, ENGLISH) == [
        "The answer did not help: “It is wrong”",
        "In their own words: “It is two weeks.”",
        "The answer did not help.",
        "The best answer in the documents that you may read is below, "
        "right with a probability of 96%.",
    ]
    assert work(answered=True)["why_title"] == "Had an answer from the documents already"
    assert why(case(), None, [], ENGLISH) == ["What was the matter with it was not said."]


def test_what_was_found_stands_below_only_while_there_is_something_to_answer() -> None:
    answered = case(state="answered")
    assert why(answered, FOUND, None, ENGLISH) == []
    assert why(answered, FOUND, [Said()], ENGLISH) == ["The answer did not help."]
    assert why(case(), FOUND, None, ENGLISH) == [
        "By now there is an answer in the documents, right with a probability of 96%. It is below."
    ]


def test_a_closed_case_can_only_be_taken_up_again() -> None:
    data = work(case=case(state="closed"), targets=[("space:it", "IT")], alike=[case(3)])
    assert data["reply"] is None
    further = data["further"]
    assert further["may_reopen"] and not further["may_close"]
    assert further["pass"] == [] and further["merge"] == []


def test_the_inbox_is_for_those_who_answer_cases() -> None:
    settings = Settings(
        auth=Auth(admins=("it",)),
        space=(Space(name="hr", experts=("hr@example.com",), owners=("hr-leads",)),),
    )
    people = [
        LOCAL,
        Visitor("1", "Per", "HR@example.com", ()),
        Visitor("2", "Anne", "", ("hr-leads",)),
        Visitor("3", "Ola", "", ("it",)),
        Visitor("4", "Kari", "kari@example.com", ("everyone",)),
    ]
    assert [takes_cases(settings, one) for one in people] == [True, True, True, True, False]


def test_a_case_told_in_other_languages() -> None:
    view = CaseView(replace(case(), state="answered"), (entry("reply", "Ja."),), (asker(),))
    news = [
        case_card(view, "kari", "Personal", "asked", CLOCK, texts(code))["news"]
        for code in ("nb", "de")
    ]
    assert news == ["Per har svart i sak 12.", "Per hat in Fall 12 geantwortet."]
