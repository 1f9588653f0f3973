"""What a page says while its server is away, and that it goes on when that is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from config import texts
from tests.chat_app.conftest import PATIENCE, Shoot
from tests.chat_app.serving import serving
from tests.conftest import Company
from tests.mail.post_office import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(locale="nb-NO")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def test_the_server_goes_away_and_comes_back(library: Company, page: Page, shoot: Shoot) -> None:
    port = free_port()
    with serving(library.folder, port) as running:
        page.goto(running.address)
        field = page.get_by_test_id("stChatInputTextArea")
        field.fill("Hvor mange feriedager")
        told = page.get_by_text(texts("nb")("offline.title"))
        expect(told).to_be_hidden()

    expect(told).to_be_visible()
    expect(page.get_by_text(texts("nb")("offline.body", title="Kilde"))).to_be_visible()
    page.wait_for_timeout(6000)  # Streamlit gives up its first tries, and says so in English
    expect(page.get_by_text("Streamlit").locator("visible=true")).to_have_count(0)
    shoot(page, "offline")
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, "offline-phone")

    with serving(library.folder, port):
        expect(told).to_be_hidden()
        expect(field).to_have_value("Hvor mange feriedager")
