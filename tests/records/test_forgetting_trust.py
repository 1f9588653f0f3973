"""Who looked at answers, and experts whom an administrator named, are forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select

from config import load
from records import Departures, open_database, put_review
from records.forgetting.doomed import Doomed, Person
from records.forgetting.stores import trust
from records.schema import reviews, turns

OLA = Doomed(person=Person(("ola@example.com",)))


def test_a_person_leaves_reviews_and_departures(tmp_path: Path) -> None:
    (tmp_path / "kilde.toml").write_text('[[space]]\nname = "hr"\n')
    settings = load(tmp_path / "kilde.toml")
    engine = open_database(settings.records_url)
    current = Departures(settings, engine)
    current.add({"name": "sales", "urgent": ["ola@example.com"]}, "hr", "kari")
    current.change("hr", "experts", ["Ola@example.com", "kari@example.com"], "ola@example.com")
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            insert(turns).values(
                id="a", conversation="a", person="kari", asked=datetime.now(UTC), channel="page",
                question="?", full_question="?", language="nb", status="answered", confidence=0.9,
                answer="!", citations="[]", spaces="hr",
            )
        )  # fmt: skip
        put_review(connection, "a", None, "ola@example.com", "right")
        assert trust.listing(connection, OLA) == [
            "the person's name on 1 answers that they looked at",
            "the person in 2 changes against kilde.toml",
        ]
        trust.erase(connection, OLA)
        assert trust.listing(connection, OLA) == []
        [review] = connection.execute(select(reviews.c.reviewer, reviews.c.verdict)).all()
        assert tuple(review) == ("", "right")
    [added, change] = current.all()
    assert (added.key, added.value.urgent) == ("space", ())
    assert (change.value, change.by) == (("kari@example.com",), "")
