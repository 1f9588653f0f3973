"""Signing in and out, and whose session a request belongs to."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from chat_app.gate import peer
from chat_app.metrics import METRICS
from chat_app.quiet import log_reason
from chat_app.show.plain import plain_page
from chat_app.signin.provider import Provider, ProviderError, Refused, Tokens
from chat_app.signin.sealed import Sealed
from chat_app.throttle import Throttle
from config import Settings, nearest_language, secret
from records import Audit, People, Person, Session

WAY_IN, BACK, WAY_OUT = "/sign-in", "/sign-in/return", "/sign-out"
# Groups older than this are asked for again; older than that, they are not believed any more.
FRESH, STALE = timedelta(minutes=4), timedelta(hours=1)
# Seconds that somebody may take to sign in at the provider.
_PATIENCE = 900


class SignIn:
    """The sign-in of one installation; it begins at `address`, a path."""

    address = WAY_IN

    def __init__(
        self, settings: Settings, people: People, audit: Audit, throttle: Throttle | None = None
    ) -> None:
        """Raises ConfigError where the client's id or secret is missing."""
        self._settings, self._people, self._audit = settings, people, audit
        self._throttle = throttle or Throttle(settings.limits)
        self._ours = settings.address.rstrip("/")
        client_id = secret("KILDE_OIDC_CLIENT_ID", 'auth.provider = "oidc"')
        client_secret = secret("KILDE_OIDC_CLIENT_SECRET", 'auth.provider = "oidc"')
        self._sealed = Sealed(client_secret)
        self._provider = Provider(settings.auth, client_id, client_secret, self._ours + BACK)
        secure = self._ours.startswith("https:")
        # The prefix makes browsers refuse one set by another host of the domain or without TLS.
        self.cookie = "__Host-kilde" if secure else "kilde"
        self._begun = self.cookie + "-sign-in"
        self._flags = {"path": "/", "httponly": True, "samesite": "lax", "secure": secure}

    def check(self) -> None:
        """Raises ProviderError where the provider cannot be used as it is configured."""
        self._provider.check()

    def routes(self) -> list[Route]:
        return [
            Route(WAY_IN, self._way_in),
            Route(BACK, self._back),
            Route(WAY_OUT, self._way_out, methods=["POST"]),
        ]

    def visitor(self, cookie: str | None) -> Person | None:
        """Whose session a cookie's value is; None where there is none, or none any more."""
        session = self._people.session(cookie) if cookie else None
        if session is None:
            return None
        age = datetime.now(UTC) - session.person.groups_at
        if age < FRESH:
            return session.person
        if self._people.may_refresh(session) and not self._refresh(session):
            return None
        session = self._people.session(cookie) if cookie else None
        if session is None or datetime.now(UTC) - session.person.groups_at > STALE:
            return None
        return session.person

    def _refresh(self, session: Session) -> bool:
        """Ask the provider for the groups again; False if that ended the session."""
        plain = self._sealed.open(session.tokens)
        try:
            if plain is None:
                raise Refused("the client's secret was changed")
            groups, tokens = self._provider.groups(Tokens.from_bytes(plain), session.subject)
        except Refused:
            self._people.end(session)
            self._audit.note(f"person {session.person.id}", "session.refused")
            return False
        except ProviderError as error:
            # It may be away for a moment; for how long the last groups hold is STALE.
            log_reason(error)
            return True
        self._people.refreshed(session, groups, self._sealed.seal(tokens.as_bytes()))
        return True

    def _way_in(self, request: Request) -> Response:
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        onward = _own_path(request.query_params.get("to", "/"))
        try:
            response = RedirectResponse(self._provider.way_in(state, nonce, verifier), 303)
        except ProviderError as error:
            return self._trouble(request, error, 503)
        begun = self._sealed.seal(json.dumps([state, nonce, verifier, onward]).encode())
        response.set_cookie(self._begun, begun.decode(), _PATIENCE, **self._flags)  # type: ignore[arg-type]
        return _uncached(response)

    def _back(self, request: Request) -> Response:
        wait = self._throttle.wait("sign_ins", peer(request, self._settings))
        if wait:
            METRICS.refused("sign_ins", "sign-in")
            return self._too_often(request, wait)
        sealed = request.cookies.get(self._begun, "")
        plain = self._sealed.open(sealed.encode(), _PATIENCE)
        try:
            if plain is None:
                raise ProviderError("this browser did not begin a sign-in, or too long ago")
            state, nonce, verifier, onward = json.loads(plain)
            given = request.query_params
            if not secrets.compare_digest(given.get("state", "").encode(), state.encode()):
                raise ProviderError("the answer belongs to another sign-in")
            if "code" not in given:
                raise ProviderError(f"the provider refused: {given.get('error', 'no code')[:100]}")
            identity, tokens = self._provider.redeem(given["code"], nonce, verifier)
        except ProviderError as error:
            self._throttle.take("sign_ins", peer(request, self._settings))
            return self._trouble(request, error, 403)
        lasting = timedelta(hours=self._settings.auth.session_hours)
        token, session = self._people.begin_session(
            identity, self._sealed.seal(tokens.as_bytes()), lasting
        )
        self._audit.note(f"person {session.person.id}", "session.begun")
        response = RedirectResponse(onward, 303)
        response.set_cookie(self.cookie, token, int(lasting.total_seconds()), **self._flags)  # type: ignore[arg-type]
        response.delete_cookie(self._begun, **self._flags)  # type: ignore[arg-type]
        return _uncached(response)

    def _way_out(self, request: Request) -> Response:
        """End the session; the answer says where the browser goes next."""
        session = self._people.end_session(request.cookies.get(self.cookie, ""))
        onward = self._ours + "/"
        if session:
            self._audit.note(f"person {session.person.id}", "session.ended")
            plain = self._sealed.open(session.tokens)
            try:
                if plain:
                    onward = self._provider.way_out(Tokens.from_bytes(plain), onward) or onward
            except ProviderError as error:
                log_reason(error)
        response = JSONResponse({"to": onward})
        response.delete_cookie(self.cookie, **self._flags)  # type: ignore[arg-type]
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return _uncached(response)

    def _trouble(self, request: Request, error: Exception, status: int) -> Response:
        """A page for somebody who could not be signed in; the reason is in the log."""
        log_reason(error)
        return self._page(request, status)

    def _too_often(self, request: Request, wait: int) -> Response:
        response = self._page(request, 429, wait)
        response.headers["Retry-After"] = str(wait)
        return response

    def _page(self, request: Request, status: int, wait: int = 0) -> Response:
        language = nearest_language(request.headers.get("accept-language", "en").split(",")[0])
        says = self._settings.texts(language)
        title = self._settings.title
        next_step = (
            says.counted("limits.wait", wait) if wait else says("signin.trouble_next", title=title)
        )
        again = {says("signin.again"): WAY_IN}
        page = plain_page(title, language, says("signin.trouble"), next_step, again)
        return _uncached(HTMLResponse(page, status))


def _own_path(wanted: str) -> str:
    """Where to go after signing in: an address of ours, or the first page."""
    parts = urlsplit(wanted)
    ours = not parts.scheme and not parts.netloc and wanted.startswith("/")
    # A browser reads a backslash as a slash, and `//x` as another host.
    ours = ours and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if ours else "/"


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
