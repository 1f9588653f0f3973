"""A person's own data through the API, erasing it, and the audit log for auditors."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from answering import Kilde
from chat_app.api import build
from chat_app.rights import Visitor, spaces_mended, spaces_owned, spaces_worked_in
from config import Settings
from records import Audit
from tests.conftest import Company

WORD = "brommelfittdager"
QUESTION = f"Hvor mange {WORD} har vi?"


@pytest.fixture
def api(company: Company) -> Iterator[TestClient]:
    company.write("docs/ferie.md", "# Ferie\n\nAlle ansatte har fem uker ferie.\n")
    company.ingest()
    with TestClient(build(company.kilde), "http://localhost", client=("127.0.0.1", 1)) as client:
        yield client


def asked(api: TestClient, question: str = QUESTION) -> dict[str, Any]:
    answer: dict[str, Any] = api.post("/ask", json={"question": question}).json()
    body = {"answer": answer["id"], "helpful": False, "reason": f"{WORD} mangler"}
    assert api.post("/feedback", json=body).status_code == 200
    return answer


def test_everybody_sees_what_is_kept_of_them_and_takes_it_along(api: TestClient) -> None:
    asked(api)
    kept = api.get("/me").json()
    assert [one["question"] for one in kept["questions"]] == [QUESTION]
    assert [one["reason"] for one in kept["opinions"]] == [f"{WORD} mangler"]
    assert {one["action"] for one in kept["log"]} >= {"ask", "feedback", "person.exported"}
    assert kept["cases"] == []

    answer = api.get("/me/download?language=nb")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["data.json", "mine-data.html"]
        data = json.loads(archive.read("data.json"))
        page = archive.read("mine-data.html").decode()
    assert data["questions"] == kept["questions"]
    assert "<h2>Spørsmål og svar (1)</h2>" in page and QUESTION in page
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_erased_is_gone_to_the_last_byte(api: TestClient, company: Company) -> None:
    asked(api)
    assert left(company.settings.data_folder)

    outcome = api.delete("/me").json()

    assert outcome["finished"] is True
    assert outcome["erased"] == ["1 questions of the person, with their answers"]
    assert api.get("/me").json()["questions"] == []
    assert left(company.settings.data_folder) == []
    audit = Audit(company.kilde.catalogue.engine)
    assert audit.verify().broken is None
    assert "erase" in {entry.action for entry in audit.entries()}


def left(folder: Path) -> list[str]:
    """The files of the data folder that hold the word, however it is encoded."""
    return [
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file()
        if WORD.encode() in (data := file.read_bytes()) or WORD.encode("utf-16-le") in data
    ]


def test_a_key_is_nobody_and_erases_nobody(api: TestClient, company: Company) -> None:
    token = company.kilde.keys.make("intranet", ("everyone",), on_behalf_of=True)
    headers = {"Authorization": f"Bearer {token}"}
    assert api.get("/me", headers=headers).status_code == 403
    assert api.delete("/me", headers=headers).status_code == 403
    assert api.delete("/people/kari@example.com", headers=headers).status_code == 403
    assert api.get("/audit", headers=headers).status_code == 403


def test_an_administrator_erases_somebody(api: TestClient, company: Company) -> None:
    token = company.kilde.keys.make("intranet", ("everyone",), on_behalf_of=True)
    headers = {"Authorization": f"Bearer {token}"}
    body = {"question": QUESTION, "on_behalf_of": {"person": "kari@example.com"}}
    assert api.post("/ask", json=body, headers=headers).status_code == 200

    outcome = api.delete("/people/kari@example.com").json()

    assert outcome["erased"] == [
        "the name behind an id in the audit log",
        "1 questions of the person, with their answers",
    ]
    assert left(company.settings.data_folder) == []
    assert api.delete("/people/kari@example.com").status_code == 404


def test_auditors_read_the_log_and_no_content(api: TestClient, company: Company) -> None:
    token = company.kilde.keys.make("revisjon", ("revisors",))
    toml = '[auth]\nauditors = ["revisors"]\n[[space]]\nname = "docs"\nreaders = ["hr"]\n'
    company.configure(toml + '[[space.source]]\nfolder = "docs"\n')
    asked(api)
    api.get("/documents/docs/docs/ferie.md")
    api.app.state.kilde.audit.flush()  # type: ignore[attr-defined]
    headers = {"Authorization": f"Bearer {token}"}
    with TestClient(build(company.kilde), "http://localhost") as client:
        assert client.get("/documents/docs/docs/ferie.md", headers=headers).status_code == 404
        read = client.get("/audit?kind=asked&kind=read", headers=headers).json()
        assert [one["event"] for one in read["entries"]] == ["document.opened", "ask"]
        assert WORD not in str(read) and "ferie.md" not in str(read)
        lines = client.get("/audit.csv?kind=asked", headers=headers).text.splitlines()
        assert lines[0] == "n,at,actor,kind,event,detail"
        assert [line.split(",")[2:5] for line in lines[1:]] == [["local user", "asked", "ask"]]
        assert client.get("/audit/verify", headers=headers).json()["broken"] is None
        kilde: Kilde = client.app.state.kilde  # type: ignore[attr-defined]
        events = {entry.action for entry in kilde.audit.entries()}
    assert events >= {"audit.read", "audit.exported", "audit.verified"}


def test_an_administrator_reads_a_space_only_as_one_of_its_readers(
    api: TestClient, company: Company
) -> None:
    token = company.kilde.keys.make("drift", ("admins",))
    toml = '[auth]\nadmins = ["admins"]\n[[space]]\nname = "docs"\nreaders = ["hr"]\n'
    company.configure(toml + '[[space.source]]\nfolder = "docs"\n')
    headers = {"Authorization": f"Bearer {token}"}
    with TestClient(build(company.kilde), "http://localhost") as client:
        assert client.get("/documents/docs/docs/ferie.md", headers=headers).status_code == 404
        body = {"question": "Hvor mange uker ferie har ansatte?"}
        answer = client.post("/ask", json=body, headers=headers).json()
        assert (answer["status"], answer["citations"]) == ("unanswered", [])
        assert client.post("/search", json=body, headers=headers).json()["passages"] == []


def test_an_administrator_sees_cases_and_answers_of_spaces_that_they_may_read() -> None:
    spaces = (
        {"name": "hr", "readers": ("hr",)},
        {"name": "canteen"},
        {"name": "it", "readers": ("it",), "owners": ("admins",)},
    )
    settings = Settings.model_validate({"auth": {"admins": ("admins",)}, "space": spaces})
    admin = Visitor("a", "Anne", "anne@example.com", ("admins",))
    assert spaces_worked_in(settings, admin) == frozenset({None, "canteen", "it"})
    assert spaces_mended(settings, admin) == ("canteen", "it")
    assert spaces_owned(settings, admin) == ("hr", "canteen", "it"), "to be run, not read"
    assert spaces_worked_in(settings, Visitor("local", "", "", None)) is None
