"""Uploads through the API: by owners, into spaces that take them, and nothing that does harm."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from chat_app import api, api_documents
from tests.chat_app.test_api_documents import client, key
from tests.conftest import Company

TOML = """
[auth]
admins = ["it"]
[[space]]
name = "docs"
uploads = true
owners = ["docs-leads"]
[[space.source]]
folder = "docs"
[[space]]
name = "board"
readers = ["board"]
owners = ["docs-leads"]
uploads = true
[[space]]
name = "closed"
owners = ["docs-leads"]
"""
WHERE = "/documents/docs/uploads/kantinen.md"
KANTINE = b"# Kantinen\n\nKantinen serverer lunsj fra klokken elleve til ett.\n"


@pytest.fixture
def office(company: Company) -> Company:
    company.configure(TOML)
    return company


@pytest.fixture
def app(office: Company) -> FastAPI:
    return api.build(office.kilde)


def test_an_owner_puts_a_document_in_reads_it_and_erases_it(office: Company, app: FastAPI) -> None:
    remote = client(app, "10.0.0.7")
    owner, anyone = key(office, "docs-leads"), key(office)
    put = remote.put(WHERE, content=KANTINE, headers=owner)
    assert (put.status_code, put.json()) == (
        201, {"space": "docs", "document": "uploads/kantinen.md", "outcome": "added"},
    )  # fmt: skip
    waiting = remote.get(WHERE, headers=anyone).json()
    assert (waiting["state"], waiting["passages"]) == ("waiting", [])
    assert remote.put(WHERE, content=KANTINE, headers=owner).json()["outcome"] == "same"
    office.ingest()
    [passage] = remote.get(WHERE, headers=anyone).json()["passages"]
    assert "klokken elleve" in passage["text"]

    assert remote.delete(WHERE, headers=anyone).status_code == 403
    gone = remote.delete(WHERE, headers=owner)
    assert (gone.status_code, gone.json()["erased"]) == (200, ["uploads/kantinen.md"])
    assert remote.get(WHERE, headers=anyone).status_code == 404
    # What is there again was put there by somebody.
    assert remote.put(WHERE, content=KANTINE, headers=owner).status_code == 201
    assert remote.delete(WHERE, headers=owner).json()["finished"]
    assert remote.delete(WHERE, headers=owner).status_code == 404
    actions = [entry.action for entry in office.kilde.audit.entries()]
    assert [action for action in actions if action != "document.opened"] == [
        "upload", "erase", "upload", "upload.removed",
    ]  # fmt: skip
    assert "kantinen" not in str(office.kilde.audit.entries())


def test_only_owners_put_in_and_only_where_uploads_are_taken(office: Company, app: FastAPI) -> None:
    remote = client(app, "10.0.0.7")
    owner, anyone = key(office, "docs-leads"), key(office)

    def status(address: str, who: dict[str, str]) -> int:
        return remote.put(address, content=KANTINE, headers=who).status_code

    assert status(WHERE, {}) == 401
    assert status(WHERE, anyone) == 403
    assert status("/documents/closed/uploads/a.md", owner) == 403
    # Who may not read the space is told what somebody is told of one that is not there.
    assert status("/documents/board/uploads/a.md", owner) == 404
    assert status("/documents/nowhere/uploads/a.md", owner) == 404
    assert status("/documents/docs/docs/a.md", owner) == 422


@pytest.mark.parametrize(
    ("name", "content", "status", "reason", "kind"),
    [
        ("..%2F..%2Fkilde.toml.md", KANTINE, 422, "leads out of its folder", "name"),
        ("a%00.md", KANTINE, 422, "cannot be seen", "signs"),
        ("con.md", KANTINE, 422, "Windows", "device"),
        ("ferie.exe", KANTINE, 415, "its kind is not read", "suffix"),
        ("ferie.pdf", KANTINE, 415, "is text, not a PDF", "content"),
        ("tom.md", b"", 415, "is empty", "empty"),
    ],
)
def test_bad_uploads_are_refused_with_the_reason(
    app: FastAPI, name: str, content: bytes, status: int, reason: str, kind: str
) -> None:
    refused = client(app).put(f"/documents/docs/uploads/{name}", content=content)
    assert refused.status_code == status
    assert reason in refused.json()["error"]
    assert refused.json()["reason"] == kind


def test_a_file_that_is_too_large_is_refused_before_it_is_all_there(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_documents, "LARGEST_BYTES", 1 << 20)

    def told() -> int:
        return client(app).put(WHERE, content=bytes(2 << 20)).status_code

    def streamed() -> int:
        return client(app).put(WHERE, content=(bytes(1 << 16) for _ in range(40))).status_code

    assert (told(), streamed()) == (413, 413)


def test_uploads_that_come_too_fast_are_held_back(company: Company) -> None:
    """The page Knowledge puts files in through the same call, and says so in its own words."""
    company.configure(f"[limits]\nuploads = 2\n{TOML}")
    remote, owner = client(api.build(company.kilde), "10.0.0.7"), key(company, "docs-leads")
    put = [remote.put(WHERE, content=KANTINE, headers=owner).status_code for _ in range(3)]
    assert put == [201, 200, 429]
