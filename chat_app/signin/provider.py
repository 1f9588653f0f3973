"""The OpenID Connect provider: its addresses, its keys, and what it says of a person.

Authorisation code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 9700). Groups
come from a claim of the ID token or the user-info endpoint; Entra ID, which leaves them out
of the token of somebody who is in more than two hundred, is asked for them separately.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config import Auth
from records import Identity

# Signatures by the provider's own key only: never "none", never one made with our secret.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
# Seconds: for an answer of the provider, that its clock may be off, between two looks at keys.
_TIMEOUT, _LEEWAY, _KEYS_AGAIN = 5.0, 60, 60.0
_LARGEST = 2_000_000
_MICROSOFT_GROUPS = (
    "https://graph.microsoft.com/v1.0/me/transitiveMemberOf/microsoft.graph.group"
    "?$select=id&$top=999"
)
_MOST_PAGES = 50


class ProviderError(Exception):
    """The provider cannot be used, or says something that cannot be right."""


class Refused(ProviderError):
    """The provider no longer vouches for the person."""


@dataclass(frozen=True)
class Tokens:
    """What the provider hands out: `refresh` is empty where it gives none; `expires` is in
    seconds since 1970."""

    access: str
    refresh: str
    id: str
    expires: int

    def as_bytes(self) -> bytes:
        return json.dumps([self.access, self.refresh, self.id, self.expires]).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Tokens:
        return cls(*json.loads(stored))


class Provider:
    """One provider, as its discovery document describes it. Safe to share between threads."""

    def __init__(self, auth: Auth, client_id: str, client_secret: str, back: str) -> None:
        """`back` is the address that the provider sends people back to."""
        self._auth, self._id, self._secret, self._back = auth, client_id, client_secret, back
        self._lock = threading.Lock()
        self._described: dict[str, Any] | None = None
        self._keys: KeySet | None = None
        self._keys_at = float("-inf")

    def way_in(self, state: str, nonce: str, verifier: str) -> str:
        """The provider's address to send a browser to."""
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        return str(url)

    def way_out(self, tokens: Tokens, back: str) -> str | None:
        """Where a browser ends the provider's session too; None if the provider has none."""
        end = self._description().get("end_session_endpoint")
        if not end:
            return None
        query = {"client_id": self._id, "post_logout_redirect_uri": back}
        if tokens.id:
            query["id_token_hint"] = tokens.id
        return str(httpx.URL(end).copy_merge_params(query))

    def redeem(self, code: str, nonce: str, verifier: str) -> tuple[Identity, Tokens]:
        """Who has come back from the provider with `code`. Raises ProviderError."""
        tokens = self._tokens(grant_type="authorization_code", code=code, code_verifier=verifier)
        claims = self._told(self._claims(tokens.id, nonce), tokens)
        return self._identity(claims, tokens), tokens

    def groups(self, tokens: Tokens, subject: str) -> tuple[tuple[str, ...], Tokens]:
        """The person's groups as they are now, and the tokens to keep.

        Raises Refused where the provider no longer vouches for the person or cannot be asked
        without them, another ProviderError where it cannot be reached.
        """
        claims: dict[str, Any] = {}
        if tokens.refresh:
            newer = self._tokens(grant_type="refresh_token", refresh_token=tokens.refresh)
            if newer.id:
                claims = self._claims(newer.id)
            tokens = Tokens(
                newer.access, newer.refresh or tokens.refresh, newer.id or tokens.id, newer.expires
            )
        elif tokens.expires <= time.time():
            raise Refused("the sign-in has expired and the provider gave nothing to renew it with")
        claims = self._told(claims, tokens)
        if claims.get("sub") != subject:
            raise Refused("the provider answered about somebody else")
        return self._groups(claims, tokens), tokens

    def check(self) -> None:
        """Raises ProviderError unless the provider can be reached and is the configured one."""
        self._description()

    def _identity(self, claims: dict[str, Any], tokens: Tokens) -> Identity:
        address = str(claims.get("email") or "")
        if claims.get("email_verified") is False:
            # An address that anybody may claim would make anybody an expert.
            address = ""
        return Identity(
            issuer=self._auth.issuer,
            subject=str(claims["sub"]),
            name=str(claims.get("name") or claims.get("preferred_username") or address),
            address=address,
            groups=self._groups(claims, tokens),
        )

    def _groups(self, claims: dict[str, Any], tokens: Tokens) -> tuple[str, ...]:
        if self._overage(claims):
            return self._groups_elsewhere(tokens)
        found = claims.get(self._auth.groups_claim, ())
        found = [found] if isinstance(found, str) else found
        return tuple(str(group) for group in found) if isinstance(found, list | tuple) else ()

    def _overage(self, claims: dict[str, Any]) -> bool:
        """Whether Entra ID says that the groups are too many for a token."""
        return self._auth.groups_claim in claims.get("_claim_names", {}) or bool(
            claims.get("hasgroups")
        )

    def _told(self, claims: dict[str, Any], tokens: Tokens) -> dict[str, Any]:
        """The ID token's claims, filled up by the user-info endpoint where some are missing."""
        missing = {"sub", "name", "email", self._auth.groups_claim} - claims.keys()
        if self._overage(claims):
            missing.discard(self._auth.groups_claim)
        if not missing or not self._description().get("userinfo_endpoint"):
            return claims
        told = self._get(self._endpoint("userinfo_endpoint"), tokens.access)
        # A user-info answer is believed of the ID token's own subject only (Core, 5.3.2).
        if "sub" in claims and told.get("sub") != claims["sub"]:
            raise Refused("the user-info endpoint answered about somebody else")
        return {**told, **claims}

    def _groups_elsewhere(self, tokens: Tokens) -> tuple[str, ...]:
        """All pages of the groups that were too many for a token."""
        first = self._auth.groups_url or _MICROSOFT_GROUPS
        url, found = first, []
        for _ in range(_MOST_PAGES):
            told = self._get(url, tokens.access)
            found += [str(group["id"]) for group in told.get("value", ()) if "id" in group]
            url = told.get("@odata.nextLink") or ""
            if not url:
                return tuple(found)
            if urlsplit(url)[:2] != urlsplit(first)[:2]:
                raise ProviderError("the list of groups goes on at another server")
        raise ProviderError(f"the list of groups has more than {_MOST_PAGES} pages")

    def _claims(self, token: str, nonce: str | None = None) -> dict[str, Any]:
        """The claims of an ID token that is the provider's, for us, and still good."""
        if not token:
            raise ProviderError("the provider sent no ID token; is `openid` among auth.scopes?")
        try:
            claims = jwt.decode(token, self._keyset(), algorithms=_ALGORITHMS).claims
        except (JoseError, ValueError):
            # The provider may have changed its keys.
            try:
                claims = jwt.decode(token, self._keyset(True), algorithms=_ALGORITHMS).claims
            except (JoseError, ValueError) as error:
                raise ProviderError(
                    f"the ID token is not signed by the provider: {error}"
                ) from None
        required = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._auth.issuer},
            sub={"essential": True},
            aud={"essential": True, "value": self._id},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            required.validate(claims)
        except JoseError as error:
            raise ProviderError(f"the ID token is not for this sign-in: {error}") from None
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if several and claims.get("azp") != self._id:
            raise ProviderError("the ID token was given to another program")
        if nonce is not None and claims.get("nonce") != nonce:
            raise ProviderError("the ID token belongs to another sign-in")
        return claims

    def _keyset(self, again: bool = False) -> KeySet:
        with self._lock:
            due = again and time.monotonic() - self._keys_at > _KEYS_AGAIN
            known = self._keys
        if known is None or due:
            known = KeySet.import_key_set(self._get(self._endpoint("jwks_uri")))  # type: ignore[arg-type]
            with self._lock:
                self._keys, self._keys_at = known, time.monotonic()
        return known

    def _tokens(self, **form: str) -> Tokens:
        endpoint = self._endpoint("token_endpoint")
        try:
            with self._client() as client:
                told = client.fetch_token(endpoint, **form)
        except AuthlibBaseError as error:
            raise Refused(f"the provider refused: {error.error}") from None
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderError(f"{endpoint}: {_reason(error)}") from None
        return Tokens(
            str(told.get("access_token", "")),
            str(told.get("refresh_token", "")),
            str(told.get("id_token", "")),
            int(told.get("expires_at") or time.time() + 300),
        )

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self._id,
            self._secret,
            scope=" ".join(self._auth.scopes),
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
            follow_redirects=False,
        )

    def _endpoint(self, name: str) -> str:
        address = self._description().get(name)
        if not address:
            raise ProviderError(f"{self._auth.issuer} names no {name}")
        return str(address)

    def _description(self) -> dict[str, Any]:
        with self._lock:
            if self._described is not None:
                return self._described
        issuer = self._auth.issuer.rstrip("/")
        told = self._get(f"{issuer}/.well-known/openid-configuration")
        if told.get("issuer") != self._auth.issuer:
            raise ProviderError(
                f'auth.issuer: {self._auth.issuer} calls itself "{told.get("issuer")}"; write '
                "that, and with Entra ID the address with your tenant's id in it"
            )
        for name, address in told.items():
            if name.endswith(("_endpoint", "jwks_uri")) and not safe(str(address)):
                raise ProviderError(f"{issuer}: its {name} is not https; it cannot be trusted")
        with self._lock:
            self._described = told
        return told

    def _get(self, url: str, token: str = "") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            with httpx.Client(timeout=_TIMEOUT) as client:
                answer = client.get(url, headers=headers)
            if answer.status_code in (401, 403):
                raise Refused(f"{_bare(url)} refused with {answer.status_code}")
            answer.raise_for_status()
            if len(answer.content) > _LARGEST:
                raise ProviderError(f"{_bare(url)} sent more than {_LARGEST:,} bytes")
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderError(f"{_bare(url)}: {_reason(error)}") from None
        if not isinstance(told, dict):
            raise ProviderError(f"{_bare(url)} did not send an object")
        return told


def safe(address: str) -> bool:
    """Whether what is sent there can be read by nobody on the way."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")


def _bare(url: str) -> str:
    return url.split("?", 1)[0]


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"answered with {error.response.status_code}"
    if isinstance(error, httpx.TimeoutException):
        return f"did not answer within {_TIMEOUT:.0f} seconds"
    return "could not be reached" if isinstance(error, httpx.HTTPError) else "sent no JSON"
