"""The glossary as owners change it: against the file, and in every process."""

from __future__ import annotations

from pathlib import Path

from records import TermChanges, Terms, open_database
from tests.conftest import Company
from vectorstore import Glossary

FILE = (("BHT", "bedriftshelsetjeneste"), ("HMS", "helse, miljø og sikkerhet"))


def test_only_departures_from_the_file_are_kept(tmp_path: Path) -> None:
    terms = Terms(open_database(f"sqlite:///{tmp_path / 'kilde.db'}"))
    terms.change(FILE, "kari", add=("VO", "verneombud"), remove=FILE[0])
    assert terms().applied(FILE) == (FILE[1], ("VO", "verneombud"))
    terms.change(FILE, "kari", add=FILE[0], remove=("VO", "verneombud"))
    assert terms.all() == TermChanges()
    assert terms().applied(FILE) == FILE


def test_a_pair_that_is_changed_is_searched_with_at_once(company: Company) -> None:
    company.write("glossary.csv", "short,long\nBHT,bedriftshelsetjeneste\n")
    kilde = company.kilde
    assert Glossary(kilde.terms().applied(kilde.own_terms)).expand("Hva er VO?") == "Hva er VO?"
    kilde.terms.change(kilde.own_terms, "kari", add=("VO", "verneombud"))
    pairs = kilde.terms().applied(kilde.own_terms)
    assert Glossary(pairs).expand("Hva er VO?") == "Hva er VO? (verneombud)"
    # Another process, which has just opened the same records.
    assert company.kilde.terms().added == (("VO", "verneombud"),)
    [entry] = kilde.audit.entries(action="glossary")
    assert "verneombud" not in str(entry)
