"""Earlier conversations in a real browser: found, opened again, renamed and deleted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chat_app.conftest import Looks, Opens, Shoot
from tests.chat_app.library import QUESTIONS
from tests.chat_app.test_browser import ask
from tests.conftest import Company

pytestmark = pytest.mark.slow

HOLIDAY, VPN = QUESTIONS["nb"][0], "How do I connect to the VPN?"


@pytest.fixture(autouse=True)
def no_conversations(library: Company) -> None:
    """What other tests asked is gone."""
    library.kilde.earlier.table.forget("local")


def drawer(page: Page) -> Locator:
    page.get_by_role("button", name="Tidligere samtaler", exact=True).click()
    return page.get_by_role("region", name="Tidligere samtaler")


def test_conversations_are_found_opened_renamed_and_deleted(
    opens: Opens, library: Company, shoot: Shoot, looks: Looks
) -> None:
    page = opens()
    ask(page, VPN)
    page.get_by_role("button", name="Ny samtale").click()
    expect(page.locator(".entry")).to_have_count(0)
    ask(page, HOLIDAY)

    page = opens()  # a browser that knows nothing of it
    earlier = drawer(page)
    expect(earlier.get_by_role("heading", name="I dag")).to_be_visible()
    expect(earlier.locator(".one").first).to_contain_text(HOLIDAY)
    shoot(page, "earlier")

    field = earlier.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.fill("overfores")
    expect(earlier.get_by_role("status")).to_contain_text("Ingen av samtalene dine")
    field.fill("virkedager overfore")  # a word of an answer, and one of a question without its ø
    expect(earlier.locator(".one")).to_have_count(1)
    expect(earlier.locator(".said")).to_contain_text("14 virkedager")
    shoot(page, "earlier-found")

    earlier.locator(".one").press("Enter")
    entry = page.locator(".entry")
    expect(entry.locator("h2")).to_have_text(HOLIDAY)
    expect(entry.locator("button.source").first).to_contain_text("Ferie")
    expect(page.get_by_role("button", name="Tidligere samtaler", exact=True)).to_be_focused()
    page.reload()  # and goes on where it was
    expect(entry.locator("h2")).to_have_text(HOLIDAY)

    earlier = drawer(page)
    earlier.get_by_role("button", name=re.compile("Gi «Hvor mange.* nytt navn")).click()
    earlier.get_by_label("Navn på samtalen").fill("Ferien min")
    page.keyboard.press("Enter")
    expect(earlier.locator(".current .question")).to_have_text("Ferien min")
    earlier.get_by_role("button", name=re.compile("Slett «How do")).click()
    expect(earlier).to_contain_text("Slette samtalen for godt?")
    shoot(page, "earlier-sure")
    earlier.get_by_role("button", name="Ja, slett").click()
    expect(earlier.get_by_text("Samtalen er slettet.")).to_be_visible()
    assert [one.title for one in library.kilde.earlier.table.heads("local")] == ["Ferien min"]
    looks("earlier", "", lambda page: expect(drawer(page).locator(".one")).to_be_visible())

    earlier.get_by_role("button", name="Slett alle samtalene mine").click()
    earlier.get_by_role("button", name="Ja, slett alle").click()
    expect(earlier.get_by_text("Alle samtalene dine er slettet.")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(0)
    earlier.get_by_role("searchbox").press("Escape")
    expect(earlier).to_have_count(0)


def test_a_link_shows_the_answer_until_it_is_taken_back(
    opens: Opens, library: Company, shoot: Shoot, looks: Looks
) -> None:
    page = opens()
    entry = ask(page, HOLIDAY)
    entry.get_by_role("button", name="Lenke til svaret").click()
    address = entry.get_by_label("Lenken")
    expect(address).to_have_value(re.compile(r"/\?answer=.{32}$"))
    expect(entry.get_by_text("Navnet ditt vises ikke.")).to_be_visible()
    entry.get_by_role("button", name="Kopier", exact=True).click()
    expect(entry.get_by_text("Lenken er kopiert.")).to_be_visible()
    shoot(page, "link-made")
    link = "?" + address.input_value().split("?")[1]

    colleague = opens(link)
    shown = colleague.locator(".entry")
    expect(shown.locator("h2")).to_have_text(HOLIDAY)
    expect(colleague.get_by_text("Et svar som en kollega har delt")).to_be_visible()
    for action in ("Hjelper", "Hører ikke hjemme her"):
        expect(shown.get_by_text(action, exact=True)).to_have_count(0)
    shown.locator("button.source").first.click()
    expect(colleague.locator(".document mark.strong").first).to_be_visible()
    shoot(colleague, "link-opened")
    looks("link", link, lambda page: expect(page.locator(".entry h2")).to_be_visible())
    colleague.get_by_role("button", name="Lukk dokumentet").click()
    colleague.get_by_role("button", name="Spør om det samme selv").click()
    expect(colleague.locator(".actions")).to_be_visible()
    expect(colleague).not_to_have_url(re.compile("answer="))

    entry.get_by_role("button", name="Fjern lenken").click()
    expect(entry.get_by_label("Lenken")).to_have_count(0)
    none = "Du har ikke tilgang til det, eller det finnes ikke lenger."
    for there in (link, "?answer=unheard-of"):
        page = opens(there)
        expect(page.get_by_role("alert")).to_contain_text(none)
    shoot(page, "link-none")
    page.get_by_role("button", name="Still et spørsmål").click()
    expect(page.get_by_placeholder("Skriv et spørsmål")).to_be_visible()
