"""The page of verified answers in a real browser: one is added, given, edited and retired."""

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
QUESTION = "Hvem har nøkkelen til sykkelskuret?"
ANSWER = "Nøkkelen til sykkelskuret henger i skapet bak resepsjonen."


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    company.configure(
        '[[space]]\nname = "docs"\ntitle = "Personal"\n[[space.source]]\nfolder = "docs"\n'
    )
    company.write("docs/skur.md", "# Skur\n\nSykkelskuret er låst om natta.")
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


def test_an_answer_is_added_given_refused_edited_and_retired(
    browser: Browser, address: str, shoot: Shoot
) -> None:
    page = browser.new_context(locale="nb-NO", reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/verified")
    page.get_by_role("button", name="Legg til et svar").click()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv noe her.", timeout=PATIENCE)
    page.get_by_label("Spørsmål", exact=True).fill(QUESTION)
    page.get_by_label("Svar (hele").fill(ANSWER)
    page.get_by_label("Dokumenter det bygger på").fill("docs/nei.md")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert")).to_contain_text("docs/nei.md", timeout=PATIENCE)
    page.get_by_label("Dokumenter det bygger på").fill("docs/skur.md")
    shoot(page, "verified-form")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Svaret er lagret.")).to_be_visible(timeout=PATIENCE)
    shoot(page, "verified-list")

    page.goto(address)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("bak resepsjonen").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".earlier")).to_contain_text(QUESTION, timeout=PATIENCE)
    shoot(page, "verified-given")
    page.locator(".earlier button").click()
    expect(page.locator(".earlier")).to_have_count(0, timeout=PATIENCE)

    page.goto(f"{address}/verified")
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_label("Svar (hele").fill(ANSWER + " Spør Kari.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Svaret er lagret.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_text("Historikk").click()
    expect(page.get_by_text("Publisert · ")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Trekk tilbake").click()
    page.get_by_role("button", name="Ja, trekk det tilbake").click()
    expect(page.get_by_text("Svaret gis ikke lenger.")).to_be_visible(timeout=PATIENCE)
