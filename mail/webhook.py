"""Telling another system by HTTP, signed so that it knows who speaks."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from config import ConfigError, secret
from mail.smtp import Refused, Unsent
from records import Posted

_SECONDS = 20.0
# Answers that say "not now"; every other of the 400s says "not this".
_NOT_NOW = (408, 425, 429)


def send(posted: Posted) -> None:
    """POST the event; X-Kilde-Signature is `sha256=` and the HMAC of the body in hex.

    The key is KILDE_WEBHOOK_SECRET; X-Kilde-Delivery is the same however often it is sent.
    Raises Unsent where it should be tried again, Refused where it need not.
    """
    try:
        key = secret("KILDE_WEBHOOK_SECRET", "a [[webhook]]")
    except ConfigError as error:
        raise Unsent(str(error)) from None
    body = posted.payload.encode()
    request = urllib.request.Request(
        posted.recipient,
        body,
        {
            "Content-Type": "application/json",
            "User-Agent": "Kilde",
            "X-Kilde-Event": json.loads(posted.payload)["event"],
            "X-Kilde-Delivery": posted.key,
            "X-Kilde-Signature": f"sha256={signature(key, body)}",
        },
        method="POST",
    )
    try:
        with _OPENER.open(request, timeout=_SECONDS):
            return
    except urllib.error.HTTPError as error:
        reason = f"the webhook {posted.recipient} answered {error.code}"
        if 400 <= error.code < 500 and error.code not in _NOT_NOW:
            raise Refused(reason) from None
        raise Unsent(reason) from None
    except (OSError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error)
        raise Unsent(f"the webhook {posted.recipient} cannot be reached: {why}") from None


def signature(key: str, body: bytes) -> str:
    """The HMAC-SHA-256 of a body, in hex."""
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


class _StayHere(urllib.request.HTTPRedirectHandler):
    """An address elsewhere was not written into kilde.toml by anybody."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_StayHere)
