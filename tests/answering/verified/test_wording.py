"""What can be read off two questions without a model."""

from __future__ import annotations

import pytest

from answering.verified.wording import SIGNALS, apart, particulars, unlike


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Wer genehmigt Einkäufe über 50.000 Kronen?", {"50000"}),
        ("Hvem godkjenner innkjøp over 50 000 kroner?", {"50000"}),
        ("Who approves purchases above NOK 50,000?", {"50000"}),
        ("Hvor lang er oppsigelsestiden etter ti års ansettelse?", {"10"}),
        ("Wie lang ist sie nach zehn Jahren?", {"10"}),
        ("the conference room on the 3rd floor", {"3"}),
        ("møterommet i tredje etasje", {"3"}),
        ("im dritten Stock", {"3"}),
        ("Når har styret møte i mars?", {"m3"}),
        ("When does the board meet in May?", {"m5"}),
        ("May I bring a dog on Fridays?", {"d5"}),
        ("Ist freitags geschlossen?", {"d5"}),
        ("the first aid kit", set()),
        ("Where is the fire alarm?", set()),
    ],
)
def test_numbers_months_and_days_count_alike_in_every_language(
    question: str, numbers: set[str]
) -> None:
    assert particulars(question).numbers == numbers


def test_the_same_words_differ_in_nothing() -> None:
    question = particulars("Hvor parkerer besøkende i Oslo?")
    assert unlike(question, question) == (0.0,) * SIGNALS


def test_another_number_conflicts_and_a_missing_one_does_not() -> None:
    fifty, five = particulars("over 50 000 kroner"), particulars("over 500 000 kroner")
    assert unlike(fifty, five)[:2] == (1.0, 0.0)
    assert unlike(fifty, particulars("over en grense"))[:2] == (0.0, 1.0)


def test_what_one_denies_the_other_does_not() -> None:
    says = particulars("Must I tell my manager?")
    denies = particulars("Must I not tell my manager?")
    assert unlike(says, denies)[2] == 1.0


def test_a_name_may_be_misspelled_but_not_another() -> None:
    bergen = particulars("Når er brannøvelsen i Bergen?")
    assert unlike(bergen, particulars("brannøvelsen i begren når"))[3] == 0.0
    assert unlike(bergen, particulars("Når er brannøvelsen i Oslo?"))[3] == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kaffemaskinen virker ikke, hva nå?", "Die Kaffeemaschine ist kaputt, was nun?"),
        ("I can't remember my PIN", "Jeg har glemt PIN-koden"),
        ("Ich finde meinen Ausweis nicht", "ansattkortet er borte"),
        ("Hvor sent tar vi imot varer?", "Until what time are goods accepted?"),
        ("Wie drucke ich in Farbe?", "Hvordan skriver jeg ut i farger?"),
        ("Is smoking allowed on the balcony?", "balcony smoking ok or not"),
        ("Wer darf den Not-Halt quittieren?", "Hvem kan kvittere ut nødstoppen?"),
        ("When a guest leaves, who cleans the room?", "Who cleans a room after a guest?"),
        ("Wie oft wird das Gerüst geprüft?", "Med hvilke mellomrom sjekkes stillaset?"),
        ("Hva koster utsjekk kl. 14:00?", "What is a check-out at 14 charged?"),
    ],
)
def test_a_fault_denies_nothing(one: str, other: str) -> None:
    assert not apart(particulars(one), particulars(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Which goods can be returned?", "Hvilke varer kan ikke returneres?"),
        ("Darf ich Fotos machen?", "Warum darf ich keine Fotos machen?"),
        ("What if I do get the job?", "What if I do not get the job?"),
        ("When does the shop open?", "Når stenger butikken?"),
        ("Who cleans the hall?", "Wann wird die Halle geputzt?"),
    ],
)
def test_what_words_alone_tell_apart(one: str, other: str) -> None:
    assert apart(particulars(one), particulars(other))
