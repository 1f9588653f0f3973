"""Documents through the API: read by those who may, erased by administrators."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from chat_app import api
from chat_app.documents import finish_erasures
from ingest import Guard, ingest_lock
from records.forgetting import Finding
from tests.chat_app.library import FERIE, KRANK
from tests.chat_app.test_pages import ask, drawn, opened
from tests.conftest import Company

ADDRESS = "http://127.0.0.1:8501"
TOML = (
    '[auth]\nadmins = ["it"]\n[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    '[[space]]\nname = "board"\nreaders = ["board"]\n[[space.source]]\nfolder = "board"\n'
)


@pytest.fixture
def office(company: Company) -> Company:
    company.configure(TOML)
    company.write("docs/ferie.md", FERIE)
    company.write("docs/krank.html", KRANK)
    company.write("board/lønn.md", "# Lønn\n\nDirektøren tjener to millioner kroner.\n")
    for space in ("docs", "board"):
        company.ingest(space)
    return company


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


@pytest.fixture
def app(office: Company) -> FastAPI:
    """The API alone, as it is mounted beside the pages."""
    return api.build(office.kilde)


def client(app: FastAPI, peer: str = "127.0.0.1") -> TestClient:
    return TestClient(app, base_url=ADDRESS, client=(peer, 50000), raise_server_exceptions=False)


def key(office: Company, *groups: str) -> dict[str, str]:
    token = office.kilde.keys.make(f"key of {groups}", groups)
    return {"Authorization": f"Bearer {token}"}


def test_documents_are_read_and_erased_through_the_api(office: Company, app: FastAPI) -> None:
    local, remote = client(app), client(app, "10.0.0.7")
    anyone, it = key(office), key(office, "it")
    found = local.get("/documents/docs/docs/ferie.md").json()
    assert (found["document"], found["title"], found["date"]) == (
        "docs/ferie.md", "Ferie", "2026-01-15",
    )  # fmt: skip
    assert found["passages"][1]["heading"] == "Ferie > Hvor mange feriedager kan jeg overføre?"
    board = "/documents/board/board/lønn.md"
    assert local.get(board).status_code == 200
    assert remote.get(board, headers=anyone).status_code == 404
    assert remote.get("/documents/docs/docs/none.md", headers=anyone).status_code == 404

    where = "/documents/docs/docs/krank.html"
    assert remote.delete(where).status_code == 401
    assert remote.delete(where, headers=anyone).status_code == 403
    assert remote.get(where, headers=anyone).status_code == 200
    gone = remote.delete(where, headers=it)
    assert (gone.status_code, gone.json()["erased"], gone.json()["finished"]) == (
        200, ["docs/krank.html"], True,
    )  # fmt: skip
    assert remote.delete(where, headers=it).status_code == 404
    assert remote.get(where, headers=anyone).status_code == 404
    assert office.ingest().added == 0


def test_while_an_ingest_is_long_at_one_thing_the_rest_follows(
    office: Company, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat_app.documents.PATIENCE_SECONDS", 0)
    local = client(app)
    with ingest_lock(office.settings.data_folder):
        answer = local.delete("/documents/docs/docs/ferie.md")
    assert (answer.status_code, answer.json()["finished"]) == (202, False)
    assert office.found("feriedager") != ["docs/ferie.md"]
    finish_erasures(office.kilde).join()
    assert office.kilde.forgetting.unfinished() == {}


def test_an_answer_in_an_open_tab_goes_with_the_document_that_it_quotes(
    office: Company, guard: Guard
) -> None:
    page: AppTest = opened(office, guard)
    assert "virkedager" in str(ask(page, "Hvor mange feriedager kan jeg overføre til neste år?"))
    doomed = Finding(office.kilde.catalogue.engine).document("docs", ["docs/ferie.md"])
    office.kilde.forgetting.erase(doomed, f"test {os.getpid()}", "document")
    page.run()
    assert "virkedager" not in str(drawn(page, "entry"))
    [turn] = page.session_state["conversation"].turns
    assert (turn.answer, turn.trouble.kind) == (None, "removed")


def test_a_space_that_there_is_not_leads_to_no_file(office: Company, app: FastAPI) -> None:
    file = office.settings.data_folder / "notes.md"
    file.write_text("# Not an upload\n")
    (office.settings.data_folder / "uploads").mkdir()
    remote = client(app, "10.0.0.7")
    refused = remote.delete("/documents/%2e%2e/uploads/notes.md", headers=key(office, "it"))
    assert (refused.status_code, file.is_file()) == (404, True)
