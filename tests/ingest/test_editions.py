"""New editions of documents: found, undone, and never more than a person may read."""

import json

import pytest

from answering import LOCAL
from ingest.editions import of_a_series
from tests.conftest import Company

RULES = """---
title: Reiseregler {year}
date: {year}-01-15
---

# Reiseregler {year}

Reiseregningen skal leveres senest {days} dager etter hjemkomst, med alle kvitteringer lagt ved.
Lederen godkjenner den i portalen, og pengene kommer på konto den tolvte i måneden etter.
Bompenger, ferge og parkering dekkes etter kvittering, men bøter betaler hver enkelt selv.
"""
MINUTES = """---
title: Referat fra AMU {date}
date: {date}
---

# Referat fra AMU

Til stede var leder, verneombud og tillitsvalgt. Saken om støy ble drøftet og utsatt.
"""
QUESTION = "Når skal reiseregningen leveres?"


def two_years(company: Company) -> None:
    company.write("docs/reise-2025.md", RULES.format(year=2025, days=30))
    company.write("docs/reise-2026.md", RULES.format(year=2026, days=14))
    company.ingest()


def editions(company: Company) -> list[tuple[str, str, str]]:
    found = company.kilde.catalogue.editions.all()
    return [(one.older, one.newer, one.why) for one in found if one.undone is None]


def quoted(company: Company, groups: tuple[str, ...] | None = None) -> set[str]:
    return {citation.document for citation in company.ask(QUESTION, groups).citations}


def test_nearly_the_same_title_and_text_and_newer(company: Company) -> None:
    two_years(company)
    assert editions(company) == [("docs/reise-2025.md", "docs/reise-2026.md", "alike")]
    assert quoted(company) == {"docs/reise-2026.md"}


def test_search_finds_the_older_one_and_marks_it(company: Company) -> None:
    two_years(company)
    found = json.loads(company.run("search", QUESTION, "--json").stdout)["passages"]
    assert {one["document"]: one["superseded_by"] for one in found} == {
        "docs/reise-2026.md": None,
        "docs/reise-2025.md": "Reiseregler 2026",
    }


def test_the_older_one_is_quoted_for_who_asks_for_its_year(company: Company) -> None:
    two_years(company)
    answer = company.ask("Når skulle reiseregningen leveres i 2025?")
    assert (answer.citations[0].document, answer.citations[0].superseded_by) == (
        "docs/reise-2025.md",
        "Reiseregler 2026",
    )


def test_a_document_that_says_what_it_replaces(company: Company) -> None:
    company.write(
        "docs/gammel.md", "---\ntitle: Husregler\n---\n\n# Husregler\n\nDøra låses kl. 17.\n"
    )
    company.write(
        "docs/ny.md",
        "---\ntitle: Slik har vi det her\n---\n\n# Slik har vi det her\n\n"
        "Disse reglene erstatter «Husregler».\n\nDøra låses kl. 18.\n",
    )
    company.ingest()
    assert editions(company) == [("docs/gammel.md", "docs/ny.md", "said")]


def test_a_mail_that_says_so_replaces_nothing(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
        '[[space.source]]\nmailbox = "mail.mbox"\n'
    )
    company.write("docs/regler.md", "---\ntitle: Husregler\n---\n\n# Husregler\n\nDøra låses.\n")
    company.write(
        "mail.mbox",
        "From a@example.com Mon Jan  5 10:00:00 2026\nFrom: a@example.com\nTo: b@example.com\n"
        "Message-ID: <1@example.com>\nDate: Mon, 5 Jan 2026 10:00:00 +0100\nSubject: Nytt\n\n"
        "Dette erstatter «Husregler». Døra kan stå åpen.\n",
    )
    company.ingest()
    assert editions(company) == []


def test_minutes_of_two_meetings_are_no_editions(company: Company) -> None:
    for date in ("2026-03-10", "2026-06-12"):
        company.write(f"docs/referat-{date}.md", MINUTES.format(date=date))
    company.ingest()
    assert editions(company) == []


@pytest.mark.parametrize(
    "title",
    ["Referat fra AMU 2026", "styremøte_2026-03", "Statusrapporten mai", "Arbeitsvertrag Ola",
     "Minutes on the travel policy", "Meeting on the new rules", "Møteinnkalling mars",
     "Referat: nye regler", "Invoice insurance policy 2026", "Offer insurance policy",
     "Contract handbook printing 2026", "Meeting safety procedures 2026-03"],
)  # fmt: skip
def test_what_is_written_again_and_again(title: str) -> None:
    assert of_a_series(title)


@pytest.mark.parametrize(
    "title",
    ["Tarifvertrag 2026", "Møteromsregler", "Incident reporting procedure",
     "Rutine for fakturagodkjenning", "Reiseregler 2026", "Meeting room rules 2026",
     "meeting-room-rules_2026", "Invoice approval procedure",
     "Invoice handling policy 2026", "Contract template handbook", "Invoice procedures"],
)  # fmt: skip
def test_rules_for_such_things_are_no_series(title: str) -> None:
    assert not of_a_series(title)


