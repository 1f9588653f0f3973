"""The REST API, through the application that `kilde serve` runs."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from chat_app.app import build
from chat_app.shared import Shared
from ingest import Guard
from tests.conftest import Company

LOCAL = ("127.0.0.1", 50000)
ELSEWHERE = ("10.0.0.7", 50000)
ADDRESS = "http://127.0.0.1:8501"


@pytest.fixture(scope="module")
def app(library: Company) -> Iterator[object]:
    with Guard() as guard:
        app = build(Shared(library.kilde, guard))
        with TestClient(app, base_url=ADDRESS, client=LOCAL):
            yield app


@pytest.fixture(scope="module")
def local(app: object) -> TestClient:
    """A program on this machine, without a key."""
    return TestClient(app, base_url=ADDRESS, client=LOCAL, raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def remote(app: object) -> TestClient:
    """A program on another machine."""
    return TestClient(app, base_url=ADDRESS, client=ELSEWHERE, raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def key(library: Company) -> dict[str, str]:
    """The headers of a program that belongs to no group."""
    return {"Authorization": f"Bearer {library.kilde.keys.make('intranet', ())}"}


def test_alive_and_ready(local: TestClient) -> None:
    assert local.get("/api/v1/health").json() == {"status": "ok"}
    ready = local.get("/api/v1/ready")
    assert ready.status_code == 200
    assert ready.json() == {"records": True, "chroma": True, "model": True}


def test_ask(local: TestClient) -> None:
    question = "Hvor mange feriedager kan jeg overføre til neste år?"
    answer = local.post("/api/v1/ask", json={"question": question}).json()
    assert set(answer) >= {
        "id", "status", "confidence", "language", "answer", "case", "elapsed_ms", "citations",
        "conversation", "full_question",
    }  # fmt: skip
    assert answer["reasons"][0] == {
        "kind": "all_words",
        "values": {},
        "text": "Stedet som siteres, har alle de viktige ordene i spørsmålet.",
    }
    assert answer["status"] == "answered"
    assert "inntil 14 virkedager" in answer["answer"]
    first = answer["citations"][0]
    assert set(first) == {
        "n", "space", "document", "title", "page", "heading", "date", "quote", "score", "link",
        "superseded_by",
    }  # fmt: skip
    assert first["document"] == "handbook/ferie.md"
    assert first["date"] == "2026-01-15"
    assert first["link"] == "https://intranet.example.com/hr/ferie.md"


def test_a_conversation_goes_on_under_its_name(local: TestClient) -> None:
    body = {"question": "How do I connect to the VPN?", "conversation": "c-17"}
    assert local.post("/api/v1/ask", json=body).json()["conversation"] == "c-17"
    assert local.post("/api/v1/ask", json={"question": "Hei!"}).json()["conversation"]


def test_search(local: TestClient) -> None:
    body = {"question": "replace the diaphragm", "limit": 2, "spaces": ["production"]}
    found = local.post("/api/v1/search", json=body).json()
    assert len(found["id"]) == 32
    assert len(found["passages"]) <= 2
    first = found["passages"][0]
    assert set(first) == {
        "space", "document", "title", "page", "heading", "date", "text", "score",
        "superseded_by",
    }  # fmt: skip
    assert (first["document"], first["page"]) == ("manuals/td-40.pdf", 3)


def test_a_key_reads_what_its_groups_may_read(remote: TestClient, library: Company) -> None:
    def documents(groups: tuple[str, ...]) -> set[str]:
        token = library.kilde.keys.make(f"key of {groups}", groups)
        headers = {"Authorization": f"Bearer {token}"}
        body = {"question": "What does the managing director earn?"}
        found = remote.post("/api/v1/search", json=body, headers=headers).json()
        return {passage["document"] for passage in found["passages"]}

    assert "board/salaries.md" in documents(("board",))
    assert "board/salaries.md" not in documents(("hr",))


def test_with_a_key_the_local_user_is_the_keys(local: TestClient, key: dict[str, str]) -> None:
    body = {"question": "What does the managing director earn?", "spaces": ["board"]}
    assert local.post("/api/v1/search", json=body).status_code == 200
    assert local.post("/api/v1/search", json=body, headers=key).status_code == 404


def test_a_space_that_may_not_be_read_is_answered_like_none(
    remote: TestClient, key: dict[str, str]
) -> None:
    def error(space: str) -> tuple[int, str]:
        body = {"question": "x y", "spaces": [space]}
        answer = remote.post("/api/v1/ask", json=body, headers=key)
        return answer.status_code, answer.json()["error"].replace(space, "…")

    assert error("board") == error("nowhere")
    assert error("board")[0] == 404
    assert "hr, production" in error("board")[1]


@pytest.mark.parametrize(
    "authorization", ["Bearer kilde_wrong", "Bearer", "Basic a2lsZGU6eA==", "", "kilde_x"]
)
def test_a_wrong_key_is_refused_even_on_this_machine(local: TestClient, authorization: str) -> None:
    for path in ("health", "metrics"):
        answer = local.get(f"/api/v1/{path}", headers={"Authorization": authorization})
        assert answer.status_code == 401
        assert "kilde key" in answer.json()["error"]


def test_a_revoked_key_is_refused(remote: TestClient, library: Company) -> None:
    headers = {"Authorization": f"Bearer {library.kilde.keys.make('old', ())}"}
    assert remote.get("/api/v1/health", headers=headers).status_code == 200
    library.kilde.keys.revoke("old")
    assert remote.get("/api/v1/health", headers=headers).status_code == 401


def test_from_elsewhere_a_key_is_needed(remote: TestClient, key: dict[str, str]) -> None:
    assert remote.get("/api/v1/health").status_code == 401
    assert remote.get("/api/v1/health", headers=key).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host"])
def test_through_a_proxy_on_this_machine_a_key_is_needed(local: TestClient, header: str) -> None:
    assert local.get("/api/v1/health", headers={header: "127.0.0.1"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"question": ""}, "question: the question is empty"),
        ({"question": " \n "}, "question: the question is empty"),
        ({"question": "hvor " * 4000}, "question: the question has 19,999 characters"),
        ({}, "question: is missing"),
        ({"question": 7}, "question: "),
        ({"question": "x", "limits": 2}, "limits: there is no such field"),
        ([], "body: "),
    ],
)
def test_what_cannot_be_asked(local: TestClient, body: object, error: str) -> None:
    answer = local.post("/api/v1/ask", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(error)
    assert set(answer.json()) == {"error"}


def test_limits_of_a_search(local: TestClient) -> None:
    for limit in (0, 101, "many"):
        answer = local.post("/api/v1/search", json={"question": "ferie", "limit": limit})
        assert answer.status_code == 422
        assert answer.json()["error"].startswith("limit: ")


def test_a_body_that_is_no_json(local: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = local.post("/api/v1/ask", content=b"{question", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("body: is not JSON")


def test_a_body_that_is_too_large(local: TestClient) -> None:
    answer = local.post("/api/v1/ask", json={"question": "x" * 70_000})
    assert answer.status_code == 413
    assert answer.json()["error"].startswith("body: is larger than 65,536 bytes")


def test_paths_and_methods_that_are_not_there(local: TestClient) -> None:
    assert local.get("/api/v1/nothing").json() == {"error": "Not Found"}
    assert local.get("/api/v1/ask").status_code == 405


def test_openapi_describes_the_calls_and_no_page_loads_from_elsewhere(local: TestClient) -> None:
    described = local.get("/api/v1/openapi.json").json()
    assert {"/health", "/ready", "/metrics", "/ask", "/search"} <= set(described["paths"])
    assert local.get("/api/v1/docs").status_code == 404


def test_metrics_count_and_quote_nobody(local: TestClient) -> None:
    local.post("/api/v1/ask", json={"question": "Hvordan blir feriepenger utbetalt?"})
    text = local.get("/api/v1/metrics").text
    assert 'kilde_requests_total{call="ask",status="200"}' in text
    assert 'kilde_answers_total{from="api",status="answered"}' in text
    assert 'kilde_answer_seconds_bucket{le="+Inf"}' in text
    assert "feriepenger" not in text


def test_a_failure_is_said_and_logged_without_words_of_the_question(
    local: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object, question: str, *_rest: object) -> None:
        raise ValueError(f"could not parse {question}")

    monkeypatch.setattr("answering.kilde.Reader.ask", fail)
    with caplog.at_level(logging.DEBUG):
        answer = local.post("/api/v1/ask", json={"question": "secret word"})
    assert answer.status_code == 500
    assert "Kilde failed" in answer.json()["error"]
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_pages_and_api_share_an_address(local: TestClient) -> None:
    assert "<title>" in local.get("/").text
    assert local.get("/_stcore/health").status_code == 200


def test_search_among_some_documents(
    local: TestClient, remote: TestClient, key: dict[str, str]
) -> None:
    asked = {"question": "feriedager overføre", "kinds": ["web", "text"], "from": "2026-01-01"}
    among = asked | {"to": "2026-01-31", "languages": ["nb"], "sources": ["hr/handbook"]}
    passages = local.post("/api/v1/search", json=among).json()["passages"]
    assert {passage["document"] for passage in passages} == {"handbook/ferie.md"}
    hidden = remote.post("/api/v1/search", json=asked | {"sources": ["board"]}, headers=key)
    assert hidden.status_code == 404
    assert "there is no source 'board' with documents that you may read" in hidden.text
    wrong = local.post("/api/v1/search", json={"question": "x", "kinds": ["film"]})
    assert wrong.status_code == 422
