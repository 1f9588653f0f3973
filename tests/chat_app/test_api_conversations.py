"""Earlier conversations and links to answers, through the API."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from answering import Person
from chat_app.app import build
from chat_app.shared import Shared
from ingest import Guard
from records import TurnRecord
from tests.chat_app.library import QUESTIONS
from tests.chat_app.test_api import ADDRESS, LOCAL
from tests.conftest import Company

HOLIDAY, SALARY = QUESTIONS["nb"][0], "What does the managing director earn?"
KARI = {"person": "kari@example.com", "groups": "board"}


@pytest.fixture(scope="module")
def api(library: Company) -> Iterator[TestClient]:
    """A program that speaks for people."""
    key = library.kilde.keys.make("talks", ("board",), on_behalf_of=True)
    with Guard() as guard:
        app = build(Shared(library.kilde, guard))
        headers = {"Authorization": f"Bearer {key}"}
        with TestClient(app, base_url=ADDRESS, client=LOCAL, headers=headers) as client:
            yield client


def ask(api: TestClient, question: str, conversation: str) -> str:
    kari = {"person": KARI["person"], "groups": ["board"]}
    body = {"question": question, "conversation": conversation, "on_behalf_of": kari}
    answer = api.post("/api/v1/ask", json=body).json()
    assert answer["status"] == "answered"
    return str(answer["id"])


def test_conversations_are_found_read_and_deleted(api: TestClient) -> None:
    ask(api, SALARY, "pay")
    ask(api, HOLIDAY, "free")
    path = "/api/v1/conversations"
    listed = api.get(path, params=KARI).json()["conversations"]
    assert [(one["conversation"], one["title"]) for one in listed] == [
        ("free", HOLIDAY),
        ("pay", SALARY),
    ]
    [found] = api.get(path, params={**KARI, "words": "virkedager"}).json()["conversations"]
    assert found["conversation"] == "free" and "14 virkedager" in found["found"]
    [turn] = api.get(f"{path}/pay", params=KARI).json()["turns"]
    assert "2,100,000" in turn["answer"]["answer"] and not turn["changed"]
    [turn] = api.get(f"{path}/pay", params={"person": KARI["person"]}).json()["turns"]
    assert (turn["question"], turn["answer"]) == (SALARY, None)  # without the group
    assert api.get(f"{path}/pay", params={"person": "ola"}).status_code == 404
    assert api.delete(f"{path}/pay", params={"person": "ola"}).status_code == 404
    assert api.delete(f"{path}/pay", params=KARI).json() == {"deleted": 1}
    assert api.delete(path, params=KARI).json() == {"deleted": 1}
    assert api.get(path, params=KARI).json() == {"conversations": []}


def test_a_link_is_the_same_404_for_who_may_not_read_and_where_there_is_none(
    api: TestClient, library: Company
) -> None:
    link = library.kilde.earlier.share(ask(api, SALARY, "pay"), Person(KARI["person"]))
    assert link
    told = api.get(f"/api/v1/answers/{link}").json()
    assert told["question"] == SALARY and "2,100,000" in told["answer"]["answer"]
    assert "kari" not in str(told) and "confidence" not in str(told)
    refused = api.get(f"/api/v1/answers/{link}", params={"person": "ola"})
    nothing = api.get("/api/v1/answers/unheard-of", params={"person": "ola"})
    assert (refused.status_code, refused.json()) == (404, nothing.json())
    library.kilde.earlier.forget(Person(KARI["person"]))
    assert api.get(f"/api/v1/answers/{link}").status_code == 404


@pytest.mark.parametrize(
    "person", ["3f2a9c0d4b5e6f708192a3b4c5d6e7f8", "local", "key hr-portal", " Command line"]
)
def test_a_key_speaks_for_nobody_whom_kilde_knows_by_an_id_of_its_own(
    api: TestClient, library: Company, person: str
) -> None:
    asked(library, person.strip().lower())
    turns = library.kilde.conversations.turns
    before = turns.recent(person.strip().lower())
    assert before
    for call in (api.get, api.delete):
        for path in ("/api/v1/conversations", "/api/v1/conversations/mine"):
            refused = call(path, params={"person": person})
            assert refused.status_code == 422
            assert "is an id of Kilde's own" in refused.json()["error"]
    body = {"question": HOLIDAY, "on_behalf_of": {"person": person}}
    assert api.post("/api/v1/ask", json=body).status_code == 422
    assert turns.recent(person.strip().lower()) == before


def asked(library: Company, person: str) -> None:
    """A turn of somebody's, as the pages would have kept it."""
    turns = library.kilde.conversations.turns
    turn = TurnRecord(
        uuid.uuid4().hex, "mine", person, datetime.now(UTC), "page", SALARY, SALARY, "en",
        "unanswered", 0.0, "", "[]",
    )  # fmt: skip
    turns.add(turn)


def test_the_log_names_the_key_beside_the_person_it_speaks_for(
    api: TestClient, library: Company
) -> None:
    ask(api, HOLIDAY, "free")
    entry = library.kilde.audit.entries(action="ask")[-1]
    assert library.kilde.audit.names()[entry.actor.removeprefix("person ")] == KARI["person"]
    assert entry.detail["through"] == "key talks"
