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
from chat_app.show.report import STYLE
from config import Settings

_OTHER_SITES = "access-control-"


def _hashed(text: str) -> str:
    """What a content policy calls a script or style sheet that stands in a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# The API's answers are data: whoever opens one as a page gets no script, no form, no frame; the
# page to print has its own style.
_API_POLICY = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src {_hashed(STYLE)}"
)
# Of what a browser can give, a page needs the clipboard, to copy an answer.
_PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
    "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
    "payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), "
    "xr-spatial-tracking=(), clipboard-read=(), clipboard-write=(self)"
)
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
        reason = self._refusal(scope, Headers(scope=scope))
        if reason and scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": reason})
        elif reason:
            await JSONResponse({"error": reason}, status_code=403)(scope, receive, send)
        else:
            await self._app(scope, receive, self._with_headers(scope, send))

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        host = headers.get("host", "")
        if host_name(host) not in self._hosts:
            return "Host: this server does not go by that name; use the address it was started on"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "Origin: requests from another site's pages are refused; call from a program"
        # Sent by browsers with everything, and by no script's wish (W3C Fetch Metadata).
        site = headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin") and not _follows_a_link(scope, headers):
            return "Sec-Fetch-Site: another site's pages may lead here, and load nothing"
        return ""

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        path = scope.get("path", "")
        policy = _API_POLICY if path.startswith("/api/") else self._policy

        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["Permissions-Policy"] = _PERMISSIONS
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                if self._secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
                    _secure_cookies(headers)
                # What somebody may read is kept by no browser and no proxy.
                if not path.startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
                # Streamlit would let other sites read what it serves in some settings.
                for name in [name for name in headers if name.startswith(_OTHER_SITES)]:
                    del headers[name]
            await send(message)

        return wrapped


def _secure_cookies(headers: MutableHeaders) -> None:
    """Streamlit's own cookie, against forged uploads, does not know of the proxy's TLS."""
    cookies = headers.getlist("set-cookie")
    if any("; secure" not in cookie.lower() for cookie in cookies):
        del headers["set-cookie"]
        for cookie in cookies:
            safe = "; secure" in cookie.lower()
            headers.append("set-cookie", cookie if safe else f"{cookie}; Secure")


def _follows_a_link(scope: Scope, headers: Headers) -> bool:
    """Whether somebody comes by a link or from the sign-in: a page is opened, nothing changed."""
    return (
        scope.get("method") == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


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
    hashes = " ".join(map(_hashed, scripts))
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
