"""What stands before pages and API: whose requests are let in, and the headers that go out."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat_app.front import SHELL
from config import Settings

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Gate:
    """Lets in requests to the known host names and from Kilde's own pages, no others.

    A page elsewhere on the internet can make a browser send requests to this machine, under
    its own name (an `Origin` that is not ours) or under a name that it has had resolved to
    this address (a `Host` that is not ours). Streamlit checks both for its WebSocket only,
    and asks a public service for this machine's address while it is about it; refusing
    here keeps it from getting there.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], secure: bool = False) -> None:
        """`secure` where browsers come by https only, and shall remember it."""
        self._app, self._secure = app, secure
        self._hosts = frozenset(hosts)
        self._policy = _content_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        reason = self._refusal(Headers(scope=scope))
        if reason and scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": reason})
        elif reason:
            await JSONResponse({"error": reason}, status_code=403)(scope, receive, send)
        else:
            await self._app(scope, receive, self._with_headers(send))

    def _refusal(self, headers: Headers) -> str:
        host = headers.get("host", "")
        if host_name(host) not in self._hosts:
            return "Host: this server does not go by that name; use the address it was started on"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "Origin: requests from another site's pages are refused; call from a program"
        return ""

    def _with_headers(self, send: Send) -> Send:
        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                if self._secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return wrapped


def host_name(host: str) -> str:
    """The name in a `Host` header, without its port; empty if it cannot be one."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_loopback(address: str) -> bool:
    """Whether an address, as a peer's or to bind, can only be this machine."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def peer(connection: HTTPConnection, settings: Settings) -> str:
    """The address that a request comes from, to count by; nothing is allowed because of it.

    Behind the proxy that https needs it is what the proxy wrote last: what stands before that
    anybody can have sent.
    """
    written = connection.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    if written and settings.address.startswith("https:"):
        return written[:64]
    return connection.client.host if connection.client else ""


def _content_policy() -> str:
    """Nothing from elsewhere: no script, style, font, picture or connection.

    Streamlit sets styles at run time and starts components from blob: addresses; its page
    has one inline script, which is allowed by its hash.
    """
    scripts = re.findall(r"<script>(.*?)</script>", SHELL.read_text(encoding="utf-8"), re.S)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
