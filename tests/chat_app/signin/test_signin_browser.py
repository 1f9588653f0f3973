"""`kilde serve` where people sign in: what each of them finds, in a real browser."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from config import texts
from tests.chat_app import library as documents
from tests.chat_app.conftest import PATIENCE
from tests.chat_app.serving import serving
from tests.chat_app.signin.conftest import (
    ANNA,
    OLA,
    RunningProvider,
    provider_at,
)
from tests.chat_app.signin.provider import CLIENT, SECRET
from tests.conftest import Company
from tests.mail.post_office import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow
QUESTION, SECRET_WORD = "What does the managing director earn?", "2,100,000"


@pytest.fixture(scope="module")
def address(library: Company, provider_of_this: RunningProvider) -> Iterator[str]:
    """Kilde's address, with a sign-in before it; `board` may read one more space."""
    address = provider_of_this.back.removesuffix("/sign-in/return")
    port = address.rsplit(":", 1)[1]
    toml = (
        f'address = "{address}"\n[auth]\nprovider = "oidc"\nissuer = "{provider_of_this.issuer}"\n'
        'admins = ["it"]\nauditors = ["revisors"]\n' + documents.TOML
    )
    (library.folder / "signed.toml").write_text(toml, encoding="utf-8")
    with serving(
        library.folder,
        int(port),
        before=["--config", "signed.toml"],
        environment={"KILDE_OIDC_CLIENT_ID": CLIENT, "KILDE_OIDC_CLIENT_SECRET": SECRET},
        key=library.kilde.keys.make("ready", ()),
    ) as running:
        yield address
    assert SECRET not in running.output[0]


@pytest.fixture(scope="module")
def provider_of_this(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    back = f"http://127.0.0.1:{free_port()}/sign-in/return"
    with provider_at(tmp_path_factory.mktemp("provider"), back) as provider:
        provider.now(anna={**ANNA, "groups": ["board"]}, ola={**OLA, "groups": ["it"]})
        yield provider


def _sign_in(context: BrowserContext, address: str, name: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder(texts("en")("ask.placeholder")).wait_for()
    return page


def _asks(page: Page, question: str) -> str:
    box = page.get_by_placeholder(texts("en")("ask.placeholder"))
    box.fill(question)
    box.press("Enter")
    page.locator(".sources, .unknown, .prose").first.wait_for()
    return page.locator(".entry").last.inner_text()


def test_each_finds_what_their_groups_may_read_and_nobody_else_anything(
    browser: Browser, address: str, library: Company
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/media/x", timeout=5)
    assert refused.value.code == 401
    anna, ola = (browser.new_context(locale="en-GB") for _ in range(2))

    page = _sign_in(anna, address, "anna")
    assert SECRET_WORD in _asks(page, QUESTION)
    expect(page.get_by_role("button", name="Operations")).to_have_count(0)

    other = _sign_in(ola, address, "ola")
    assert SECRET_WORD not in _asks(other, QUESTION)
    expect(other.get_by_role("button", name="Operations")).to_have_count(1)

    # An administrator runs it all, and lets nobody in that way who is themselves.
    other.get_by_role("button", name="Admin", exact=True).click()
    other.locator(".sections").get_by_role("button", name="Groups").click()
    other.get_by_label("Group", exact=True).fill("board")
    other.get_by_label("Mail address").fill("ola@example.com")
    other.get_by_role("button", name="Add", exact=True).click()
    other.get_by_text("nobody changes their own groups").wait_for()
    # Signed out by the administrator: the open page stops at the next step.
    other.locator(".sections").get_by_role("button", name="People").click()
    other.get_by_role("button", name="Sign out Anna Berg").click()
    other.get_by_text("Signed out everywhere.").wait_for()
    page.get_by_placeholder(texts("en")("ask.placeholder")).fill("Ferie?")
    page.get_by_placeholder(texts("en")("ask.placeholder")).press("Enter")
    page.get_by_text(texts("en")("signin.ended_title")).wait_for()
    expect(page.locator(".entry")).to_have_count(0)

    # Signing out, at the provider too: coming back means signing in again.
    other.get_by_role("button", name=texts("en")("signin.out"), exact=True).click()
    other.get_by_label("Password").wait_for()
    for context in (anna, ola):
        context.close()


def test_everybody_sees_and_erases_what_is_kept_and_auditors_see_who_did_what(
    browser: Browser, address: str, provider_of_this: RunningProvider
) -> None:
    auditing = {**OLA, "groups": ["revisors"]}
    provider_of_this.now(anna={**ANNA, "groups": ["board"]}, ola=auditing)
    anna, auditor = (browser.new_context(locale="en-GB") for _ in range(2))
    page = _sign_in(anna, address, "anna")
    _asks(page, QUESTION)
    page.get_by_role("link", name="Privacy").click()
    page.get_by_role("heading", name="Who sees your name").wait_for()
    page.get_by_role("link", name="My data").click()
    page.get_by_role("rowheader", name="Questions and answers").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    assert download.value.suggested_filename == "my-data.zip"
    expect(page.get_by_role("button", name="Audit")).to_have_count(0)

    other = _sign_in(auditor, address, "ola")
    other.get_by_role("button", name="Audit").click()
    other.get_by_label("Person").select_option("Anna Berg")
    newest = other.locator(".audit tbody tr").first
    expect(newest).to_contain_text("Anna Berg")
    other.get_by_label("Kind").select_option("asked")
    expect(newest).to_contain_text("status answered")
    assert "earn" not in other.locator(".audit").inner_text()
    other.get_by_role("button", name="Verify the chain").click()
    other.get_by_text("The log is whole").wait_for()

    page.get_by_role("button", name="Erase my data").click()
    expect(page.locator("label + .wrong")).to_have_text("Tick the box first.")
    page.get_by_label("Yes, erase everything of me.").check()
    page.get_by_role("button", name="Erase my data").click()
    page.get_by_text(texts("en")("signin.ended_title")).wait_for()
    other.reload()
    other.get_by_label("Kind").select_option("asked")
    expect(newest).to_contain_text("erased person")
    assert "Anna Berg" not in other.locator(".audit").inner_text()
