"""Whose name is seen by whom: [privacy] in kilde.toml."""

from __future__ import annotations

from datetime import UTC, datetime

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


def test_who_asked_sees_who_answered_unless_nobody_may() -> None:
    assert as_asker(CASE, ENTRIES, KARI).entries == ENTRIES

    seen = as_asker(CASE, ENTRIES, KARI, names=False)
    assert "hanne" not in repr(seen).lower()
    assert seen.entries[0].name == "Kari"
