"""What may be served, and what a browser gets before the page is there."""

from pathlib import Path

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


@pytest.mark.parametrize(
    ("address", "told"),
    [("", "address: is needed"), ("http://kilde.example.com", "address: .* is not https")],
)
def test_sessions_go_by_tls_or_not_at_all(address: str, told: str) -> None:
    auth = Auth(provider="oidc", issuer="https://login.example.com")
    with pytest.raises(ConfigError, match=told):
        serve(Settings(auth=auth, address=address))


def test_a_sign_in_without_its_secret_is_told_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KILDE_OIDC_CLIENT_ID", "KILDE_OIDC_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    auth = Auth(provider="oidc", issuer="https://login.example.com")
    settings = Settings(auth=auth, address="https://kilde.example.com", data=str(tmp_path))
    with pytest.raises(ConfigError, match="KILDE_OIDC_CLIENT_ID is not set"):
        serve(settings)


@pytest.mark.parametrize(
    ("accepted", "language", "told", "opening"),
    [
        ("nn-NO,nn;q=0.9", "nb", "Acme &amp; Co trenger JavaScript.", "Acme &amp; Co åpnes …"),
        ("de-AT", "de", "Acme &amp; Co braucht JavaScript.", "Acme &amp; Co wird geöffnet …"),
        ("fr", "en", "Acme &amp; Co needs JavaScript.", "Acme &amp; Co is opening …"),
    ],
)
def test_the_shell_has_kildes_name_and_the_readers_language(
    accepted: str, language: str, told: str, opening: str
) -> None:
    client = TestClient(Starlette(routes=[*front.routes(Settings(title="Acme & Co"))]))
    shell = client.get("/", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in shell
    assert "<title>Acme &amp; Co</title>" in shell
    assert f"<noscript><p>{told}" in shell
    assert "service-desc" not in shell
    assert f'<div id="root"><p>{opening}</p></div>' in shell
    assert client.get("/favicon.png").content.startswith(b"\x89PNG")


def test_streamlit_may_tell_nobody_and_shows_nothing_of_its_own() -> None:
    chosen = options("127.0.0.1", 8501)
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["client.toolbarMode"] == "minimal"
    assert chosen["client.showErrorDetails"] == "none"
    assert chosen["server.fileWatcherType"] == "none"
    assert chosen["server.enableXsrfProtection"] is True
