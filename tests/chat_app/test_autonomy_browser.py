"""Autonomy in a real browser: an answer that waits, its approval, and a level that is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import insert

from records.schema import reviews, turns
from tests.chat_app import library
from tests.chat_app.conftest import Looks, Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

QUESTION = "Hvor mange feriedager kan jeg overføre til neste år?"


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    company.configure(
        '[[space]]\nname = "hr"\ntitle = "Personal"\nautonomy = "suggest"\nthreshold = 0.3\n'
        'experts = ["per@example.com"]\n[[space.source]]\nfolder = "hr"\n'
        '[[space]]\nname = "it"\ntitle = "IT"\n[trust]\nreviewed = 40\n'
    )
    company.write("hr/ferie.md", library.FERIE)
    company.ingest("hr")
    looked_at(company, right=60, wrong=0)
    with serving(company.folder) as running:
        yield running.address


def looked_at(company: Company, right: int, wrong: int) -> None:
    """Answers of hr that an expert found right or wrong."""
    engine = company.kilde.catalogue.engine.execution_options(writes=True)
    with engine.begin() as connection:
        for n in range(right + wrong):
            number = f"{n:032x}"
            connection.execute(
                insert(turns).values(
                    id=number, conversation=number, person="kari", asked=datetime.now(UTC),
                    channel="page", question="?", full_question="?", language="nb",
                    status="answered", confidence=0.5 + n / 200, answer="!", citations="[]",
                    spaces="hr",
                )
            )  # fmt: skip
            verdict = "right" if n < right else "wrong"
            connection.execute(
                insert(reviews).values(
                    turn_id=number, reviewer="per@example.com", verdict=verdict,
                    at=datetime.now(UTC),
                )
            )  # fmt: skip


def autonomy(page: Page) -> None:
    expect(page.get_by_role("heading", name="Selvstendighet")).to_be_visible()


def test_an_answer_waits_for_its_approval(opens: Opens, shoot: Shoot) -> None:
    page = opens()
    field = page.get_by_placeholder("Skriv et spørsmål")
    field.fill(QUESTION)
    field.press("Enter")
    entry = page.locator(".entry").first
    expect(entry).to_contain_text("Noen ser på svaret først")
    expect(entry).not_to_contain_text("14 virkedager")
    shoot(page, "autonomy-pending")

    expert = opens()
    expert.get_by_role("button", name="Innboks").click()
    expert.get_by_role("button", name=QUESTION).click()
    expect(expert.locator(".judged")).to_contain_text("14 virkedager")
    shoot(expert, "autonomy-approval")
    expert.get_by_role("button", name="Godkjenn og send").click()
    expect(expert.get_by_text("Svaret er sendt som det er.")).to_be_visible()
    expect(entry).to_contain_text("14 virkedager")
    shoot(page, "autonomy-approved")


def test_a_level_is_proposed_changed_and_taken_back(
    opens: Opens, company: Company, shoot: Shoot, looks: Looks
) -> None:
    page = opens("autonomy")
    hr = page.locator(".space").first
    expect(hr).to_contain_text("Fagpersoner har sett på 60 svar, av dem gale eller rettet: 0")
    expect(hr.locator(".proposal")).to_contain_text("Grunnlaget holder")
    hr.get_by_text("Hva en annen terskel ville ha betydd").click()
    shoot(page, "autonomy-light")
    looks("autonomy", "autonomy", autonomy)

    hr.get_by_role("button", name="Gå videre til «En fagperson ser på etterpå»").click()
    expect(hr.locator(".level")).to_have_text("En fagperson ser på etterpå")
    expect(hr.locator(".departures")).to_contain_text("I kilde.toml: En fagperson ser på først.")
    assert company.kilde.settings.named("hr").autonomy == "review"

    hr.get_by_text("Endre innstillinger").click()
    hr.get_by_label("Svarer fra en sikkerhet på").fill("1,8")
    hr.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Svarer fra en sikkerhet på: slik kan det ikke være.")).to_be_visible()
    hr.get_by_label("Svarer fra en sikkerhet på").fill("0,8")
    hr.get_by_role("button", name="Lagre").click()
    expect(hr.locator(".departures")).to_contain_text("Svarer fra en sikkerhet på: 0,80.")
    shoot(page, "autonomy-changed")
    hr.get_by_role("button", name="Selvstendighet: som i kilde.toml").click()
    expect(hr.locator(".level")).to_have_text("En fagperson ser på først")
    wait_until(lambda: company.kilde.settings.named("hr").autonomy == "suggest")
