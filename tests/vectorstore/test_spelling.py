"""Typing errors are mended by what may be read, and by nothing else."""

from tests.conftest import Company
from vectorstore.spelling import distance

GUIDE = "# Ferie\n\nEgenmelding kan brukes i tre dager. Legg inn egenmeldingen i portalen.\n"


def searched(company: Company, question: str, groups: tuple[str, ...] | None = None) -> str:
    return company.ask(question, groups).full_question


def test_letters_that_are_wrong_missing_or_swapped() -> None:
    assert distance("egenmeldign", "egenmelding", 2) == 1
    assert distance("feredager", "feriedager", 2) == 1
    assert distance("kunde", "hund", 2) == 2
    assert distance("ferie", "overtid", 2) == 3


def test_a_misspelt_word_is_searched_for_as_it_was_meant(company: Company) -> None:
    company.write("docs/ferie.md", GUIDE)
    company.ingest()
    assert searched(company, "Hvor lenge kan jeg bruke egenmeldign?") == (
        "Hvor lenge kan jeg bruke egenmelding?"
    )
    answer = company.ask("Hvor lenge kan jeg bruke egenmeldign?")
    assert answer.citations[0].quote.startswith("Egenmelding kan brukes i tre dager.")


def test_a_common_word_is_not_taken_for_another(company: Company) -> None:
    company.write("docs/kunder.md", "# Kunder\n\nVi besøker kunden hvert år.\n")
    company.ingest()
    assert searched(company, "Kan jeg ta med hunden på jobb?") == "Kan jeg ta med hunden på jobb?"


def test_what_may_not_be_read_mends_nothing(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\nreaders = ["everyone"]\n'
        '[[space.source]]\nfolder = "docs"\n'
        '[[space.source]]\nfolder = "secret"\nreaders = ["board"]\n'
    )
    company.write("docs/kantine.md", "# Kantine\n\nLunsjen koster 60 kroner.\n")
    company.write("secret/ferie.md", GUIDE)
    company.ingest()
    misspelt = "Hvor lenge kan jeg bruke egenmeldign?"
    assert searched(company, misspelt, ("staff",)) == misspelt
    assert searched(company, misspelt, ("board",)) == "Hvor lenge kan jeg bruke egenmelding?"
