"""Whose requests are let in, and what goes out with the answers."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from chat_app.gate import Gate, host_name, is_loopback


async def speak(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def open_to_all(_: Request) -> PlainTextResponse:
    """As Streamlit answers in some settings."""
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Set-Cookie": "_streamlit_xsrf=1; Path=/; SameSite=Lax",
    }
    return PlainTextResponse("in", headers=headers)


APP = Gate(
    Starlette(
        routes=[
            Route("/", lambda _: PlainTextResponse("in"), methods=["GET", "POST"]),
            Route("/open", open_to_all),
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


@pytest.mark.parametrize(
    "sent, status",
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        # Somebody follows a link, or comes back from the sign-in.
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "document",
            },
            200,
        ),
        # <img src>, <script src>, <iframe src> on another site, and a host beside ours.
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            403,
        ),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, 403),
    ],
)
def test_other_sites_may_lead_here_and_load_nothing(sent: dict[str, str], status: int) -> None:
    assert CLIENT.get("/", headers=sent).status_code == status


def test_a_form_of_another_site_that_opens_a_page_changes_nothing() -> None:
    sent = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert CLIENT.post("/", headers=sent | {"sec-fetch-dest": "document"}).status_code == 403


def test_what_somebody_may_read_is_kept_nowhere() -> None:
    assert CLIENT.get("/").headers["cache-control"] == "no-store"
    assert "cache-control" not in CLIENT.get("/static/app.js").headers


def test_the_api_s_answers_are_no_pages() -> None:
    policy = CLIENT.get("/api/v1/health").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ") and "script" not in policy


def test_other_sites_are_told_that_they_may_read_nothing() -> None:
    assert [name for name in CLIENT.get("/open").headers if name.startswith("access-")] == []


def test_behind_tls_browsers_keep_to_it() -> None:
    client = TestClient(Gate(APP._app, {"127.0.0.1"}, True), base_url="http://127.0.0.1")
    headers = client.get("/open").headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["set-cookie"] == "_streamlit_xsrf=1; Path=/; SameSite=Lax; Secure"


def test_loopback() -> None:
    assert [is_loopback(a) for a in ("127.0.0.1", "127.8.8.8", "::1", "localhost")] == [True] * 4
    assert [is_loopback(a) for a in ("0.0.0.0", "10.0.0.1", "testclient", "")] == [False] * 4


def test_the_name_in_a_host_header() -> None:
    assert host_name("Kilde.Example.com:8501") == "kilde.example.com"
    assert host_name("[::1]:8501") == "::1"
    assert host_name("[") == ""
