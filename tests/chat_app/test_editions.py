"""The page Editions: what owners see of it, and that it is theirs."""

from datetime import UTC, datetime

from chat_app.rights import Visitor, spaces_owned
from chat_app.show.editions import editions
from chat_app.show.figures import Clock
from config import Settings, Space, texts
from records import Replacement

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FOUND = Replacement(
    id=3,
    space="hr",
    older="hr/ferie-2025.pdf",
    older_title="Ferie 2025",
    older_date="2025-01-09",
    newer="hr/ferie-2026.pdf",
    newer_title="Ferie 2026",
    newer_date=None,
    why="said",
    person="",
    at=NOW,
    undone=None,
    undone_by="",
)


def test_an_edition_is_shown_with_why_and_what_can_be_done() -> None:
    data = editions([FOUND], {"hr": "Personal"}, Clock(NOW, UTC), texts("nb"))
    [shown] = data["editions"]
    assert shown["newer"] == {"title": "Ferie 2026", "place": "hr/ferie-2026.pdf"}
    assert shown["told"].replace("\xa0", " ") == "Personal · dokumentet sier det selv · i dag 12:00"
    assert (shown["in_force"], shown["label"]) == (
        True,
        "Angre at «Ferie 2026» erstatter «Ferie 2025»",
    )


def test_owners_see_their_spaces_and_administrators_all() -> None:
    settings = Settings(
        space=(Space(name="hr", owners=("hr-leads",)), Space(name="it", owners=("it-leads",)))
    )
    assert spaces_owned(settings, Visitor("a", "Anne", "", ("hr-leads",))) == ("hr",)
    assert spaces_owned(settings, Visitor("b", "Bo", "", ("staff",))) == ()
    assert spaces_owned(settings, Visitor("local", "", "", None)) == ("hr", "it")
