"""A token endpoint for tests: gives access tokens, and tells the mail server whose they are."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class TokenServer(ThreadingHTTPServer):
    """Gives the app `kilde` with the secret `hemmelig` tokens that are good for `lasts` seconds.

    `given` are the tokens it gave, in order, `asked` what it was asked with.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lasts = 3600
        self.given: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.revoked: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = {
            key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()
        }
        if self.path.startswith("/introspect"):
            token = form["token"]
            active = token in self.server.given and token not in self.server.revoked
            self._send(200, {"active": active, "email": token.partition(":")[2]})
            return
        self.server.asked.append(form)
        if form.get("client_secret", "hemmelig") != "hemmelig":
            self._send(401, {"error": "invalid_client", "error_description": "hemmelig?"})
            return
        token = f"token-{len(self.server.given)}:{form.get('user', 'shared@example.com')}"
        self.server.given.append(token)
        self._send(200, {"access_token": token, "expires_in": self.server.lasts})

    def _send(self, status: int, answer: dict[str, object]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def token_server() -> Iterator[TokenServer]:
    """A token endpoint that runs meanwhile."""
    with TokenServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
