"""`kilde verified`, and erasing what it made."""

from __future__ import annotations

import json

from tests.conftest import Company

QUESTION = "Hvem har nøkkelen til sykkelskuret?"
ANSWER = "Nøkkelen til sykkelskuret henger i skapet bak resepsjonen."


def test_an_answer_is_added_given_listed_retired_and_erased(company: Company) -> None:
    company.write("docs/skur.md", "# Skur\n\nSykkelskuret er låst.")
    company.ingest()

    added = company.run(
        "verified", "add", "--space", "docs", "--question", QUESTION, "--answer", ANSWER,
        "--owner", "kari@example.com", "--document", "docs/skur.md", "--review", "2099-12-31",
    )  # fmt: skip
    assert (added.returncode, added.stdout) == (0, "verified/1\n")
    given = json.loads(company.run("ask", QUESTION, "--json").stdout)
    assert (given["status"], given["answer"]) == ("answered", f"{ANSWER} [1]")
    assert given["verified"]["question"] == QUESTION

    [line] = company.run("verified", "list", "--json").stdout.splitlines()
    listed = json.loads(line)
    assert (listed["document"], listed["owner"]) == ("verified/1", "kari@example.com")
    assert listed["documents"] == [{"space": "docs", "document": "docs/skur.md", "change": None}]

    assert company.run("verified", "retire", "1").returncode == 0
    assert company.run("verified", "list").stderr.startswith("There are none")

    erased = company.run("erase", "--space", "docs", "--document", "verified/1", "--yes")
    assert erased.returncode == 0, erased.stderr
    assert company.kilde.verified.get(1) is None
    files = [file for file in (company.folder / "data").rglob("*") if file.is_file()]
    assert not [file for file in files if b"skapet bak resepsjonen" in file.read_bytes()]


def test_what_is_wrong_is_named(company: Company) -> None:
    unknown = company.run(
        "verified", "add", "--space", "docs", "--question", "Q?", "--answer", "A.",
        "--document", "docs/none.md",
    )  # fmt: skip
    assert unknown.returncode == 1
    assert "there is no document 'docs/none.md' in the space 'docs'" in unknown.stderr
    gone = company.run("verified", "retire", "7")
    assert gone.returncode == 1
    assert "there is no verified answer 7" in gone.stderr
