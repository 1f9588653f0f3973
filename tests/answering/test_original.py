from unicodedata import normalize

from tests.conftest import Company


def test_a_file_is_found_however_its_system_composes_letters(company: Company) -> None:
    name = normalize("NFD", "Übersicht/Entwürfe.md")
    file = company.write(f"docs/{name}", "# Entwürfe\n\nDie Entwürfe liegen im Ordner.\n")
    company.ingest()
    assert company.kilde.reader(None).original("docs", "docs/Übersicht/Entwürfe.md") == file


def test_a_document_that_is_not_known_has_no_file(company: Company) -> None:
    company.write("docs/ferie.md", "# Ferie\n\nFem uker.\n")
    company.write("hemmelig.md", "# Hemmelig\n")
    company.ingest()
    assert company.kilde.reader(None).original("docs", "docs/../hemmelig.md") is None
