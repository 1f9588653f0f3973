"""The page Audit speaks the reader's language, and names nobody who was erased."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chat_app.show.audit import Looking, audit
from chat_app.show.figures import Clock
from config import LANGUAGES, texts
from records import AuditEntry
from records.audit import EVENTS

AT = datetime(2026, 11, 26, 10, tzinfo=UTC)


def row(language: str, actor: str, action: str, **detail: object) -> list[str]:
    """Who, what and the details of an entry, as they stand on the page."""
    entry = AuditEntry(1, AT, actor, action, detail, "")
    names, spaces = {"a" * 32: "Kari Berg"}, {"hr": "Personal"}
    looking, clock = Looking(), Clock(AT, UTC)
    shown = audit(looking, [entry], 1, names, {}, spaces, None, clock, texts(language))
    _, who, _, event, details = shown["rows"][0]
    return [who, event, details]


def test_who_what_and_details_are_in_the_language_of_the_page() -> None:
    assert row("nb", "command line", "differences", space="hr", found=0) == [
        "Kommandolinjen", "Sammenlignet dokumentene", "område Personal · funnet 0",
    ]  # fmt: skip
    assert row("de", "person " + "a" * 32, "glossary", added=True, removed=False) == [
        "Kari Berg", "Glossar geändert", "hinzugefügt ja · entfernt nein",
    ]  # fmt: skip
    assert row("nb", "key intranet", "search", channel="page") == [
        "API-nøkkel intranet", "Søkte", "via siden",
    ]  # fmt: skip
    assert row("de", "local user", "setting", space="hr", key="watch", value=True) == [
        "Lokaler Benutzer", "Einstellung geändert",
        "Bereich Personal · Einstellung Änderungen verfolgen · Wert ja",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_has_words(language: str) -> None:
    assert [one for one in EVENTS if f"audit.events.{one}" not in texts(language).entries] == []


def test_what_has_no_words_yet_stands_as_the_log_has_it() -> None:
    assert row("nb", "robot", "moved", to="Oslo") == ["robot", "moved", "to Oslo"]
