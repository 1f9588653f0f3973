"""Whose name is seen by whom: [privacy] in kilde.toml."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from answering.cases.viewing import as_asker, as_expert
from records import Case, CaseAsker, Entry

NOW = datetime(2026, 11, 26, tzinfo=UTC)
CASE = Case(
    7, "hr", "nb", "Hvor?", None, "question", "open", None, False, False, NOW, NOW, None, None,
    None, None, 0,
)  # fmt: skip
KARI = CaseAsker(7, "kari", "Kari", "kari@example.com", False, "nb", None, NOW)
ENTRIES = (
    Entry(1, 7, NOW, "question", "kari", "Kari", "Hvor?"),
    Entry(2, 7, NOW, "reply", "hanne@example.com", "Hanne", "Her."),
)


def test_experts_see_who_asks_unless_nobody_may() -> None:
    seen = as_expert(CASE, ENTRIES, [KARI])
    assert ([a.name for a in seen.askers], seen.entries) == (["Kari"], ENTRIES)

    seen = as_expert(CASE, ENTRIES, [KARI], names=False)
    assert "kari" not in repr(seen).lower()
    assert seen.entries[1].name == "Hanne"


def test_who_asked_sees_what_came_after_whatever_the_clock_said() -> None:
    ola = replace(KARI, person="ola", name="Ola", joined=NOW)
    joined = Entry(3, 7, NOW, "joined", "ola", "Ola", "Hvor da?")
    set_back = Entry(4, 7, NOW - timedelta(hours=2), "reply", "hanne@example.com", "Hanne", "Der.")
    seen = as_asker(CASE, (*ENTRIES, joined, set_back), ola)
    assert [entry.text for entry in seen.entries] == ["Hvor da?", "Der."]


def test_who_came_by_a_merge_sees_what_was_said_since_they_asked() -> None:
    ola = replace(KARI, person="ola", name="Ola", joined=NOW + timedelta(hours=1))
    later = Entry(3, 7, NOW + timedelta(hours=2), "reply", "hanne@example.com", "Hanne", "Der.")
    merged = Entry(4, 7, NOW + timedelta(hours=3), "joined", "ola", "Ola", "Hvor da?")
    seen = as_asker(CASE, (*ENTRIES, later, merged), ola)
    assert [entry.text for entry in seen.entries] == ["Der.", "Hvor da?"]


def test_who_asked_sees_who_answered_unless_nobody_may() -> None:
    assert as_asker(CASE, ENTRIES, KARI).entries == ENTRIES

    seen = as_asker(CASE, ENTRIES, KARI, names=False)
    assert "hanne" not in repr(seen).lower()
    assert seen.entries[0].name == "Kari"


def test_who_stays_unnamed_and_closes_their_case_stays_unnamed() -> None:
    unnamed = replace(KARI, anonymous=True)
    asked = Entry(1, 7, NOW, "question", "kari", "", "Hvor?")
    for closed in (
        Entry(2, 7, NOW, "closed", "kari", "", "Fant det."),
        Entry(2, 7, NOW, "closed", "kari@example.com", "Kari", "Fant det."),
    ):
        seen = as_expert(CASE, (asked, closed), [unnamed])
        assert "kari" not in repr(seen).lower()
        assert [entry.text for entry in seen.entries] == ["Hvor?", "Fant det."]


def test_who_asked_and_is_no_asker_any_more_is_no_better_known_than_before() -> None:
    named, unnamed = ENTRIES[0], Entry(3, 7, NOW, "joined", "ola@example.com", "", "Hvor da?")
    merged = Entry(4, 7, NOW, "closed", "hanne@example.com", "Hanne", "→ 8")

    seen = as_expert(CASE, (named, unnamed, merged), []).entries
    assert [(e.author, e.name) for e in seen] == [
        ("", "Kari"), ("", ""), ("hanne@example.com", "Hanne"),
    ]  # fmt: skip

    seen = as_expert(CASE, (named, unnamed, merged), [], names=False).entries
    assert [e.name for e in seen] == ["", "", "Hanne"]
