"""Start here in a real browser: questions appear, are asked and ticked off, an owner edits, and
the guide goes on by doing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.chat_app import library
from tests.chat_app.conftest import PATIENCE, Opens, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company

pytestmark = pytest.mark.slow


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    """A company of its own, in which nobody has asked anything yet."""
    company.write("docs/ferie.md", library.FERIE)
    company.ingest()
    with serving(company.folder) as running:
        yield running.address


def test_questions_are_made_asked_and_edited_and_the_guide_goes_on(
    opens: Opens, shoot: Shoot
) -> None:
    page = opens("start", language="nb")
    question = page.get_by_role(
        "button", name="Hvor mange feriedager kan jeg overføre?", exact=True
    )
    expect(question).to_be_visible(timeout=2 * PATIENCE)
    shoot(page, "nb-start-here")
    # An owner rewords it; it is answered still, so it is shown.
    page.get_by_role("button", name="Rediger", exact=True).click()
    words = page.locator(".edited input").first
    expect(words).to_have_value("Hvor mange feriedager kan jeg overføre?")
    words.fill("Hvor mye ferie kan jeg overføre til neste år?")
    page.locator(".edited").first.get_by_role("button", name="Lagre").click()
    page.get_by_role("button", name="Ferdig", exact=True).click()
    expect(page.locator(".edited")).to_have_count(0)
    reworded = page.get_by_role("button", name="Hvor mye ferie kan jeg overføre til neste år?")
    expect(reworded).to_be_visible()
    # The guide: its first step is done by asking, the second by opening the source.
    page.get_by_role("button", name="Begynn", exact=True).click()
    expect(page.locator("textarea")).to_be_visible()
    guide = page.get_by_role("region", name="Bli kjent")
    expect(guide).to_contain_text("Still et spørsmål")
    page.get_by_role("button", name="Start her", exact=True).click()
    reworded.click()
    entry = page.locator(".entry")
    expect(entry.locator("blockquote").first).to_contain_text("inntil 14 virkedager")
    expect(guide).to_contain_text("Åpne kilden")
    entry.locator("button.source").first.click()
    expect(page.locator(".document h2")).to_have_text("Ferie")
    expect(guide).to_contain_text("Spør videre")
    shoot(page, "nb-guide")
    guide.get_by_role("button", name="Avslutt").click()
    expect(guide).to_have_count(0)
    page.get_by_role("button", name="Start her", exact=True).click()
    expect(page.get_by_label("Krysset av: Hvor mye ferie kan jeg overføre")).to_be_checked()
    expect(page.get_by_text("2 av 6 er gjort")).to_be_visible()
