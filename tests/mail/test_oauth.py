"""Access tokens for mail."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mail.oauth import NoToken, Tokens, client_credentials, service_account
from tests.ingest.tokens import TokenServer, token_server


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


def asking(server: TokenServer, secret: str = "hemmelig") -> Tokens:
    return Tokens(f"{server.url}/token", lambda: client_credentials("kilde", secret, "mail"))


def test_a_token_is_used_until_shortly_before_it_ends(server: TokenServer) -> None:
    tokens = asking(server)
    assert tokens.token() == tokens.token()
    assert len(server.given) == 1


def test_a_token_that_has_ended_is_renewed(server: TokenServer) -> None:
    server.lasts = 60
    tokens = asking(server)
    assert tokens.token() != tokens.token()


def test_a_refusal_names_the_address_and_the_reason_and_no_secret(server: TokenServer) -> None:
    with pytest.raises(NoToken) as caught:
        asking(server, "feil").token()
    assert str(caught.value) == f"{server.url}/token gave no token (401 invalid_client)"


def test_an_address_where_nobody_answers() -> None:
    tokens = Tokens("http://127.0.0.1:1/token", lambda: client_credentials("kilde", "x", "mail"))
    with pytest.raises(NoToken, match=r"^http://127.0.0.1:1/token cannot be reached \(.*refused"):
        tokens.token()


def test_googles_assertion_is_signed_by_the_service_accounts_key() -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    told = json.dumps({"client_email": "kilde@project.example.com", "private_key": pem})
    url = "https://oauth2.googleapis.com/token"
    form = service_account(told, "support@example.com", "https://mail.google.com/", url)
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    head, claims, signature = form["assertion"].split(".")
    key.public_key().verify(_decoded(signature), f"{head}.{claims}".encode(), PKCS1v15(), SHA256())
    said = json.loads(_decoded(claims))
    assert said["exp"] - said["iat"] == 3600
    assert (said["iss"], said["sub"], said["aud"], said["scope"]) == (
        "kilde@project.example.com",
        "support@example.com",
        url,
        "https://mail.google.com/",
    )


@pytest.mark.parametrize("key", ["", "no JSON", "{}", '{"private_key": "x", "client_email": "y"}'])
def test_what_is_no_key_is_said_to_be_none(key: str) -> None:
    with pytest.raises(NoToken, match="not the JSON file that Google gave"):
        service_account(key, "support@example.com", "scope", "https://example.com")


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
