"""What a verified answer is worth that somebody should have looked at, where search finds it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from answering.verified import GIVEN_OVERDUE, Draft
from tests.conftest import Company

QUESTION = "Hvem har nøkkelen til sykkelskuret?"
ANSWER = "Nøkkelen til sykkelskuret henger i skapet bak resepsjonen."
OTHER = "Hvor henger nøkkelen til sykkelskuret?"


def test_it_is_found_with_its_warning_and_at_last_not_at_all(company: Company) -> None:
    today = datetime.now(UTC).date()
    draft = Draft("docs", QUESTION, ANSWER, "kari")
    number = company.kilde.verified.publish(draft, "kari").id
    company.ingest()
    fresh = company.ask(OTHER)
    assert [one.document for one in fresh.citations] == [f"verified/{number}"]
    # Without the matcher it is search that finds it.
    kilde = company.kilde
    kilde.verified._matcher = None
    sure = kilde.reader(()).ask(OTHER)

    kilde.verified.table.edit(number, {"review_on": today}, None, None, "kari")
    doubted = kilde.reader(()).ask(OTHER)

    assert doubted.reasons[-1].kind == "verified_overdue"
    assert doubted.confidence == pytest.approx(sure.confidence * 0.9, abs=1e-4)

    lapsed = today - GIVEN_OVERDUE - timedelta(days=1)
    kilde.verified.table.edit(number, {"review_on": lapsed}, None, None, "kari")

    assert kilde.reader(()).search(OTHER) == ()
    assert kilde.reader(()).passages("docs", f"verified/{number}") == []
