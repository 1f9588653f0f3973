"""Access tokens for mail: OAuth 2 client credentials, and Google's accounts of a service."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

_SECONDS = 30.0
# A token is renewed so long before it ends.
_AHEAD = 120.0
# One that is refused at once would be refused again.
_FRESH = 5.0
_ANSWER_BYTES = 1 << 20


class NoToken(Exception):
    """There is no token to be had; the message says from where, and why."""


@dataclass
class Tokens:
    """Tokens from one address, each used until shortly before it ends.

    `form` gives what is asked with, anew each time.
    """

    url: str
    form: Callable[[], Mapping[str, str]]
    _token: str = field(default="", repr=False)
    _until: float = 0.0
    _since: float = 0.0

    def token(self) -> str:
        """A token that is good for a while yet. Raises NoToken."""
        if time.monotonic() >= self._until:
            answer = self._ask()
            self._token = str(answer["access_token"])
            seconds = answer.get("expires_in")
            lasts = float(seconds) if isinstance(seconds, int | float | str) else 0.0
            self._since = time.monotonic()
            self._until = self._since + max(0.0, lasts - _AHEAD)
        return self._token

    def forget(self) -> bool:
        """Ask anew next time, for this token was refused; false where it was quite new."""
        old = time.monotonic() - self._since > _FRESH
        self._until = 0.0
        return old

    def _ask(self) -> dict[str, Any]:
        data = urllib.parse.urlencode(self.form()).encode()
        request = urllib.request.Request(self.url, data, {"Accept": "application/json"})
        try:
            with _OPENER.open(request, timeout=_SECONDS) as response:
                answer = json.loads(response.read(_ANSWER_BYTES))
        except urllib.error.HTTPError as error:
            raise NoToken(f"{self.url} gave no token ({_why(error)})") from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise NoToken(f"{self.url} cannot be reached ({reason})") from None
        except ValueError:
            raise NoToken(f"{self.url} did not answer as a token endpoint does") from None
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            raise NoToken(f"{self.url} did not answer as a token endpoint does")
        return answer


def client_credentials(client_id: str, secret: str, scope: str) -> Mapping[str, str]:
    """What Exchange Online and most others are asked with."""
    return {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
        "scope": scope,
    }


def service_account(key: str, user: str, scope: str, audience: str) -> Mapping[str, str]:
    """What Google is asked with: `key` is the JSON of the account's key, `user` whose mail
    it reads, `audience` the address that is asked. Raises NoToken for what is no key."""
    try:
        told = json.loads(key)
        signer = load_pem_private_key(told["private_key"].encode(), None)
        issuer = str(told["client_email"])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NoToken(
            "the key of the service account is not the JSON file that Google gave for it"
        ) from None
    if not isinstance(signer, RSAPrivateKey):
        raise NoToken("the key of the service account is not an RSA key")
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": user,
        "scope": scope,
        "aud": audience,
        "iat": now,
        "exp": now + 3600,
    }
    signed = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = signer.sign(signed.encode(), PKCS1v15(), SHA256())
    return {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": f"{signed}.{_base64(signature)}",
    }


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A secret goes to the address that was written down, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


def _why(error: urllib.error.HTTPError) -> str:
    """The error's code and name; what else is in the answer may hold what was sent."""
    try:
        told = json.loads(error.read(_ANSWER_BYTES))
        name = str(told["error"])[:80]
    except (ValueError, KeyError, TypeError, OSError):
        name = str(error.reason)
    return f"{error.code} {name}"


def _part(value: Mapping[str, object]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
