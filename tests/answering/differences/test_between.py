"""A whole space compared: which of its documents disagree, as far as somebody may read them."""

from __future__ import annotations

import json

from answering.differences.between import between
from tests.conftest import Company

TOML = """
[[space]]
name = "docs"
[[space.source]]
folder = "docs"
[[space.source]]
folder = "leaders"
readers = ["leaders"]
"""


def rule(title: str, amount: str) -> str:
    return (
        f"---\ntitle: {title}\n---\n# {title}\n\n## Hjemmekontoret\n\n"
        f"Ansatte får dekket inntil {amount} kroner til utstyr på hjemmekontoret.\n"
    )


def said(company: Company, groups: tuple[str, ...] | None) -> list[set[str]]:
    """The values that are found to disagree."""
    kilde = company.kilde
    allowed = kilde.reader(groups, ["docs"]).allowed
    found = between(kilde.catalogue, "docs", allowed)
    return sorted({side.value for side in one.sides} for one in found)


def test_documents_that_say_the_same_with_another_amount_are_found(company: Company) -> None:
    company.configure(TOML)
    company.write("docs/hjemmekontor.md", rule("Hjemmekontor", "5000"))
    company.write("docs/utstyr.md", rule("Utstyr", "4000"))
    company.write("docs/ferie.md", "# Ferie\n\nDu kan overføre 10 dager ferie til neste år.\n")
    company.write("leaders/lederutstyr.md", rule("Lederutstyr", "9000"))
    company.ingest()
    assert said(company, ()) == [{"5000 kroner", "4000 kroner"}]
    assert len(said(company, None)) == 3

    found = json.loads(company.run("differences", "--space", "docs", "--json").stdout)
    assert [one["kind"] for one in found["differences"]] == ["amount"] * 3
    plain = company.run("differences", "--space", "docs").stdout
    assert "docs/utstyr.md: 4000 kroner" in plain

    # The page compares in a process of its own, and the log knows for whom.
    company.run("differences", "--space", "docs", "--json", "--by", "local")
    noted = [one.actor for one in company.kilde.audit.entries(action="differences")]
    assert noted == ["command line", "command line", "local user"]

    # What an edition has replaced is left out.
    company.kilde.catalogue.editions.decide(
        "docs", "docs/utstyr.md", "docs/hjemmekontor.md", "kari"
    )
    assert said(company, ()) == []
