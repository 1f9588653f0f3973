"""Documents that say until when they hold."""

from __future__ import annotations

from datetime import date

from ingest.ended import ended
from tests.conftest import Company

TODAY = date(2026, 11, 26)


def test_the_last_day_that_a_document_names_counts(company: Company) -> None:
    company.write("docs/reise.md", "# Reise\n\nOrdningen gjelder til 31.12.2025.\n")
    company.write("docs/dienst.md", "# Dienst\n\nDie Regelung ist gültig bis zum 30. Juni 2026.\n")
    company.write("docs/canteen.md", "# Canteen\n\nThis offer is valid until 2027-01-31.\n")
    company.write(
        "docs/ny.md", "# Ny\n\nDen gamle gjelder til 1.1.2026. Den nye gjelder til 1.1.2028.\n"
    )
    company.write("docs/annet.md", "# Annet\n\nVedtatt 31.12.2020, og gjelder til videre.\n")
    company.ingest()
    found = ended(company.kilde.catalogue, "docs", TODAY)
    documents = company.kilde.catalogue.documents("docs")
    assert [d.name for d in documents if d.version_id in found] == [
        "docs/dienst.md",
        "docs/reise.md",
    ]
