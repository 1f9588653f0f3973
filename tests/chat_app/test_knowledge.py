"""The page Knowledge without a browser: who sees what, and what the browser may send."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chat_app.pages import frame, knowledge
from chat_app.pages.sent import fields, whole
from chat_app.rights import Visitor
from chat_app.shared import Shared, share, shared
from chat_app.show.changes import Change, changes
from chat_app.show.failures import failure
from chat_app.show.figures import Clock
from chat_app.show.knowledge import Choice, Opened, opened
from config import LANGUAGES, Space, texts
from ingest import Guard
from records import DocumentFilter, DocumentRow
from tests.conftest import Company

TOML = """
[auth]
admins = ["it"]
[[space]]
name = "docs"
readers = ["staff"]
owners = ["docs-leads"]
[[space.source]]
folder = "docs"
[[space.source]]
folder = "leaders"
readers = ["leaders"]
"""
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def office(company: Company) -> Company:
    company.configure(TOML)
    company.write("docs/ferie.md", "# Ferie\n\nFerie er 25 dager.\n")
    company.write("leaders/bonus.md", "# Bonus\n\nBonus er 10 prosent.\n")
    company.ingest()
    share(Shared(company.kilde, Guard()))
    return company


def seen_by(
    office: Company, patch: pytest.MonkeyPatch, *groups: str
) -> dict[str, tuple[bool, list[str]]]:
    """Each document in the list, with whether it may be read, and the versions that are shown."""
    for module in (frame, knowledge):
        patch.setattr(module, "visitor", lambda: Visitor("kari", "Kari", "", groups))
    patch.setattr(knowledge, "groups", lambda: groups)
    kilde = office.kilde
    reader = kilde.reader(groups, ["docs"])
    rows = kilde.catalogue.table.list(DocumentFilter("docs"), knowledge._seen(reader), 50, 0)
    found = {}
    for row in rows:
        one = knowledge._opened(kilde.settings.named("docs"), row, reader)
        data = opened(one, Clock(NOW, UTC), texts("nb"))
        found[row.name] = (not data["closed"], [version["label"] for version in data["versions"]])
    return found


def test_owners_see_what_they_may_read_and_administrators_the_names_of_all(
    office: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = (True, ["Gjeldende"])
    assert seen_by(office, monkeypatch, "staff", "docs-leads") == {"docs/ferie.md": read}
    assert seen_by(office, monkeypatch, "staff", "docs-leads", "leaders") == {
        "docs/ferie.md": read,
        "leaders/bonus.md": read,
    }
    assert seen_by(office, monkeypatch, "docs-leads") == {}
    assert seen_by(office, monkeypatch, "it") == {
        "docs/ferie.md": (False, []),
        "leaders/bonus.md": (False, []),
    }


@pytest.mark.usefixtures("office")
def test_a_document_is_noted_as_opened_once_while_it_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("streamlit.session_state", {})
    kilde = shared().kilde
    reader = kilde.reader(None, ["docs"])
    row, *_ = kilde.catalogue.table.list(DocumentFilter("docs"), reader.allowed, 50, 0)
    before = len(kilde.audit.entries(action="document.opened"))
    for _ in range(3):
        knowledge._opened(kilde.settings.named("docs"), row, reader)
    assert len(kilde.audit.entries(action="document.opened")) == before + 1


@pytest.mark.parametrize(
    ("used", "often", "told"),
    [
        (0, "never", "never"),
        (1, "seldom", "seldom, last in May\xa02026"),
        (4, "seldom", "seldom, last in May\xa02026"),
        (5, "5", "quoted in 5 answers, last in May\xa02026"),
    ],
)
def test_how_much_a_document_is_used_tells_nothing_of_one_person(
    used: int, often: str, told: str
) -> None:
    row = DocumentRow(
        1, "docs", "docs/ferie.md", "Ferie", None, "nb", "text", NOW, 1, None, False,
        used, "2026-05-17" if used else None, "2026-01-01",
    )  # fmt: skip
    data = opened(Opened(row), Clock(NOW, UTC), texts("en"))
    assert (data["used"], dict(data["meta"])["Used"]) == (often, told)


@pytest.mark.parametrize("given", [None, "7; drop", {}, [1], float("nan"), -1, 2**60, "٣"])
def test_what_is_no_number_is_none(given: object) -> None:
    assert whole(given) is None


def test_a_number_and_a_form() -> None:
    assert (whole(0), whole(7.0)) == (0, 7)
    assert (fields({"id": 1}), fields("id"), fields(None)) == ({"id": 1}, {}, {})


def test_what_the_browser_sends_is_taken_for_what_it_can_be() -> None:
    choice = Choice("docs", open=7)
    nonsense = {
        "look": "; drop table", "order": 3, "tab": "no", "kind": ["pdf"], "page": "9" * 40,
        "months": {}, "words": "x" * 5000, "open": 1, "seen": "all",
    }  # fmt: skip
    assert choice.with_given(nonsense) == Choice("docs", words="x" * 200)
    wanted = choice.with_given({"look": "unused", "months": "6", "kind": "pdf", "page": 2})
    assert (wanted.look, wanted.months, wanted.kind, wanted.page) == ("unused", 6, "pdf", 2)
    kept = wanted.filter(Space(name="docs", retention_days=365), date(2026, 11, 26), frozenset())
    assert (kept.unused_since, kept.kept_since) == ("2026-05-01", "2025-11-26")


def test_changes_are_told_by_headings() -> None:
    before = (("Ferie", "25 dager."), ("Ferie > Juli", "Alle tar fri."))
    after = (("Ferie", "30 dager."), ("Ferie > Juli", "Alle tar fri."), ("Jul", "Stengt."))
    assert changes(before, after) == (
        Change("Ferie", ("25 dager.",), ("30 dager.",)),
        Change("Jul", (), ("Stengt.",)),
    )
    assert changes(after, after) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("is protected by a password; save it without one", "password"),
        ("is empty; copy it again from where it came, or leave it out", "empty"),
        ("page 3 is a scan and tesseract is not installed; run make setup", "scan"),
        ("has no text in it; leave it out, or put some in", "no_text"),
        ("is 200 MB large and the limit is 150 MB; split it", "large"),
        ("is an Excel workbook, not a Word document; give it the ending of what it is", "mismatch"),
        ("cannot be read: Permission denied; check the file and its owner", "closed"),
        ("is damaged, or not a PDF; save it again as PDF", "damaged"),
        ("made its reader answer nonsense, as an attack would; leave it out", "damaged"),
        ("something that nobody foresaw", "other"),
    ],
)
def test_failures_are_told_in_the_readers_language(language: str, reason: str, kind: str) -> None:
    told = failure(reason, texts(language))
    assert told == {
        "title": texts(language)(f"knowledge.failures.{kind}"),
        "advice": texts(language)(f"knowledge.failures.{kind}_next"),
        "detail": reason,
    }
