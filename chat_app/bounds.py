"""What every call of the API has in common: its limits, its counts, and how it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat_app.callers import TooOften
from chat_app.metrics import METRICS
from chat_app.quiet import log_error
from chat_app.shared import UNAVAILABLE
from chat_app.show.plain import plain_page
from config import Settings, nearest_language
from vectorstore import QuestionError

if TYPE_CHECKING:
    from chat_app.signin import SignIn

LARGEST_BODY = 64 * 1024
CALLS = (
    "health", "ready", "metrics", "ask", "search", "feedback", "cases", "documents", "ingest",
    "conversations", "answers",
)  # fmt: skip


# What the texts of what Kilde lacks are called, by how that fails.
_LACKING = dict(zip(UNAVAILABLE, ("search", "model", "records"), strict=True))


def answer_errors(api: FastAPI) -> None:
    """Every refusal and failure is `{"error": …}`, which names the reason and the next step; to
    a browser that came for a file it is a page."""

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        page = _page(request, error)
        if page is not None:
            return HTMLResponse(page, error.status_code, error.headers)
        return _error(error.status_code, str(error.detail), error.headers)

    def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _error(422, "; ".join(_in_words(problem) for problem in error.errors()))

    def question(_: Request, error: Exception) -> Response:
        return _error(422, f"question: {error}")

    def unavailable(request: Request, error: Exception) -> Response:
        page = _page(request, error)
        if page is not None:
            return HTMLResponse(page, 503)
        return _error(503, str(error))

    api.add_exception_handler(HTTPException, refused)
    api.add_exception_handler(RequestValidationError, invalid)
    api.add_exception_handler(QuestionError, question)
    for kind in UNAVAILABLE:
        api.add_exception_handler(kind, unavailable)


def _page(request: Request, error: Exception) -> str | None:
    """What somebody sees who followed a link on a page to a file and does not get it; None for
    programs."""
    if request.method != "GET" or "text/html" not in request.headers.get("accept", ""):
        return None
    settings: Settings = request.app.state.kilde.settings
    sign_in: SignIn | None = request.app.state.sign_in
    language = nearest_language(request.headers.get("accept-language", "en").split(",")[0])
    says = settings.texts(language)
    title = settings.title
    here = str(request.url.replace(scheme="", netloc=""))
    links = {says("error.again"): here, title: "/"}
    status = error.status_code if isinstance(error, HTTPException) else 503
    if isinstance(error, TooOften):
        heading, body = says("limits.no_file"), says.counted("limits.wait", error.wait)
    elif status == 401 and sign_in is not None:
        heading, body = says("signin.ended_title"), says("signin.ended")
        links = {says("signin.again"): sign_in.address}
    elif status == 403:
        heading, body = says("limits.no_file"), says("limits.no_access", title=title)
        links = {title: "/"}
    elif not isinstance(error, HTTPException):
        kind = next(kind for what, kind in _LACKING.items() if isinstance(error, what))
        heading, body = says(f"error.{kind}_title"), says(f"error.{kind}", title=title)
    else:
        return None
    return plain_page(title, language, heading, body, links)


def _error(status: int, reason: str, headers: Any = None) -> JSONResponse:
    return JSONResponse({"error": reason}, status_code=status, headers=headers)


def _in_words(problem: dict[str, Any]) -> str:
    """One of pydantic's problems, without the value: that may hold words of a question."""
    if problem["type"] == "json_invalid":
        return 'body: is not JSON; send {"question": "…"} with Content-Type: application/json'
    path = ".".join(str(part) for part in problem["loc"][1:]) or "body"
    if problem["type"] == "extra_forbidden":
        return f"{path}: there is no such field; leave it out"
    if problem["type"] == "missing":
        return f"{path}: is missing; send it as JSON"
    return f"{path}: {problem['msg']}"


class Bounded:
    """Counts requests, refuses bodies that no question needs, and ends every failure here.

    Whatever got past would be logged with its message, which may hold words of a question.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].split("/")
        call = next((part for part in path if part in CALLS), path[-1])
        started = False

        async def counted(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                METRICS.request(call if call in CALLS else "other", message["status"])
            await send(message)

        # A file that is put in is read, and bounded, by the call itself.
        puts = scope["method"] == "PUT"
        body = await _body(receive) if scope["method"] == "POST" else b""
        if body is None:
            reason = f"body: is larger than {LARGEST_BODY:,} bytes; ask in a few sentences"
            await _error(413, reason, {"Connection": "close"})(scope, receive, counted)
            return
        whole: Message = {"type": "http.request", "body": body, "more_body": False}
        messages = [] if puts else [whole]

        async def again() -> Message:
            return messages.pop() if messages else await receive()

        try:
            await self._app(scope, again, counted)
        except Exception as error:
            log_error(error)
            if not started:
                reason = "Kilde failed, and its log says where; try again, then tell who runs it"
                await _error(500, reason)(scope, receive, counted)


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None once it is larger than allowed."""
    parts, size = [], 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST_BODY:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)
