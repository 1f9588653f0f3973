"""The managers' figures through the REST API."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from chat_app import api
from tests.chat_app.test_api import ADDRESS, ELSEWHERE
from tests.conftest import Company


def test_figures_are_for_administrators_and_owners(company: Company) -> None:
    company.configure(
        '[auth]\nadmins = ["chiefs"]\n[[space]]\nname = "hr"\nowners = ["hr-leads"]\n'
        '[[space]]\nname = "it"\n'
    )
    app = Starlette(routes=[Mount("/api/v1", app=api.build(company.kilde))])
    client = TestClient(app, base_url=ADDRESS, client=ELSEWHERE)
    for group, status in (("chiefs", 200), ("hr-leads", 200), ("hr", 403)):
        key = company.kilde.keys.make(group, (group,))
        headers = {"Authorization": f"Bearer {key}"}
        assert client.get("/api/v1/figures", headers=headers).status_code == status
        assert client.get("/api/v1/figures.csv", headers=headers).status_code == status
        assert client.get("/api/v1/figures.html", headers=headers).status_code == status
    exported = company.kilde.audit.entries(action="figures.exported")
    assert len(exported) == 6
