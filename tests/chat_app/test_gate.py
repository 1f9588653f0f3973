"""Whose requests are let in, and what goes out with the answers."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from chat_app.gate import Gate, host_name, is_loopback


async def speak(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


APP = Gate(
    Starlette(
        routes=[
            Route("/", lambda _: PlainTextResponse("in"), methods=["GET", "POST"]),
            WebSocketRoute("/ws", speak),
        ]
    ),
    {"127.0.0.1", "localhost", "::1"},
)
SOCKET = "ws://127.0.0.1:8501/ws"
CLIENT = TestClient(APP, base_url="http://127.0.0.1:8501")


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_its_own_names_are_let_in(host: str) -> None:
    assert CLIENT.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example.com", "127.0.0.1.evil.example", "evil@127.0.0.1.com", "", "[", "::1"]
)
def test_names_resolved_to_this_machine_by_others_are_not(host: str) -> None:
    answer = CLIENT.get("/", headers={"host": host})
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("Host: ")


def test_pages_of_other_sites_may_not_send_requests() -> None:
    foreign = CLIENT.post("/", headers={"origin": "https://evil.example.com"})
    assert foreign.status_code == 403
    assert CLIENT.post("/", headers={"origin": "null"}).status_code == 403
    assert CLIENT.post("/", headers={"origin": "http://127.0.0.1:8501"}).status_code == 200


def test_nor_open_a_websocket() -> None:
    with CLIENT.websocket_connect(SOCKET, headers={"origin": "http://127.0.0.1:8501"}):
        pass
    with (
        pytest.raises(WebSocketDisconnect),
        CLIENT.websocket_connect(SOCKET, headers={"origin": "https://evil.example.com"}),
    ):
        pass


def test_nothing_may_be_loaded_from_elsewhere() -> None:
    headers = CLIENT.get("/").headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "'unsafe-eval'" not in policy and "script-src 'self' blob: 'sha256-" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_loopback() -> None:
    assert [is_loopback(a) for a in ("127.0.0.1", "127.8.8.8", "::1", "localhost")] == [True] * 4
    assert [is_loopback(a) for a in ("0.0.0.0", "10.0.0.1", "testclient", "")] == [False] * 4


def test_the_name_in_a_host_header() -> None:
    assert host_name("Kilde.Example.com:8501") == "kilde.example.com"
    assert host_name("[::1]:8501") == "::1"
    assert host_name("[") == ""
