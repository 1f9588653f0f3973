"""A small company, ingested once, and its pages in a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from config import ROOT, texts
from tests.chat_app import library as documents
from tests.conftest import Company
from vectorstore import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Three spaces: hr and production for everyone, board for its members only."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        company = Company(tmp_path_factory.mktemp("library"))
        company.configure(documents.TOML)
        company.write("handbook/ferie.md", documents.FERIE)
        company.write("handbook/krankmeldung.html", documents.KRANK)
        company.write("handbook/vpn.md", documents.VPN)
        company.write("manuals/td-40.pdf", documents.manual())
        company.write("board/salaries.md", documents.BOARD)
        for space in ("hr", "production", "board"):
            company.ingest(space)
        yield company
        server.stop(company.settings.data_folder)


@pytest.fixture(scope="module")
def served(library: Company) -> Iterator[tuple[str, int]]:
    """`kilde serve` in a process of its own: its address and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "commands", "serve", "--port", str(port)],
        cwd=library.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, process)
        yield address, process.pid
    finally:
        process.terminate()
        output = process.communicate(timeout=20)[0]
    words = [word for question, _, _ in documents.QUESTIONS.values() for word in question.split()]
    assert [word for word in words if len(word) > 5 and word in output] == [], (
        "a question is logged"
    )
    assert "Traceback" not in output


def _wait_until_ready(address: str, process: subprocess.Popen[str], key: str = "") -> None:
    request = urllib.request.Request(f"{address}/api/v1/ready")
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("kilde serve did not become ready")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs chromium; install it with: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opens(browser: Browser, served: tuple[str, int]) -> Iterator[Callable[..., Page]]:
    """Opens the page in a given language, theme and width; afterwards nothing may have been
    asked for elsewhere, and the browser's console must be clean."""
    address, _ = served
    elsewhere: list[str] = []
    complaints: list[str] = []
    contexts = []

    def opened(language: str = "en", dark: bool = False, phone: bool = False) -> Page:
        context = browser.new_context(
            locale={"nb": "nb-NO", "de": "de-DE", "en": "en-GB"}[language],
            color_scheme="dark" if dark else "light",
            viewport={"width": 390, "height": 844} if phone else {"width": 1360, "height": 860},
            has_touch=phone,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note(request.url))
        page.on("websocket", lambda socket: _note(socket.url))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        page.get_by_placeholder(texts(language)("ask.placeholder")).wait_for()
        return page

    def _note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(address).netloc:
            elsewhere.append(url)

    yield opened
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []


@pytest.fixture(scope="module")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Page, str], None]:
    """Takes a screenshot under a name, into the folder KILDE_SCREENSHOTS if it is set."""
    folder = os.environ.get("KILDE_SCREENSHOTS")
    target = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    target.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)
        page.screenshot(path=target / f"{name}.png")

    return shot
