"""Runs started and looked at through the REST API."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from chat_app import api
from ingest import ingest_lock
from tests.chat_app.test_api import ADDRESS, ELSEWHERE, LOCAL
from tests.conftest import Company
from tests.waiting import wait_until

TOML = """
[[space]]
name = "docs"
[[space.source]]
folder = "docs"
[[space.source]]
folder = "secret"
readers = ["board"]
[[space]]
name = "board"
readers = ["board"]
[[space.source]]
folder = "board"
"""


@pytest.fixture
def local(company: Company) -> TestClient:
    """A program on this machine, without a key."""
    return client(company, LOCAL)


@pytest.fixture
def remote(company: Company) -> TestClient:
    return client(company, ELSEWHERE)


def client(company: Company, address: tuple[str, int]) -> TestClient:
    company.configure(TOML)
    for name in ("docs", "secret", "board"):
        company.write(f"{name}/ferie.md", f"# Ferie\n\nDette står i {name}.\n")
        company.write(f"{name}/tom.md", "")
    app = Starlette(routes=[Mount("/api/v1", app=api.build(company.kilde))])
    return TestClient(app, base_url=ADDRESS, client=address, raise_server_exceptions=False)


def headers(company: Company, *groups: str, ingest: bool = True) -> dict[str, str]:
    key = company.kilde.keys.make(f"{groups} {ingest}", groups, ingest=ingest)
    return {"Authorization": f"Bearer {key}"}


def test_a_run_is_started_followed_and_read(local: TestClient) -> None:
    answer = local.post("/api/v1/ingest/docs")
    assert answer.status_code == 202
    begun = answer.json()
    assert (begun["space"], begun["state"], begun["trigger"]) == ("docs", "running", "api")

    def run() -> dict[str, object]:
        found: dict[str, object] = local.get(f"/api/v1/ingest/{begun['run']}").json()
        return found

    wait_until(lambda: run()["state"] != "running")
    done = run()
    assert (done["state"], done["added"], done["failed"]) == ("partial", 2, 2)
    assert done["failures"] == {
        "docs/tom.md": done["failures"]["docs/tom.md"],  # type: ignore[index]
        "secret/tom.md": done["failures"]["docs/tom.md"],  # type: ignore[index]
    }
    assert (done["files_done"], done["files"], done["passages_done"]) == (4, 4, 2)


def test_while_another_runs_it_says_who(local: TestClient, company: Company) -> None:
    with ingest_lock(company.settings.data_folder):
        answer = local.post("/api/v1/ingest/docs")
    assert answer.status_code == 409
    assert answer.json()["error"].startswith("another ingest is running (process ")


def test_what_is_not_there(local: TestClient) -> None:
    assert local.post("/api/v1/ingest/nowhere").status_code == 404
    for run in (1, 0, -1, 2**70):
        assert local.get(f"/api/v1/ingest/{run}").status_code == 404
    assert local.get("/api/v1/ingest/docs").status_code == 422
    assert local.post("/api/v1/ingest/docs", json={"space": 1}).status_code == 422


def test_a_key_needs_the_right(remote: TestClient, company: Company) -> None:
    without = headers(company, "board", ingest=False)
    for answer in (
        remote.post("/api/v1/ingest/docs", headers=without),
        remote.get("/api/v1/ingest/1", headers=without),
    ):
        assert answer.status_code == 403
        assert "kilde key make NAME --ingest" in answer.json()["error"]
    assert remote.post("/api/v1/ingest/docs").status_code == 401


def test_a_key_sees_what_its_groups_may_read(remote: TestClient, company: Company) -> None:
    company.ingest("docs")
    company.ingest("board")
    docs, board = (company.kilde.catalogue.runs.last(name) for name in ("docs", "board"))
    assert docs is not None and board is not None

    def seen(run: int, *groups: str) -> tuple[int, set[str]]:
        answer = remote.get(f"/api/v1/ingest/{run}", headers=headers(company, *groups))
        return answer.status_code, {d["name"] for d in answer.json().get("documents", ())}

    assert seen(docs.id, "hr") == (200, {"docs/ferie.md", "docs/tom.md"})
    assert seen(docs.id, "board") == (
        200,
        {"docs/ferie.md", "docs/tom.md", "secret/ferie.md", "secret/tom.md"},
    )
    assert seen(board.id, "staff") == (404, set())
    assert remote.post("/api/v1/ingest/board", headers=headers(company)).status_code == 404


def test_openapi_describes_runs(local: TestClient) -> None:
    paths = local.get("/api/v1/openapi.json").json()["paths"]
    assert {"/ingest/{space}", "/ingest/{run}"} <= set(paths)
