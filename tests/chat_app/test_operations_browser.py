"""The page of operations in a real browser: a run by a button, its progress, a confirmation."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from config import ROOT
from tests.chat_app.conftest import _wait_until_ready
from tests.conftest import Company
from tests.mail.post_office import free_port

pytestmark = pytest.mark.slow

Shoot = Callable[[Page, str], None]
PATIENCE = 60_000


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    """`kilde serve` on a company that has ingested nothing yet."""
    company.configure(
        '[[space]]\nname = "docs"\ntitle = "Personal"\nschedule = "0 3 1 1 *"\n'
        '[[space.source]]\nfolder = "docs"\n[[space]]\nname = "it"\ntitle = "IT"\n'
    )
    for n in range(24):
        company.write(f"docs/{n}.md", f"# Notat {n}\n\n" + f"Dette er notat nummer {n}. " * 100)
    company.write("docs/tom.md", "")
    company.ingest()
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "commands", "serve", "--port", str(port)],
        cwd=company.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def opened(browser: Browser, address: str, dark: bool = False, phone: bool = False) -> Page:
    """The page, reached from the first one."""
    context = browser.new_context(
        locale="nb-NO",
        color_scheme="dark" if dark else "light",
        viewport={"width": 390, "height": 844} if phone else {"width": 1360, "height": 860},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    if phone:
        page.get_by_role("button", name="Sider").click()
    page.get_by_role("button", name="Drift").click()
    expect(page.get_by_role("heading", name="Drift")).to_be_visible()
    return page


def test_runs_are_started_watched_and_confirmed(
    browser: Browser, address: str, company: Company, shoot: Shoot
) -> None:
    page = opened(browser, address)
    space = page.locator(".space").first
    expect(space).to_contain_text("Noe kunne ikke leses")
    expect(page.locator(".space").nth(1)).to_contain_text("Aldri oppdatert")
    shoot(page, "operations-light")
    space.get_by_text("1 dokument kunne ikke leses").press("Enter")
    expect(space).to_contain_text("is empty")

    for n in range(24):
        company.write(f"docs/{n}.md", f"# Notat {n}\n\n" + f"Notat {n} er skrevet om. " * 400)
    page.get_by_role("button", name="Oppdater «Personal» nå").press("Enter")
    expect(space.get_by_role("progressbar")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Oppdater «IT» nå")).to_be_disabled()
    shoot(page, "operations-running")
    expect(space.get_by_role("progressbar")).to_have_count(0, timeout=2 * PATIENCE)
    expect(page.locator(".past summary").first).to_contain_text("24 endret")
    expect(space).to_contain_text("is empty")  # what was opened stays open

    for n in range(20):
        (company.folder / f"docs/{n}.md").unlink()
    page.get_by_role("button", name="Oppdater «Personal» nå").click()
    waits = space.locator(".problem")
    expect(waits).to_contain_text("20 dokumenter venter på at du bekrefter", timeout=PATIENCE)
    shoot(page, "operations-waiting")
    shoot(opened(browser, address, dark=True), "operations-dark")
    phone = opened(browser, address, phone=True)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(phone, "operations-phone")

    waits.get_by_text("Se hvilke").click()
    expect(waits.locator(".names")).to_contain_text("docs/19.md")
    waits.get_by_role("button", name="Fjern dem …").click()
    expect(waits).to_contain_text("Dokumenter som blir fjernet: 20.")
    shoot(page, "operations-confirm")
    waits.get_by_role("button", name="Ja, fjern").click()
    expect(waits).to_have_count(0, timeout=PATIENCE)
    expect(page.locator(".past summary").first).to_contain_text("20 fjernet", timeout=PATIENCE)
    assert company.kilde.catalogue.counts("docs").documents == 4
    [first, *_] = company.kilde.catalogue.runs.history("docs")
    assert first.trigger == "page"


def test_the_conversation_is_still_there(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.get_by_role("button", name="Spør").click()
    field = page.get_by_placeholder("Skriv et spørsmål")
    field.fill("Hei!")
    field.press("Enter")
    expect(page.locator(".entry .prose")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Drift").click()
    expect(page.locator(".space").first).to_be_visible()
    page.get_by_role("button", name="Spør").click()
    expect(page.locator(".entry h2")).to_have_text("Hei!")
