"""The page of operations in a real browser: a run by a button, its progress, a confirmation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.chat_app.conftest import PATIENCE, Looks, Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company

pytestmark = pytest.mark.slow


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
    with serving(company.folder) as running:
        yield running.address


def operations(page: Page) -> None:
    expect(page.get_by_role("heading", name="Drift")).to_be_visible()


def test_runs_are_started_watched_and_confirmed(
    opens: Opens, company: Company, shoot: Shoot, looks: Looks
) -> None:
    page = opens("operations")
    space = page.locator(".space").first
    expect(space).to_contain_text("Noe kunne ikke leses")
    expect(page.locator(".space").nth(1)).to_contain_text("Aldri oppdatert")
    shoot(page, "operations-light")
    space.get_by_text("1 dokument kunne ikke leses").press("Enter")
    expect(space).to_contain_text("is empty")

    for n in range(24):
        company.write(f"docs/{n}.md", f"# Notat {n}\n\n" + f"Notat {n} er skrevet om. " * 400)
    page.get_by_role("button", name="Oppdater nå: «Personal»").press("Enter")
    expect(space.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("button", name="Oppdater nå: «IT»")).to_be_disabled()
    shoot(page, "operations-running")
    expect(space.get_by_role("progressbar")).to_have_count(0, timeout=2 * PATIENCE)
    expect(page.locator(".past summary").first).to_contain_text("24 endret")
    expect(space).to_contain_text("is empty")  # what was opened stays open

    for n in range(20):
        (company.folder / f"docs/{n}.md").unlink()
    page.get_by_role("button", name="Oppdater nå: «Personal»").click()
    waits = space.locator(".problem")
    expect(waits).to_contain_text("20 dokumenter venter på at du bekrefter")
    shoot(page, "operations-waiting")
    looks("operations", "operations", operations)

    waits.get_by_text("Se hvilke").click()
    expect(waits.locator(".names")).to_contain_text("docs/19.md")
    waits.get_by_role("button", name="Fjern dem …").click()
    expect(waits).to_contain_text("Dokumenter som blir fjernet: 20.")
    shoot(page, "operations-confirm")
    waits.get_by_role("button", name="Ja, fjern").click()
    expect(waits).to_have_count(0)
    expect(page.locator(".past summary").first).to_contain_text("20 fjernet")
    assert company.kilde.catalogue.counts("docs").documents == 4
    [first, *_] = company.kilde.catalogue.runs.history("docs")
    assert first.trigger == "page"


def test_the_conversation_is_still_there(opens: Opens) -> None:
    page = opens("operations")
    page.get_by_role("button", name="Spør").click()
    field = page.get_by_placeholder("Skriv et spørsmål")
    field.fill("Hei!")
    field.press("Enter")
    expect(page.locator(".entry .prose")).to_be_visible()
    page.get_by_role("button", name="Drift").click()
    expect(page.locator(".space").first).to_be_visible()
    page.get_by_role("button", name="Spør").click()
    expect(page.locator(".entry h2")).to_have_text("Hei!")
