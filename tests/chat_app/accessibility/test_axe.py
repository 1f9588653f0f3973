"""axe-core finds nothing serious on any page, light and dark, on a desk and on a phone.

What is Streamlit's own, and can be mended by Streamlit only, stands in `STREAMLITS` with its issue.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from chat_app.pages import PAGES
from tests.chat_app.conftest import Opens, Shoot, at_rest
from tests.chat_app.library import QUESTIONS

pytestmark = pytest.mark.slow

# WCAG 2.2 AA, and what axe calls good practice where it is serious.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Rule, a part of the element's selector, and where it is known upstream.
STREAMLITS: tuple[tuple[str, str, str], ...] = ()

FIND = """async rules => {
    const found = await axe.run(document, {
        runOnly: rules, resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
    return found.violations.flatMap(violation => violation.nodes.map(node => ({
        rule: violation.id, impact: node.impact || violation.impact,
        where: node.target.flat(Infinity).join(" "), html: node.html.slice(0, 160),
        why: node.failureSummary.slice(0, 300) })));
}"""


def serious(page: Page) -> list[dict[str, Any]]:
    """What axe calls serious or critical, less what is Streamlit's, once the page is at rest."""
    at_rest(page)
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(FIND, list(RULES))
    return [
        one
        for one in found
        if one["impact"] in ("serious", "critical")
        and not any(one["rule"] == rule and part in one["where"] for rule, part, _ in STREAMLITS)
    ]


def check(page: Page, name: str, shoot: Shoot) -> None:
    """Look at a page in both themes and both widths."""
    problems = []
    for phone in (False, True):
        page.set_viewport_size(
            {"width": 390, "height": 844} if phone else {"width": 1360, "height": 860}
        )
        for dark in (False, True):
            page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
            shoot(page, f"{name}{'-phone' * phone}{'-dark' * dark}")
            problems += [
                f"{'phone ' * phone}{'dark ' * dark}{one['rule']}: {one['where']} {one['html']} "
                f"({one['why']})"
                for one in serious(page)
            ]
    assert problems == [], "\n".join(problems)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page(key: str, opens: Opens, shoot: Shoot) -> None:
    # The first page's address is that of Kilde itself.
    page = opens("" if key == PAGES[0].key else key, "nb")
    at_rest(page)
    check(page, f"page-{key}", shoot)


PLANTED = """() => {
    const planted = document.createElement("div");
    planted.innerHTML = "<img src='favicon.png'><p style='color:#aaa;background:#fff'>pale</p>";
    planted.style = "position: fixed; top: 5rem; z-index: 9";
    document.querySelector("[data-testid=stMain]").append(planted);
}"""


def test_what_is_wrong_is_found(opens: Opens) -> None:
    page = opens("", "nb")
    page.evaluate(PLANTED)
    assert {one["rule"] for one in serious(page)} >= {"image-alt", "color-contrast"}


def test_an_answer_with_its_document_open(opens: Opens, shoot: Shoot) -> None:
    page = opens("", "nb")
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(QUESTIONS["nb"][0])
    field.press("Enter")
    page.locator("button.source").first.click()
    expect(page.locator(".document mark").first).to_be_visible()
    check(page, "answer", shoot)
