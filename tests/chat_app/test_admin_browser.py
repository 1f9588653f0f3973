"""The page Admin in a real browser: a space is added, changed and removed; groups and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.chat_app.accessibility.test_axe import serious
from tests.chat_app.conftest import Looks, Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company
from tests.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    company.configure(
        '[admin]\nfolders = ["shared"]\n'
        '[[space]]\nname = "hr"\ntitle = "Personal"\nreaders = ["hr"]\nowners = ["hr-leads"]\n'
        'experts = ["per@example.com"]\nschedule = "0 3 * * *"\n[[space.source]]\nfolder = "hr"\n'
    )
    company.write("hr/ferie.md", "# Ferie\n\nDu har 25 dager.\n")
    # Without documents: what a run has read by then would keep the space from being removed.
    (company.folder / "shared/salg").mkdir(parents=True)
    company.ingest("hr")
    with serving(company.folder) as running:
        yield running.address


def section(page: Page, name: str) -> None:
    page.locator(".sections").get_by_role("button", name=name).click()


def test_an_administrator_runs_kilde(
    opens: Opens, company: Company, shoot: Shoot, looks: Looks
) -> None:
    page = opens("admin")
    expect(page.get_by_text("Databasen kan brukes.")).to_be_visible()
    shoot(page, "admin-health")
    assert serious(page) == []

    section(page, "Områder")
    hr = page.locator(".space").first
    expect(hr).to_contain_text("03:00 (0 3 * * *)")
    page.locator("summary").get_by_text("Legg til et område").click()
    page.get_by_label("Navn").fill("salg")
    page.get_by_label("Tittel").first.fill("Salg")
    page.get_by_label("Lesere").fill("everyone")
    page.get_by_label("Mappe med dokumentene").fill("hr")
    shoot(page, "admin-new-space")
    assert serious(page) == []
    page.get_by_role("button", name="Legg til et område").click()
    expect(page.get_by_role("alert")).to_contain_text("admin.folders")
    page.get_by_label("Mappe med dokumentene").fill("shared/salg")
    page.get_by_role("button", name="Legg til et område").click()
    expect(page.get_by_role("status")).to_contain_text("Salg er på plass")
    wait_until(lambda: [one.name for one in company.kilde.settings.space] == ["hr", "salg"])
    sales = page.locator(".space").nth(1)
    expect(sales).to_contain_text("Ikke i kilde.toml.")
    sales.get_by_text("Som linjer til kilde.toml").click()
    expect(sales.locator("pre")).to_contain_text('folder = "shared/salg"')

    sales.get_by_text("Endre innstillinger").click()
    sales.get_by_label("Oppdatering").fill("ofte")
    sales.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert")).to_contain_text("er ingen tidsplan. Skriv fem felter")
    sales.get_by_label("Oppdatering").fill("0 5 * * *")
    sales.get_by_role("button", name="Lagre").click()
    expect(sales).to_contain_text("05:00")
    shoot(page, "admin-spaces")
    looks("admin", "admin", lambda one: _spaces(one))
    sales.get_by_role("button", name="Oppdatering: som i kilde.toml").click()
    expect(sales).not_to_contain_text("05:00")
    sales.get_by_role("button", name="Fjern Salg").click()
    sales.get_by_role("button", name="Ja, fjern det").click()
    expect(page.get_by_role("status")).to_contain_text("Salg er fjernet")

    section(page, "Grupper")
    page.get_by_label("Gruppe", exact=True).fill("hr")
    page.get_by_label("E-postadresse").fill("anna@example.com")
    page.get_by_role("button", name="Legg til", exact=True).click()
    expect(page.locator(".members")).to_contain_text("anna@example.com")
    shoot(page, "admin-groups")
    assert serious(page) == []
    section(page, "Personer")
    expect(page.get_by_text("Ingen har logget inn ennå.")).to_be_visible()

    section(page, "API-nøkler")
    page.locator("summary").get_by_text("Lag en nøkkel").click()
    page.get_by_label("Navn").fill("intranett")
    page.get_by_role("button", name="Lag en nøkkel").click()
    expect(page.locator(".secret pre")).to_contain_text("kilde_")
    token = page.locator(".secret pre").inner_text()
    assert company.kilde.keys.holder(token) is not None
    shoot(page, "admin-keys")
    assert serious(page) == []
    page.get_by_role("button", name="Trekk tilbake intranett").click()
    page.get_by_role("button", name="Ja, trekk den tilbake").click()
    expect(page.locator(".secret")).to_have_count(0)
    assert company.kilde.keys.holder(token) is None


def _spaces(page: Page) -> None:
    section(page, "Områder")
    expect(page.locator(".space").first).to_be_visible()
