"""What stands before pages and media where people sign in: no session, no entry."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from chat_app.signin.signin import BACK, WAY_IN, WAY_OUT, SignIn

# The scripts, styles and pictures that everybody may have, and what checks for itself.
_OPEN = frozenset({WAY_IN, BACK, WAY_OUT, "/favicon.png", "/_stcore/health"})
_OPEN_BELOW = ("/static/", "/api/v1/")


class Doorway:
    """Lets those with a session in, shows the others to the sign-in."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self._app, self._sign_in = app, sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        cookie = connection.cookies.get(self._sign_in.cookie)
        if await run_in_threadpool(self._sign_in.visitor, cookie):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "sign in first"})
        else:
            await _refusal(connection)(scope, receive, send)


def _is_open(path: str) -> bool:
    return path in _OPEN or path.startswith(_OPEN_BELOW)


def _refusal(connection: HTTPConnection) -> Response:
    """To the sign-in for a page, and 401 for what a page loads."""
    wants_page = "text/html" in connection.headers.get("accept", "")
    if connection.scope.get("method") == "GET" and wants_page:
        query = connection.url.query
        path = connection.url.path + (f"?{query}" if query else "")
        return RedirectResponse(f"{WAY_IN}?to={quote(path, safe='')}", 303)
    return JSONResponse({"error": f"sign in first, at {WAY_IN}"}, status_code=401)
