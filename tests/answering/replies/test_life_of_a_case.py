"""The life of a case, with real mail servers and `kilde follow` in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from answering import Answer, Person
from tests.answering.replies.town import KARI, Town, bodies
from tests.ingest.dovecot import PASSWORD
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

PER = Person("per", "Per Hansen", "per@example.com")
ANNA = Person("anna", "Anna Weber", "anna@example.com")
QUESTION = "Kan jeg røyke på kontoret?"
ANSWER = "Nei, men det er en egen plass for røykere på taket."
IN_GERMAN = "Kann ich im Büro rauchen?"


@pytest.fixture
def following(town: Town) -> Iterator[Town]:
    """The town while `kilde follow` sends and reads its mail."""
    town.company.write(
        "docs/kontoret.md",
        "# Kontoret\n\nKontoret er åpent fra klokka 7 til 18. Adgangskort får du i resepsjonen.\n",
    )
    town.company.ingest()
    process = town.company.start("follow", KILDE_REPLIES_PASSWORD=PASSWORD)
    try:
        yield town
    finally:
        process.terminate()
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def ask(town: Town, question: str, person: Person, escalate: bool = False) -> Answer:
    kilde = town.kilde
    return kilde.conversations.ask(kilde.reader(()), question, person, escalate=escalate)


def test_asked_answered_by_mail_told_published_and_found_in_another_language(
    following: Town,
) -> None:
    town = following
    # Asked: nothing in the documents answers it, so a person is asked, by mail.
    asked = ask(town, QUESTION, PER, escalate=True)
    assert asked.status == "escalated"
    assert asked.case is not None
    wait_until(lambda: town.letters(KARI))
    [letter] = town.letters(KARI)
    assert QUESTION in str(letter.get_content()) and "«Publiser»" in str(letter.get_content())

    # Answered: the expert replies, and publishes by a line.
    town.send(town.reply(f"Hei Per,\n\n{ANSWER}\n\nPubliser\n\nHilsen\nKari"))
    wait_until(lambda: town.kilde.cases.get(asked.case or 0).state == "answered")

    # Told: by mail, and where it was asked.
    wait_until(lambda: town.letters(PER.address))
    [told] = bodies(town.letters(PER.address))
    assert ANSWER in told and "Publiser" not in told
    entries = town.kilde.cases.seen_by(asked.case, PER.id).entries
    assert [entry.kind for entry in entries] == ["question", "reply", "published"]

    # Found: by somebody else, in another language, at once, and it says what it was given for.
    found = ask(town, IN_GERMAN, ANNA)
    assert (found.status, found.language, found.case) == ("answered", "de", None)
    assert found.answer == f"{ANSWER} [1]"
    assert found.citations[0].document.startswith("verified/")
    assert found.verified is not None and found.verified.question == QUESTION
    # Nobody is written to a second time.
    assert (len(town.letters(KARI)), len(town.letters(PER.address))) == (1, 1)
    assert town.letters(ANNA.address) == []
