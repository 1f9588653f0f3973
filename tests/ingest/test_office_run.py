"""Office files in a folder, from ingest to the answer."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Company

FILES = Path(__file__).with_name("files")


def test_a_row_a_note_and_a_sheet_answer_questions(company: Company) -> None:
    for name in ("reiseregler.docx", "priser.xls", "arsplan.pptx"):
        company.write(f"docs/{name}", (FILES / name).read_bytes())
    company.write(
        "docs/kontakter.csv", "Avdeling;Leder;Telefon\nLønn;Hilde;55 12 34 10\n".encode("cp1252")
    )
    report = company.ingest()
    assert (report.added, report.failures) == (4, {})
    for question, document, heading, page, quote in [
        (
            "Hva er døgnsatsen for Færøyene?",
            "docs/reiseregler.docx",
            "Reiseregler for Fjordvarme > 1. Satser",
            None,
            "Norden | Færøyene | 1 012 kr",
        ),
        (
            "Hvor mange ansatte har kontoret i Ålesund?",
            "docs/priser.xls",
            "Prisliste 2026 > Kontorer",
            None,
            "Vest | Ålesund | 12",
        ),
        (
            "Hvor stort er budsjettet for nye montører?",
            "docs/arsplan.pptx",
            "Årsplan 2026 > Mål for året",
            1,
            "Budsjettet for nye montører er 4,2 millioner kroner.",
        ),
    ]:
        answer = company.ask(question)
        assert quote in answer.answer
        cited = {(c.document, c.heading, c.page) for c in answer.citations}
        assert (document, heading, page) in cited
    assert company.found("Hvilket telefonnummer har lederen for lønn?")[0] == "docs/kontakter.csv"
