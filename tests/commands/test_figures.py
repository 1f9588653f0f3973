"""`kilde figures`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from records.schema import turns
from tests.conftest import Company


def test_figures_of_a_company(company: Company) -> None:
    company.configure('[[space]]\nname = "hr"\n')
    assert company.run("figures").stdout.startswith("Nothing yet: figures begin when five people")
    engine = company.kilde.catalogue.engine.execution_options(writes=True)
    with engine.begin() as connection:
        for number in range(10):
            connection.execute(
                insert(turns).values(
                    id=f"{number:032x}", conversation="c", person=f"p{number}",
                    asked=datetime.now(UTC) - timedelta(weeks=1), channel="page", question="?",
                    full_question="?", language="nb", status="answered", confidence=0.9,
                    answer="!", citations="[]", spaces="hr",
                )
            )  # fmt: skip
    said = company.run("figures").stdout
    assert "hr: 10 questions, settled without a person 100% (72% to 100%)" in said
    assert "saved: at most 2 h; too few are judged to say how many are wrong" in said
    told = json.loads(company.run("figures", "--json").stdout)
    assert (told["pilot"], told["all"]["asked"], told["unanswered"]) == (False, 10, [])
    assert told["worth"]["money"] == {"value": None, "low": None, "high": None, "gross": 1200.0}
    assert [space["space"] for space in told["spaces"]] == ["hr"]
    table = company.run("figures", "--csv").stdout.splitlines()
    assert [line.split(",")[0] for line in table] == ["measure", "asked", "settled", "earlier"]
    assert [one.action for one in company.kilde.audit.entries(action="figures")] == (
        ["figures.exported"] * 4
    )
