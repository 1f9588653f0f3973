"""A sign-in provider, and Kilde's sign-in in front of one page that tells who came."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from chat_app.signin import Doorway, SignIn
from config import ROOT, Settings
from records import Audit, People, open_database
from tests.chat_app.signin.provider import CLIENT, SECRET
from tests.mail.post_office import free_port

ANNA = {"name": "Anna Berg", "email": "Anna@example.com", "email_verified": True, "groups": ["hr"]}
OLA = {"name": "Ola Nordmann", "email": "ola@example.com", "email_verified": True, "groups": []}
KILDE = "http://127.0.0.1"


@dataclass
class RunningProvider:
    issuer: str
    folder: Path
    back: str

    def now(self, **people: dict[str, Any]) -> None:
        """From now on these are the people, by the names that they sign in with."""
        (self.folder / "people.json").write_text(json.dumps(people))


@contextmanager
def provider_at(folder: Path, back: str) -> Iterator[RunningProvider]:
    """A provider that sends people back to `back`."""
    port = free_port()
    found = RunningProvider(f"http://127.0.0.1:{port}", folder, back)
    found.now(anna=ANNA, ola=OLA)
    command = [sys.executable, "-m", "tests.chat_app.signin.provider"]
    process = subprocess.Popen(
        [*command, str(folder), str(port), back],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        assert process.stdout.readline() == "ready\n"
        yield found
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def running_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    folder = tmp_path_factory.mktemp("provider")
    with provider_at(folder, f"{KILDE}/sign-in/return") as found:
        yield found


@pytest.fixture
def provider(running_provider: RunningProvider) -> RunningProvider:
    running_provider.now(anna=ANNA, ola=OLA)
    return running_provider


@dataclass
class Entrance:
    """Kilde's sign-in, and a browser without scripts in front of it."""

    people: People
    sign_in: SignIn
    client: TestClient
    settings: Settings

    def enter(self, name: str, to: str = "/who") -> Any:
        """Go to a page as somebody who signs in at the provider, to where that ends."""
        begun = self.client.get(to, headers={"Accept": "text/html"}, follow_redirects=False)
        assert begun.status_code == 303
        begun = self.client.get(begun.headers["location"], follow_redirects=False)
        back = at_provider(begun.headers["location"], name)
        return self.client.get(back, headers={"Accept": "text/html"})

    def who(self) -> Any:
        return self.client.get("/who")


def at_provider(address: str, name: str) -> str:
    """Sign in at the provider, in a browser of its own; where it sends the browser then."""
    with httpx.Client(follow_redirects=False) as browser:
        answer = browser.get(address)
        while True:
            onward = answer.headers["location"]
            if onward.startswith(f"{KILDE}/"):
                return str(onward)
            url = answer.url.join(onward)
            browser.get(url)
            answer = browser.post(url, data={"name": name, "password": name})
            if answer.status_code == 302:
                answer = browser.get(answer.url.join(answer.headers["location"]))


@pytest.fixture
def entrance(
    provider: RunningProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Entrance]:
    monkeypatch.setenv("KILDE_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("KILDE_OIDC_CLIENT_SECRET", SECRET)
    settings = Settings.model_validate(
        {"address": KILDE, "auth": {"provider": "oidc", "issuer": provider.issuer}}
    )
    engine = open_database(f"sqlite:///{tmp_path / 'kilde.db'}")
    people = People(engine)
    sign_in = SignIn(settings, people, Audit(engine))

    def who(request: Request) -> JSONResponse:
        person = sign_in.visitor(request.cookies.get(sign_in.cookie))
        assert person
        return JSONResponse(
            {
                "name": person.name,
                "address": person.address,
                "groups": person.groups,
                "query": request.url.query,
            }
        )

    app = Starlette(
        routes=[Route("/who", who), *sign_in.routes()],
        middleware=[Middleware(Doorway, sign_in=sign_in)],
    )
    with TestClient(app, base_url=KILDE) as client:
        yield Entrance(people, sign_in, client, settings)
