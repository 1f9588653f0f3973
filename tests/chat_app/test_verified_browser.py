"""The page of verified answers in a real browser: one is added, given, edited and retired."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.chat_app.conftest import Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company

pytestmark = pytest.mark.slow

QUESTION = "Hvem har nøkkelen til sykkelskuret?"
ANSWER = "Nøkkelen til sykkelskuret henger i skapet bak resepsjonen."


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    company.configure(
        '[[space]]\nname = "docs"\ntitle = "Personal"\n[[space.source]]\nfolder = "docs"\n'
    )
    company.write("docs/skur.md", "# Skur\n\nSykkelskuret er låst om natta.")
    company.ingest()
    with serving(company.folder) as running:
        yield running.address


def test_an_answer_is_added_given_refused_edited_and_retired(
    opens: Opens, address: str, shoot: Shoot
) -> None:
    page = opens("verified")
    page.get_by_role("button", name="Legg til et svar").click()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv noe her.")
    page.get_by_label("Spørsmål", exact=True).fill(QUESTION)
    page.get_by_label("Svar (hele").fill(ANSWER)
    page.get_by_label("Dokumenter det bygger på").fill("docs/nei.md")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert")).to_contain_text("docs/nei.md")
    page.get_by_label("Dokumenter det bygger på").fill("docs/skur.md")
    shoot(page, "verified-form")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Svaret er lagret.")).to_be_visible()
    shoot(page, "verified-list")

    page.goto(address)
    page.get_by_role("textbox").fill(QUESTION)
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("bak resepsjonen").first).to_be_visible()
    expect(page.locator(".earlier")).to_contain_text(QUESTION)
    shoot(page, "verified-given")
    page.locator(".earlier button").click()
    expect(page.locator(".earlier")).to_have_count(0)

    page.goto(f"{address}/verified")
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_label("Svar (hele").fill(ANSWER + " Spør Kari.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Svaret er lagret.")).to_be_visible()
    page.get_by_role("button", name=QUESTION).click()
    page.get_by_text("Historikk").click()
    expect(page.get_by_text("Publisert · ")).to_be_visible()
    page.get_by_role("button", name="Trekk tilbake").click()
    page.get_by_role("button", name="Ja, trekk det tilbake").click()
    expect(page.get_by_text("Svaret gis ikke lenger.")).to_be_visible()
