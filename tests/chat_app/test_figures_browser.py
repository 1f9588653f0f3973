"""The managers' figures in a real browser: none yet, a company's, and what is taken along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert

from records.schema import feedback, turns
from tests.chat_app.accessibility.test_axe import serious
from tests.chat_app.conftest import Looks, Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company

pytestmark = pytest.mark.slow

NEAREST = {"space": "hr", "document": "hr/ferie.md", "title": "Ferie", "heading": "Ferie"}


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    company.configure(
        '[[space]]\nname = "hr"\ntitle = "Personal"\n[[space.source]]\nfolder = "hr"\n'
        '[[space]]\nname = "it"\ntitle = "IT"\n'
    )
    company.write("hr/ferie.md", "# Ferie\n\nDu har 25 dager.\n")
    company.ingest("hr")
    with serving(company.folder) as running:
        yield running.address


def asked(company: Company) -> None:
    """Six weeks of twelve people, who rate every second answer."""
    engine = company.kilde.catalogue.engine.execution_options(writes=True)
    with engine.begin() as connection:
        for number in range(180):
            at = datetime.now(UTC) - timedelta(weeks=1 + number % 6)
            person, answered = f"p{number // 6 % 12}", number % 5 != 0
            connection.execute(
                insert(turns).values(
                    id=f"{number:032x}", conversation="c", person=person, asked=at,
                    channel="page", question="Hva?", full_question=f"Hva {person}?",
                    language="nb", status="answered" if answered else "unanswered",
                    confidence=0.9, answer="!", citations=json.dumps([NEAREST]),
                    spaces="it" if number // 6 % 3 == 0 else "hr",
                )
            )  # fmt: skip
            if answered and number % 2:
                connection.execute(
                    insert(feedback).values(
                        turn_id=f"{number:032x}", person=person, helpful=number % 10 != 1,
                        reason="", at=at,
                    )
                )  # fmt: skip


def test_figures_are_shown_and_taken_along(
    opens: Opens, address: str, company: Company, shoot: Shoot, looks: Looks
) -> None:
    page = opens("figures")
    expect(page.get_by_text("Det er ingenting å vise ennå.")).to_be_visible()
    asked(company)
    page.reload()
    expect(page.get_by_text("Løst uten et menneske", exact=True).first).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("180")
    expect(page.locator(".headline")).to_contain_text("kr")
    expect(page.locator(".themes")).to_contain_text("Ferie")
    page.get_by_text("Som tabell").first.click()
    expect(page.locator("figure table").first).to_contain_text("30")
    shoot(page, "figures")
    assert serious(page) == []
    for language in ("en", "de"):
        other = opens("figures", language=language)
        expect(other.locator(".facts")).to_be_visible()
        shoot(other, f"figures-{language}")
    looks("figures", "figures", lambda one: expect(one.locator(".facts")).to_be_visible())

    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned som tabell (CSV)").click()
    assert download.value.path().read_text().startswith("measure,first_week")
    printed = page.get_by_role("link", name="Side til utskrift").get_attribute("href")
    page.goto(f"{address}{printed}")
    expect(page.get_by_role("heading", name="Kilde: Tall")).to_be_visible()
    shoot(page, "figures-printed")
