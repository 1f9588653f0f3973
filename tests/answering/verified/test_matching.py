"""Which questions are the same, by the model that comes with Kilde."""

from __future__ import annotations

import pytest

from answering.verified import Matcher, open_matcher
from config import ROOT

DOG = "Får jeg ta med hund på kontoret?"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    found = open_matcher("multilingual-e5-small", ROOT / "models")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DOG, "Darf ich meinen Hund ins Büro mitbringen?"),
        (DOG, "May I bring my dog to the office?"),
        ("Hvordan bestiller jeg møterom?", "How do I book a meeting room?"),
    ],
)
def test_the_same_in_another_language(matcher: Matcher, one: str, other: str) -> None:
    assert matcher.same(one, other)
    assert matcher.same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DOG, "Får jeg ta med katt på kontoret?"),
        (DOG, "Darf ich meine Katze ins Büro mitbringen?"),
        (DOG, "Får jeg ta med hund på kundebesøk?"),
        (DOG, "Hvem har med hund på kontoret?"),
        ("Hvem reparerer kaffemaskinen?", "Hvem reparerer printeren?"),
        ("Hvem reparerer kaffemaskinen?", "Wer repariert den Drucker?"),
        ("Når åpner kantina?", "When does the canteen close?"),
        ("Wer genehmigt Urlaub in Oslo?", "Hvem godkjenner ferie i Bergen?"),
        ("Who approves the budget for 2026?", "Wer genehmigt das Budget für 2027?"),
        ("Must visitors wear a helmet?", "Welche Helme tragen Besucher?"),
        ("Hvordan bestiller jeg et møterom?", "How do I cancel a meeting room?"),
    ],
)
def test_something_else_is_not_the_same_in_any_language(
    matcher: Matcher, one: str, other: str
) -> None:
    assert not matcher.same(one, other)
    assert not matcher.same(other, one)


def test_both_orders_come_to_the_same(matcher: Matcher) -> None:
    other = "Darf ich meinen Hund ins Büro mitbringen?"
    assert matcher.chance(DOG, other) == pytest.approx(matcher.chance(other, DOG))


def test_the_likeliest_comes_first_whatever_else_there_is(matcher: Matcher) -> None:
    others = ["Hvem reparerer printeren?", "Darf ich einen Hund mit ins Büro bringen?", DOG]

    found = matcher.matches(DOG, others, 0.1)

    assert [match.index for match in found] == [2, 1]
    # What else there is changes nothing.
    [alone] = matcher.matches(DOG, [others[1]], 0.1)
    assert alone.chance == found[1].chance


def test_long_questions_are_not_matched_by_what_is_left_when_they_are_cut_off(
    matcher: Matcher,
) -> None:
    mail = "Hei, jeg har fått ny jobb på lageret fra første mai og har noen spørsmål. " * 8
    shoes = mail + "Hvordan bestiller jeg arbeidssko?"

    assert matcher.chance(shoes, mail + "Hvordan låner jeg firmabilen?") == 0.0
    assert matcher.same(shoes, shoes)
