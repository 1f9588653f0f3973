"""Events for other systems: signed, and sent again until they are taken."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from config import Settings
from mail.outbox import Outbox
from records import Catalogue, Outgoing, open_database


@dataclass
class Receiver:
    url: str
    statuses: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = made.statuses.pop(0) if made.statuses else 204
            made.got.append((dict(self.headers), body))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        made = Receiver(f"http://127.0.0.1:{server.server_port}/hook")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(open_database(Settings(base=tmp_path).records_url))


def deliver(tmp_path: Path, catalogue: Catalogue, url: str) -> Outbox:
    event = json.dumps({"event": "ingest.failed", "space": "hr"})
    catalogue.outbox.put(Outgoing("webhook", url, "delivery-1", event))
    return Outbox(Settings(base=tmp_path), catalogue.outbox)


def test_an_event_is_signed(
    tmp_path: Path, catalogue: Catalogue, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_WEBHOOK_SECRET", "hemmelig")
    assert deliver(tmp_path, catalogue, receiver.url).deliver().sent == 1
    [(headers, body)] = receiver.got
    expected = hmac.new(b"hemmelig", body, hashlib.sha256).hexdigest()
    assert headers["X-Kilde-Signature"] == f"sha256={expected}"
    assert headers["X-Kilde-Event"] == "ingest.failed"
    assert headers["X-Kilde-Delivery"] == "delivery-1"
    assert json.loads(body) == {"event": "ingest.failed", "space": "hr"}


@pytest.mark.parametrize(
    ("status", "state"), [(500, "waiting"), (429, "waiting"), (302, "waiting"), (404, "failed")]
)
def test_what_the_receiver_answers(
    status: int,
    state: str,
    tmp_path: Path,
    catalogue: Catalogue,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KILDE_WEBHOOK_SECRET", "hemmelig")
    receiver.statuses = [status]
    assert deliver(tmp_path, catalogue, receiver.url).deliver().sent == 0
    assert dict(catalogue.outbox.counts()) == {state: 1}
    assert len(receiver.got) == 1, "it goes nowhere else"


def test_without_a_secret_nothing_is_sent(
    tmp_path: Path, catalogue: Catalogue, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KILDE_WEBHOOK_SECRET", raising=False)
    error = deliver(tmp_path, catalogue, receiver.url).deliver().error
    assert error == "KILDE_WEBHOOK_SECRET is not set in the environment; a [[webhook]] needs it"
    assert receiver.got == []
