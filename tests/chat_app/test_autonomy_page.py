"""Who changes how far a space is trusted."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from chat_app.pages import autonomy
from chat_app.rights import LOCAL, Visitor
from config import texts
from tests.conftest import Company

OLA = Visitor("ola", "Ola", "ola@example.com", ("hr",))


@pytest.mark.parametrize(("visitor", "changed"), [(LOCAL, ["autonomy"]), (OLA, [])])
def test_a_page_that_is_still_open_changes_nothing_for_who_is_no_administrator_any_more(
    company: Company, monkeypatch: pytest.MonkeyPatch, visitor: Visitor, changed: list[str]
) -> None:
    company.configure('[[space]]\nname = "hr"\n')
    kilde = company.kilde
    monkeypatch.setattr(autonomy, "shared", lambda: SimpleNamespace(kilde=kilde))
    monkeypatch.setattr(autonomy, "visitor", lambda: visitor)
    autonomy._change("hr", {"autonomy": "suggest"}, texts("en"))
    assert [one.key for one in kilde.departures.all()] == changed
