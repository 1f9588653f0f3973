"""What a person agrees to is the list they were shown, and nothing that has gone since."""

from __future__ import annotations

from config import Space
from ingest import Guard, Ingest, Report, Silent, Stores, ingest_lock
from tests.conftest import Company


def ingest(company: Company, confirmed: frozenset[str]) -> Report:
    settings, kilde = company.settings, company.kilde
    space: Space = settings.named("docs")
    stores = Stores(
        kilde.catalogue,
        kilde.vectors,
        settings.data_folder / "lexical",
        kilde.search.embedder(settings.embedding.model),
    )
    with ingest_lock(settings.data_folder), Guard() as guard:
        return Ingest(settings, stores, guard).run(space, Silent(), confirmed)


def test_what_was_agreed_to_goes_and_no_more(company: Company) -> None:
    for n in range(20):
        company.write(f"docs/{n}.md", f"# Notat {n}\n\nDette er notat nummer {n}.")
    company.ingest()
    for n in range(10):
        (company.folder / f"docs/{n}.md").unlink()
    company.ingest()
    runs = company.kilde.catalogue.runs
    [waiting, _] = runs.history("docs")
    assert (waiting.state, waiting.waiting) == ("waiting", 10)
    agreed = frozenset(d.name for d in runs.documents(waiting.id) if d.what == "waiting")
    (company.folder / "docs/10.md").unlink()
    assert ingest(company, agreed).removed == 0
    company.write("docs/10.md", "# Notat 10\n\nDette er notat nummer 10.")
    assert ingest(company, agreed).removed == 10
    assert [run.state for run in runs.history("docs", 2)] == ["done", "waiting"]
