"""Search in a real browser: by its address, narrowed, opened beside, and back again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.chat_app.conftest import Opens, Shoot, narrow

pytestmark = pytest.mark.slow


def test_search_is_narrowed_opened_and_gone_back_from(opens: Opens, shoot: Shoot) -> None:
    page = opens(language="en")
    page.get_by_role("button", name="Search", exact=True).first.click()
    field = page.get_by_label("Search the documents")
    expect(page.get_by_text("You can search in 5 documents.")).to_be_visible()
    field.fill("pump")
    field.press("Enter")
    groups = page.locator(".search .group")
    expect(groups.first.locator("h3")).to_have_text("Dosing pump TD-40")
    expect(groups.first.locator("mark").first).to_have_text("pump")
    shoot(page, "en-search")
    page.locator(".search .passage").first.click()
    expect(page.locator(".document h2")).to_have_text("Dosing pump TD-40")
    page.get_by_label("Kind").select_option("text")
    expect(page).to_have_url(re.compile(r"q=pump.*kind=text"))
    expect(page.locator(".document")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile(r"q=pump$"))
    expect(groups.first.locator("h3")).to_have_text("Dosing pump TD-40")
    page.get_by_role("button", name="Ask it as a question instead").click()
    expect(page.locator(".entry h2")).to_have_text("pump")


def test_an_address_can_be_shared(opens: Opens, shoot: Shoot) -> None:
    page = opens("search?q=ferie&language=nb&sort=date", language="de", dark=True, phone=True)
    expect(page.locator(".search .group h3").first).to_have_text("Ferie")
    expect(page.get_by_label("Sprache")).to_have_value("nb")
    narrow(page)
    shoot(page, "de-phone-search")
