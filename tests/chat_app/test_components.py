"""The components' scripts as Streamlit calls them, in a real browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import chat_app
from chat_app.show.earlier import earlier
from chat_app.show.entries import entry
from chat_app.show.figures import Clock
from config import texts
from tests.chat_app.conftest import Opens
from tests.chat_app.test_entries import CITATION, answer

pytestmark = pytest.mark.slow

FOLDER = Path(chat_app.__file__).parent / "components"
MOUNTS = """async ([script, kind]) => {
    const place = document.createElement("div");
    place.innerHTML = `<div class="${kind}" data-component></div>`;
    place.style = "position: fixed; top: 6rem; z-index: 9";
    document.body.append(place);
    const address = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
    const component = (await import(address)).default;
    window.mounted = place;
    window.told = [];
    const setTriggerValue = (name, value) => told.push([name, value]);
    window.give = (data) => component({data, parentElement: place, setTriggerValue});
}"""
BAR = {
    "language": "en",
    "title": "Kilde",
    "started": True,
    "earlier": None,
    "pages": [],
    "texts": {"skip": "Lead me there", "new": "Another", "send": "Send"},
}


def mount(page: Page, kind: str, *parts: str) -> None:
    """Put a component into a page, beside those that Streamlit put there."""
    script = "\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in (*parts, kind))
    page.evaluate(MOUNTS, [script, kind])


def give(page: Page, data: dict[str, Any], made: int) -> None:
    """Call the mounted component with what was made at a time."""
    page.evaluate("(given) => { give(given); }", [data, made])


def test_an_older_state_is_never_drawn_over_a_newer_one(opens: Opens) -> None:
    """Streamlit 1.67 calls in the wrong order in about one of 40 first answers."""
    page = opens()
    mount(page, "entry", "common", "forms", "talk", "link", "after")
    give(page, entry("Hvor mange?", answer(), None, newest=True, texts=texts("nb")), 2)
    give(page, entry("Hvor mange?", None, None, newest=True, texts=texts("nb")), 1)
    assert "Inntil 14 dager." in page.evaluate("mounted.innerText")


def test_a_table_breaks_no_word_and_is_scrolled_in_its_box(opens: Opens) -> None:
    page = opens("search", phone=True)
    for name in ("common", "entry"):
        page.add_style_tag(path=FOLDER / f"{name}.css")
    page.add_style_tag(content=".entry { width: 20rem }")
    mount(page, "entry", "common", "forms", "talk", "link", "after")
    table = (
        "Modell | Betydning | Varighet\nNedtrappingsordning | deltidsstilling | tilbakegangsfrist"
    )
    told = replace(answer(), answer=table, citations=(replace(CITATION, quote=table),))
    give(page, entry("Hvilke?", told, None, newest=True, texts=texts("nb")), 1)
    lines = """() => [...mounted.querySelectorAll("td")].map((cell) => {
        const words = document.createRange();
        words.selectNodeContents(cell);
        return new Set([...words.getClientRects()].map((line) => line.top)).size;
    })"""
    assert page.evaluate(lines) == [1] * 6
    box = page.locator("[data-component] .table")
    assert box.evaluate("(box) => box.scrollWidth > box.clientWidth")


def test_a_click_is_not_lost_when_its_button_is_drawn_again_meanwhile(opens: Opens) -> None:
    page = opens("search", language="en")
    mount(page, "masthead", "common")
    give(page, BAR, 1)
    page.get_by_role("button", name="Another").hover()
    page.mouse.down()
    give(page, {**BAR, "title": "Spring"}, 2)
    page.mouse.up()
    expect(page.get_by_role("heading", name="Spring")).to_be_visible()
    assert page.evaluate("told") == [["new", True]]


def test_the_shortcut_waits_for_the_question_field(opens: Opens) -> None:
    """The bar stands first: on a busy machine the shortcut is pressed before there is a field."""
    page = opens("search", language="en", phone=True)  # it has none
    mount(page, "masthead", "common")
    give(page, BAR, 1)
    shortcut = page.get_by_role("button", name="Lead me there")
    shortcut.focus()
    give(page, {**BAR, "started": False}, 2)
    expect(shortcut).to_be_focused()
    page.keyboard.press("Enter")
    page.evaluate("""() => {
        const field = document.createElement("textarea");
        field.dataset.testid = "stChatInputTextArea";
        document.body.append(field);
    }""")
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()


def test_earlier_conversations_take_no_focus_from_elsewhere(opens: Opens) -> None:
    page = opens("search", language="en")
    mount(page, "earlier", "common", "forms", "cover")
    drawer = earlier([], "", "", "", 0, Clock(datetime.now(UTC), None), texts("en"))
    give(page, drawer, 1)
    expect(page.get_by_label("Search your conversations")).to_be_focused()
    field = page.get_by_label("Search the documents")
    field.focus()
    give(page, {**drawer, "status": "1 conversation"}, 2)
    expect(page.get_by_text("1 conversation")).to_be_visible()
    expect(field).to_be_focused()