def test_documents_do_not_replace_each_other_in_a_circle(company: Company) -> None:
    for name in "abcd":
        company.write(f"docs/{name}.md", f"# Regler {name}\n\nDøra låses kl. 17 av {name}.\n")
    company.ingest()
    known = company.kilde.catalogue.editions
    known.decide("docs", "docs/a.md", "docs/b.md", "kari")
    known.decide("docs", "docs/b.md", "docs/c.md", "kari")
    known.decide("docs", "docs/c.md", "docs/a.md", "anne")
    assert editions(company) == [
        ("docs/c.md", "docs/a.md", "owner"),
        ("docs/b.md", "docs/c.md", "owner"),
    ]

    # Nor where an undoing is taken back, or an ingest finds what speaks against the owners.
    undone = next(one for one in known.all() if one.undone is not None)
    known.restore(undone.id, "kari")
    of_owners = [("docs/c.md", "docs/a.md", "owner"), ("docs/a.md", "docs/b.md", "owner")]
    assert editions(company) == of_owners
    b, c, d = (one.id for one in known.listed("docs") if one.name != "docs/a.md")
    assert known.record("docs", [(b, d, "alike"), (d, c, "alike")]) == 1
    assert editions(company) == [("docs/b.md", "docs/d.md", "alike"), *of_owners]


def test_what_is_undone_stays_undone(company: Company) -> None:
    two_years(company)
    listed = company.run("editions").stdout
    assert "docs/reise-2026.md (2026-01-15) replaces docs/reise-2025.md (2025-01-15)" in listed
    assert company.run("editions", "undo", "1").returncode == 0
    company.write("docs/annet.md", "# Annet\n\nNoe helt annet.\n")
    company.ingest()
    assert editions(company) == []
    assert quoted(company) == {"docs/reise-2025.md", "docs/reise-2026.md"}
    assert company.run("editions", "restore", "1").returncode == 0
    assert quoted(company) == {"docs/reise-2026.md"}


def test_an_owner_says_so(company: Company) -> None:
    company.write("docs/a.md", "# Reise\n\nReiseregningen skal leveres innen en måned.\n")
    company.write("docs/b.md", "# Utlegg\n\nReiseregningen leveres straks du er hjemme.\n")
    company.ingest()
    named = ("--space", "docs", "--older", "docs/a.md", "--newer", "docs/b.md")
    assert company.run("editions", "set", *named).returncode == 0
    company.ingest()
    assert editions(company) == [("docs/a.md", "docs/b.md", "owner")]
    assert quoted(company) == {"docs/b.md"}
    wrong = company.run("editions", "set", *named[:-1], "docs/c.md")
    assert wrong.returncode == 1 and "has no document 'docs/c.md'" in wrong.stderr


def test_when_the_newer_one_is_erased_the_older_is_in_force_again(company: Company) -> None:
    two_years(company)
    done = company.run("erase", "--space", "docs", "--document", "docs/reise-2026.md", "--yes")
    assert done.returncode == 0
    assert quoted(company) == {"docs/reise-2025.md"}
    assert company.ask(QUESTION).citations[0].superseded_by is None


def test_an_edition_that_somebody_may_not_read_hides_nothing_from_them(company: Company) -> None:
    company.configure(
        '[[space]]\nname = "docs"\nreaders = ["everyone"]\n[[space.source]]\nfolder = "docs"\n'
        '[[space.source]]\nfolder = "board"\nreaders = ["board"]\n'
    )
    company.write("docs/reise-2025.md", RULES.format(year=2025, days=30))
    company.write("board/reise-2026.md", RULES.format(year=2026, days=14))
    company.ingest()
    company.kilde.catalogue.editions.decide(
        "docs", "docs/reise-2025.md", "board/reise-2026.md", "anne"
    )
    assert quoted(company, ("board",)) == {"board/reise-2026.md"}
    staff = company.ask(QUESTION, ("staff",))
    assert [(c.document, c.superseded_by) for c in staff.citations] == [
        ("docs/reise-2025.md", None)
    ]


def test_an_erased_edition_leaves_the_answers_that_name_it(company: Company) -> None:
    two_years(company)
    kilde = company.kilde
    question = "Når skulle reiseregningen leveres i 2025?"
    answer = kilde.conversations.ask(kilde.reader(None), question, LOCAL)
    kept = kilde.conversations.turns.get(answer.id)
    assert kept is not None and "Reiseregler 2026" in kept.citations
    company.run("erase", "--space", "docs", "--document", "docs/reise-2026.md", "--yes")
    kept = kilde.conversations.turns.get(answer.id)
    assert kept is not None and "Reiseregler 2026" not in kept.citations + kept.more
