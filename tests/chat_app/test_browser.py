"""The pages in a real browser, served by `kilde serve`."""

from __future__ import annotations

import re
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect

from config import texts
from tests.chat_app.conftest import Opens, Shoot, at_rest, narrow
from tests.chat_app.library import QUESTIONS
from tests.chat_app.serving import Serving
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

PUMP = "When is the diaphragm of the pump replaced?"
UNKNOWN = "Who won the Eurovision song contest in 1985?"
FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused.tagName + " " + (focused.getAttribute("aria-label") || focused.innerText);
}"""

# What stands in the bar stands on one line, and its left side ends before its right one begins.
FITS = """() => {
    const hosts = [...document.querySelectorAll("*")].map((one) => one.shadowRoot || one);
    const bar = hosts.map((one) => one.querySelector(".masthead")).find(Boolean);
    const words = (one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect();
    };
    const right = bar.querySelector(".right").getBoundingClientRect();
    return right.right <= bar.getBoundingClientRect().right
        && [...bar.querySelectorAll(".page, .menu, .new")].every((one) => words(one).height < 40)
        && [...bar.querySelectorAll(".page, .menu")].every((one) => words(one).right <= right.left);
}"""


def ask(page: Page, question: str) -> Locator:
    """Ask, and get the entry with what came of it."""
    number = page.locator(".entry").count()
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")
    entry = page.locator(".entry").nth(number)
    expect(entry.locator("h2")).to_have_text(question)
    expect(entry.locator(".sources, .unknown, .prose").first).to_be_visible()
    return entry


@pytest.mark.parametrize("language", ["nb", "de", "en"])
def test_a_question_is_answered_and_its_source_opened(
    language: str, opens: Opens, shoot: Shoot
) -> None:
    question, title, words = QUESTIONS[language]
    page = opens(language=language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_text(texts(language)("ask.hello"))).to_be_visible()
    shoot(page, f"{language}-start")
    entry = ask(page, question)
    expect(entry.locator("blockquote").first).to_contain_text(words)
    shoot(page, f"{language}-answered")
    source = entry.locator("button.source").first
    expect(source).to_contain_text(title)
    source.click()
    expect(source).to_have_attribute("aria-expanded", "true")
    mark = page.locator(".document mark.strong").first
    expect(mark).to_contain_text(re.compile(words.split()[-1]))
    expect(mark).to_be_in_viewport()
    shoot(page, f"{language}-document")
    page.get_by_role("button", name=texts(language)("document.close")).click()
    expect(page.locator(".document")).to_have_count(0)
    for width in (1100, 1280, 1366, 390):
        page.set_viewport_size({"width": width, "height": 860})
        page.wait_for_function(FITS)
        shoot(page, f"{language}-masthead-{width}")


def test_it_says_what_it_is_doing(opens: Opens) -> None:
    page = opens(language="nb")
    page.evaluate(
        "window.seen = new Set(); new MutationObserver(() => document.querySelectorAll("
        "'.kilde-working').forEach((one) => seen.add(one.innerText)))"
        ".observe(document.body, {childList: true, subtree: true, characterData: true})"
    )
    ask(page, QUESTIONS["nb"][0])
    stages = {texts("nb")(f"working.{stage}") for stage in ("searching", "reading", "checking")}
    seen = set(page.evaluate("[...seen]"))
    assert seen and seen <= stages
    expect(page.locator(".kilde-working")).to_have_count(0)


def test_a_source_is_left_out_and_what_was_the_matter_is_said_and_taken_back(
    opens: Opens,
) -> None:
    page = opens(language="en")
    entry = ask(page, QUESTIONS["en"][0])
    entry.get_by_role("button", name="Copy with sources").click()
    expect(entry.get_by_text(re.compile("Copied, with its sources|press Ctrl"))).to_be_visible()
    entry.get_by_role("button", name="Doesn't help").click()
    expect(entry.get_by_role("radio").first).to_be_focused()

    def clear_of_the_field() -> bool:
        form = entry.locator(".saying").bounding_box()
        field = page.locator(".st-key-question").bounding_box()
        return bool(form and field and form["y"] + form["height"] <= field["y"])

    wait_until(clear_of_the_field)
    entry.get_by_label("It is out of date").check()
    entry.get_by_role("button", name="Send", exact=True).click()
    entry.get_by_role("button", name="Take it back").click()
    expect(entry.get_by_text("Taken back.")).to_be_visible()
    entry.get_by_role("button", name=re.compile("^Doesn't belong here: answer again")).click()
    expect(entry).to_contain_text("Without: Connecting to the VPN")
    entry.get_by_role("button", name="Bring it back").click()
    expect(entry.locator("blockquote").first).to_contain_text(QUESTIONS["en"][2])


def test_a_footnote_opens_its_source_too(opens: Opens) -> None:
    page = opens(language="nb")
    entry = ask(page, QUESTIONS["nb"][0])
    entry.get_by_role("button", name="Kilde 1: Ferie", exact=True).click()
    expect(page.get_by_role("region", name="Dokument: Ferie")).to_be_visible()


def test_a_pdf_opens_at_its_page_and_is_leafed_through(opens: Opens, shoot: Shoot) -> None:
    page = opens(language="en")
    entry = ask(page, PUMP)
    entry.locator("button.source", has_text="Dosing pump TD-40").first.click()
    panel = page.locator(".document")
    expect(panel.locator("nav")).to_contain_text("Page 3 of 3")
    picture = panel.get_by_role("img", name=re.compile("Picture of page 3 of Dosing pump TD-40"))
    expect(picture).to_be_visible()
    expect(panel.locator(".box").first).to_be_in_viewport()
    expect(panel).to_contain_text("Replace the diaphragm after 4,000 hours")
    shoot(page, "en-pdf")
    expect(panel.get_by_role("button", name="Next page")).to_be_disabled()
    seek = panel.get_by_role("searchbox", name="Search in the document")
    seek.fill("GOGGLES")
    seek.press("Enter")
    expect(panel.get_by_role("status")).to_have_text("Hit 1 of 1")
    expect(panel.locator("nav")).to_contain_text("Page 2 of 3")
    expect(seek).to_be_focused()
    seek.press("Escape")
    expect(panel.locator("nav")).to_contain_text("Page 3 of 3")
    panel.get_by_role("button", name="Previous page").click()
    expect(panel.locator("nav")).to_contain_text("Page 2 of 3")
    expect(panel).to_contain_text("Wear goggles and gloves")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_both_themes(dark: bool, opens: Opens, shoot: Shoot) -> None:
    page = opens(language="nb", dark=dark)
    theme = "dark" if dark else "light"
    shoot(page, f"{theme}-start")
    entry = ask(page, QUESTIONS["nb"][0])
    entry.locator("button.source").first.click()
    expect(page.locator(".document mark.strong").first).to_be_visible()
    shoot(page, f"{theme}-document")
    colour = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert colour == ("rgb(17, 25, 23)" if dark else "rgb(246, 248, 247)")
    ask(page, UNKNOWN)
    shoot(page, f"{theme}-unknown")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_the_document_lies_over_the_conversation(
    dark: bool, opens: Opens, shoot: Shoot
) -> None:
    page = opens(language="de", dark=dark, phone=True)
    theme = "dark" if dark else "light"
    shoot(page, f"phone-{theme}-start")
    entry = ask(page, QUESTIONS["de"][0])
    shoot(page, f"phone-{theme}-answered")
    narrow(page)
    source = entry.locator("button.source").first
    source.click()
    expect(page.locator(".document mark.strong").first).to_be_in_viewport()
    shoot(page, f"phone-{theme}-document")
    document = {"x": 0, "y": 0, "width": 390, "height": 844}
    wait_until(lambda: page.locator(".document").bounding_box() == document)
    # What is covered can neither be clicked nor reached by keyboard.
    page.wait_for_function("document.querySelector('.st-key-question').inert")
    page.get_by_role("button", name="Dokument schließen").click()
    expect(page.locator(".document")).to_have_count(0)
    expect(source).to_be_focused()
    page.wait_for_function("!document.querySelector('.st-key-question').inert")


def test_with_the_keyboard_alone(opens: Opens) -> None:
    page = opens(language="en")
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()
    page.keyboard.type(QUESTIONS["en"][0])
    page.keyboard.press("Enter")
    expect(page.locator(".entry .sources")).to_be_visible()
    further = "What should I know about connecting to the VPN?"
    expect(page.get_by_role("button", name=further)).to_be_visible()
    actions = ["Helps", "Doesn't help", "Copy with sources", "Link to this answer", "Ask a person"]
    for label in (further, *reversed(actions)):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED) == f"BUTTON {label}"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED).startswith("BUTTON Doesn't belong here: answer again without")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED).startswith("A Open the original")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED).startswith("BUTTON Open source")
    page.keyboard.press("Enter")
    expect(page.locator(".document h2")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "BUTTON Close the document"
    page.keyboard.press("Escape")
    expect(page.locator(".document")).to_have_count(0)
    expect(page.locator("button.source").first).to_be_focused()


def test_a_shortcut_leads_to_the_question(opens: Opens) -> None:
    page = opens(language="en", phone=True)  # where the field does not take the focus by itself
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED).startswith("MAIN")  # Streamlit's: what scrolls can be focused
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "BUTTON Go to the question field"
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()


def test_what_kilde_does_not_know_looks_like_no_answer(opens: Opens, shoot: Shoot) -> None:
    page = opens(language="en")
    entry = ask(page, UNKNOWN)
    expect(entry.get_by_text("I don't know")).to_be_visible()
    expect(entry.locator("blockquote")).to_have_count(0)
    shoot(page, "en-unknown")
    entry.locator("button.source").first.click()
    expect(page.locator(".document")).to_be_visible()


def test_errors_are_said_in_the_readers_language(opens: Opens, shoot: Shoot) -> None:
    page = opens(language="nb")
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill("ferie " * 3333)
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Spørsmålet er på 19\u00a0997 tegn")
    expect(field).to_have_value("ferie " * 3333)
    shoot(page, "nb-error")


def test_html_in_documents_stays_text(opens: Opens) -> None:
    page = opens(language="nb")
    ask(page, QUESTIONS["nb"][0]).locator("button.source").first.click()
    expect(page.locator(".document")).to_contain_text("<img src=x onerror=")
    expect(page.locator(".document img")).to_have_count(0)
    expect(page).to_have_title("Kilde")


def test_a_first_question_is_one_click(opens: Opens) -> None:
    page = opens(language="nb")
    first = page.locator(".st-key-first-questions button").first
    expect(first).to_contain_text("?")
    question = first.inner_text()
    first.click()
    expect(page.locator(".entry h2")).to_have_text(question)
    page.get_by_role("button", name="Ny samtale").click()
    expect(page.locator(".entry")).to_have_count(0)
    expect(page.get_by_text("Hva lurer du på?")).to_be_visible()


def test_controls_have_names_in_the_readers_language(opens: Opens) -> None:
    page = opens(language="de")
    expect(page.get_by_role("button", name="Frage absenden")).to_be_visible()
    at_rest(page)
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button')].filter(b => b.checkVisibility() && "
        "!b.innerText.trim() && !b.getAttribute('aria-label')).map(b => b.outerHTML)"
    )
    assert unnamed == []


def test_the_process_is_small(opens: Opens, served: Serving) -> None:
    page = opens(language="en")
    ask(page, PUMP).locator("button.source").first.click()
    expect(page.locator(".document")).to_be_visible()
    process = psutil.Process(served.pid)
    libraries = {Path(mapped.path).name for mapped in process.memory_maps()}
    heavy = [name for name in libraries if re.match(r"(libtorch|libarrow|_sklearn)", name)]
    assert heavy == []
    assert process.memory_info().rss < 700 * 1024**2
