"""What is typed on the page Verified answers, before it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

from chat_app.show.verified import linked
from records import LinkedDocument, VerifiedRecord

_NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_documents_of_other_spaces_stay_linked() -> None:
    record = VerifiedRecord(
        1, "hr", "Hvem?", "Kari.", "nb", "kari", "Kari", (), _NOW, _NOW, date(2027, 5, 1), None,
        "current", None, (), (LinkedDocument("it", "guides/vpn.md", "VPN", "a1"),),
    )  # fmt: skip

    assert linked(["guides/vpn.md", "handbook/ferie.md"], "hr", record) == [
        ("it", "guides/vpn.md"),
        ("hr", "handbook/ferie.md"),
    ]
    assert linked(["guides/vpn.md"], "hr", None) == [("hr", "guides/vpn.md")]
