"""All that stands on the pages comes from config/texts, in three languages."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import LANGUAGES, ROOT, texts, writing

APP = ROOT / "chat_app"
# Keys that are put together while running: month names, kinds of trouble, pages.
COMPOSED = (
    "conversations.", "link.",
    "error.", "language.", "confidence.", "page.", "working.", "unanswered.",
    "operations.", "editions.", "count.", "case_error.", "case_mail.", "moment.",
    "run_state.", "run_by.", "run_did.", "reason.", "language.",
    "urgency.", "autonomy.", "judging.",
    "offer.", "feedback.", "my_case.", "inbox.", "casework.", "pending.", "held.", "earlier.",
    "search.", "after.", "document.", "start.", "guide.", "knowledge.", "figures.",
    "admin.", "health.",
    "mydata.", "mydata_field.", "privacy.", "audit.",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_or_too_much(language: str) -> None:
    assert texts(language).entries.keys() == texts("en").entries.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in texts(language).entries.items() if not text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_ask_for_the_same_values(language: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english = texts("en").entries
    differing = {
        key: (fields(text), fields(english[key]))
        for key, text in texts(language).entries.items()
        if fields(text) != fields(english[key])
    }
    assert differing == {}


def test_one_thing_has_one_name_in_german() -> None:
    others = re.compile("Unterhaltung|Fachleute|Mailadresse(?<!E-Mail-Adresse)")
    assert [key for key, text in texts("de").entries.items() if others.search(text)] == []


# What stands on a button, and the name of it that says of what.
NAMED = [
    ("after.leave_out", "after.leave_out_of"),
    ("after.take_back", "after.take_back_of"),
    ("editions.undo", "editions.undo_of"),
    ("editions.restore", "editions.restore_of"),
    ("operations.run", "operations.run_label"),
    ("knowledge.run", "operations.run_label"),
    ("knowledge.compare_holds", "knowledge.compare_holds_of"),
    ("autonomy.reset", "autonomy.reset_key"),
    ("admin.leave", "admin.leave_label"),
    ("admin.sign_out", "admin.sign_out_label"),
    ("admin.revoke", "admin.revoke_label"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("shown", "name"), NAMED)
def test_who_says_what_a_button_shows_presses_it(language: str, shown: str, name: str) -> None:
    """WCAG 2.5.3: the name has the words that are seen, as one piece."""
    known = texts(language).entries
    assert known[shown].lower() in known[name].lower()


def test_languages_differ() -> None:
    same = [
        key
        for key, text in texts("nb").entries.items()
        if text == texts("en").entries[key] and " " in text
    ]
    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_has_every_form_that_its_language_wants(language: str) -> None:
    entries = texts(language).entries
    counted = {key.rpartition("_")[0] for key in entries if key.endswith(("_one", "_other"))}
    forms = {writing.plural(count, language) for count in range(1000)}
    assert [
        key for key in counted for form in forms if f"{key}_{form}" not in entries
    ] == []  # fmt: skip
    # The forms are CLDR's; there is no other name for them.
    assert [key for key in entries if key.endswith(("_many", "_more", "_several"))] == []


def strings(file: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module, less docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def prose(text: str) -> bool:
    """Two words that a person would read, outside of tags and names of styles."""
    if text.startswith("kilde-"):
        return False
    return bool(re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", re.sub(r"<[^>]*>?", "", text)))


@pytest.mark.parametrize(
    "file", [*(APP / "pages").glob("*.py"), *(APP / "show").glob("*.py")], ids=lambda f: f.name
)
def test_pages_hold_no_prose(file: Path) -> None:
    commands = re.compile(r"<code>.*?</code>")  # the same in all languages
    found = [(line, commands.sub("", text)) for line, text in strings(file)]
    assert [(line, text) for line, text in found if prose(text)] == []


@pytest.mark.parametrize("file", (APP / "components").glob("*.js"), ids=lambda f: f.name)
def test_components_hold_no_prose(file: Path) -> None:
    code = re.sub(r"^\s*//.*$", "", file.read_text(encoding="utf-8"), flags=re.M)
    found = [text for text in re.findall(r"""["'`]([^"'`\n]*)["'`]""", code) if prose(text)]
    assert set(found) <= {"noopener noreferrer"}
    # A single word is prose where it is shown or read out.
    shown = (
        r"""(?:(?:title|alt|placeholder|"aria-label"|label): |textContent = |\}, )["'`]([^"'`$]*)"""
    )
    assert [text for text in re.findall(shown, code) if re.search(r"[^\W\d_]{2}", text)] == []


def test_every_text_is_used_and_every_key_exists() -> None:
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in (APP, ROOT / "answering", ROOT / "ingest")
        for file in folder.rglob("*.py")
    )
    used = set(re.findall(r'(?:texts|say)\(\s*f?"([a-z_]+\.[a-z0-9_]+)"', code))
    used |= set(re.findall(r'\(language\)\("([a-z_.]+)"', code))
    used |= set(re.findall(r'\.counted\(\s*"([a-z_.]+)"', code))
    # A text that is counted is asked for without its form.
    known = {re.sub("_(one|other)$", "", key) for key in texts("en").entries}
    assert used - known == set()
    literal = {key for key in known if not key.startswith(COMPOSED)}
    assert literal - set(re.findall(r"[a-z_]+\.[a-z0-9_]+", code)) == set()
