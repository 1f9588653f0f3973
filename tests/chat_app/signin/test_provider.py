"""What a provider says is believed only where it must be: attacks, and Entra ID's ways.

A provider that behaves is in test_signin.py; this one says whatever a test wants.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from chat_app.signin.provider import Provider, ProviderError, Refused, Tokens
from config.settings import Auth

BACK = "https://kilde.example.com/sign-in/return"
KEYS = [RSAKey.generate_key(2048, {"kid": kid}) for kid in ("first", "second", "somebody's")]


@dataclass
class Liar:
    """A provider whose answers a test sets: the ID token's claims, its key, what else it serves."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    signed_by: Any = field(default_factory=lambda: KEYS[0])
    algorithm: str = "RS256"
    published: list[RSAKey] = field(default_factory=lambda: [KEYS[0]])
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, path: str) -> Any:
        here = self.issuer
        if path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
            return {"issuer": here, **{name: f"{here}/{name}" for name in names}} | self.pages.get(
                "discovery", {}
            )
        if path == "/jwks_uri":
            return {"keys": [key.as_dict(private=False) for key in self.published]}
        if path == "/token_endpoint":
            header = {"alg": self.algorithm, "kid": getattr(self.signed_by, "kid", None) or "first"}
            now = int(time.time())
            claims = {
                "iss": here, "sub": "anna", "aud": "kilde", "exp": now + 300, "iat": now,
                "nonce": "n", "name": "Anna", "email": "anna@example.com", "groups": ["hr"],
            }  # fmt: skip
            token = jwt.encode(header, claims | self.claims, self.signed_by, [self.algorithm])
            return {"access_token": "a", "id_token": token, "token_type": "Bearer",
                    "expires_in": 300}  # fmt: skip
        return self.pages.get(path)


@pytest.fixture
def liar() -> Iterator[Liar]:
    told = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            told.asked.append(parse_qs(self.rfile.read(length).decode()))
            answer = told.answer(urlsplit(self.path).path)
            body = json.dumps(answer).encode()
            self.send_response(200 if answer is not None else 401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def provider(liar: Liar, **auth: Any) -> Provider:
    settings = Auth(provider="oidc", issuer=liar.issuer, **auth)
    return Provider(settings, "kilde", "secret", BACK)


def test_the_code_is_redeemed_with_the_verifier_that_only_we_know(liar: Liar) -> None:
    identity, _ = provider(liar).redeem("code", "n", "verifier")

    assert (identity.name, identity.groups) == ("Anna", ("hr",))
    assert liar.asked[-2]["code_verifier"] == ["verifier"]


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"aud": "another program"}, "not for this sign-in"),
        ({"aud": ["kilde", "other"], "azp": "other"}, "given to another program"),
        ({"iss": "https://elsewhere.example.com"}, "not for this sign-in"),
        ({"exp": 1_700_000_000}, "not for this sign-in"),
        ({"nonce": "of another sign-in"}, "belongs to another sign-in"),
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    liar: Liar, claims: dict[str, Any], reason: str
) -> None:
    liar.claims = claims
    with pytest.raises(ProviderError, match=reason):
        provider(liar).redeem("code", "n", "verifier")


def test_a_token_signed_by_somebody_else_is_refused(liar: Liar) -> None:
    liar.signed_by = KEYS[2]
    with pytest.raises(ProviderError, match="not signed by the provider"):
        provider(liar).redeem("code", "n", "verifier")


def test_a_token_signed_with_the_clients_secret_is_refused(liar: Liar) -> None:
    """The secret is ours and the provider's; a token made with it is nobody's signature."""
    liar.signed_by, liar.algorithm = OctKey.import_key("secret" * 8), "HS256"
    with pytest.raises(ProviderError, match="not signed by the provider"):
        provider(liar).redeem("code", "n", "verifier")


def test_a_provider_may_change_its_keys(liar: Liar) -> None:
    known = provider(liar)
    known.redeem("code", "n", "verifier")
    known._keys_at = float("-inf")  # a minute later
    liar.signed_by, liar.published = KEYS[1], [KEYS[0], KEYS[1]]

    assert known.redeem("code", "n", "verifier")[0].name == "Anna"


def test_a_provider_that_calls_itself_something_else_is_told_by_its_key(liar: Liar) -> None:
    liar.pages["discovery"] = {"issuer": "https://login.microsoftonline.com/{tenantid}/v2.0"}
    with pytest.raises(ProviderError, match=r"auth\.issuer: .* your tenant's id"):
        provider(liar).check()


def test_an_endpoint_without_tls_is_not_used(liar: Liar) -> None:
    liar.pages["discovery"] = {"token_endpoint": "http://login.example.com/token"}
    with pytest.raises(ProviderError, match="token_endpoint is not https"):
        provider(liar).check()


def test_a_provider_that_is_away_is_told_by_its_address() -> None:
    away = Provider(Auth(issuer="http://127.0.0.1:9"), "kilde", "secret", BACK)
    with pytest.raises(ProviderError, match=r"127\.0\.0\.1:9/.*could not be reached"):
        away.check()


def test_too_many_groups_for_a_token_are_asked_for_page_by_page(liar: Liar) -> None:
    """Entra ID leaves them out of the token above 200 and points to Graph."""
    liar.claims = {"groups": None, "_claim_names": {"groups": "src1"}}
    liar.pages["/groups"] = {
        "value": [{"id": "g1"}, {"id": "g2"}],
        "@odata.nextLink": f"{liar.issuer}/more",
    }
    liar.pages["/more"] = {"value": [{"id": "g3"}]}

    identity, _ = provider(liar, groups_url=f"{liar.issuer}/groups").redeem("c", "n", "v")

    assert identity.groups == ("g1", "g2", "g3")


def test_the_access_token_is_sent_to_no_other_server(liar: Liar) -> None:
    liar.claims = {"hasgroups": True}
    liar.pages["/groups"] = {"value": [], "@odata.nextLink": "https://evil.example.com/more"}

    with pytest.raises(ProviderError, match="goes on at another server"):
        provider(liar, groups_url=f"{liar.issuer}/groups").redeem("c", "n", "v")


def test_groups_of_the_user_info_are_its_own_persons(liar: Liar) -> None:
    tokens = Tokens("a", "", "", int(time.time()) + 60)
    liar.pages["/userinfo_endpoint"] = {"sub": "ola", "groups": ["board"]}

    with pytest.raises(Refused, match="somebody else"):
        provider(liar).groups(tokens, "anna")


def test_a_sign_in_that_cannot_be_renewed_ends(liar: Liar) -> None:
    with pytest.raises(Refused, match="nothing to renew it with"):
        provider(liar).groups(Tokens("a", "", "", int(time.time()) - 1), "anna")
