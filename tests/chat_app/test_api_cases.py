"""Cases and feedback through the API: who may see and do what, and how a refusal reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from answering import Kilde
from chat_app import api
from tests.answering.cases.office import clean, furnish, letters
from tests.conftest import Company
from tests.waiting import wait_until
from vectorstore import server

LOCAL = ("127.0.0.1", 50000)
ELSEWHERE = ("10.0.0.7", 50000)
QUESTION = "Får jeg feriepenger i foreldrepermisjonen?"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kilde]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        company = furnish(Company(tmp_path_factory.mktemp("office")))
        yield company.kilde
        wait_until(
            lambda: not any(r.state == "running" for r in company.kilde.catalogue.runs.history())
        )
        server.stop(company.settings.data_folder)


@pytest.fixture
def kilde(opened: Kilde) -> Kilde:
    clean(opened)
    return opened


@pytest.fixture(scope="module")
def local(opened: Kilde) -> TestClient:
    return TestClient(api.build(opened), base_url="http://127.0.0.1:8501", client=LOCAL)


@pytest.fixture(scope="module")
def remote(opened: Kilde) -> TestClient:
    return TestClient(api.build(opened), base_url="http://127.0.0.1:8501", client=ELSEWHERE)


@pytest.fixture(scope="module")
def bot(opened: Kilde) -> dict[str, str]:
    """The headers of a chat program that speaks for people."""
    token = opened.keys.make("teams", ("staff",), on_behalf_of=True)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def intranet(opened: Kilde) -> dict[str, str]:
    """The headers of a program that speaks for itself."""
    return {"Authorization": f"Bearer {opened.keys.make('intranet', ())}"}


def of(person: str, **values: Any) -> dict[str, Any]:
    return {"on_behalf_of": {"person": person}, **values}


def test_the_life_of_a_case(kilde: Kilde, remote: TestClient, bot: dict[str, str]) -> None:
    body = of("kari@example.com", question=QUESTION, escalate=True)
    answer = remote.post("/ask", json=body, headers=bot).json()
    assert answer["status"] == "escalated"
    number = answer["case"]
    assert letters(kilde)[0][0] == "hr@example.com"

    [case] = remote.get("/cases?person=hr@example.com", headers=bot).json()["cases"]
    assert (case["case"], case["space"], case["title"]) == (number, "hr", "Personal")
    assert (case["state"], case["question"]) == ("open", QUESTION)

    replied = remote.post(
        f"/cases/{number}/replies", json=of("hr@example.com", text="Ja, i 15 uker."), headers=bot
    )
    assert (replied.status_code, replied.json()["state"]) == (201, "answered")
    assert letters(kilde)[-1][0] == "kari@example.com"

    seen = remote.get(f"/cases/{number}?person=kari@example.com", headers=bot).json()
    assert [entry["kind"] for entry in seen["entries"]] == ["question", "reply"]
    added = remote.post(
        f"/cases/{number}/replies",
        json=of("kari@example.com", text="Gjelder det også fedre?"),
        headers=bot,
    ).json()
    assert added["state"] == "open"
    closed = remote.post(f"/cases/{number}/close", json=of("hr@example.com"), headers=bot).json()
    assert closed["state"] == "closed"


def test_others_cases_are_not_there(kilde: Kilde, remote: TestClient, bot: dict[str, str]) -> None:
    body = of("kari@example.com", question=QUESTION)
    made = remote.post("/cases", json=body, headers=bot)
    assert made.status_code == 201
    number = made.json()["case"]
    for person in ("ola@example.com", "it@example.com"):
        assert remote.get(f"/cases?person={person}", headers=bot).json() == {"cases": []}
        for call, path in (("GET", ""), ("POST", "/close"), ("POST", "/replies")):
            json = of(person, text="Hei") if call == "POST" else None
            extra = f"?person={person}" if call == "GET" else ""
            refused = remote.request(
                call, f"/cases/{number}{path}{extra}", json=json, headers=bot
            )  # fmt: skip
            assert refused.status_code == 404
            absent = remote.request(call, f"/cases/4711{path}{extra}", json=json, headers=bot)
            assert refused.json()["error"].replace(str(number), "4711") == absent.json()["error"]


def test_the_local_user_runs_everything(kilde: Kilde, local: TestClient) -> None:
    made = local.post(
        "/cases", json={"question": QUESTION, "address": "kari@example.com", "space": "it"}
    ).json()
    assert (made["space"], made["askers"][0]["address"]) == ("it", "kari@example.com")
    number = made["case"]
    assert local.get("/cases").json()["cases"][0]["case"] == number
    assert local.get("/cases?state=closed").json() == {"cases": []}
    assert local.get("/cases?space=hr").json() == {"cases": []}
    local.post(f"/cases/{number}/replies", json={"text": "Ja."})
    again = local.post(f"/cases/{number}/close", json={"text": "Ferdig."})
    assert again.json()["state"] == "closed"
    late = local.post(f"/cases/{number}/replies", json={"text": "Nei."})
    assert (late.status_code, late.json()["error"]) == (
        409,
        f"case {number} is closed; reopen it to answer it",
    )


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 422, "name one of them"),
        ({"question": "Takk!"}, 409, "it is no question"),
        ({"question": "Når er det suppe i kantina?"}, 409, 'escalate = "off"'),
        ({"question": QUESTION, "space": "canteen"}, 409, "takes no cases"),
        ({"question": QUESTION, "space": "x"}, 404, "there is no space 'x'"),
        ({"question": QUESTION, "text": "  "}, 422, "the text is empty"),
        ({"question": QUESTION, "text": "hei"}, 422, "nothing that somebody could answer"),
        ({"question": QUESTION, "space": "it", "anonymous": True}, 403, "stay unnamed"),
        ({"answer": "abc"}, 404, "there is no answer 'abc' of yours"),
        ({"question": QUESTION, "addres": "a@b"}, 422, "there is no such field"),
        ({"question": QUESTION, "address": "here"}, 422, "address"),
    ],
)
def test_what_makes_no_case(
    kilde: Kilde, local: TestClient, body: dict[str, Any], status: int, words: str
) -> None:
    answer = local.post("/cases", json=body)
    assert (answer.status_code, words in answer.json()["error"]) == (status, True), answer.json()
    assert kilde.cases.list() == []
    assert letters(kilde) == []


def test_a_space_that_may_not_be_read_is_not_there(
    kilde: Kilde, remote: TestClient, bot: dict[str, str]
) -> None:
    body = of("kari@example.com", question="Hvilken bonus har daglig leder?", space="board")
    refused = remote.post("/cases", json=body, headers=bot)
    assert refused.status_code == 404
    assert refused.json()["error"].endswith("canteen, hr, it, or leave space out")


def test_only_some_keys_speak_for_people(
    kilde: Kilde, remote: TestClient, bot: dict[str, str], intranet: dict[str, str]
) -> None:
    refused = remote.post("/ask", json=of("kari", question=QUESTION), headers=intranet)
    assert refused.status_code == 403
    assert "--on-behalf-of" in refused.json()["error"]
    assert remote.get("/cases?person=kari", headers=intranet).status_code == 403
    body = {"question": QUESTION, "on_behalf_of": {"person": "kari", "groups": ["board"]}}
    refused = remote.post("/ask", json=body, headers=bot)
    assert refused.status_code == 403
    assert "this key is not of board" in refused.json()["error"]


def test_a_space_that_is_not_there_leaves_nothing_behind(
    kilde: Kilde, remote: TestClient, bot: dict[str, str]
) -> None:
    body = of("kari@example.com", question=QUESTION, space="nix", conversation="c7")
    refused = remote.post("/cases", json=body, headers=bot)
    assert (refused.status_code, "no space 'nix'" in refused.json()["error"]) == (404, True)
    assert kilde.conversations.turns.recent("kari@example.com") == []


def test_published_and_found_by_the_next_who_asks(
    kilde: Kilde, remote: TestClient, bot: dict[str, str]
) -> None:
    made = remote.post("/cases", json=of("kari@example.com", question=QUESTION), headers=bot)
    path = f"/cases/{made.json()['case']}/replies"
    answer = {"text": "Hei Kari,\n\nja, i inntil 15 uker.", "publish": True}
    assert remote.post(path, json=of("kari@example.com", **answer), headers=bot).status_code == 403
    done = remote.post(path, json=of("hr@example.com", **answer), headers=bot).json()
    assert [entry["kind"] for entry in done["entries"]] == ["question", "reply", "published"]
    again = "får jeg feriepenger i foreldrepermisjonen"
    found = remote.post("/ask", json=of("ola@example.com", question=again), headers=bot).json()
    assert (found["status"], "inntil 15 uker" in found["answer"]) == ("answered", True)
    # Who asked first is not greeted before everybody else.
    assert "Kari" not in found["answer"]
    [case] = [case.id for case in kilde.cases.list()]
    kilde.verified.retire(int(done["entries"][-1]["text"].split("/")[1]), "hr@example.com")
    assert kilde.cases.get(case).state == "answered"


def test_what_is_published_is_read_at_once_and_found_for_other_questions(
    kilde: Kilde, remote: TestClient, bot: dict[str, str]
) -> None:
    body = of("kari@example.com", question=QUESTION, escalate=True)
    number = remote.post("/ask", json=body, headers=bot).json()["case"]
    answer = {"text": "Ja, i inntil 15 uker; spør Zlatkowski på lønn.", "publish": True}
    remote.post(f"/cases/{number}/replies", json=of("hr@example.com", **answer), headers=bot)

    def found() -> bool:
        hits = kilde.reader(("staff",)).search("Hvem er Zlatkowski?")
        return any(hit.passage.document.startswith("verified/") for hit in hits)

    wait_until(found)


def test_who_is_named_has_their_own_groups_not_the_keys(
    kilde: Kilde, remote: TestClient, local: TestClient
) -> None:
    token = kilde.keys.make("desk", ("board", "staff"), on_behalf_of=True)
    desk = {"Authorization": f"Bearer {token}"}
    try:
        body = of("kari@example.com", question="Hvilken bonus har daglig leder?")
        found = remote.post("/search", json=body, headers=desk).json()["passages"]
        assert "board" not in {passage["space"] for passage in found}
        body["on_behalf_of"]["groups"] = ["board"]
        found = remote.post("/search", json=body, headers=desk).json()["passages"]
        assert found[0]["space"] == "board"
    finally:
        kilde.keys.revoke("desk")


def test_without_ones_name_also_where_cases_are_opened_by_themselves(
    kilde: Kilde, local: TestClient
) -> None:
    question = "Why does the VPN client show error 809?"
    body = {"question": question, "space": "hr", "anonymous": True, "text": "VPN error 809?"}
    made = local.post("/cases", json=body).json()
    assert (made["space"], made["question"]) == ("hr", "VPN error 809?")
    assert made["askers"] == [
        {"name": "", "address": "", "anonymous": True, "language": "en"}
    ]  # fmt: skip
    assert len(kilde.cases.list()) == 1


def test_feedback(kilde: Kilde, remote: TestClient, intranet: dict[str, str]) -> None:
    answer = remote.post("/ask", json={"question": QUESTION}, headers=intranet).json()["id"]
    given = {"answer": answer, "helpful": False, "reason": "Svarer på noe annet"}
    assert remote.post("/feedback", json=given, headers=intranet).status_code == 200
    given = {"answer": answer, "helpful": True}
    assert remote.post("/feedback", json=given, headers=intranet).json() == given
    [kept] = kilde.conversations.turns.feedback(answer)
    assert (kept.person, kept.helpful, kept.reason) == ("key intranet", True, "")
    unknown = remote.post("/feedback", json={**given, "answer": "x"}, headers=intranet)
    assert unknown.status_code == 404
    assert remote.post("/feedback", json={"helpful": True}, headers=intranet).status_code == 422


def test_a_conversation_is_its_askers_own(
    kilde: Kilde, remote: TestClient, bot: dict[str, str]
) -> None:
    for person in ("kari@example.com", "ola@example.com"):
        body = of(person, question=QUESTION, conversation="c-1")
        assert remote.post("/ask", json=body, headers=bot).json()["conversation"] == "c-1"
    turns = kilde.conversations.turns.conversation("c-1", "kari@example.com")
    assert [turn.person for turn in turns] == ["kari@example.com"]
