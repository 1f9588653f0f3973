"""What may be served, and what a browser gets before the page is there."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chat_app import front, serve
from chat_app.look import options
from config import ConfigError, Settings
from config.settings import Auth


def test_without_sign_in_only_this_machine_is_served() -> None:
    for host in ("0.0.0.0", "10.0.0.5", "::", "kilde.example.com"):
        with pytest.raises(ConfigError, match=f"--host {host}: with auth.provider"):
            serve(Settings(), host)


def test_a_sign_in_that_is_not_there_yet_lets_nobody_in() -> None:
    auth = Auth(provider="oidc", issuer="https://login.example.com")
    with pytest.raises(ConfigError, match=r'auth\.provider: "oidc" cannot be served yet'):
        serve(Settings(auth=auth))


@pytest.mark.parametrize(
    ("accepted", "language", "told"),
    [
        ("nn-NO,nn;q=0.9", "nb", "Acme &amp; Co trenger JavaScript."),
        ("de-AT", "de", "Acme &amp; Co braucht JavaScript."),
        ("fr", "en", "Acme &amp; Co needs JavaScript."),
    ],
)
def test_the_shell_has_kildes_name_and_the_readers_language(
    accepted: str, language: str, told: str
) -> None:
    client = TestClient(Starlette(routes=[*front.routes("Acme & Co")]))
    shell = client.get("/", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in shell
    assert "<title>Acme &amp; Co</title>" in shell
    assert f"<noscript><p>{told}" in shell
    assert "service-desc" not in shell
    assert '<div id="root"></div>' in shell
    assert client.get("/favicon.png").content.startswith(b"\x89PNG")


def test_streamlit_may_tell_nobody_and_shows_nothing_of_its_own() -> None:
    chosen = options("127.0.0.1", 8501)
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["client.toolbarMode"] == "minimal"
    assert chosen["client.showErrorDetails"] == "none"
    assert chosen["server.fileWatcherType"] == "none"
    assert chosen["server.enableXsrfProtection"] is True
