"""The page Knowledge in a real browser: what is wrong, what changed, and a document put in; and
the page Editions, on which an owner says which of two documents holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from ingest.uploads import Uploads
from tests.chat_app.conftest import PATIENCE, Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company

pytestmark = pytest.mark.slow

FERIE = "---\ntitle: Ferie\ndate: 2021-01-15\n---\n# Ferie\n\nDu kan overføre {days} dager.\n"
UTSTYR = "# {title}\n\nAnsatte får dekket inntil {amount} kroner til utstyr på hjemmekontoret.\n"
KANTINE = b"# Kantinen\n\nKantinen serverer lunsj fra klokken elleve.\n"


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    company.configure(
        '[[space]]\nname = "docs"\ntitle = "Personal"\nuploads = true\n'
        '[[space.source]]\nfolder = "docs"\n'
    )
    company.write("glossary.csv", "short;long\nHMS;helse, miljø og sikkerhet\n")
    company.write("docs/ferie.md", FERIE.format(days=14))
    company.write("docs/reise.md", "# Reise\n\nDiett er 500 kroner per dag.\n")
    company.write("docs/kontor.md", UTSTYR.format(title="Hjemmekontor", amount=5000))
    company.write("docs/utstyr.md", UTSTYR.format(title="Utstyr", amount=4000))
    company.write("docs/skjema.pdf", "Dette er ingen PDF.")
    company.ingest()
    company.write("docs/ferie.md", FERIE.format(days=12))
    company.ingest()
    with serving(company.folder) as running:
        yield running.address


def test_an_owner_sees_to_the_documents_of_a_space(
    opens: Opens, company: Company, shoot: Shoot
) -> None:
    page = opens("knowledge")
    expect(page.locator(".documents tbody tr")).to_have_count(5)
    shoot(page, "knowledge-light")

    page.get_by_role("button", name="Ikke lesbare").click()
    page.get_by_role("button", name="skjema.pdf").click()
    expect(page.locator(".failure")).to_contain_text("en annen filtype enn navnet sier")
    page.get_by_role("button", name="Alle dokumenter").click()
    page.get_by_role("button", name="Gamle").click()
    expect(page.locator(".documents tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Ferie", exact=True).click()
    expect(page.locator(".versions .gone")).to_contain_text("14 dager")
    expect(page.locator(".versions .new")).to_contain_text("12 dager")
    shoot(page, "knowledge-document")

    page.get_by_role("button", name="Alle dokumenter").click()
    page.get_by_role("button", name=re.compile(r"^Alle\s*\d")).click()
    expect(page.locator(".documents tbody tr")).to_have_count(5)
    page.locator("input[type=file]").set_input_files(
        [company.write(f"{name}.md", KANTINE) for name in ("Kantine", "Kopi")]
    )
    sent = page.locator(".sent > li")
    expect(sent.nth(0)).to_contain_text("Lagt til")
    expect(sent.nth(1)).to_contain_text("finnes her fra før:uploads/Kantine.md")
    # A run begins by itself and reads it.
    page.get_by_role("button", name="Kantinen").click()
    page.get_by_role("button", name="Slett …").click()
    page.get_by_role("button", name="Ja, slett").click()
    expect(page.locator(".documents tbody tr")).to_have_count(5)
    assert list(Uploads(company.settings.data_folder).files("docs")) == []
    shoot(opens("knowledge", language="de", dark=True), "knowledge-dark")
    shoot(opens("knowledge", language="en", phone=True), "knowledge-phone")

    page.get_by_role("button", name="Ordliste").click()
    page.get_by_label("Kortform").fill("BHT")
    page.get_by_label("Langform").fill("bedriftshelsetjeneste")
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator(".terms > li").filter(has_text="BHT")).to_contain_text("lagt til her")
    page.get_by_label("Kortform").fill("bht")
    page.get_by_label("Langform").fill("brannhydrant")
    page.get_by_role("button", name="Legg til").click()
    expect(page.get_by_role("alert")).to_contain_text("for «bedriftshelsetjeneste»")
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator(".terms > li").filter(has_text="brannhydrant")).to_have_count(1)
    page.get_by_role("button", name="Utelat: HMS").click()
    expect(page.locator(".terms > li.out")).to_contain_text("i filen, utelatt her")
    shoot(page, "knowledge-glossary")

    page.get_by_role("button", name="Motstrid").click()
    page.get_by_role("button", name="Sammenlign dokumentene").click()
    found = page.locator(".differences-list > li")
    expect(found).to_contain_text("5000 kroner ↔ 4000 kroner", timeout=2 * PATIENCE)
    shoot(page, "knowledge-differences")
    page.get_by_role("button", name="Dette gjelder: «Hjemmekontor»").click()
    expect(found).to_have_count(0)

    page = opens("editions")
    page.get_by_text("Si at et dokument erstatter et annet").click()
    page.get_by_label("Dokumentet som gjelder").fill("docs/reise.md")
    page.get_by_label("Dokumentet det erstatter").fill("docs/ferie.md")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".editions-list > li")).to_have_count(2)
    expect(page.locator(".editions-list > li").first).to_contain_text("15. januar 2021")
    shoot(page, "editions-light")
    page.locator(".editions-list button").first.click()
    expect(page.locator(".editions-list > li.undone")).to_have_count(1)
