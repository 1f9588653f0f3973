"""A small company, ingested once, and its pages in a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from streamlit.runtime import Runtime

from tests.chat_app import library as documents
from tests.chat_app.serving import Serving, serving
from tests.conftest import Company
from vectorstore import server

Opens = Callable[..., Page]
Shoot = Callable[[Page, str], None]
Looks = Callable[..., None]
# Milliseconds that a page may take on two busy cores; so long every expectation waits.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def no_runtime_left() -> None:
    """Streamlit has one runtime a process, and one that another module began may still stand."""
    Runtime._instance = None


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
def served(library: Company) -> Iterator[Serving]:
    """The library's pages; afterwards no word of a question may stand in the log."""
    with serving(library.folder) as running:
        yield running
    output = running.output[0]
    words = [word for question, _, _ in documents.QUESTIONS.values() for word in question.split()]
    assert [word for word in words if len(word) > 5 and word in output] == [], (
        "a question is logged"
    )


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """Where `opens` goes: the library's pages; a module of another company has its own."""
    running: Serving = request.getfixturevalue("served")
    return running.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs chromium; install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opens(browser: Browser, address: str) -> Iterator[Opens]:
    """Opens a page in a browser of its own: `opens("inbox", language="de", phone=True)`.

    `at` is what follows the address; `dark` and `phone` set the theme and a width of 390
    pixels. Afterwards nothing may have been asked for elsewhere, and the browser's console
    must be clean.
    """
    elsewhere: list[str] = []
    complaints: list[str] = []
    contexts = []

    def opened(at: str = "", language: str = "nb", dark: bool = False, phone: bool = False) -> Page:
        context = browser.new_context(
            locale={"nb": "nb-NO", "de": "de-DE", "en": "en-GB"}[language],
            color_scheme="dark" if dark else "light",
            viewport={"width": 390, "height": 844} if phone else {"width": 1360, "height": 860},
            has_touch=phone,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: _note(request.url))
        page.on("websocket", lambda socket: _note(socket.url))
        page.on("console", _complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/{at}")
        expect(page.locator(".masthead .name")).to_be_visible()
        return page

    def _complain(message: ConsoleMessage) -> None:
        # Under a page's address Streamlit looks for its server there first, then at the root.
        guess = "/_stcore/" in message.location["url"] and "404" in message.text
        if message.type == "error" and not guess:
            complaints.append(f"{message.text} ({message.location['url']})")

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
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Shoot:
    """Takes a screenshot under a name, into the folder KILDE_SCREENSHOTS if it is set."""
    folder = os.environ.get("KILDE_SCREENSHOTS")
    target = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    target.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)
        page.screenshot(path=target / f"{name}.png")

    return shot


@pytest.fixture
def looks(opens: Opens, shoot: Shoot) -> Looks:
    """Shoots a page dark, and on a phone in both themes, where nothing may be wider than the
    screen: `looks("inbox", "inbox", lambda page: expect(page.locator(".one")).to_be_visible())`.

    The names are `inbox-dark`, `inbox-phone` and `inbox-phone-dark`; `until` waits for, or does,
    what is to be seen on each.
    """

    def looked(name: str, at: str, until: Callable[[Page], object], language: str = "nb") -> None:
        for dark, phone in ((True, False), (False, True), (True, True)):
            page = opens(at, language, dark, phone)
            until(page)
            if phone:
                narrow(page)
            shoot(page, f"{name}{'-phone' * phone}{'-dark' * dark}")

    return looked


def narrow(page: Page) -> None:
    """Nothing of a page is wider than a phone, once it has been laid out."""
    page.wait_for_function("document.documentElement.scrollWidth <= 390")


def at_rest(page: Page) -> None:
    """Nothing of a page is being made or drawn any more."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
